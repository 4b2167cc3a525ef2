namespace Holdpoint.World;

/// <summary>Resolves every symbolic link of a path, as <c>realpath -m</c> does.</summary>
internal static class LinkResolution
{
    /// <summary>Linux gives up after 40 as well (MAXSYMLINKS).</summary>
    private const int MaxLinks = 40;

    /// <summary>The system takes no longer path (PATH_MAX).</summary>
    private const int MaxPath = 4096;

    /// <summary>The path without links; what does not exist is kept as written. Null on a loop, and for what is longer
    /// than any path.</summary>
    public static string? Resolve(string path)
    {
        if (path.Length > MaxPath)
        {
            return null;
        }

        string left = Path.GetFullPath(path);
        string done = "/";
        int links = 0;
        var parts = new Stack<string>(left.Split('/', StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse());
        while (parts.TryPop(out string? part))
        {
            if (part is "..")
            {
                done = Path.GetDirectoryName(done) ?? "/";
                continue;
            }

            if (part is ".")
            {
                continue;
            }

            string here = Path.Join(done, part);
            if (new FileInfo(here).LinkTarget is not { } link)
            {
                done = here;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            if (link.StartsWith('/'))
            {
                done = "/";
            }

            foreach (string piece in link.Split('/', StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse())
            {
                parts.Push(piece);
            }
        }

        return done;
    }
}
