using System.Collections.Immutable;
using Holdpoint.Shell;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Databases;

/// <summary>Options and operands of a database client, in their order and in any order.</summary>
internal sealed class ClientArguments
{
    private readonly List<(string Name, Word? Value)> _given = [];

    public List<Word> Operands { get; } = [];

    /// <summary>Options as given, in order; a value where the table says that one is taken.</summary>
    public IReadOnlyList<(string Name, Word? Value)> Given => _given;

    /// <summary>An unknown word stands where options may be.</summary>
    public bool MayHoldMore { get; private set; }

    public bool Has(string names) => _given.Exists(g => Contains(names, g.Name));

    /// <summary>The last value of an option of several names, separated by blanks.</summary>
    public Word? Value(string names) => _given.FindLast(g => Contains(names, g.Name) && g.Value is not null).Value;

    /// <summary>Reads the way of getopt_long: clusters, abbreviations, any order.</summary>
    /// <param name="letters">Short options with a value; one that takes it attached only is followed by
    /// <c>?</c>.</param>
    /// <param name="longs">Long options with a value, separated by blanks.</param>
    public static ClientArguments Read(ImmutableArray<Word> words, string letters, string longs)
    {
        var read = new ClientArguments();
        bool ended = false;
        for (int i = 0; i < words.Length; i++)
        {
            Word word = words[i];
            string text = word.Text ?? word.Prefix;
            if (ended || text.Length < 2 || text[0] != '-')
            {
                read.MayHoldMore |= !ended && word.Text is null && text is "" or "-" && word.MaySplit;
                read.Operands.Add(word);
            }
            else if (text is "--" && word.Text is not null)
            {
                ended = true;
            }
            else if (text[1] == '-')
            {
                read.Long(word, text[2..], 2, words, ref i, longs);
            }
            else
            {
                read.Cluster(word, text, words, ref i, letters);
            }
        }

        return read;
    }

    /// <summary>Reads options that have one name with one dash or two: sqlite3, duckdb, bq, clickhouse.</summary>
    public static ClientArguments ReadNamed(ImmutableArray<Word> words, string valued)
    {
        var read = new ClientArguments();
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Text ?? words[i].Prefix;
            if (text.Length < 2 || text[0] != '-' || text is "--")
            {
                read.MayHoldMore |= words[i].MaySplit;
                read.Operands.Add(words[i]);
                continue;
            }

            int dashes = text[1] == '-' ? 2 : 1;
            read.Long(words[i], text[dashes..], dashes, words, ref i, valued);
        }

        return read;
    }

    private void Long(Word word, string text, int dashes, ImmutableArray<Word> words, ref int i, string longs)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        string? known = Contains(longs, name) ? name : Abbreviated(name, longs);
        if (equals >= 0)
        {
            _given.Add((known ?? name, Words.Skip(word, equals + 1 + dashes)));
        }
        else if (known is not null)
        {
            _given.Add((known, ++i < words.Length ? words[i] : null));
        }
        else
        {
            MayHoldMore |= word.Text is null;
            _given.Add((name, null));
        }
    }

    private void Cluster(Word word, string text, ImmutableArray<Word> words, ref int i, string letters)
    {
        for (int at = 1; at < text.Length; at++)
        {
            int known = letters.IndexOf(text[at], StringComparison.Ordinal);
            if (known < 0 || text[at] == '?')
            {
                _given.Add((text[at].ToString(), null));
                MayHoldMore |= word.Text is null && at == text.Length - 1;
                continue;
            }

            bool attached = at + 1 < text.Length || word.Text is null;
            bool only = known + 1 < letters.Length && letters[known + 1] == '?';
            Word? value = attached ? Words.Skip(word, at + 1) : only ? null : ++i < words.Length ? words[i] : null;
            _given.Add((text[at].ToString(), value));
            return;
        }
    }

    private static string? Abbreviated(string name, string longs)
    {
        if (name.Length < 3)
        {
            return null;
        }

        foreach (string one in longs.Split(' '))
        {
            if (one.StartsWith(name, StringComparison.Ordinal))
            {
                return one;
            }
        }

        return null;
    }

    private static bool Contains(string names, string name) => Shell.Wrappers.Wrapper.Has(names, name);
}
