using System.ComponentModel;
using System.Diagnostics;

namespace Holdpoint.World;

/// <summary>The real machine.</summary>
internal sealed class Machine : IWorld
{
    public TimeProvider Clock => TimeProvider.System;

    public string Home => Variable("HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string? LiveProgram => Path.GetDirectoryName(Environment.ProcessPath) is { } folder
        && File.Exists(Path.Join(folder, "holdpoint-live"))
        ? Path.Join(folder, "holdpoint-live")
        : null;

    public string? OwnProgram => Environment.ProcessPath;

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public IEnumerable<KeyValuePair<string, string>> Variables
    {
        get
        {
            foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            {
                yield return new((string)entry.Key, (string?)entry.Value ?? "");
            }
        }
    }

    public Entry Look(string path)
    {
        try
        {
            return Describe(new FileInfo(path));
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Entry(path, EntryKind.Unreadable, 0, default);
        }
    }

    public FileAges? AgesOf(string path) => FileAges.Of(path);

    public FileIdentity? IdentityOf(string path) => FileIdentity.Of(path);

    public FileTraits? TraitsOf(string path)
    {
        try
        {
            return FileStatus.OfPath(path, out FileStatus status)
                ? new FileTraits(status.Mode & FileTraits.Rights, new FileInfo(path).LinkTarget)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public string? RealPath(string path)
    {
        try
        {
            return LinkResolution.Resolve(path);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public FileAnswer Read(string path, long maxBytes)
    {
        try
        {
            // Never opens a pipe or a device: the read would hang or have effects.
            Entry entry = Describe(new FileInfo(LinkResolution.Resolve(path) ?? path));
            switch (entry.Kind)
            {
                case EntryKind.Missing:
                    return new FileAnswer.Missing();
                case not EntryKind.File:
                    return new FileAnswer.Unreadable($"it is {Kind(entry.Kind)}");
                default:
                    return entry.Bytes > maxBytes
                        ? new FileAnswer.Unreadable($"larger than {Size(maxBytes)}")
                        : new FileAnswer.Content(LargeFile.Read(path, maxBytes), entry.Modified);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileAnswer.Missing();
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileAnswer.Unreadable(e.Message);
        }
    }

    public FileAnswer ReadHead(string path, int bytes) => ReadPart(path, bytes, end: false);

    public FileAnswer ReadTail(string path, int bytes) => ReadPart(path, bytes, end: true);

    private static FileAnswer ReadPart(string path, int bytes, bool end)
    {
        try
        {
            Entry entry = Describe(new FileInfo(LinkResolution.Resolve(path) ?? path));
            if (entry.Kind is not EntryKind.File)
            {
                return entry.Exists ? new FileAnswer.Unreadable($"it is {Kind(entry.Kind)}") : new FileAnswer.Missing();
            }

            // Others may write to it meanwhile: the journal grows.
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] part = new byte[Math.Min(bytes, entry.Bytes)];
            file.Position = end ? entry.Bytes - part.Length : 0;
            int read = file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            return new FileAnswer.Content(part.AsMemory(0, read), entry.Modified);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileAnswer.Unreadable(e.Message);
        }
    }

    private static string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Folder => "a folder",
        EntryKind.Link => "a link that leads nowhere",
        EntryKind.Device => "a device",
        EntryKind.Other => "a pipe or a socket",
        _ => "no regular file",
    };

    private static string Size(long bytes) =>
        bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MB" : $"{bytes / 1024} KB";

    public IEnumerable<Entry>? List(string path)
    {
        try
        {
            var folder = new DirectoryInfo(path);
            return folder.Exists ? [.. folder.EnumerateFileSystemInfos().Select(Describe)] : null;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public RunAnswer Run(RunRequest request)
    {
        TimeSpan left = request.Deadline - Clock.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return new RunAnswer.Failed("no time was left to run it");
        }

        try
        {
            return ChildProcess.Run(request, left);
        }
        catch (Exception e)
            when (e is Win32Exception or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return new RunAnswer.Failed($"{request.Program}: {e.Message}");
        }
    }

    public IPrivateFolder MakePrivateFolder() => new PrivateFolder();

    private static Entry Describe(FileSystemInfo info)
    {
        if (info.LinkTarget is not null)
        {
            return new Entry(info.FullName, EntryKind.Link, 0, new DateTimeOffset(info.LastWriteTimeUtc));
        }

        if (!info.Exists && !Directory.Exists(info.FullName))
        {
            return new Entry(info.FullName, EntryKind.Missing, 0, default);
        }

        EntryKind kind = info.Attributes switch
        {
            var a when a.HasFlag(FileAttributes.Directory) => EntryKind.Folder,
            var a when a.HasFlag(FileAttributes.Device) => EntryKind.Device,
            _ => Special(info),
        };
        return new Entry(info.FullName, kind, kind is EntryKind.File && info is FileInfo f ? f.Length : 0,
            new DateTimeOffset(info.LastWriteTimeUtc));
    }

    /// <summary>.NET reports devices, pipes and sockets as plain files; only stat tells.</summary>
    private static EntryKind Special(FileSystemInfo info) => FileType.Of(info.FullName) switch
    {
        FileType.Regular => EntryKind.File,
        FileType.BlockDevice or FileType.CharacterDevice => EntryKind.Device,
        _ => EntryKind.Other,
    };

    private sealed class PrivateFolder : IPrivateFolder
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("holdpoint-").FullName;

        public void Dispose()
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException)
            {
                // A child that was ended may still be writing; the folder is private and in the temporary folder.
            }
        }
    }
}
