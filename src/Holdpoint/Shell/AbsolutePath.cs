namespace Holdpoint.Shell;

/// <summary>Absolute paths as text, in the one form in which they are compared. Pure: no link is followed.</summary>
internal static class AbsolutePath
{
    /// <summary>The path without <c>.</c>, <c>..</c> and doubled or trailing slashes.</summary>
    public static string Normal(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)
            && (path.Length < 2 || path[^1] != '/'))
        {
            return path;
        }

        List<string> parts = [];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is not (".." or "."))
            {
                parts.Add(part);
            }
            else if (part is ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
