using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Files;

/// <summary>Words that a program was given by another one that looked for files. Pure.</summary>
internal static class FoundBy
{
    /// <summary>Programs that pass some of their lines on, and add none.</summary>
    private static readonly HashSet<string> Sieves = new(StringComparer.Ordinal)
    {
        "grep", "egrep", "fgrep", "head", "tail", "sort", "uniq", "shuf",
    };

    /// <summary>A pipe longer than this is not followed.</summary>
    private const int MaxPipe = 8;

    /// <summary>The find whose answer (or a part of it) a program reads; null where it is not find's.</summary>
    public static Invocation? Find(Input input)
    {
        for (int i = 0; i < MaxPipe && input is Input.Piped(var producer); i++)
        {
            if (producer.Name is "find")
            {
                return producer;
            }

            if (producer.Name is not { } name || !Sieves.Contains(name) || ReadsFiles(name, producer.Arguments))
            {
                return null;
            }

            input = producer.Input;
        }

        return null;
    }

    /// <summary>The find of a substitution such as <c>$(find . -name x)</c>; null where it is none.</summary>
    public static Invocation? Find(Word word, Word directory)
    {
        if (word.Pieces is not [{ Kind: PieceKind.Unknown, Value: ['$', '(', not '(', .., ')'] source }]
            || directory.Text is not { } from)
        {
            return null;
        }

        var context = new ShellContext(from, ImmutableDictionary<string, string>.Empty);
        Reading reading = ShellReader.Read(source[2..^1], context);
        return reading is { Opaque.IsEmpty: true, Invocations: [.., var last] }
            && last.Files.All(f => f.Kind is not RedirectKind.Input)
            ? last.Name is "find" && reading.Invocations.Length == 1 ? last : Find(new Input.Piped(last))
            : null;
    }

    /// <summary>A sieve with a file of its own would read that.</summary>
    private static bool ReadsFiles(string name, ImmutableArray<Word> arguments)
    {
        int operands = arguments.Count(a => a.Prefix is not ['-', ..]
            && !(a.Text is { } text && text.All(char.IsAsciiDigit)));
        return operands > (name.EndsWith("grep", StringComparison.Ordinal) ? 1 : 0)
            || arguments.Any(a => a.Text is "-o" or "--only-matching" or "-c" or "-f" || a.HasUnknown);
    }
}
