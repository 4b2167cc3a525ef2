using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Holdpoint.Shell.Scripts.Trees;

/// <summary>The first document of a YAML file, with anchors, aliases and merge keys resolved.</summary>
/// <remarks>An alias is the very node that it names, so that nothing blows up.</remarks>
internal sealed class YamlTree
{
    private readonly Parser _parser;
    private readonly Dictionary<string, Tree> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlTree(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The tree of a text; null when it is no YAML, beyond a bound, or empty.</summary>
    public static Tree? Read(string text)
    {
        try
        {
            var tree = new YamlTree(text);
            tree._parser.MoveNext();
            while (tree.Current is StreamStart or DocumentStart)
            {
                if (!tree._parser.MoveNext())
                {
                    return null;
                }
            }

            return tree.Current is StreamEnd ? null : tree.Node(0);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException
            or IndexOutOfRangeException)
        {
            // The scanner fails its own assertions on some damaged text.
            return null;
        }
    }

    private ParsingEvent Current => _parser.Current ?? throw new YamlException("the file ends too early");

    private ParsingEvent Next() =>
        _parser.MoveNext() ? Current : throw new YamlException("the file ends too early");

    private Tree Node(int depth)
    {
        if (++_nodes > Tree.MaxNodes || depth > Tree.MaxDepth)
        {
            throw new YamlException("beyond a bound");
        }

        ParsingEvent e = Current;
        if (e is AnchorAlias alias)
        {
            return _anchors.GetValueOrDefault(alias.Value.Value) ?? new Tree.Scalar("");
        }

        Tree node = e switch
        {
            Scalar s => new Tree.Scalar(s.Style is ScalarStyle.Plain && s.Value is "~" or "null" ? "" : s.Value),
            SequenceStart => Sequence(depth),
            MappingStart => Mapping(depth),
            _ => throw new YamlException("cannot stand here"),
        };
        if (e is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private Tree.Sequence Sequence(int depth)
    {
        var items = ImmutableArray.CreateBuilder<Tree>();
        while (Next() is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        return new Tree.Sequence(items.ToImmutable());
    }

    private Tree.Table Mapping(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Tree>>();
        var merged = ImmutableArray.CreateBuilder<KeyValuePair<string, Tree>>();
        while (Next() is not MappingEnd)
        {
            Tree key = Node(depth + 1);
            Next();
            Tree value = Node(depth + 1);
            if (key.Text is "<<")
            {
                foreach (Tree from in value is Tree.Sequence list ? list.Items : [value])
                {
                    merged.AddRange(from.Entries);
                    _nodes += from.Entries.Length;
                }
            }
            else if (key.Text is { } name)
            {
                entries.Add(new(name, value));
            }
        }

        // The last of a name counts: its own entries come after those merged in.
        merged.AddRange(entries);
        return new Tree.Table(merged.ToImmutable());
    }
}
