using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Clis;

/// <summary>A command line as its program reads it: operands in order, options by name.</summary>
internal sealed class CliLine
{
    private readonly List<(string Name, Word? Value)> _options = [];

    private CliLine(ImmutableArray<Word> operands) => Operands = operands;

    /// <summary>The words that are no options, those after <c>--</c> included.</summary>
    public ImmutableArray<Word> Operands { get; }

    public static CliLine Read(Cli cli, ImmutableArray<Word> arguments)
    {
        var operands = ImmutableArray.CreateBuilder<Word>();
        var options = new List<(string, Word?)>();
        var table = new Wrapper
        {
            Valued = string.Concat(cli.Valued.Split(' ').Where(o => o.Length == 1)),
            LongValued = cli.Valued,
            OneDash = cli.OneDash,
        };
        var line = new Line(arguments);
        while (!line.Ended)
        {
            if (line.Option(table, out string option, out Word? value))
            {
                options.Add((option, value));
            }
            else if (line.Next is { } word)
            {
                AddOperand(cli, word, operands);
                line.Skip(1);
            }
        }

        var read = new CliLine(operands.DrainToImmutable());
        read._options.AddRange(options);
        return read;
    }

    /// <summary>Whether an option is there, by one of its names separated by <c>|</c> or spaces.</summary>
    public bool Has(string names) => Option(names) is not null;

    /// <summary>The value of an option, by one of its names; null when it is not there or has none.</summary>
    public Word? Value(string names) => Option(names)?.Value;

    /// <summary>The last of an option's occurrences.</summary>
    public (string Name, Word? Value)? Option(string names)
    {
        for (int i = _options.Count - 1; i >= 0; i--)
        {
            foreach (Range part in names.AsSpan().SplitAny('|', ' '))
            {
                if (names.AsSpan(part).TrimStart('-').SequenceEqual(_options[i].Name))
                {
                    return _options[i];
                }
            }
        }

        return null;
    }

    private static void AddOperand(Cli cli, Word word, ImmutableArray<Word>.Builder operands)
    {
        // Only the kind of thing stands before the first slash: deployment/web, not a path.
        if (cli.Slashes && operands.Count > 0 && word.Text is { } text
            && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && slash == text.LastIndexOf('/') && !text.Contains('.', StringComparison.Ordinal))
        {
            operands.Add(new Word(text[..slash]));
            operands.Add(new Word(text[(slash + 1)..]));
            return;
        }

        operands.Add(word);
    }
}
