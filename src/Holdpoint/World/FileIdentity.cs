namespace Holdpoint.World;

/// <summary>Which file a path names: two names of one file (hard links) have the same device and number.</summary>
/// <param name="Device">The file system it lies on.</param>
/// <param name="Links">How many names it has.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number, uint Links)
{
    /// <summary>Asks of the file that a path names, be it a link; null where the call fails or the system has no such
    /// call.</summary>
    public static FileIdentity? Of(string path) =>
        OperatingSystem.IsLinux()
        && StatusCall.Ask(StatusCall.CurrentFolder, path, StatusCall.NoFollow, StatusCall.All, out FileAges.Status s)
            == 0
            ? new FileIdentity(((ulong)s.DeviceMajor << 32) | s.DeviceMinor, s.Number, s.Links)
            : null;

    /// <summary>Whether both are one file, by whatever names.</summary>
    public bool IsSame(FileIdentity other) => Device == other.Device && Number == other.Number;
}
