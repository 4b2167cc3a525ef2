using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Scripts.Trees;

/// <summary>TOML, as far as tables of tasks use it: tables, arrays, texts of all four kinds; numbers and dates as
/// written.</summary>
internal sealed class TomlTree
{
    private readonly string _text;
    private int _at;
    private int _nodes;

    private TomlTree(string text) => _text = text;

    /// <summary>The tree of a text; null when it is no TOML or beyond a bound.</summary>
    public static Tree? Read(string text)
    {
        try
        {
            return new TomlTree(text).File();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private Tree.Table File()
    {
        var root = new Branch();
        Branch table = root;
        for (Blank(lines: true); !Ended; Blank(lines: true))
        {
            if (Take('['))
            {
                bool array = Take('[');
                List<string> path = Key();
                Need(']');
                _ = !array || Take(']');
                table = Descend(root, path, array);
            }
            else
            {
                List<string> path = Key();
                Need('=');
                Blank(lines: false);
                Branch at = Descend(table, path.GetRange(0, path.Count - 1), array: false);
                at.Values[path[^1]] = Value(0);
            }

            Blank(lines: false);
            if (!Ended && _text[_at] is not ('\n' or '\r'))
            {
                throw new FormatException("more on the line");
            }
        }

        return root.Tree(0);
    }

    private bool Ended => _at >= _text.Length;

    private Branch Descend(Branch from, List<string> path, bool array)
    {
        if (path.Count > Trees.Tree.MaxDepth)
        {
            throw new FormatException("too deep");
        }

        Branch at = from;
        for (int i = 0; i < path.Count; i++)
        {
            Count();
            if (array && i == path.Count - 1)
            {
                var next = new Branch();
                if (!at.Lists.TryGetValue(path[i], out List<Branch>? list))
                {
                    at.Lists[path[i]] = list = [];
                }

                list.Add(next);
                at = next;
            }
            else if (at.Lists.TryGetValue(path[i], out List<Branch>? list))
            {
                at = list[^1];
            }
            else
            {
                if (!at.Tables.TryGetValue(path[i], out Branch? next))
                {
                    at.Tables[path[i]] = next = new Branch();
                }

                at = next;
            }
        }

        return at;
    }

    private List<string> Key()
    {
        List<string> path = [];
        do
        {
            Blank(lines: false);
            if (!Ended && _text[_at] is '"' or '\'')
            {
                path.Add(Quoted());
            }
            else
            {
                int from = _at;
                while (!Ended && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
                {
                    _at++;
                }

                path.Add(_at > from ? _text[from.._at] : throw new FormatException("no key"));
            }

            Blank(lines: false);
        }
        while (Take('.'));
        return path;
    }

    private Tree Value(int depth)
    {
        Count();
        if (depth > Trees.Tree.MaxDepth || Ended)
        {
            throw new FormatException("no value");
        }

        switch (_text[_at])
        {
            case '"' or '\'':
                return new Tree.Scalar(Quoted());
            case '[':
                _at++;
                var items = ImmutableArray.CreateBuilder<Tree>();
                for (Blank(lines: true); !Take(']'); Blank(lines: true))
                {
                    items.Add(Value(depth + 1));
                    Blank(lines: true);
                    _ = Take(',');
                }

                return new Tree.Sequence(items.ToImmutable());
            case '{':
                _at++;
                var table = new Branch();
                for (Blank(lines: true); !Take('}'); Blank(lines: true))
                {
                    List<string> path = Key();
                    Need('=');
                    Blank(lines: false);
                    Descend(table, path.GetRange(0, path.Count - 1), array: false).Values[path[^1]] = Value(depth + 1);
                    Blank(lines: true);
                    _ = Take(',');
                }

                return table.Tree(0);
            default:
                int from = _at;
                while (!Ended && _text[_at] is not (',' or ']' or '}' or '\n' or '\r' or '#'))
                {
                    _at++;
                }

                string word = _text[from.._at].Trim();
                return word.Length > 0 ? new Tree.Scalar(word) : throw new FormatException("no value");
        }
    }

    private string Quoted()
    {
        char quote = _text[_at];
        string three = new(quote, 3);
        bool many = string.CompareOrdinal(_text, _at, three, 0, 3) == 0;
        _at += many ? 3 : 1;
        if (many)
        {
            _ = Take('\r');
            _ = Take('\n');
        }

        var text = new StringBuilder();
        while (true)
        {
            if (Ended || (!many && _text[_at] == '\n'))
            {
                throw new FormatException("no closing quote");
            }

            if (_text[_at] == quote && (!many || string.CompareOrdinal(_text, _at, three, 0, 3) == 0))
            {
                _at += many ? 3 : 1;
                return text.ToString();
            }

            if (_text[_at] == '\\' && quote == '"')
            {
                _at++;
                Escape(text, many);
            }
            else
            {
                text.Append(_text[_at++]);
            }
        }
    }

    private void Escape(StringBuilder text, bool many)
    {
        char c = Ended ? throw new FormatException("no escape") : _text[_at++];
        int digits = c switch { 'u' => 4, 'U' => 8, 'x' => 2, _ => 0 };
        if (digits > 0)
        {
            if (_at + digits > _text.Length
                || !int.TryParse(_text.AsSpan(_at, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null,
                    out int code)
                || !Rune.TryCreate(code, out Rune rune))
            {
                throw new FormatException("no character");
            }

            text.Append(rune.ToString());
            _at += digits;
        }
        else if (many && c is '\n' or '\r' or ' ' or '\t')
        {
            while (!Ended && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
        }
        else
        {
            text.Append(c switch
            {
                'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'e' => '\e', _ => c,
            });
        }
    }

    private void Count()
    {
        if (++_nodes > Trees.Tree.MaxNodes)
        {
            throw new FormatException("too many entries");
        }
    }

    private void Blank(bool lines)
    {
        while (!Ended)
        {
            char c = _text[_at];
            if (c == '#')
            {
                int end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (c is ' ' or '\t' or '\uFEFF' || (lines && c is '\n' or '\r'))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private bool Take(char c)
    {
        if (!Ended && _text[_at] == c)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Need(char c)
    {
        Blank(lines: false);
        if (!Take(c))
        {
            throw new FormatException("something else stands there");
        }
    }

    /// <summary>A table while it is read.</summary>
    private sealed class Branch
    {
        public Dictionary<string, Tree> Values { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Branch> Tables { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<Branch>> Lists { get; } = new(StringComparer.Ordinal);

        public Tree.Table Tree(int depth) => depth > Trees.Tree.MaxDepth
            ? throw new FormatException("too deep")
            : new(
            [
                .. Values,
                .. Tables.Select(t => KeyValuePair.Create(t.Key, (Tree)t.Value.Tree(depth + 1))),
                .. Lists.Select(l => KeyValuePair.Create(
                    l.Key, (Tree)new Tree.Sequence([.. l.Value.Select(b => b.Tree(depth + 1))]))),
            ]);
    }
}
