using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop on a disk that is full.</summary>
internal sealed class FullDisk(IWorkshop inner) : IWorkshop
{
    public string NewScratchPath() => inner.NewScratchPath();

    public void SweepScratch() => inner.SweepScratch();

    public bool IsRoot => inner.IsRoot;

    public string? MakeFolder(string path) => inner.MakeFolder(path);

    public string? Write(string path, ReadOnlyMemory<byte> bytes) => $"{path} was not written: No space left on device";

    public string? Publish(string unfinished, string path) => inner.Publish(unfinished, path);

    public string? Remove(string path) => inner.Remove(path);

    public long? FreeBytes(string path) => 4096;

    public string? DigestOf(string path) => inner.DigestOf(path);

    public RunAnswer Run(RunRequest request) => inner.Run(request);

    public (Conversation? Conversation, string Problem) Start(RunRequest request) => inner.Start(request);

    public Ending RunThrough(ThroughRequest request) => inner.RunThrough(request);

    public IDisposable? TryLock(string path) => inner.TryLock(path);
}
