using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop on a machine where some programs are not installed.</summary>
internal sealed class Lacking(IWorkshop inner, string[] programs) : IWorkshop
{
    public bool IsRoot => inner.IsRoot;

    public string NewScratchPath() => inner.NewScratchPath();

    public void SweepScratch() => inner.SweepScratch();

    public string? MakeFolder(string path) => inner.MakeFolder(path);

    public string? Write(string path, ReadOnlyMemory<byte> bytes) => inner.Write(path, bytes);

    public bool TryMark(string path) => inner.TryMark(path);

    public string? Publish(string unfinished, string path) => inner.Publish(unfinished, path);

    public string? Remove(string path) => inner.Remove(path);

    public long? FreeBytes(string path) => inner.FreeBytes(path);

    public string? DigestOf(string path) => inner.DigestOf(path);

    public RunAnswer Run(RunRequest request) =>
        Lacks(request) is { } missing ? new RunAnswer.Failed(missing) : inner.Run(request);

    public (Conversation? Conversation, string Problem) Start(RunRequest request) =>
        Lacks(request) is { } missing ? (null, missing) : inner.Start(request);

    public Ending RunThrough(ThroughRequest request) => inner.RunThrough(request);

    public IDisposable? TryLock(string path) => inner.TryLock(path);

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
