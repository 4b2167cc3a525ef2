using System.Runtime.InteropServices;

namespace Holdpoint.World;

/// <summary>What the runtime's own shim tells of a file: its layout is the runtime's, the same on every Unix.</summary>
[StructLayout(LayoutKind.Sequential)]
internal partial struct FileStatus
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

    /// <summary>Asks of the file that links lead to; false where the call fails.</summary>
    public static bool OfTarget(string path, out FileStatus status) => Stat(path, out status) == 0;

    /// <summary>Asks of a path itself, be it a link; false where the call fails.</summary>
    public static bool OfPath(string path, out FileStatus status) => LStat(path, out status) == 0;

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out FileStatus output);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus output);
}
