using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Holdpoint.World;

/// <summary>The real machine, to change.</summary>
internal sealed partial class Workshop : IWorkshop
{
    private const string ScratchName = "holdpoint-scratch-";

    private static readonly string ScratchRoot =
        Directory.Exists("/var/tmp") ? "/var/tmp" : Path.GetTempPath().TrimEnd('/');

    /// <summary>Read piece by piece; a multiple of the digest's blocks.</summary>
    private const int Piece = 256 * 1024;

    public string NewScratchPath() =>
        Path.Join(ScratchRoot, $"{ScratchName}{Environment.ProcessId}-{Guid.NewGuid():n}");

    public void SweepScratch() => Try(ScratchRoot, "swept", () =>
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(ScratchRoot, ScratchName + "*"))
        {
            // Another user's of that name is none of ours.
            string maker = Path.GetFileName(path)[ScratchName.Length..].Split('-')[0];
            if (int.TryParse(maker, out int process) && !Directory.Exists($"/proc/{process}")
                && Directory.Exists("/proc/self") && FileStatus.OfPath(path, out FileStatus status)
                && status.Uid == EffectiveUser())
            {
                _ = Remove(path);
            }
        }
    });

    public bool IsRoot => Environment.IsPrivilegedProcess;

    public string? MakeFolder(string path) => Try(path, "made", () => PrivateFiles.MakeFolder(path));

    public string? Write(string path, ReadOnlyMemory<byte> bytes)
    {
        string fresh = $"{path}.{Environment.ProcessId}.new";
        string? problem = Try(path, "written", () =>
        {
            using (FileStream file = PrivateFiles.Open(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes.Span);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
            Settle(Path.GetDirectoryName(path) ?? "/");
        });
        if (problem is not null)
        {
            _ = Remove(fresh);
        }

        return problem;
    }

    public bool TryMark(string path) => Try(path, "made", () =>
    {
        using (FileStream file = PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Flush(flushToDisk: true);
        }

        Settle(Path.GetDirectoryName(path) ?? "/");
    }) is null;

    public string? Publish(string unfinished, string path) => Try(path, "put in place", () =>
    {
        foreach (string file in Directory.EnumerateFiles(unfinished, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
        }))
        {
            if (FileType.Of(file) is FileType.Regular)
            {
                Settle(file);
            }
        }

        foreach (string folder in Directory.EnumerateDirectories(unfinished, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        }))
        {
            Settle(folder);
        }

        Settle(unfinished);
        Directory.Move(unfinished, path);
        Settle(Path.GetDirectoryName(path) ?? "/");
    });

    public string? Remove(string path) => Try(path, "removed", () =>
    {
        var folder = new DirectoryInfo(path);
        if (folder.Exists && folder.LinkTarget is null)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    });

    public long? FreeBytes(string path)
    {
        try
        {
            string at = path;
            while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
            {
                at = above;
            }

            return new DriveInfo(at).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public string? DigestOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, Piece);
            return Sha256.Hex(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public RunAnswer Run(RunRequest request) => new Machine().Run(request);

    public (Conversation? Conversation, string Problem) Start(RunRequest request)
    {
        try
        {
            return ChildProcess.Start(request) is { } process
                ? (new Conversation(process), "")
                : (null, $"{request.Program} was not found on PATH");
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return (null, $"{request.Program}: {e.Message}");
        }
    }

    public Ending RunThrough(ThroughRequest request)
    {
        try
        {
            return ChildProcess.RunThrough(request);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return new Ending(0, $"{request.Program}: {e.Message}");
        }
    }

    public IDisposable? TryLock(string path)
    {
        try
        {
            return FileLock.Try(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Try(string path, string done, System.Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && done is "removed")
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"{path} was not {done}: {e.Message}";
        }
    }

    /// <summary>Waits until the disk has a file, or the names in a folder.</summary>
    private static void Settle(string path)
    {
        using var handle = new SafeFileHandle(OpenFile(path, ReadOnly | CloseOnExec, 0), ownsHandle: true);
        if (handle.IsInvalid || FSync(handle) != 0)
        {
            throw new IOException($"{path} was not brought to the disk");
        }
    }

    // The runtime's own shims, with its own numbers: .NET opens no folder.
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x10;

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenFile(string path, int flags, int mode);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FSync")]
    private static partial int FSync(SafeFileHandle file);
}
