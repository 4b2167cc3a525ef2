using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>Reads chmod and its kin.</summary>
internal static class Rights
{
    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        GnuArguments read = GnuArguments.Read(
            words, name is "setfacl" ? "mxMX" : name is "chattr" ? "vp" : "", "recursive", "reference=", "from=",
            "preserve-root", "no-preserve-root", "dereference", "no-dereference", "changes", "quiet", "silent",
            "verbose", "modify=", "remove=", "restore=", "help", "version");
        if (FileTouches.AsksForHelp(read))
        {
            return;
        }

        // The first operand is the mode or the owner, unless an option says it: --reference, or a mode that looks like
        // one (chmod -x).
        bool inOption = name is "setfacl" || read.Has("reference")
            || (name is "chmod" && "rwxXst".Any(c => read.Has(c.ToString())))
            || (name is "chattr" && "aAcCdDijsStTu".Any(c => read.Has(c.ToString())));
        bool recursive = read.Has("R", "recursive") || read.MayHoldMore;
        string? mode = inOption ? read.Value("m", "modify")?.Text : read.Operands.FirstOrDefault()?.Text;
        foreach (Word operand in read.Operands.Skip(inOption ? 0 : 1))
        {
            touches.Add(new FileTouch(TouchKind.Access, operand)
            {
                Recursive = recursive,
                OpensToAll = name is "chmod" && mode is not null && OpensToAll(mode),
                Closes = name is "chmod" && (mode is not null ? Closes(mode) : read.Has("x")),
            });
        }
    }

    /// <summary>777, 0666, o+w, a=rwx, +w is bounded by the umask and is none.</summary>
    private static bool OpensToAll(string mode)
    {
        if (mode.Length is 3 or 4 && mode.All(char.IsAsciiDigit))
        {
            return (mode[^1] - '0' & 2) != 0;
        }

        return mode.Split(',').Any(clause =>
            clause.IndexOfAny(['+', '=']) is > 0 and var at && clause[..at].IndexOfAny(['o', 'a']) >= 0
            && clause[at..].Contains('w', StringComparison.Ordinal));
    }

    /// <summary>000, 644 for a folder, u-x, a-rwx, -x, u=r.</summary>
    private static bool Closes(string mode)
    {
        if (mode.Length is > 0 and <= 4 && mode.All(char.IsAsciiDigit))
        {
            return mode.Length < 3 || (mode[^3] - '0' & 1) == 0;
        }

        return mode.Split(',').Any(clause =>
            clause.IndexOfAny(['-', '=']) is >= 0 and var at
            && (at == 0 || clause[..at].IndexOfAny(['u', 'a']) >= 0)
            && clause[at] is '-' == clause[at..].Contains('x', StringComparison.Ordinal));
    }
}
