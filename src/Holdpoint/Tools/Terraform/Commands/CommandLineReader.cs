using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>Reads argv and the <c>TF_CLI_ARGS</c> variables as Terraform's own command line library does. Pure and
/// total.</summary>
internal static class CommandLineReader
{
    private const string ArgumentsVariable = "TF_CLI_ARGS";

    /// <summary>
    /// Reads a command line.
    /// 1 global options; 2 the subcommand; 3 the arguments that the environment adds, right behind the subcommand,
    /// those of the subcommand's own variable first; 4 options and operands.
    /// </summary>
    /// <param name="variable">A variable as the program sees it; null when unset.</param>
    public static CommandLine Read(ImmutableArray<Word> arguments, Func<string, Word?> variable)
    {
        // 1: Terraform looks for -chdir before the subcommand, and for the version switches anywhere.
        var words = new List<Word>(arguments);
        bool version = words.Exists(w => w.Text is "-v" or "-version" or "--version");
        if (variable(ArgumentsVariable) is { } bare
            && !words.Exists(w => w.Text is not { Length: > 0 } text || text[0] != '-'))
        {
            words.InsertRange(0, ArgumentText.Split(bare)); // Without a subcommand they come first, and may bring one.
        }

        (int at, Word? directory, bool help, string? unclear) = Globals(words);

        // 2
        string? subcommand = at < words.Count ? words[at].Text : unclear is null ? "" : null;
        at = Math.Min(at + 1, words.Count);
        if (subcommand is "state" or "workspace" or "env" or "providers" or "metadata" or "test" or "stacks" or "cloud"
            && words.FindIndex(at, w => !w.Prefix.StartsWith('-')) is >= 0 and var nested && words[nested] is var second
            && (subcommand != "test" || second.Text is "cleanup"))
        {
            subcommand = second.Text is { } name ? $"{(subcommand == "env" ? "workspace" : subcommand)} {name}" : null;
            words.RemoveAt(nested);
        }

        // 3
        string? addedBy = null;
        int insert = at;
        foreach (string name in subcommand is { Length: > 0 } ? VariablesFor(subcommand) : [])
        {
            if (variable(name) is { Pieces.Length: > 0 } value)
            {
                List<Word> added = [.. ArgumentText.Split(value)];
                words.InsertRange(insert, added);
                insert += added.Count;
                addedBy ??= name;
            }
        }

        // 4
        CommandLine line = Options(words, at) with
        {
            Subcommand = subcommand,
            ChangeDirectory = directory,
            AddedBy = addedBy,
        };
        return line with { OnlyPrints = version || help || line.OnlyPrints, Unclear = unclear ?? line.Unclear };
    }

    /// <summary>The options before the subcommand: where it stands, <c>-chdir</c>, whether help is asked for, and a
    /// word that may be any option.</summary>
    private static (int At, Word? Directory, bool Help, string? Unclear) Globals(List<Word> words)
    {
        bool help = false;
        string? unclear = null;
        Word? directory = null;
        int at = 0;
        for (; at < words.Count; at++)
        {
            Word word = words[at];
            if (word.Prefix.TrimStart('-').StartsWith("chdir=", StringComparison.Ordinal) && word.Prefix[0] == '-')
            {
                directory = After(word, '=');
            }
            else if (word.Text is "-chdir" or "--chdir" && at + 1 < words.Count)
            {
                directory = words[++at];
            }
            else if (word is { Text: null, MaySplit: true } && word.Prefix.Length == 0)
            {
                unclear ??= word.Shown;
            }
            else if (!word.Prefix.StartsWith('-'))
            {
                break;
            }

            help |= IsHelp(word);
        }

        return (at, directory, help, unclear);
    }

    private static bool IsHelp(Word word) => word.Text is "-h" or "-help" or "--help";

    /// <summary>The variables that add arguments to a subcommand, first the one whose words come first.</summary>
    private static string[] VariablesFor(string subcommand) =>
        [$"{ArgumentsVariable}_{subcommand.Replace('-', '_').Replace(' ', '_')}", ArgumentsVariable];

    private static CommandLine Options(List<Word> words, int start)
    {
        ImmutableArray<Flag>.Builder flags = ImmutableArray.CreateBuilder<Flag>();
        ImmutableArray<Word>.Builder operands = ImmutableArray.CreateBuilder<Word>();
        bool help = false, options = true;
        string? unclear = null;
        for (int i = start; i < words.Count; i++)
        {
            Word word = words[i];
            string known = word.Prefix;
            if (options && word is { Text: null, MaySplit: true } && known.Length == 0)
            {
                unclear ??= word.Shown;
                operands.Add(word);
            }
            else if (!options || known.Length < 2 || known[0] != '-')
            {
                operands.Add(word);
            }
            else if (word.Text is "--")
            {
                options = false;
            }
            else
            {
                help |= IsHelp(word);
                string name = known.TrimStart('-');
                if (name.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals)
                {
                    flags.Add(new Flag(name[..equals], After(word, '=')));
                }
                else if (word.Text is null)
                {
                    unclear ??= word.Shown; // -$X, -auto$Y: any option.
                }
                else
                {
                    flags.Add(new Flag(name, Flag.TakesValue(name) && i + 1 < words.Count ? words[++i] : null));
                    help |= flags[^1].Value is { } value && IsHelp(value);
                }
            }
        }

        return new CommandLine
        {
            Subcommand = "",
            Flags = flags.ToImmutable(),
            Operands = operands.ToImmutable(),
            OnlyPrints = help,
            Unclear = unclear,
        };
    }

    /// <summary>The rest of a word behind the first occurrence of a character that is known to be in it.</summary>
    private static Word After(Word word, char mark)
    {
        for (int i = 0; i < word.Pieces.Length; i++)
        {
            if (word.Pieces[i] is { Kind: not PieceKind.Unknown } piece
                && piece.Value.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                Piece rest = piece with { Value = piece.Value[(at + 1)..] };
                return new Word([.. rest.Value.Length > 0 ? [rest] : Array.Empty<Piece>(), .. word.Pieces[(i + 1)..]]);
            }
        }

        return Word.Empty;
    }
}
