using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>Expands references in the texts of a makefile. What only running tells is a hole in the text, one
/// character of the session's <see cref="Holes"/>.</summary>
internal sealed class MakeExpander
{
    /// <summary>References in references: deeper ones go round in a circle.</summary>
    private const int MaxDepth = 60;

    /// <summary>References expanded for one run of make: the largest makefiles need some thousands.</summary>
    private const int MaxReferences = 20_000;

    /// <summary>Characters that one text may expand to.</summary>
    private const int MaxLength = 128 * 1024;

    /// <summary>Characters that all texts may expand to: lists of headers stand behind each of hundreds of
    /// objects.</summary>
    private const int MaxProduced = 16 * 1024 * 1024;

    /// <summary>Characters of texts with references, each as often as it is gone through.</summary>
    private const int MaxScanned = 4 * 1024 * 1024;

    private readonly Session _session;
    private readonly MakeFunctions _functions;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Values of recursive variables, for as long as no variable changes.</summary>
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, MakeVariable>? _knownFor;
    private int _depth;
    private int _references;
    private int _produced;
    private int _scanned;

    public MakeExpander(Session session, TaskFiles files, Launch launch)
    {
        _session = session;
        Launch = launch;
        _functions = new MakeFunctions(session, files, this);
    }

    /// <summary>The launch of make itself: its directory and what it is given.</summary>
    public Launch Launch { get; }

    public ImmutableDictionary<string, MakeVariable> Variables { get; set; } =
        ImmutableDictionary<string, MakeVariable>.Empty;

    /// <summary>Some variable may have more than one value.</summary>
    public bool Uncertain { get; set; }

    /// <summary><c>$(error …)</c> was expanded: make ends there.</summary>
    public bool Failed { get; set; }

    /// <summary>A bound was met: texts are holes from there on.</summary>
    public bool Exhausted => _references > MaxReferences || _produced > MaxProduced || _scanned > MaxScanned;

    /// <summary>Expansions that may give another text, or do another thing, the next time.</summary>
    public int Effects { get; set; }

    /// <summary>What <c>$@</c> and its kin are, while a recipe is expanded; null for other names.</summary>
    public Func<string, string?>? Automatic { get; set; }

    /// <summary>Reads the text of <c>$(eval …)</c>.</summary>
    public Action<string> Evaluate { get; set; } = static _ => { };

    /// <summary>The text with its references expanded.</summary>
    public string Expand(string text)
    {
        int dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return text;
        }

        if (_depth >= MaxDepth || Exhausted)
        {
            return Hole("…");
        }

        _depth++;
        _scanned += text.Length;
        var expanded = new StringBuilder();
        int from = 0;
        for (; dollar >= 0 && expanded.Length <= MaxLength; dollar = text.IndexOf('$', from))
        {
            expanded.Append(text, from, dollar - from);
            from = MakeText.AfterReference(text, dollar);
            expanded.Append(dollar + 1 >= text.Length ? ""
                : text[dollar + 1] == '$' ? "$"
                : text[dollar + 1] is '(' or '{'
                    ? Reference(text[(dollar + 2)..Math.Max(dollar + 2, from - 1)], text[dollar + 1])
                : Value(text[(dollar + 1)..(dollar + 2)]));
        }

        _depth--;
        if (expanded.Length > MaxLength)
        {
            return Hole("…");
        }

