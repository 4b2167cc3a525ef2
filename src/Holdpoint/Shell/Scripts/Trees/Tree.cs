using System.Collections.Immutable;

namespace Holdpoint.Shell.Scripts.Trees;

/// <summary>What a settings file holds, whatever its language: JSON, YAML or TOML.</summary>
internal abstract record Tree
{
    /// <summary>Levels of a settings file; the deepest that people write have about ten.</summary>
    public const int MaxDepth = 32;

    /// <summary>Nodes of one file: more than half a megabyte of text can hold and a person reads.</summary>
    public const int MaxNodes = 60_000;

    /// <summary>A word or number; the text as written.</summary>
    internal sealed record Scalar(string Value) : Tree;

    internal sealed record Sequence(ImmutableArray<Tree> Nodes) : Tree;

    /// <summary>Names with values, in the order of the file; a name that stands twice counts with its last
    /// value.</summary>
    internal sealed record Table(ImmutableArray<KeyValuePair<string, Tree>> Pairs) : Tree
    {
        public static readonly Table Empty = new([]);
    }

    /// <summary>The entry of a name; null when this is no table or has none.</summary>
    public Tree? this[string name]
    {
        get
        {
            if (this is Table table)
            {
                for (int i = table.Pairs.Length - 1; i >= 0; i--)
                {
                    if (table.Pairs[i].Key == name)
                    {
                        return table.Pairs[i].Value;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>The text of a word or number; null for anything else.</summary>
    public string? Text => (this as Scalar)?.Value;

    /// <summary>The items of a list; a single word is a list of one, anything else of none.</summary>
    public ImmutableArray<Tree> Items => this switch
    {
        Sequence sequence => sequence.Nodes,
        Scalar => [this],
        _ => [],
    };

    /// <summary>The entries of a table; none for anything else.</summary>
    public ImmutableArray<KeyValuePair<string, Tree>> Entries => this is Table table ? table.Pairs : [];

    /// <summary>The words of a list, or of one text.</summary>
    public IEnumerable<string> Texts => Items.Select(i => i.Text).OfType<string>();

    /// <summary>The node at a path of names; null when there is none.</summary>
    public Tree? At(params ReadOnlySpan<string> path)
    {
        Tree? at = this;
        foreach (string name in path)
        {
            at = at?[name];
        }

        return at;
    }
}
