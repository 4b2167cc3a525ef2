using System.Runtime.InteropServices;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>What became of an edit of settings.</summary>
internal abstract record EditAnswer
{
    /// <summary>The new text; equal to the old one when there was nothing to do.</summary>
    internal sealed record Text(byte[] Bytes) : EditAnswer;

    /// <summary>Nothing but ours was in the file: it goes.</summary>
    internal sealed record Gone : EditAnswer;

    /// <summary>The settings are not as they must be to be changed safely.</summary>
    /// <param name="Why">One clause: "it is not JSON: line 3, byte 7".</param>
    internal sealed record Refused(string Why) : EditAnswer;
}

/// <summary>Replaces a settings file whole or not at all, and keeps a copy of what it held.</summary>
internal static partial class SettingsFile
{
    /// <summary>Settings are some kilobytes; a larger file is something else.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>The file's bytes; empty where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists ? []
            : NoFile(path) ? throw new IOException($"{path} is no regular file")
            : file.Length > MaxBytes ? throw new IOException($"{path} is larger than {MaxBytes / (1024 * 1024)} MB")
            : File.ReadAllBytes(path);
    }

    /// <summary>Writes beside the file that the links lead to, then renames: mode, owner and links stay.</summary>
    /// <param name="executable">The user may run it.</param>
    /// <returns>The copy of the old content, or null where there was none.</returns>
    /// <exception cref="IOException">It cannot be written; the old file stands as it was.</exception>
    public static string? Replace(string path, byte[] bytes, DateTimeOffset now, bool executable = false)
    {
        bool link = new FileInfo(path).LinkTarget is not null;
        string real = link ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        string folder = Path.GetDirectoryName(real) ?? "/";
        Directory.CreateDirectory(folder);
        string? backup = null;
        if (File.Exists(real))
        {
            backup = BackupName(real, now);
            File.Copy(real, backup);
        }

        string aside = Path.Join(folder, $".{Path.GetFileName(real)}.{Environment.ProcessId}.holdpoint-new");
        try
        {
            Write(aside, bytes, real, executable);
            File.Move(aside, real, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }

        return backup;
    }

    /// <summary>Takes a file away, and keeps a copy of what it held.</summary>
    /// <returns>The copy.</returns>
    /// <exception cref="IOException">It cannot be taken away.</exception>
    public static string Remove(string path, DateTimeOffset now)
    {
        string backup = BackupName(path, now);
        File.Move(path, backup);
        return backup;
    }

    private static string BackupName(string path, DateTimeOffset now) =>
        FreeName($"{path}.{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.holdpoint-backup");

    private static void Write(string aside, byte[] bytes, string real, bool executable)
    {
        File.Delete(aside);
        using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
        {
            if (!OperatingSystem.IsWindows() && File.Exists(real))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(real));
            }

            if (!OperatingSystem.IsWindows() && executable)
            {
                File.SetUnixFileMode(
                    stream.SafeFileHandle,
                    File.GetUnixFileMode(stream.SafeFileHandle) | UnixFileMode.UserExecute);
            }

            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        // Only root can give a file away, and only then is it needed: sudo must not take a user's file from them.
        if (Environment.IsPrivilegedProcess
            && FileStatus.OfTarget(real, out FileStatus status)
            && ChangeOwner(aside, status.Uid, status.Gid) != 0)
        {
            throw new IOException($"{aside} cannot be given to the owner of {real}");
        }
    }

    /// <summary>A pipe that nobody writes to would be read for ever.</summary>
    private static bool NoFile(string path)
    {
        const int TypeMask = 0xF000;
        const int Regular = 0x8000;
        return FileStatus.OfTarget(path, out FileStatus status) && (status.Mode & TypeMask) != Regular;
    }

    private static string FreeName(string name)
    {
        string free = name;
        for (int i = 2; File.Exists(free); i++)
        {
            free = $"{name}-{i}";
        }

        return free;
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
