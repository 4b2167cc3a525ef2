using Holdpoint.Shell;

namespace Holdpoint.Tools.Git;

/// <summary>The options of one git command, one entry each: <c>f|force</c>, <c>e|exclude=</c> (a value), <c>|track?</c>
/// (a value only when attached).</summary>
/// <remarks>Grave options stand first: an abbreviation that git would call ambiguous is read as the gravest.</remarks>
internal sealed class OptionTable(params string[] entries)
{
    /// <summary>The entry of a short option; null when there is none.</summary>
    public string? Short(char letter) =>
        Array.Find(entries, e => e.Length > 1 && e[0] == letter && e[1] == '|');

    /// <summary>The entry of a long option, which git lets one abbreviate; null when there is none.</summary>
    public string? Long(ReadOnlySpan<char> name)
    {
        string? abbreviated = null;
        foreach (string entry in entries)
        {
            ReadOnlySpan<char> whole = Name(entry);
            if (whole.SequenceEqual(name))
            {
                return entry;
            }

            // A name of one letter stands for a short option that has no long form.
            abbreviated ??= whole.Length > 1 && whole.StartsWith(name) ? entry : null;
        }

        return abbreviated;
    }

    public static ReadOnlySpan<char> Name(string entry) =>
        entry.AsSpan(entry.IndexOf('|') + 1).TrimEnd("=?");

    public static bool NeedsValue(string entry) => entry[^1] == '=';

    public static bool TakesAttachedValue(string entry) => entry[^1] is '=' or '?';
}

/// <summary>The arguments of a git command, read as git reads them: abbreviations, clusters, negations,
/// <c>--</c>.</summary>
internal sealed class Options
{
    private readonly List<(string Name, Word? Value, bool Negated)> _given = [];

    /// <summary>What is no option, in order.</summary>
    public List<Word> Operands { get; } = [];

    /// <summary>How many operands stood before <c>--</c>; -1 where none was written.</summary>
    public int Separator { get; private set; } = -1;

    /// <summary>git would print its usage, or an error, and do nothing.</summary>
    public bool Help { get; private set; }

    /// <summary>An unknown word may turn out to be options.</summary>
    public bool MayHoldMore { get; private set; }

    /// <summary>Whether an option was given; the last of a pair such as <c>--force --no-force</c> decides.</summary>
    public bool Has(string name) => Last(name) is { Negated: false };

    /// <summary>Whether the negation of an option was the last said of it.</summary>
    public bool Negated(string name) => Last(name) is { Negated: true };

    /// <summary>The value last given; null where there is none.</summary>
    public Word? Value(string name) => Last(name) is { Negated: false } last ? last.Value : null;

    public IEnumerable<Word> Values(string name) =>
        _given.Where(g => g.Name == name && g is { Negated: false, Value: not null })
            .Select(g => g.Value ?? Word.Empty);

    public int Count(string name) => _given.Count(g => g.Name == name && !g.Negated);

    /// <summary>Where an option stands among those given, to compare which came last; -1 when it is not
    /// there.</summary>
    public int Index(string name) => _given.FindLastIndex(g => g.Name == name);

    /// <summary>Reads the arguments of a call.</summary>
    /// <param name="skip">How many words at the start are a subcommand.</param>
    /// <param name="stopAtOperand">Everything from the first operand on is an operand: <c>bisect run</c>, <c>submodule
    /// foreach</c>.</param>
    public static Options Read(GitCall call, OptionTable table, int skip = 0, bool stopAtOperand = false)
    {
        var options = new Options();
        for (int i = skip; i < call.Arguments.Length; i++)
        {
            Word word = call.Arguments[i];
            string text = word.Text ?? word.Prefix;
            if (options.Separator >= 0 || (stopAtOperand && options.Operands.Count > 0))
            {
                options.Operands.Add(word);
            }
            else if (text is "--" && word.Text is not null)
            {
                options.Separator = options.Operands.Count;
            }
            else if (text.Length < 2 || text[0] != '-' || (word.Text is null && text is "--"))
            {
                // From xargs comes whatever its input holds; a shell variable is taken for the operand that it stands
                // for.
                options.MayHoldMore |= word.Text is null && (text is "-" or "--" || (text is "" && call.FedByXargs));
                options.Operands.Add(word);
            }
            else if (text[1] == '-')
            {
                options.ReadLong(call, table, word, text, ref i);
            }
            else
            {
                options.ReadCluster(call, table, word, text, ref i);
            }
        }

        return options;
    }

    private (string Name, Word? Value, bool Negated)? Last(string name)
    {
        int at = Index(name);
        return at < 0 ? null : _given[at];
    }

    private void ReadLong(GitCall call, OptionTable table, Word word, string text, ref int i)
    {
        int equals = text.IndexOf('=');
        ReadOnlySpan<char> name = text.AsSpan(2, (equals < 0 ? text.Length : equals) - 2);
        if (name is "help" or "version" or "help-all")
        {
            Help = true;
            return;
        }

        bool negated = false;
        string? entry = table.Long(name);
        if (name.StartsWith("no-") && (entry is null || !OptionTable.Name(entry).SequenceEqual(name)))
        {
            negated = true;
            entry = table.Long(name["no-".Length..]);
        }

        if (entry is null)
        {
            // A newer git may know it; what else is said still counts.
            MayHoldMore |= word.Text is null && equals < 0;
            return;
        }

        Word? value = equals < 0 ? null : word.Text is null ? Word.Unknown(word.Shown) : new Word(text[(equals + 1)..]);
        if (value is null && !negated && OptionTable.NeedsValue(entry))
        {
            value = ++i < call.Arguments.Length ? call.Arguments[i] : null;
            Help |= value is null;
        }

        _given.Add((OptionTable.Name(entry).ToString(), value, negated));
    }

    private void ReadCluster(GitCall call, OptionTable table, Word word, string text, ref int i)
    {
        Help |= text is "-h" && table.Short('h') is null;
        MayHoldMore |= word.Text is null;
        for (int at = 1; at < text.Length; at++)
        {
            if (table.Short(text[at]) is not { } entry)
            {
                continue;
            }

            Word? value = null;
            bool last = OptionTable.TakesAttachedValue(entry);
            if (last)
            {
                MayHoldMore &= word.Text is not null;
                value = at + 1 < text.Length || word.Text is null
                    ? word.Text is null ? Word.Unknown(word.Shown) : new Word(text[(at + 1)..])
                    : null;
                if (value is null && OptionTable.NeedsValue(entry))
                {
                    value = ++i < call.Arguments.Length ? call.Arguments[i] : null;
                    Help |= value is null;
                }
            }

            _given.Add((OptionTable.Name(entry).ToString(), value, false));
            if (last)
            {
                return;
            }
        }
    }
}
