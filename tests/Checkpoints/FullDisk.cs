using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop on a disk that is full, or gets full while a program writes.</summary>
/// <param name="room">Null: it is full. Else that much fits into each file that a program writes, in kilobytes, and
/// nobody knows before.</param>
internal sealed class FullDisk(IWorkshop inner, int? room = null) : IWorkshop
{
    public string NewScratchPath() => inner.NewScratchPath();

    public void SweepScratch() => inner.SweepScratch();

    public bool IsRoot => inner.IsRoot;

    public string? MakeFolder(string path) => inner.MakeFolder(path);

    public string? Write(string path, ReadOnlyMemory<byte> bytes) =>
        room is null ? $"{path} was not written: No space left on device" : inner.Write(path, bytes);

    public bool TryMark(string path) => inner.TryMark(path);

    public string? Publish(string unfinished, string path) => inner.Publish(unfinished, path);

    public string? Remove(string path) => inner.Remove(path);

    public long? FreeBytes(string path) => room is null ? 4096 : inner.FreeBytes(path);

    public string? DigestOf(string path) => inner.DigestOf(path);

    public RunAnswer Run(RunRequest request) => inner.Run(room is null ? request : request with
    {
        Program = "/bin/bash",
        Arguments =
        [
            "-c", $"trap '' XFSZ; ulimit -f {room}; exec \"$@\"", "bash", request.Program, .. request.Arguments,
        ],
    });

    public (Conversation? Conversation, string Problem) Start(RunRequest request) => inner.Start(request);

    public Ending RunThrough(ThroughRequest request) => inner.RunThrough(request);

    public IDisposable? TryLock(string path) => inner.TryLock(path);
}
