using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>Options and operands of a program that reads them the GNU way: clusters, <c>--</c>, abbreviations, any
/// order.</summary>
internal sealed class GnuArguments
{
    private readonly List<(string Name, Word? Value)> _options = [];

    /// <summary>What is no option and no option's value, in order.</summary>
    public List<Word> Operands { get; } = [];

    /// <summary>A word whose text is not known stands where options may be: any option may be given.</summary>
    public bool MayHoldMore { get; private set; }

    /// <summary>Reads arguments.</summary>
    /// <param name="shortWithValue">The short options that take a value.</param>
    /// <param name="longs">The long options, those that need a value with a trailing <c>=</c>.</param>
    public static GnuArguments Read(
        ImmutableArray<Word> words, string shortWithValue, params ReadOnlySpan<string> longs)
    {
        var read = new GnuArguments();
        bool optionsEnded = false;
        for (int i = 0; i < words.Length; i++)
        {
            Word word = words[i];
            string known = word.Text ?? word.Prefix;
            if (optionsEnded || known.Length < 2 || known[0] != '-')
            {
                // "-$X" may be any cluster; a wholly unknown word is an operand that may be an option as well.
                read.MayHoldMore |= !optionsEnded && word.HasUnknown && known is "-";
                if (known is not "-" || !word.HasUnknown)
                {
                    read.Operands.Add(word);
                }
            }
            else if (known is "--" && !word.HasUnknown)
            {
                optionsEnded = true;
            }
            else if (known.StartsWith("--", StringComparison.Ordinal))
            {
                i += read.Long(word, known, i + 1 < words.Length ? words[i + 1] : null, longs);
            }
            else
            {
                read.MayHoldMore |= word.HasUnknown;
                i += read.Cluster(known, i + 1 < words.Length ? words[i + 1] : null, shortWithValue);
            }
        }

        return read;
    }

    /// <summary>Whether an option was given, by its short letter or its long name.</summary>
    public bool Has(string name) => _options.Exists(o => o.Name == name);

    /// <summary>Whether one of several was given.</summary>
    public bool Has(string name, string other) => Has(name) || Has(other);

    /// <summary>The value of an option; null when it was not given.</summary>
    public Word? Value(string name, string other) => _options.Find(o => o.Name == name || o.Name == other).Value;

    /// <summary>Every value of an option, in order.</summary>
    public IEnumerable<Word> Values(string name, string other) =>
        _options.Where(o => o.Name == name || o.Name == other).Select(o => o.Value).OfType<Word>();

    private int Long(Word word, string known, Word? next, ReadOnlySpan<string> longs)
    {
        int equals = known.IndexOf('=', StringComparison.Ordinal);
        string written = equals < 0 ? known[2..] : known[2..equals];
        MayHoldMore |= equals < 0 && word.HasUnknown;
        string name = written;
        bool needsValue = false;
        foreach (string candidate in longs)
        {
            string bare = candidate.TrimEnd('=');
            if (bare.StartsWith(written, StringComparison.Ordinal))
            {
                name = bare;
                needsValue = candidate.Length > bare.Length;
                if (bare.Length == written.Length)
                {
                    break;
                }
            }
        }

        Word? value = equals >= 0 ? Rest(word, equals + 1) : needsValue ? next : null;
        _options.Add((name, value));
        return equals < 0 && needsValue && next is not null ? 1 : 0;
    }

    private int Cluster(string known, Word? next, string shortWithValue)
    {
        for (int at = 1; at < known.Length; at++)
        {
            string name = known[at].ToString();
            if (!shortWithValue.Contains(known[at], StringComparison.Ordinal))
            {
                _options.Add((name, null));
                continue;
            }

            bool attached = at + 1 < known.Length;
            _options.Add((name, attached ? new Word(known[(at + 1)..]) : next));
            return attached || next is null ? 0 : 1;
        }

        return 0;
    }

    /// <summary>A word without its first characters, which are known.</summary>
    private static Word Rest(Word word, int from)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (Piece piece in word.Pieces)
        {
            int skip = Math.Min(from, piece.Value.Length);
            from -= skip;
            if (skip < piece.Value.Length)
            {
                pieces.Add(piece with { Value = piece.Value[skip..] });
            }
        }

        return new Word(pieces.ToImmutable());
    }
}
