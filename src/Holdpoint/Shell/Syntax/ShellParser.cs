namespace Holdpoint.Shell.Syntax;

/// <summary>Reads POSIX sh and bash into a tree; total: it returns on every string, in about linear time.</summary>
internal static class ShellParser
{
    public static ParseAnswer Parse(string text)
    {
        if (text.Length > ParseLimits.MaxLength)
        {
            return Refuse(ParseLimits.MaxLength, $"longer than {ParseLimits.MaxLength} characters");
        }

        // No argument of a program can hold one, and shells differ in what they drop after one.
        int nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul >= 0 ? Refuse(nul, "a NUL character") : new Parser(text).ParseScript();
    }

    private static ParseAnswer.Unreadable Refuse(int position, string why) => new(position, why, CommandList.Empty(0));
}
