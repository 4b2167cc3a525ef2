using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Clis;

/// <summary>A command line as its program reads it: operands in order, options by name.</summary>
internal sealed class CliLine
{
    private readonly List<(string Name, Word? Value)> _options;
    private readonly ImmutableDictionary<string, Word?> _environment;

    private CliLine(
        ImmutableArray<Word> operands,
        List<(string Name, Word? Value)> options,
        ImmutableDictionary<string, Word?> environment,
        bool kinds)
    {
        Operands = operands;
        _options = options;
        _environment = environment;
        Kinds = kinds;
    }

    /// <summary>The words that are no options, those after <c>--</c> included.</summary>
    public ImmutableArray<Word> Operands { get; }

    /// <summary>Operands may be lists of kinds, <c>pod,pvc</c>, in any case.</summary>
    public bool Kinds { get; }

    /// <summary>Reads the words of a command.</summary>
    /// <param name="environment">Variables that stand before it.</param>
    public static CliLine Read(
        Cli cli, ImmutableArray<Word> arguments, ImmutableDictionary<string, Word?> environment)
    {
        ImmutableArray<Word>.Builder operands = ImmutableArray.CreateBuilder<Word>(arguments.Length);
        var options = new List<(string, Word?)>();
        Wrapper table = Table(cli, cli.Valued);
        var line = new Line(arguments);
        while (!line.Ended)
        {
            if (line.Option(table, out string option, out Word? value))
            {
                options.Add((option, value));
            }
            else if (line.Next is { } word)
            {
                if (cli.Assignments && Assignment(word) is { } assignment)
                {
                    environment = environment.SetItem(assignment.Name, assignment.Value);
                    line.Skip(1);
                    continue;
                }

                // What may be no word at all is no command: $FLAGS before the first one.
                if (operands.Count > 0 || !word.IsUnknown || !word.MaySplit)
                {
                    AddOperand(cli, word, operands);
                    table = operands.Count == 1 && After(cli, word.Text) is { } valued ? Table(cli, valued) : table;
                }

                line.Skip(1);
            }
        }

        return new CliLine(operands.DrainToImmutable(), options, environment, cli.Slashes);
    }

    /// <summary>Whether an option is there, by one of its names separated by <c>|</c> or spaces.</summary>
    public bool Has(ReadOnlySpan<char> names) => Option(names) is not null;

    /// <summary>The value of an option, by one of its names; null when it is not there or has none.</summary>
    public Word? Value(ReadOnlySpan<char> names) => Option(names)?.Value;

    /// <summary>The last of an option's occurrences.</summary>
    public (string Name, Word? Value)? Option(ReadOnlySpan<char> names)
    {
        for (int i = _options.Count - 1; i >= 0; i--)
        {
            if (Names(names, _options[i].Name))
            {
                return _options[i];
            }
        }

        return null;
    }

    /// <summary>Whether the words set any variable.</summary>
    public bool HasVariables => !_environment.IsEmpty;

    /// <summary>The value that the words give to a variable, among the operands or before the program.</summary>
    public Word? Variable(string name) => _environment.GetValueOrDefault(name);

    /// <summary>Every value of an option, in order.</summary>
    public IEnumerable<Word> Values(string names)
    {
        foreach ((string name, Word? value) in _options)
        {
            if (value is not null && Names(names, name))
            {
                yield return value;
            }
        }
    }

    private static bool Names(ReadOnlySpan<char> names, ReadOnlySpan<char> name)
    {
        foreach (Range part in names.SplitAny('|', ' '))
        {
            if (names[part].TrimStart('-').SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Name, Word Value)? Assignment(Word word)
    {
        int equals = word.Prefix.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && char.IsAsciiLetterUpper(word.Prefix[0])
            ? (word.Prefix[..equals], Words.Skip(word, equals + 1))
            : null;
    }

    private static Wrapper Table(Cli cli, string valued) =>
        new() { Valued = Letters(valued), LongValued = valued, OneDash = cli.OneDash };

    /// <summary>The options that take a value after a command of its own; null where it has none.</summary>
    private static string? After(Cli cli, string? command)
    {
        foreach ((string commands, string valued) in cli.ValuedAfter)
        {
            if (Names(commands, command))
            {
                return valued;
            }
        }

        return null;
    }

    /// <summary>The one-letter names among options separated by spaces.</summary>
    private static string Letters(string options)
    {
        Span<char> letters = stackalloc char[options.Length];
        int count = 0;
        foreach (Range part in options.AsSpan().Split(' '))
        {
            if (options.AsSpan(part) is [var letter])
            {
                letters[count++] = letter;
            }
        }

        return letters[..count].ToString();
    }

    private static void AddOperand(Cli cli, Word word, ImmutableArray<Word>.Builder operands)
    {
        // Only the kind of thing stands before the first slash: deployment/web, not a path.
        if (cli.Slashes && operands.Count == 1 && word.Text is { } text
            && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && slash == text.LastIndexOf('/') && !text.AsSpan(0, slash).Contains(':'))
        {
            operands.Add(new Word(text[..slash]));
            operands.Add(new Word(text[(slash + 1)..]));
            return;
        }

        operands.Add(word);
    }
}
