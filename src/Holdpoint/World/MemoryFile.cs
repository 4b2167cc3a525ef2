namespace Holdpoint.World;

/// <summary>Writes a file of Holdpoint's own memory so that a reader sees the old text or the new one, never a
/// part.</summary>
internal static class MemoryFile
{
    /// <summary>Replaces a file; returns null, or why it could not be written. Missing folders are made.</summary>
    public static string? Write(string path, string text)
    {
        string folder = Path.GetDirectoryName(path) ?? "/";
        string fresh = Path.Join(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Guid.NewGuid():n}");
        try
        {
            // A linked folder would have us write wherever it leads.
            if (new DirectoryInfo(folder).LinkTarget is { } elsewhere)
            {
                return $"{path} was not written: {folder} is a link to {elsewhere}";
            }

            Directory.CreateDirectory(folder);
            File.WriteAllText(fresh, text);
            File.Move(fresh, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Remove(fresh);
            return $"{path} was not written: {e.Message}";
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left over is a hidden file of our own; the message about the failed write tells more.
        }
    }
}
