using System.Runtime.InteropServices;

namespace Holdpoint.World;

/// <summary>The file type bits of a path, which .NET does not tell for devices, pipes and sockets.</summary>
internal static partial class FileType
{
    public const int Regular = 0x8000;
    public const int BlockDevice = 0x6000;
    public const int CharacterDevice = 0x2000;
    private const int TypeMask = 0xF000;

    /// <summary>The type bits, or <see cref="Regular"/> where the call fails (the caller knows that it
    /// exists).</summary>
    public static int Of(string path) => LStat(path, out FileStatus status) == 0 ? status.Mode & TypeMask : Regular;

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus output);
}
