using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>The CLI's shorthand for structures: <c>A=b,C=[d,e],F={G=h}</c>, with both quotes and backslashes.</summary>
internal ref struct Shorthand
{
    private const int Deepest = 16;
    private readonly ReadOnlySpan<char> _text;
    private readonly ImmutableArray<Leaf>.Builder _leaves;
    private int _at;

    private Shorthand(ImmutableArray<Leaf>.Builder leaves, ReadOnlySpan<char> text)
    {
        _leaves = leaves;
        _text = text;
    }

    /// <summary>Adds the leaves of a value; false, and nothing added, when it is no shorthand.</summary>
    public static bool TryRead(ImmutableArray<Leaf>.Builder leaves, string path, string text)
    {
        int before = leaves.Count;
        var reader = new Shorthand(leaves, text);
        if (reader.Members(path, '\0', 0) && reader._at == text.Length)
        {
            return true;
        }

        leaves.Count = before;
        return false;
    }

    private bool Members(string path, char end, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        string? key = null, value = null;
        while (_at < _text.Length && _text[_at] != end)
        {
            int equals = _text[_at..].IndexOf('=');
            if (equals <= 0 || !IsName(_text.Slice(_at, equals)))
            {
                return false;
            }

            string name = LeafReader.Normal(_text.Slice(_at, equals).ToString());
            _at += equals + 1;
            int before = _leaves.Count;
            if (!Value(LeafReader.Join(path, name), depth))
            {
                return false;
            }

            string? scalar = _leaves.Count == before + 1 ? _leaves[before].Value : null;
            key = LeafReader.IsKey(name) ? scalar : key;
            value = LeafReader.IsValue(name) ? scalar : value;
            if (_at < _text.Length && _text[_at] is ',')
            {
                _at++;
            }
        }

        LeafReader.Pair(_leaves, path, key, value);
        return end == '\0' || Take(end);
    }

    /// <summary>A name may be nested (<c>A.B</c>) or stand for a file's content (<c>A@</c>).</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':' or '/' or '@' or '#'))
            {
                return false;
            }
        }

        return true;
    }

    private bool Value(string path, int depth)
    {
        if (_at < _text.Length && _text[_at] is '{')
        {
            _at++;
            return Members(path, '}', depth + 1);
        }

        if (_at < _text.Length && _text[_at] is '[')
        {
            _at++;
            return List(path, depth + 1);
        }

        LeafReader.Add(_leaves, path, Scalar());

        // "A=b,c,D=e": words without an equals sign are more values of the same name.
        for (int i = 1; _at < _text.Length && _text[_at] is ',' && !NameFollows(_at + 1); i++)
        {
            _at++;
            LeafReader.Add(_leaves, LeafReader.Join(path, $"#{i}"), Scalar());
        }

        return true;
    }

    private bool List(string path, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        for (int i = 0; _at < _text.Length && _text[_at] is not ']'; i++)
        {
            string item = LeafReader.Join(path, $"#{i}");
            if (_text[_at] is '{')
            {
                _at++;
                if (!Members(item, '}', depth + 1))
                {
                    return false;
                }
            }
            else
            {
                int before = _at;
                LeafReader.Add(_leaves, item, Scalar());
                if (_at == before && _text[_at] is not ',')
                {
                    return false;
                }
            }

            if (_at < _text.Length && _text[_at] is ',')
            {
                _at++;
            }
        }

        return Take(']');
    }

    private bool Take(char c)
    {
        if (_at >= _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private readonly bool NameFollows(int at)
    {
        ReadOnlySpan<char> rest = _text[at..];
        int stop = rest.IndexOfAny(",=]}");
        return stop < 0 ? rest.IsEmpty : rest[stop] is '=' || (stop == 0 && rest[0] is not ',');
    }

    private string Scalar()
    {
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            return Quoted(_text[_at++]);
        }

        int length = _text[_at..].IndexOfAny(",]}");
        length = length < 0 ? _text.Length - _at : length;
        string value = _text.Slice(_at, length).ToString();
        _at += length;
        return value;
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            if (_text[_at] is '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }

            value.Append(_text[_at++]);
        }

        _at = Math.Min(_at + 1, _text.Length);
        return value.ToString();
    }
}
