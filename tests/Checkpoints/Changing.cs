using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop beside which something happens whenever a program has been run.</summary>
internal sealed class Changing(IWorkshop inner, System.Action meanwhile) : IWorkshop
{
    public string NewScratchPath() => inner.NewScratchPath();

    public void SweepScratch() => inner.SweepScratch();

    public bool IsRoot => inner.IsRoot;

    public string? MakeFolder(string path) => inner.MakeFolder(path);

    public string? Write(string path, ReadOnlyMemory<byte> bytes) => inner.Write(path, bytes);

    public bool TryMark(string path) => inner.TryMark(path);

    public string? Publish(string unfinished, string path) => inner.Publish(unfinished, path);

    public string? Remove(string path) => inner.Remove(path);

    public long? FreeBytes(string path) => inner.FreeBytes(path);

    public string? DigestOf(string path) => inner.DigestOf(path);

    public RunAnswer Run(RunRequest request)
    {
        RunAnswer answer = inner.Run(request);
        meanwhile();
        return answer;
    }

    public (Conversation? Conversation, string Problem) Start(RunRequest request) => inner.Start(request);

    public Ending RunThrough(ThroughRequest request) => inner.RunThrough(request);

    public IDisposable? TryLock(string path) => inner.TryLock(path);
}
