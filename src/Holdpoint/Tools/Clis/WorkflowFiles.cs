using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Edits;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks into the workflow that a command starts, as it lies in the work tree.</summary>
internal static class WorkflowFiles
{
    /// <summary>Bytes of one workflow.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>Folders between the directory and the root of the work tree.</summary>
    private const int MaxLevels = 12;

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        if (line.Operands is not [_, _, { Text: { } name }, ..] || invocation.Directory.Text is not { } folder)
        {
            return new Measurement(effect);
        }

        for (int level = 0; level < MaxLevels && folder.Length > 0; level++)
        {
            if (world.Read($"{folder.TrimEnd('/')}/.github/workflows/{name}", MaxFile) is FileAnswer.Content content)
            {
                return DistantCode.Destroys(PipelineSteps.Of(content.Text), "/github/workspace") is { } found
                    ? new Measurement(effect with
                    {
                        Kind = found.Kind,
                        Recovery = found.Recovery,
                        Summary = $"starts the workflow {name}, which {found.Summary}",
                        Target = effect.Target with { Signs = [.. found.Target.Signs, .. effect.Target.Signs] },
                    })
                    : new Measurement(effect);
            }

            folder = folder[..Math.Max(0, folder.LastIndexOf('/'))];
        }

        return new Measurement(effect);
    }
}
