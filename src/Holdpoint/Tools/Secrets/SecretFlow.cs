using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Secrets;

/// <summary>Which secret is in what a program reads, prints or sends, as far as the words tell. Pure.</summary>
/// <param name="before">All of the action, in the order of its text.</param>
/// <param name="at">How many of them ran before.</param>
internal sealed class SecretFlow(ImmutableArray<Invocation> before, int at)
{
    /// <summary>A copy of a copy of a copy.</summary>
    private const int MaxCopies = 8;

    /// <summary>Names that an action itself lists.</summary>
    private const int MaxNames = 1000;

    /// <summary>What was met on the way that may be more than one file, and names no secret itself.</summary>
    public List<Heap> Unseen { get; } = [];

    /// <summary>The secret in what a program prints; null when none is known.</summary>
    public Secret? Printed(Invocation program)
    {
        if (Own(program) is { } own)
        {
            return own;
        }

        foreach (Invocation behind in Flow.Passes(program.Name) ? Flow.Into(program, whole: true) : [])
        {
            if (Own(behind) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>The secret in a text; null when none is known.</summary>
    public Secret? InText(Word text)
    {
        foreach (Invocation behind in Flow.Behind(text))
        {
            if (Own(behind) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>The secret in what stands on a program's input.</summary>
    public Secret? InInput(Invocation program) => program.Input switch
    {
        Input.Piped(var producer) => Printed(producer),
        Input.Given(var text) => InText(text),
        Input.FromFile(var path) => InFile(program, path, program.Directory),
        _ => null,
    };

    /// <summary>The secret in a file, by its name or by what the action put there.</summary>
    public Secret? InFile(Invocation reader, Word path, Word directory)
    {
        Word file = path;
        List<string> names = [];
        for (int i = 0; i < MaxCopies; i++)
        {
            if (Find(file, directory) is { } secret)
            {
                return secret;
            }

            if (Flow.Written(reader with { Directory = directory }, file) is { } content && InText(content) is { } held)
            {
                return held;
            }

            if (Full(file, directory) is { } full)
            {
                names.Add(full);
                if ((Below(reader, full) ?? Packed(full)) is { } kept)
                {
                    return kept;
                }
            }

            Heaps.Add(reader, file, directory, Unseen);
            if (Original(file, directory) is not { } from)
            {
                break;
            }

            (file, directory) = from;
        }

        return ThroughPipe(reader, names);
    }

    /// <summary>The secret that the action put into a folder which a program takes with all in it.</summary>
    private Secret? Below(Invocation reader, string folder)
    {
        foreach ((string path, Word content) in reader.Written)
        {
            if (path.Length > folder.Length && path[folder.Length] == '/'
                && path.StartsWith(folder, StringComparison.Ordinal) && Heaps.TakesFolders(reader)
                && InText(content) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>The secret in an archive whose members stood on the packer's input.</summary>
    private Secret? Packed(string archive) => before.Take(at)
        .Where(b => b.Name is "zip" && b.Arguments.Any(a => Full(a, b.Directory) == archive))
        .Select(Named).FirstOrDefault(s => s is not null);

    /// <summary>The secret that is written into a pipe with a name: who writes may stand behind who reads.</summary>
    private Secret? ThroughPipe(Invocation reader, List<string> names)
    {
        if (reader.Name is not "socat" && !before.Any(b => b.Name is "mkfifo"
            && b.Arguments.Any(a => Full(a, b.Directory) is { } made && names.Contains(made))))
        {
            return null;
        }

        foreach (Invocation writer in before)
        {
            if (!ReferenceEquals(writer, reader) && writer.Output is Output.ToFile(var file)
                && Full(file.Path, writer.Directory) is { } path && names.Contains(path)
                && Printed(writer) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>Only a part of it passes: lines or fields are chosen on the way.</summary>
    public static bool Selects(Invocation program) =>
        Chooses(program) || Flow.Into(program, whole: true).Any(Chooses);

    public static bool Selects(Word text) => Flow.Behind(text).Any(Chooses);

    private static bool Chooses(Invocation program) => program.Name is "grep" or "egrep" or "fgrep" or "zgrep" or "rg"
        or "ag" or "awk" or "gawk" or "mawk" or "nawk" or "cut" or "jq" or "yq" or "sed" or "gsed";

    private static Secret? Find(Word word, Word directory)
    {
        if (word.HasUnknown || word.Text is not { Length: > 1 } text || text[0] == '-')
        {
            return null;
        }

        bool relative = text[0] != '/';
        string path = !relative ? AbsolutePath.Normal(text)
            : directory.Text is { } from ? AbsolutePath.Normal(from + "/" + text)
            : text;
        return SecretPlaces.Find(path, directory.Text, relative) is { } secret ? secret with { Path = text } : null;
    }

    /// <summary>What the action copied, moved or linked to a path.</summary>
    private (Word File, Word Directory)? Original(Word file, Word directory)
    {
        if (Full(file, directory) is not { } path)
        {
            return null;
        }

        for (int i = Math.Min(at, before.Length) - 1; i >= 0; i--)
        {
            if (before[i].Outside is null && Copies.Of(before[i].Name, before[i].Arguments) is var (from, to)
                && Full(to, before[i].Directory) is { } made
                && (made == path || path.StartsWith(made + "/", StringComparison.Ordinal)
                    || made.StartsWith(path + "/", StringComparison.Ordinal)))
            {
                return (from, before[i].Directory);
            }
        }

        return null;
    }

    private static string? Full(Word file, Word directory) =>
        Shell.Evaluation.Words.Resolve(directory, file).Text;

    /// <summary>The secret that a program itself reads and passes on.</summary>
    private Secret? Own(Invocation program)
    {
        if (Environment(program))
        {
            return new Secret(SecretKind.Project, "all variables of the environment", program.Shown);
        }

        if (SecretPrinters.Of(program) is { } printed)
        {
            return printed;
        }

        if (!Flow.Passes(program.Name) || program.Outside is not null)
        {
            return null;
        }

        Heaps.AddLists(program, Unseen);
        if (Named(program) is { } listed)
        {
            return listed;
        }

        Secret? secret = program.Input is Input.FromFile(var input) ? InFile(program, input, program.Directory) : null;
        Word directory = program.Directory;
        ImmutableArray<Word> words = program.Arguments;
        for (int i = 0; i < words.Length && secret is null; i++)
        {
            string text = words[i].Prefix;
            if (text is "--exclude" or "--exclude-from" or "-X" or "--ignore-file" or "--glob" or "-g" or "--include"
                || (text is "-p" && program.Name is "less" or "more"))
            {
                i++;
            }
            else if (text is "-C" or "--directory" && i + 1 < words.Length)
            {
                directory = Shell.Evaluation.Words.Resolve(directory, words[++i]);
            }
            else if (text is not ['-', ..])
            {
                bool named = program.Name is "dd" && text.StartsWith("if=", StringComparison.Ordinal);
                secret = InFile(program, named ? Shell.Evaluation.Words.Skip(words[i], 3) : words[i], directory);
            }
        }

        return secret;
    }

    /// <summary>The secret among the names that a program packs by its input: <c>zip -@</c>.</summary>
    private Secret? Named(Invocation program)
    {
        bool packs = program.Name is "cpio" || (program.Name is "zip" or "tar" or "gtar" or "bsdtar"
            && program.Arguments.Any(a => a.Text is "-@" or "-T-" or "--files-from=-"));
        return packs && program.Input is Input.Given({ Text: { } names })
            ? names.Split('\n', MaxNames).Select(n => Find(new Word(n.Trim()), program.Directory))
                .FirstOrDefault(s => s is not null)
            : null;
    }

    /// <summary>Programs that print the whole environment.</summary>
    private static bool Environment(Invocation program) => program.Name switch
    {
        "env" or "printenv" => program.Arguments.All(a => a.Text is "-0" or "--null"),
        "set" => program.Arguments.IsEmpty,
        "export" or "declare" or "typeset" => program.Arguments is [{ Text: "-p" or "-x" or "-px" or "-xp" }],
        _ => false,
    };
}
