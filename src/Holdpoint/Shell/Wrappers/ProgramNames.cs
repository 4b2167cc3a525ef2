namespace Holdpoint.Shell.Wrappers;

/// <summary>The name under which a program is known, however its path is spelled.</summary>
internal static class ProgramNames
{
    /// <summary>
    /// The last part of a path, of Windows' ones too; without <c>.exe</c> and <c>.cmd</c>; in small letters where it is
    /// all capitals (<c>GIT</c>, <c>RM</c>): many machines' file systems do not tell the two apart.
    /// </summary>
    public static string Of(string program)
    {
        int slash = program.AsSpan().LastIndexOfAny('/', '\\');
        string name = slash < 0 || slash == program.Length - 1 ? program : program[(slash + 1)..];
        if (name.Length > 4 && (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase)))
        {
            name = name[..^4];
        }

        // R is a language.
        bool capitals = name.Length > 1 && name[0] is >= 'A' and <= 'Z'
            && name.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0;
        return capitals ? name.ToLowerInvariant() : name;
    }
}
