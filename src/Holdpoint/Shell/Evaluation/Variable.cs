using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation;

/// <summary>What a variable may hold.</summary>
internal enum HoldingKind : byte
{
    /// <summary>Whatever it had before the action.</summary>
    Inherited,

    /// <summary>Surely unset.</summary>
    Unset,

    /// <summary>One word.</summary>
    Scalar,

    /// <summary>An array, indexed or associative.</summary>
    Array,
}

/// <summary>One thing that a variable may hold at a point of the script.</summary>
/// <param name="Value">The word of a scalar.</param>
/// <param name="Elements">An array's elements in order, with their indices as text.</param>
internal sealed record Holding(HoldingKind Kind, Word Value, ImmutableArray<KeyValuePair<string, Word>> Elements)
{
    public static readonly Holding Inherited = new(HoldingKind.Inherited, Word.Empty, []);

    public static readonly Holding Unset = new(HoldingKind.Unset, Word.Empty, []);

    public static Holding Scalar(Word value) => new(HoldingKind.Scalar, value, []);

    public static Holding Array(ImmutableArray<KeyValuePair<string, Word>> elements) =>
        new(HoldingKind.Array, Word.Empty, elements);

    public static Holding Array(IEnumerable<Word> words) =>
        Array([.. words.Select((w, i) => KeyValuePair.Create(i.ToString(), w))]);

    /// <summary>The element at an index; a scalar is its own element 0.</summary>
    public Word? At(string index)
    {
        if (Kind is HoldingKind.Scalar)
        {
            return index == "0" ? Value : null;
        }

        foreach ((string key, Word word) in Elements)
        {
            if (key == index)
            {
                return word;
            }
        }

        return null;
    }

    public bool SameAs(Holding other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Kind != other.Kind || !Value.SameAs(other.Value) || Elements.Length != other.Elements.Length)
        {
            return false;
        }

        for (int i = 0; i < Elements.Length; i++)
        {
            if (Elements[i].Key != other.Elements[i].Key || !Elements[i].Value.SameAs(other.Elements[i].Value))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Attributes that <c>declare</c> gives a variable.</summary>
[Flags]
internal enum VariableFlags
{
    None = 0,
    Exported = 1,
    Integer = 2,
    Lower = 4,
    Upper = 8,
    NameReference = 16,
    Associative = 32,
    ReadOnly = 64,
}

/// <summary>A variable that the script touched: all that it may hold.</summary>
internal sealed record Variable(ImmutableArray<Holding> Alternatives, VariableFlags Flags)
{
    public bool Exported => (Flags & VariableFlags.Exported) != VariableFlags.None;

    /// <summary>What it may hold after two ways through the script came together.</summary>
    public static Variable Join(string name, Variable one, Variable other)
    {
        if (ReferenceEquals(one, other))
        {
            return one;
        }

        ImmutableArray<Holding> all = one.Alternatives;
        foreach (Holding holding in other.Alternatives)
        {
            if (!all.Any(h => h.SameAs(holding)))
            {
                all = all.Add(holding);
            }
        }

        if (all.Length > Bounds.Alternatives)
        {
            // The known ones that came first stay: a dangerous one among them must be seen.
            all = [.. all.Take(Bounds.Alternatives - 1), Holding.Scalar(Word.Unknown("$" + name))];
        }

        return new Variable(all, one.Flags | other.Flags);
    }
}
