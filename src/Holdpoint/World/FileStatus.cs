using System.Runtime.InteropServices;

namespace Holdpoint.World;

/// <summary>What the runtime's own shim tells of a file: its layout is the runtime's, the same on every Unix.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileStatus
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
