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

    // The runtime's own shim: its layout is the runtime's FileStatus, the same on every Unix.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus output);

    [StructLayout(LayoutKind.Sequential)]
    private struct FileStatus
    {
        public int Flags;
        public int Mode;
        public uint Uid;
        public uint Gid;
        public long Size;
        public long ATime;
        public long ATimeNsec;
        public long MTime;
        public long MTimeNsec;
        public long CTime;
        public long CTimeNsec;
        public long BirthTime;
        public long BirthTimeNsec;
        public long Dev;
        public long RDev;
        public long Ino;
        public uint UserFlags;
    }
}
