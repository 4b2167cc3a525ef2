using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop on a machine where some programs are not installed.</summary>
internal sealed class Lacking(IWorkshop inner, string[] programs) : PassingWorkshop(inner)
{
    public override RunAnswer Run(RunRequest request) =>
        Lacks(request) is { } missing ? new RunAnswer.Failed(missing) : Inner.Run(request);

    public override (Conversation? Conversation, string Problem) Start(RunRequest request) =>
        Lacks(request) is { } missing ? (null, missing) : Inner.Start(request);

    private string? Lacks(RunRequest request)
    {
        foreach (string word in (string[])[request.Program, .. request.Arguments])
        {
            if (programs.Contains(Path.GetFileName(word)))
            {
                return $"{Path.GetFileName(word)} was not found on PATH";
            }
        }

        return null;
    }
}
