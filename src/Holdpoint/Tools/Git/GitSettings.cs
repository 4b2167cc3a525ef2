using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Git;

/// <summary>The configuration that a call brings along: <c>-c</c>, <c>--config-env</c>, <c>GIT_CONFIG_COUNT</c>,
/// <c>GIT_CONFIG_PARAMETERS</c>.</summary>
/// <param name="Values">Keys as written, in order; the last of a key counts.</param>
internal sealed record GitSettings(ImmutableArray<(string Key, Word Value)> Values)
{
    public static readonly GitSettings None = new([]);

    /// <summary>git itself stops at no number; an agent needs a handful.</summary>
    private const int MaxPairs = 200;

    public bool IsEmpty => Values.IsEmpty && !HasUnknown;

    /// <summary>A setting was given whose key only run time tells.</summary>
    public bool HasUnknown { get; init; }

    /// <summary>The value of a key whose section and name are lower-case; null when the call does not set it.</summary>
    public Word? Get(string key)
    {
        for (int i = Values.Length - 1; i >= 0; i--)
        {
            if (SameKey(Values[i].Key, key))
            {
                return Values[i].Value;
            }
        }

        return null;
    }

    /// <summary>Adds the argument of <c>-c</c>: <c>key=value</c>, or a key alone, which means true.</summary>
    public GitSettings Add(Word pair)
    {
        string text = pair.Text ?? pair.Prefix;
        int equals = text.IndexOf('=');
        if (equals < 0)
        {
            return pair.Text is null ? this with { HasUnknown = true } : With(text, new Word("true"));
        }

        return With(text[..equals], pair.Text is null ? Word.Unknown(pair.Shown[(equals + 1)..])
            : new Word(text[(equals + 1)..]));
    }

    /// <summary>Adds the argument of <c>--config-env</c>: <c>key=VARIABLE</c>.</summary>
    public GitSettings AddFromVariable(string? pair, Invocation invocation)
    {
        int equals = pair?.LastIndexOf('=') ?? -1;
        return pair is null || equals < 0
            ? this with { HasUnknown = HasUnknown || pair is null }
            : With(pair[..equals], invocation.Variable(pair[(equals + 1)..])
                ?? Word.Unknown("$" + pair[(equals + 1)..]));
    }

    public static GitSettings FromEnvironment(Invocation invocation)
    {
        if (invocation.Environment.IsEmpty)
        {
            return None;
        }

        GitSettings settings = None;
        if (int.TryParse(invocation.Variable("GIT_CONFIG_COUNT")?.Text, NumberStyles.None, CultureInfo.InvariantCulture,
            out int count))
        {
            for (int i = 0; i < Math.Min(count, MaxPairs); i++)
            {
                if (invocation.Variable($"GIT_CONFIG_KEY_{i}")?.Text is { } key)
                {
                    settings = settings.With(key, invocation.Variable($"GIT_CONFIG_VALUE_{i}") ?? Word.Empty);
                }
            }
        }

        if (invocation.Variable("GIT_CONFIG_PARAMETERS")?.Text is { } parameters)
        {
            foreach (string pair in Parameters(parameters).Take(MaxPairs))
            {
                settings = settings.Add(new Word(pair));
            }
        }

        return settings;
    }

    /// <summary>Passes on what chooses the work tree and what is ignored; nothing that git would run.</summary>
    public void AddLocators(ImmutableArray<string>.Builder locators)
    {
        foreach ((string key, Word value) in Values)
        {
            if (value.Text is { } text && (SameKey(key, "core.worktree") || SameKey(key, "core.excludesfile")
                || SameKey(key, "core.bare") || SameKey(key, "include.path")))
            {
                locators.Add("-c");
                locators.Add($"{key}={text}");
            }
        }
    }

    private GitSettings With(string key, Word value) =>
        Values.Length < MaxPairs ? this with { Values = Values.Add((key, value)) } : this;

    /// <summary>Sections and names ignore case; nobody is harmed when a subsection does so too.</summary>
    private static bool SameKey(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Entries as git quotes them: <c>'key=value'</c>, or since 2.31 <c>'key'='value'</c>.</summary>
    private static IEnumerable<string> Parameters(string text)
    {
        var entry = new StringBuilder();
        bool quoted = false;
        bool any = false;
        foreach (char c in text)
        {
            if (c == '\'')
            {
                quoted = !quoted;
                any = true;
            }
            else if (c is ' ' && !quoted)
            {
                if (any)
                {
                    yield return entry.ToString();
                }

                entry.Clear();
                any = false;
            }
            else if (quoted || c is not '\\')
            {
                entry.Append(c);
            }
        }

        if (any)
        {
            yield return entry.ToString();
        }
    }
}
