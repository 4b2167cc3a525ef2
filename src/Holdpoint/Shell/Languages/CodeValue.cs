using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>What is known of a value in foreign code.</summary>
internal abstract record CodeValue
{
    /// <summary>Items of a list that a message names.</summary>
    private const int MaxShown = 8;

    public static readonly CodeValue Nothing = new Unknown("…");

    /// <summary>A text, as far as it is known; numbers are texts too.</summary>
    internal sealed record Text(Word Word) : CodeValue;

    /// <summary>A list, a tuple.</summary>
    internal sealed record List(ImmutableArray<CodeValue> Items) : CodeValue;

    /// <summary>An object, a dictionary, a hash.</summary>
    internal sealed record Map(ImmutableArray<KeyValuePair<string, CodeValue>> Entries) : CodeValue;

    /// <summary>A name that nothing in the code gives a value: a module, a global, a constant.</summary>
    internal sealed record Reference(string Path) : CodeValue;

    /// <summary>What a call returns.</summary>
    internal sealed record Returned(CodeCall Call) : CodeValue;

    /// <summary>A member that is called later on the value that it belongs to.</summary>
    internal sealed record Bound(CodeValue On, string Member) : CodeValue;

    /// <summary>Nobody knows.</summary>
    internal sealed record Unknown(string Source) : CodeValue;

    /// <summary>The value as a word; one without a known piece where it is no text.</summary>
    public Word AsWord() => this switch
    {
        Text(var word) => word,
        Reference(var path) => Word.Unknown("{" + path + "}"),
        Returned(var call) => Word.Unknown("{" + call.Path + "()}"),
        Unknown(var source) => Word.Unknown("{" + source + "}"),
        List({ Length: 1 } items) => items[0].AsWord(),
        List({ Length: > 1 and <= MaxShown } items) when items.All(i => i.Known is not null) =>
            Word.Unknown("{" + string.Join(", ", items.Select(i => i.Known)) + "}"),
        _ => Word.Unknown("{…}"),
    };

    /// <summary>The text, where all of it is known.</summary>
    public string? Known => this is Text(var word) ? word.Text : null;

    /// <summary>The texts of a list, or the one text; empty where it is neither.</summary>
    public ImmutableArray<Word> Words => this switch
    {
        List(var items) => [.. items.Select(i => i.AsWord())],
        Text(var word) => [word],
        _ => [],
    };

    /// <summary>The entry of a map; null where there is none.</summary>
    public CodeValue? this[string key] =>
        this is Map(var entries) ? entries.LastOrDefault(e => e.Key == key).Value : null;

    /// <summary>One text after another.</summary>
    public static CodeValue Join(CodeValue one, CodeValue other) => (one, other) switch
    {
        (List(var left), List(var right)) => new List([.. left, .. right]),
        _ => new Text(Evaluation.Words.Concat(one.AsWord(), other.AsWord())),
    };
}

/// <summary>A call found in foreign code.</summary>
/// <param name="Path">The dotted name, aliases resolved: <c>subprocess.run</c>; begins with "." where what it is
/// called
/// on is no name.</param>
/// <param name="Receiver">The value that it is called on; null for a plain function.</param>
internal sealed record CodeCall(
    string Path,
    CodeValue? Receiver,
    ImmutableArray<CodeValue> Arguments,
    ImmutableArray<KeyValuePair<string, CodeValue>> Named)
{
    /// <summary>The last part of the path.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The part before it; empty for a plain function.</summary>
    public string Root => Path.Length > Name.Length ? Path[..(Path.Length - Name.Length - 1)] : "";

    /// <summary>The last part of what it is called on: <c>promises</c> of <c>fs.promises.rm</c>.</summary>
    public string RootName => Root[(Root.LastIndexOf('.') + 1)..];

    public CodeValue Argument(int index) => index < Arguments.Length ? Arguments[index] : CodeValue.Nothing;

    /// <summary>A named argument, or an entry of an object among the arguments; null where there is none.</summary>
    public CodeValue? Option(string name)
    {
        foreach ((string key, CodeValue value) in Named)
        {
            if (key == name)
            {
                return value;
            }
        }

        foreach (CodeValue argument in Arguments)
        {
            if (argument[name] is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
