using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Holdpoint.Policy.Files;

/// <summary>Reads the part of YAML that a policy needs: one document of mappings, sequences and scalars, without
/// anchors and tags.</summary>
/// <remarks>Built on the parser's events: nothing is expanded, so an alias cannot blow up, and every node keeps its
/// place.</remarks>
internal sealed class YamlTree
{
    /// <summary>A policy is four levels deep.</summary>
    private const int MaxDepth = 8;

    /// <summary>A file of the largest size that is read, all of it one-letter items.</summary>
    private const int MaxNodes = 50_000;

    private readonly string _file;
    private readonly Parser _parser;
    private int _nodes;

    private YamlTree(string text, string file)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The root, or null for an empty file; or the problem that ends reading.</summary>
    public static (YamlNode? Root, PolicyProblem? Problem) Read(string text, string file)
    {
        if (TabAt(text) is { } line)
        {
            return (null, new PolicyProblem(file, line, 1, "the line begins with a tab; indent with spaces"));
        }

        var tree = new YamlTree(text, file);
        try
        {
            return (tree.Document(), null);
        }
        catch (Refused e)
        {
            return (null, e.Problem);
        }
        catch (YamlException e)
        {
            return (null, new PolicyProblem(file, (int)e.Start.Line, (int)e.Start.Column, $"is no YAML: {OneLine(e)}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner fails its own assertions on some damaged text; the place is the last that it told.
            return (null, new PolicyProblem(file, tree.LastLine, tree.LastColumn, "is no YAML from here on"));
        }
    }

    private static string OneLine(YamlException e)
    {
        string message = e.InnerException is YamlException inner ? inner.Message : e.Message;
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        string line = (end < 0 ? message : message[..end]).TrimEnd('.', '!');
        return line.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(line[0]) + line[1..];
    }

    private YamlNode? Document()
    {
        YamlNode? root = null;
        bool seen = false;
        while (_parser.MoveNext())
        {
            switch (Current)
            {
                case DocumentStart when seen:
                    throw Refuse(Current, "a second document; a policy is one document");
                case DocumentStart:
                    seen = true;
                    break;
                case StreamStart or StreamEnd or DocumentEnd or Comment:
                    break;
                default:
                    root = Node(Current, 0);
                    break;
            }
        }

        return root is YamlNode.Scalar { IsNull: true } ? null : root;
    }

    /// <summary>Where the last event that was read ends.</summary>
    private int LastLine => Math.Max(1, (int)(_parser.Current?.End.Line ?? 1));

    private int LastColumn => Math.Max(1, (int)(_parser.Current?.End.Column ?? 1));

    private ParsingEvent Current => _parser.Current ?? throw new YamlException("the file ends too early");

    private ParsingEvent Next()
    {
        do
        {
            if (!_parser.MoveNext())
            {
                throw new YamlException("the file ends too early");
            }
        }
        while (Current is Comment);
        return Current;
    }

    private YamlNode Node(ParsingEvent e, int depth)
    {
        if (++_nodes > MaxNodes || depth > MaxDepth)
        {
            throw Refuse(e, depth > MaxDepth ? $"nested deeper than {MaxDepth}" : $"more than {MaxNodes} entries");
        }

        if (e is AnchorAlias || e is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refuse(e, "anchors and aliases are not read here; write the value out");
        }

        if (e is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refuse(e, "tags (!…) are not read here");
        }

        return e switch
        {
            Scalar s => new YamlNode.Scalar(s.Value, s.Style is not ScalarStyle.Plain, Line(e), Column(e)),
            SequenceStart => Sequence(e, depth),
            MappingStart => Mapping(e, depth),
            _ => throw Refuse(e, "cannot stand here"),
        };
    }

    private YamlNode.Sequence Sequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Next() is not SequenceEnd)
        {
            items.Add(Node(Current, depth + 1));
        }

        return new YamlNode.Sequence(items.ToImmutable(), Line(start), Column(start));
    }

    private YamlNode.Mapping Mapping(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<(YamlNode.Scalar, YamlNode)>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            if (Node(Current, depth + 1) is not YamlNode.Scalar key)
            {
                throw Refuse(Current, "a key must be a word");
            }

            if (!keys.TryAdd(key.Text, key.Line))
            {
                throw new Refused(new PolicyProblem(
                    _file,
                    key.Line,
                    key.Column,
                    $"\"{Words.Plain(key.Text)}\" stands here a second time; the first is on line {keys[key.Text]}"));
            }

            entries.Add((key, Node(Next(), depth + 1)));
        }

        return new YamlNode.Mapping(entries.ToImmutable(), Line(start), Column(start));
    }

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private static int Column(ParsingEvent e) => (int)e.Start.Column;

    private Refused Refuse(ParsingEvent e, string message) =>
        new(new PolicyProblem(_file, Line(e), Column(e), message));

    /// <summary>The first line that is indented with a tab, counted from 1; null when none is.</summary>
    private static int? TabAt(string text)
    {
        int number = 1;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> content = line.TrimStart();
            if (!content.IsEmpty && content[0] != '#' && line[..^content.Length].Contains('\t'))
            {
                return number;
            }

            number++;
        }

        return null;
    }

    /// <summary>Ends reading at the first thing that is not read here; never leaves this class.</summary>
    private sealed class Refused(PolicyProblem problem) : Exception(problem.Message)
    {
        public PolicyProblem Problem { get; } = problem;
    }
}
