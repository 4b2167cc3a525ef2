using System.Collections.Immutable;

namespace Holdpoint.Tools.Http;

/// <summary>What kind of operation a field belongs to.</summary>
internal enum GraphQlKind
{
    Query,
    Mutation,
    Subscription,
}

/// <summary>A field that an operation asks for at its top, its alias taken off.</summary>
/// <param name="Arguments">What stands between its parentheses, as written.</param>
internal readonly record struct GraphQlField(GraphQlKind Kind, string Name, string Arguments);

/// <summary>The operations of a GraphQL document with their top-level fields; fragments are followed. Pure and
/// total.</summary>
internal sealed class GraphQlDocument
{
    /// <summary>Tokens of one document; real ones have hundreds.</summary>
    private const int MaxTokens = 20_000;

    /// <summary>Fragments in fragments.</summary>
    private const int MaxDepth = 16;

    /// <summary>Fields of one document.</summary>
    private const int MaxFields = 500;

    private readonly List<(string Text, int Start, int End)> _tokens = [];
    private readonly string _text;
    private readonly Dictionary<string, int> _fragments = new(StringComparer.Ordinal);
    private readonly List<GraphQlField> _fields = [];
    private int[] _closing = [];
    private int _spreads;
    private bool _unclear;

    private GraphQlDocument(string text) => _text = text;

    /// <summary>The fields of an operation, or of all where none is named; null where the text is no
    /// GraphQL.</summary>
    public static ImmutableArray<GraphQlField>? Read(string text, string? operation = null)
    {
        var document = new GraphQlDocument(text);
        if (!document.Scan())
        {
            return null;
        }

        document._closing = document.Closings();
        return document.Walk(operation) && !document._unclear ? [.. document._fields] : null;
    }

    private bool Scan()
    {
        int at = 0;
        while (at < _text.Length)
        {
            char c = _text[at];
            int start = at;
            if (char.IsWhiteSpace(c) || c is ',' or '\uFEFF')
            {
                at++;
                continue;
            }

            if (c == '#')
            {
                int end = _text.IndexOf('\n', at);
                at = end < 0 ? _text.Length : end;
                continue;
            }

            if (c == '"')
            {
                at = String(at);
            }
            else if (IsName(c))
            {
                while (at < _text.Length && IsName(_text[at]))
                {
                    at++;
                }
            }
            else
            {
                at += string.CompareOrdinal(_text, at, "...", 0, 3) == 0 ? 3 : 1;
            }

            if (_tokens.Count >= MaxTokens)
            {
                return false;
            }

            _tokens.Add((_text[start..at], start, at));
        }

        return true;
    }

    private int String(int at)
    {
        bool block = string.CompareOrdinal(_text, at, "\"\"\"", 0, 3) == 0;
        string end = block ? "\"\"\"" : "\"";
        for (at += end.Length; at < _text.Length; at++)
        {
            if (string.CompareOrdinal(_text, at, end, 0, end.Length) == 0)
            {
                return at + end.Length;
            }

            at += _text[at] == '\\' ? 1 : 0;
        }

        return _text.Length;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    private string At(int i) => i < _tokens.Count ? _tokens[i].Text : "";

    private bool Walk(string? operation)
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            if (At(i) == "fragment" && At(i + 2) == "on")
            {
                if (_fragments.Count >= MaxFields)
                {
                    return false;
                }

                _fragments[At(i + 1)] = Open(i);
            }
        }

        bool found = false;
        for (int i = 0; i < _tokens.Count;)
        {
            string token = At(i);
            int open = Open(i);
            if (token is not ("query" or "mutation" or "subscription" or "fragment" or "{") || open < 0)
            {
                return false;
            }

            GraphQlKind kind = token is "mutation" ? GraphQlKind.Mutation
                : token is "subscription" ? GraphQlKind.Subscription : GraphQlKind.Query;
            bool named = At(i + 1) is [var first, ..] && IsName(first);
            found = true;
            if (token != "fragment" && (operation is null || !named || At(i + 1) == operation))
            {
                Selection(open, kind, 0);
            }

            i = Close(open) + 1;
        }

        return found;
    }

    /// <summary>The brace that opens the selection of what begins at an index; variables and directives stand
    /// before it.</summary>
    private int Open(int from)
    {
        int depth = 0;
        for (int i = from; i < _tokens.Count; i++)
        {
            depth += At(i) == "(" ? 1 : At(i) == ")" ? -1 : 0;
            if (At(i) == "{" && depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The bracket that closes the one at an index; the end of the document where none does.</summary>
    private int Close(int open) => open < _closing.Length ? _closing[open] : _tokens.Count;

    private int[] Closings()
    {
        int[] closing = new int[_tokens.Count];
        var opened = new Stack<int>();
        for (int i = 0; i < closing.Length; i++)
        {
            closing[i] = closing.Length;
            if (At(i) is "{" or "(" or "[")
            {
                opened.Push(i);
            }
            else if (At(i) is "}" or ")" or "]" && opened.TryPop(out int open))
            {
                closing[open] = i;
            }
        }

        return closing;
    }

    private void Selection(int open, GraphQlKind kind, int depth)
    {
        if (depth > MaxDepth)
        {
            _unclear = true;
            return;
        }

        int end = Close(open);
        for (int i = open + 1; i < end;)
        {
            // Fragments that spread fragments are as many as they like to be, without a field in any.
            if (_unclear || _fields.Count >= MaxFields || _spreads >= MaxFields)
            {
                _unclear = true;
                return;
            }

            if (At(i) == "...")
            {
                _spreads++;
                i = Fragment(i, kind, depth);
                continue;
            }

            if (At(i) is not [var start, ..] || !IsName(start))
            {
                i++;
                continue;
            }

            int name = At(i + 1) == ":" ? i + 2 : i;
            int next = name + 1;
            string arguments = "";
            if (At(next) == "(")
            {
                int close = Math.Min(Close(next), _tokens.Count - 1);
                arguments = _text[_tokens[next].Start.._tokens[close].End];
                next = close + 1;
            }

            _fields.Add(new GraphQlField(kind, At(name), arguments));
            next = Directives(next);
            i = At(next) == "{" ? Close(next) + 1 : next;
        }
    }

    private int Fragment(int at, GraphQlKind kind, int depth)
    {
        bool spread = At(at + 1) is [var first, ..] && IsName(first) && At(at + 1) != "on";
        int next = Directives(at + (spread ? 2 : At(at + 1) == "on" ? 3 : 1));
        if (spread)
        {
            if (_fragments.TryGetValue(At(at + 1), out int open) && open >= 0)
            {
                Selection(open, kind, depth + 1);
            }
            else
            {
                _unclear = true;
            }

            return next;
        }

        if (At(next) == "{")
        {
            Selection(next, kind, depth + 1);
            return Close(next) + 1;
        }

        return next;
    }

    private int Directives(int at)
    {
        while (At(at) == "@")
        {
            at += 2;
            at = At(at) == "(" ? Close(at) + 1 : at;
        }

        return at;
    }
}
