using Microsoft.Win32.SafeHandles;

namespace Holdpoint.World;

/// <summary>Files in one private folder that only grow, written by many processes at once, one writer at a
/// time.</summary>
/// <remarks>
/// The lock is a file of its own, since rotation renames the one that is written. It goes away with the process that
/// holds
/// it, however that ends; the wait has no bound of its own, the hook's watchdog ends it with a deny. Nothing is
/// flushed to the disk: a record survives the death of a process, not that of the
/// machine.
/// </remarks>
internal sealed class AppendOnlyFile(string folder, string name)
{
    /// <summary>Files looked at in one sweep; the next one takes the rest.</summary>
    private const int MaxSwept = 1000;

    public string Path { get; } = System.IO.Path.Join(folder, name + ".jsonl");

    /// <summary>Appends what <paramref name="make"/> makes of the tail, in one write, under the lock.</summary>
    /// <param name="maxBytes">A file that has grown to this is set aside as <c>name-NNNNNN.jsonl</c> first.</param>
    /// <param name="maxOld">How many set-aside files are kept.</param>
    /// <param name="wait">How long the lock is waited for; null where the hook's watchdog bounds it.</param>
    /// <returns>Null, or why it could not be done.</returns>
    public string? Append(
        Func<Tail, ReadOnlyMemory<byte>> make, long maxBytes, int maxOld, TimeSpan? wait = null)
    {
        try
        {
            PrivateFiles.MakeFolder(folder);
            using FileLock.HeldLock gate = FileLock.Take(System.IO.Path.Join(folder, name + ".lock"), wait);
            Tail tail = ReadTail();
            if (tail.FileBytes >= maxBytes && tail.Torn.IsEmpty)
            {
                SetAside(maxOld);
                tail = tail with { FileBytes = 0 };
            }

            using FileStream file = PrivateFiles.Open(
                Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file.SafeFileHandle, make(tail).Span, tail.FileBytes);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"{Path} cannot be written: {e.Message}";
        }
    }

    /// <summary>Removes the file that grows; false where it stays.</summary>
    public bool Remove()
    {
        try
        {
            File.Delete(Path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes the files of a folder that nobody wrote to since; what cannot be removed waits for the next
    /// time.</summary>
    public static void RemoveUnused(string folder, DateTimeOffset since)
    {
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().Take(MaxSwept))
            {
                if (file.LastWriteTimeUtc < since.UtcDateTime)
                {
                    file.Delete();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Old files take room and say nothing that counts.
        }
    }

    /// <summary>The set-aside files, oldest first, then the one that grows; empty where nothing was written
    /// yet.</summary>
    public IReadOnlyList<string> Files()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        List<string> files = [.. Directory.EnumerateFiles(folder, name + "-*.jsonl").Order(StringComparer.Ordinal)];
        if (File.Exists(Path))
        {
            files.Add(Path);
        }

        return files;
    }

    /// <summary>The lines of a file as bytes without their line feeds; the last one may lack it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, bool Ended)> Lines(string path)
    {
        ReadOnlyMemory<byte> left = File.ReadAllBytes(path);
        while (!left.IsEmpty)
        {
            int feed = left.Span.IndexOf((byte)'\n');
            yield return feed < 0 ? (left, false) : (left[..feed], true);
            left = feed < 0 ? default : left[(feed + 1)..];
        }
    }

    /// <summary>The last line of the file that grows, or of the newest one set aside while that is still
    /// empty.</summary>
    private Tail ReadTail()
    {
        Tail own = File.Exists(Path) ? ReadTail(Path) : default;
        if (own.FileBytes > 0 || Files() is not [.., var newest])
        {
            return own;
        }

        return ReadTail(newest) with { FileBytes = 0 };
    }

    private static Tail ReadTail(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        long length = RandomAccess.GetLength(file);
        for (int window = 64 * 1024; ; window *= 4)
        {
            byte[] bytes = new byte[Math.Min(window, length)];
            int read = RandomAccess.Read(file, bytes, length - bytes.Length);
            ReadOnlyMemory<byte> end = bytes.AsMemory(0, read);
            int feed = end.Span.LastIndexOf((byte)'\n');
            ReadOnlyMemory<byte> torn = end[(feed + 1)..];
            int before = feed < 0 ? -1 : end.Span[..feed].LastIndexOf((byte)'\n');
            if (before >= 0 || bytes.Length == length)
            {
                return feed < 0
                    ? new Tail(default, default, torn, length)
                    : new Tail(end[..(before + 1)], end[(before + 1)..feed], torn, length);
            }
        }
    }

    private void SetAside(int maxOld)
    {
        List<string> old = [.. Files().Where(f => f != Path)];
        int next = old is [.., var newest] && int.TryParse(newest.AsSpan()[^12..^6], out int last) ? last + 1 : 1;
        File.Move(Path, System.IO.Path.Join(folder, $"{name}-{next:000000}.jsonl"));
        foreach (string oldest in old.Take(old.Count + 1 - maxOld))
        {
            File.Delete(oldest);
        }
    }
}

/// <summary>The end of a file that only grows.</summary>
/// <param name="Before">Some of the text before the last line; it may begin in the middle of a line.</param>
/// <param name="Last">The last whole line, without its line feed; empty where there is none.</param>
/// <param name="Torn">What follows it without a line feed: a writer died in the middle.</param>
/// <param name="FileBytes">Where the next write goes.</param>
internal readonly record struct Tail(
    ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> Last, ReadOnlyMemory<byte> Torn, long FileBytes);
