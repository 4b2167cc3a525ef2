using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop on a disk that is full, or gets full while a program writes.</summary>
/// <param name="room">Null: it is full. Else that much fits into each file that a program writes, in kilobytes, and
/// nobody knows before.</param>
internal sealed class FullDisk(IWorkshop inner, int? room = null) : PassingWorkshop(inner)
{
    public override string? Write(string path, ReadOnlyMemory<byte> bytes) =>
        room is null ? $"{path} was not written: No space left on device" : Inner.Write(path, bytes);

    public override long? FreeBytes(string path) => room is null ? 4096 : Inner.FreeBytes(path);

    public override RunAnswer Run(RunRequest request) => Inner.Run(room is null ? request : request with
    {
        Program = "/bin/bash",
        Arguments =
        [
            "-c", $"trap '' XFSZ; ulimit -f {room}; exec \"$@\"", "bash", request.Program, .. request.Arguments,
        ],
    });
}
