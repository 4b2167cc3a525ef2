using System.Runtime.InteropServices;

namespace Holdpoint.World;

/// <summary>When a file came to be, and when it last changed, be it in name, rights or content.</summary>
/// <param name="Born">Null where the file system does not tell. No program sets it: a rename keeps it, a copy begins
/// anew.</param>
/// <param name="Changed">The inode's change time, which no program sets either.</param>
internal readonly record struct FileAges(DateTimeOffset? Born, DateTimeOffset Changed)
{
    /// <summary>Asks of a path itself, be it a link; null where the call fails or the system has no such
    /// call.</summary>
    public static FileAges? Of(string path)
    {
        if (!OperatingSystem.IsLinux()
            || StatusCall.Ask(StatusCall.CurrentFolder, path, StatusCall.NoFollow, StatusCall.All, out Status s) != 0)
        {
            return null;
        }

        DateTimeOffset? born = (s.Mask & StatusCall.BirthTime) != 0 && s.BornSeconds > 0
            ? Time(s.BornSeconds, s.BornNanoseconds)
            : null;
        return new FileAges(born, Time(s.ChangedSeconds, s.ChangedNanoseconds));
    }

    private static DateTimeOffset Time(long seconds, uint nanoseconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The kernel's <c>struct statx</c>, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Status
    {
        [FieldOffset(0)]
        public uint Mask;
        [FieldOffset(16)]
        public uint Links;
        [FieldOffset(32)]
        public ulong Number;
        [FieldOffset(80)]
        public long BornSeconds;
        [FieldOffset(88)]
        public uint BornNanoseconds;
        [FieldOffset(96)]
        public long ChangedSeconds;
        [FieldOffset(104)]
        public uint ChangedNanoseconds;
        [FieldOffset(136)]
        public uint DeviceMajor;
        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}

/// <summary>The call that tells a birth time; the runtime's own shim leaves it out on Linux.</summary>
internal static partial class StatusCall
{
    public const int CurrentFolder = -100;
    public const int NoFollow = 0x100;
    public const uint BirthTime = 0x800;
    public const uint All = 0xFFF;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Ask(int folder, string path, int flags, uint mask, out FileAges.Status status);
}
