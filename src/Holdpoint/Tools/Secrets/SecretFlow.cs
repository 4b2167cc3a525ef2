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

            Heaps.Add(reader, file, directory, Unseen);
            if (Original(file, directory) is not { } from)
            {
                return null;
            }

            (file, directory) = from;
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

    /// <summary>Programs that print the whole environment.</summary>
    private static bool Environment(Invocation program) => program.Name switch
    {
        "env" or "printenv" => program.Arguments.All(a => a.Text is "-0" or "--null"),
        "set" => program.Arguments.IsEmpty,
        "export" or "declare" or "typeset" => program.Arguments is [{ Text: "-p" or "-x" or "-px" or "-xp" }],
        _ => false,
    };
}
