namespace Holdpoint.World;

/// <summary>Finds a program as execvp does, but never in the current folder.</summary>
/// <remarks>The runtime's own look-up tries the folder of this program and the current one before PATH: a file that
/// an agent left there would be run in place of the real program.</remarks>
internal static class ProgramLookup
{
    /// <summary>The absolute path of a program; null when there is none.</summary>
    /// <param name="path">The PATH to look on; empty and relative entries mean the current folder, and are passed
    /// over.</param>
    public static string? Find(string program, string? path)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return Path.IsPathRooted(program) ? program : null;
        }

        foreach (string folder in (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Join(folder, program);
            if (Path.IsPathRooted(folder) && IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows()
                || (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
