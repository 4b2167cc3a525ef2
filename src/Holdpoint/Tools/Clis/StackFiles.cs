using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the template that a program deploys: what holds data there, and would go when it is
/// replaced.</summary>
internal static class StackFiles
{
    /// <summary>Looks at the first template that is there.</summary>
    /// <param name="options">Options that name the template.</param>
    /// <param name="usual">The names that the program looks for, in its order.</param>
    public static Measurement Look(
        Effect effect, CliLine line, Invocation invocation, IWorld world, string options, string usual)
    {
        if (line.Value(options) is { Text: null } || invocation.Directory.Text is not { } folder)
        {
            return new Measurement(effect);
        }

        foreach (string file in line.Value(options)?.Text is { } named ? [named] : usual.Split(' '))
        {
            string path = file.StartsWith('/') ? file : $"{folder}/{file}";
            if (world.Read(path, StackTemplate.MaxBytes) is not FileAnswer.Content content)
            {
                continue;
            }

            return StackTemplate.Unkept(content.Text) is not { } unkept ? new Measurement(effect)
                : new Measurement(effect with
                {
                    Kind = EffectKind.Unknown,
                    Summary = $"{effect.Summary}; what its change replaces is deleted: {unkept}",
                    Recovery = new Recovery.Unknown("nobody read what the change replaces or deletes"),
                });
        }

        return new Measurement(effect);
    }
}
