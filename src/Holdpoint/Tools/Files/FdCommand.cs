using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>A call of fd that removes what it finds, as the find that finds all of that and maybe more. Pure.</summary>
/// <param name="Question">Tests of find; null where an option is not known.</param>
internal sealed record FdCommand(ImmutableArray<Word> Roots, ImmutableArray<string>? Question, bool Recursive)
{
    public static FdCommand? Read(ImmutableArray<Word> words)
    {
        int exec = 0;
        while (exec < words.Length && words[exec].Text is not ("-x" or "-X" or "--exec" or "--exec-batch"))
        {
            exec++;
        }

        if (exec + 1 >= words.Length || words[exec + 1].Text is not { } program
            || PathText.Name(program) is not ("rm" or "unlink" or "shred"))
        {
            return null;
        }

        var touches = new List<FileTouch>();
        Removals.Add(PathText.Name(program), [.. words[(exec + 2)..], new Word("{}")], touches);
        FdCommand search = Search(words[..exec], touches.Exists(t => t.Recursive));
        ImmutableArray<FileTouch> others = [.. touches.Where(t => !IsFound(t.Path))];

        // Of what it finds, {//} is the folder, {/} the bare name, {.} another name.
        bool parts = words[(exec + 2)..].Any(w => w.Shown.Contains('{') && w.Text is not "{}");
        return search with { Question = parts ? null : search.Question, Others = others };
    }

    private static bool IsFound(Word word) => word.Shown.StartsWith('{') && word.Shown.EndsWith('}');

    /// <summary>What the remover is given besides.</summary>
    public ImmutableArray<FileTouch> Others { get; private init; } = [];

    private static FdCommand Search(ImmutableArray<Word> words, bool recursive)
    {
        bool known = true, hidden = false, glob = false;
        var extensions = new List<string>();
        var tests = new List<string>();
        var operands = new List<Word>();
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i].Text)
            {
                case "-H" or "--hidden" or "-u" or "--unrestricted" or "-uu" or "-HI" or "-IH":
                    hidden = true;
                    break;
                case "-I" or "--no-ignore" or "-i" or "-s" or "-a" or "-0" or "--ignore-case":
                    break;
                case "-g" or "--glob":
                    glob = true;
                    break;
                case "-e" or "--extension" when i + 1 < words.Length && words[i + 1].Text is { } extension:
                    extensions.Add(extension.TrimStart('.'));
                    i++;
                    break;
                case "-t" or "--type" when i + 1 < words.Length && words[i + 1].Text is "f" or "d" or "file"
                    or "directory":
                    tests.AddRange(["-type", words[i + 1].Text is ['d', ..] ? "d" : "f"]);
                    i++;
                    break;
                case "-E" or "--exclude" or "-d" or "--max-depth" when i + 1 < words.Length:
                    i++; // Narrower than what is looked at.
                    break;
                case ['-', ..] or null:
                    known = false;
                    break;
                default:
                    operands.Add(words[i]);
                    break;
            }
        }

        string? pattern = operands is [{ Text: { } first }, ..] ? glob ? first : PlainName(first) : "*";
        Word[] roots = operands.Count > 1 ? [.. operands.Skip(1)] : [new Word(".")];
        if (!known || tests.Count > 2 || extensions.Count > 1)
        {
            return new FdCommand([.. roots], null, recursive);
        }

        // Without -H what begins with a dot is not looked at; the root itself may.
        string[] seen = hidden ? [] : ["-mindepth", "1", "-name", ".*", "-prune", "-o"];
        string[] name = extensions is [var one] ? ["-iname", "*." + one] : [];
        return new FdCommand(
            [.. roots], [.. seen, .. tests, .. name, "-iname", pattern ?? "*", "-print0"], recursive);
    }

    /// <summary>The names that a regular expression of plain characters matches; null for any other, which may match
    /// all.</summary>
    private static string? PlainName(string regex)
    {
        string text = regex.TrimStart('^').TrimEnd('$').Replace("\\.", ".", StringComparison.Ordinal);
        bool plain = text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        return plain && text.Length > 0
            ? (regex[0] is '^' ? "" : "*") + text.Replace('.', '?') + (regex[^1] is '$' ? "" : "*")
            : null;
    }
}