        expanded.Append(text, from, text.Length - from);
        _produced += expanded.Length;
        return expanded.ToString();
    }

    /// <summary>Every text that an expansion may give, where variables have several values.</summary>
    public ImmutableArray<string> All(string text)
    {
        if (!Uncertain || !text.Contains('$', StringComparison.Ordinal))
        {
            return [Expand(text)];
        }

        List<string> all = [];
        ImmutableDictionary<string, MakeVariable> before = Variables;
        _session.Choosing(text, (_, t) =>
        {
            Variables = before;
            string one = Expand(t);
            if (!all.Contains(one) && all.Count < MakeVariable.MaxValues)
            {
                all.Add(one);
            }

            return Outcome.Unknown;
        });
        return [.. all];
    }

    /// <summary>A character that stands for text which is not known.</summary>
    public string Hole(string source) => Text(Word.Unknown(source, splits: true));

    /// <summary>A word of the shell as a text of make.</summary>
    public string Text(Word word) => _session.Holes.Code(word) ?? "…";

    /// <summary>Whether something in a text is not known.</summary>
    public bool IsUnknown(string text) => _session.Holes.Any && text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF');

    /// <summary>The value of a variable, expanded; empty when it has none.</summary>
    public string Value(string name)
    {
        // Which of several values it is, is chosen by the search.
        int effects = Effects;
        if (Find(name) is not { Text: { } text } value)
        {
            return "";
        }

        if (!value.Recursive)
        {
            return text;
        }

        if (!ReferenceEquals(_knownFor, Variables))
        {
            _known.Clear();
            _knownFor = Variables;
        }

        if (_known.TryGetValue(name, out string? known))
        {
            return known;
        }

        if (++_references > MaxReferences || !_open.Add(name))
        {
            return "";
        }

        string expanded = Expand(text);
        _open.Remove(name);
        if (effects == Effects && ReferenceEquals(_knownFor, Variables))
        {
            _known[name] = expanded;
        }

        return expanded;
    }

    /// <summary>The value of a variable as it is written; null when it has none.</summary>
    public MakeValue? Find(string name)
    {
        if (Variables.TryGetValue(name, out MakeVariable? variable))
        {
            Effects += variable.Values.Length > 1 ? 1 : 0;
            MakeValue value = variable.Values[_session.Pick("make " + name, variable.Values.Length)];
            if (value.Text is not null)
            {
                return value;
            }
        }

        if (name.Length <= 2 && Automatic?.Invoke(name) is { } made)
        {
            Effects++;
            return new MakeValue(made, Recursive: false);
        }

        Effects += _session.Scope.Variables.GetValueOrDefault(name) is { Alternatives.Length: > 1 } ? 1 : 0;
        return Outer(name) is { } outer ? new MakeValue(outer, Recursive: true) : null;
    }

    /// <summary>What a variable is that no makefile sets: that of the environment, or make's own.</summary>
    public string? Outer(string name) =>
        name is "SHELL" ? "/bin/sh"
        : name is not ("MAKEFLAGS" or "MAKE" or "CURDIR" or "MAKEFILE_LIST")
            && TaskEnvironment.Value(_session, Launch, name) is { } word ? Text(word)
        : name switch
        {
            "MAKE" or "MAKE_COMMAND" => "make",
            "CURDIR" => Launch.Directory.Text,
            "RM" => "rm -f",
            "CC" => "cc",
            "CXX" => "g++",
            "AR" => "ar",
            "AS" => "as",
            "LD" => "ld",
            "CPP" => "cc -E",
            "ARFLAGS" => "-rv",
            "MAKE_VERSION" => "4.3",
            ".SHELLFLAGS" => "-c",
            "MAKELEVEL" => "0",
            _ => null,
        };

    /// <summary>Expands a user's function: a variable's text with its arguments as <c>$1</c> and so on.</summary>
    public string Call(string name, string[] arguments)
    {
        if (_functions.Call(name, arguments) is { } built)
        {
            return built;
        }

        if (_depth >= MaxDepth || Find(name) is not { Text: { } text })
        {
            return "";
        }

        return With([.. arguments.Select((a, i) => ((i + 1).ToString(), a)), ("0", name)], () => Expand(text));
    }

    /// <summary>Expands with some variables set, which have their old values after it.</summary>
    public string With(ReadOnlySpan<(string Name, string Value)> set, Func<string> expand)
    {
        var before = new List<(string, MakeVariable?)>();
        foreach ((string name, string value) in set)
        {
            before.Add((name, Variables.GetValueOrDefault(name)));
            Variables = Variables.SetItem(name, MakeVariable.Of(value, recursive: false, MakeOrigin.Automatic));
        }

        string expanded = expand();
        foreach ((string name, MakeVariable? old) in before)
        {
            Variables = old is null ? Variables.Remove(name) : Variables.SetItem(name, old);
        }

        return expanded;
    }

    private string Reference(string content, char open)
    {
        if (++_references > MaxReferences)
        {
            return Hole("…");
        }

        int end = 0;
        while (end < content.Length && (char.IsAsciiLetterLower(content[end]) || content[end] == '-'))
        {
            end++;
        }

        if (end > 0 && (end == content.Length || content[end] is ' ' or '\t' or ',')
            && _functions.Run(content[..end], content[end..].TrimStart(), open) is { } called)
        {
            return called;
        }

        string name = Expand(content);
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        int equals = colon < 0 ? -1 : name.IndexOf('=', colon);
        if (equals < 0)
        {
            return Value(name);
        }

        string from = name[(colon + 1)..equals], to = name[(equals + 1)..];
        return MakeFunctions.Substitute(
            from.Contains('%', StringComparison.Ordinal) ? from : "%" + from,
            from.Contains('%', StringComparison.Ordinal) ? to : "%" + to,
            Value(name[..colon]));
    }
}
