using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Languages;

namespace Holdpoint.Tools.Files;

/// <summary>Words that a program was given by <c>ls</c>, as the patterns that say the same: <c>ls *.tmp | xargs rm</c>.
/// Pure.</summary>
internal static class Listed
{
    /// <summary>A pipe longer than this is not followed.</summary>
    private const int MaxPipe = 8;

    /// <summary>The patterns; null where it is not ls that gave them, or what it lists is not known.</summary>
    /// <param name="directory">Where the program runs that is given them.</param>
    public static ImmutableArray<Word>? Paths(Input input, Word directory)
    {
        string? narrowed = null;
        for (int i = 0; i < MaxPipe && input is Input.Piped(var producer); i++)
        {
            switch (producer.Name)
            {
                case "ls" or "gls" or "dir":
                    return producer.Directory.Text is { } from && from == directory.Text
                        ? Names(producer.Arguments, narrowed)
                        : null;
                case "sort" or "uniq" or "head" or "tail" or "shuf" when producer.Arguments.All(a =>
                    a.Text is ['-', ..] || (a.Text is { } text && text.All(c => char.IsAsciiDigit(c) || c is '+'))):
                    break;
                case "grep" or "egrep" or "fgrep":
                    if (Sieve(producer.Arguments) is not { } pattern)
                    {
                        return null;
                    }

                    narrowed ??= pattern.Length > 0 ? pattern : null;
                    break;
                default:
                    return null;
            }

            input = producer.Input;
        }

        return null;
    }

    /// <summary>The same for a word that is what such a program prints: <c>$(ls *.tmp)</c>.</summary>
    public static ImmutableArray<Word>? Paths(Word word, Word directory) =>
        word.Pieces is [{ Kind: PieceKind.Unknown, Producer: { } producer }]
            ? Paths(new Input.Piped(producer), directory)
            : null;

    /// <summary>What ls lists: its operands, or the folder's names; of a folder the names in it are told without
    /// it.</summary>
    private static ImmutableArray<Word>? Names(ImmutableArray<Word> arguments, string? narrowed)
    {
        List<Word> operands = [];
        foreach (Word word in arguments)
        {
            if (word.Text is ['-', _, ..] option)
            {
                // Long lines, marks and names of folders are no names of files.
                if (option.Any(c => "lgonsFpRiQmxC".Contains(c)) && option is not "--color=never" and not "--sort=time")
                {
                    return null;
                }
            }
            else if (word.HasUnknown)
            {
                return null;
            }
            else
            {
                operands.Add(word);
            }
        }

        if (operands.Count == 0)
        {
            return [Texts.Glob(new Word(narrowed ?? "*"))];
        }

        return operands.TrueForAll(o => o.HasGlob)
            && (narrowed is null || operands.TrueForAll(o => o.Text is "*"))
            ? narrowed is null ? [.. operands] : [Texts.Glob(new Word(narrowed))]
            : operands.TrueForAll(o => o.HasGlob) ? [.. operands]
            : null;
    }

    /// <summary>The pattern of names that a grep passes on, where it is a simple one; empty where it is another one and
    /// every name may pass; null where something else than its input is read.</summary>
    private static string? Sieve(ImmutableArray<Word> arguments)
    {
        string[] options = [.. arguments.Select(a => a.Text ?? "\0").Where(t => t is ['-', ..])];
        string[] operands = [.. arguments.Select(a => a.Text ?? "\0").Where(t => t is not ['-', ..])];
        if (operands is not [var pattern]
            || Array.Exists(options, o => o is not ("-E" or "-i" or "-v" or "-w" or "-F")))
        {
            return null;
        }

        if (options.Length > 0)
        {
            return "";
        }

        bool begins = pattern.StartsWith('^'), ends = pattern.EndsWith('$');
        string text = pattern[(begins ? 1 : 0)..^(ends ? 1 : 0)].Replace("\\.", ".", StringComparison.Ordinal);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? (begins ? "" : "*") + text + (ends ? "" : "*")
            : "";
    }
}
