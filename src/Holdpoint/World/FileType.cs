namespace Holdpoint.World;

/// <summary>The file type bits of a path, which .NET does not tell for devices, pipes and sockets.</summary>
internal static class FileType
{
    public const int Regular = 0x8000;
    public const int BlockDevice = 0x6000;
    public const int CharacterDevice = 0x2000;
    private const int TypeMask = 0xF000;

    /// <summary>The type bits, or <see cref="Regular"/> where the call fails (the caller knows that it
    /// exists).</summary>
    public static int Of(string path) =>
        FileStatus.OfPath(path, out FileStatus status) ? status.Mode & TypeMask : Regular;
}
