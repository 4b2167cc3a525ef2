using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Cli.Formats;

/// <summary>A table's header or a key with its value, with its place in a TOML text.</summary>
/// <param name="Path">The whole path of keys, the table's included.</param>
/// <param name="Value">The value as it is written; empty for a header.</param>
/// <param name="Start">Where its line begins.</param>
/// <param name="End">Where the line after it begins.</param>
internal sealed record TomlStatement(
    ImmutableArray<string> Path, bool Header, bool Array, string Value, int Start, int End)
{
    /// <summary>Whether the path is this one.</summary>
    public bool Is(params ReadOnlySpan<string> path) => Path.AsSpan().SequenceEqual(path);
}

/// <summary>Reads a TOML text into its statements, so that lines can be added and taken out and all the rest stays as
/// it was written.</summary>
/// <remarks>It finds where statements begin and end; whether values are well-formed is not its business.</remarks>
internal sealed class TomlText
{
    private readonly string _text;
    private readonly List<TomlStatement> _statements = [];
    private int _at;

    private TomlText(string text) => _text = text;

    /// <summary>The statements in their order.</summary>
    /// <exception cref="FormatException">The text is no TOML; the message says where.</exception>
    public static List<TomlStatement> Read(string text)
    {
        var reader = new TomlText(text);
        reader.Run();
        return reader._statements;
    }

    private void Run()
    {
        ImmutableArray<string> table = [];
        while (_at < _text.Length)
        {
            int start = _at;
            Blanks();
            if (_at == _text.Length || _text[_at] is '#' or '\n' or '\r')
            {
                Line();
                continue;
            }

            if (_text[_at] is '[')
            {
                bool array = _text.AsSpan(_at).StartsWith("[[");
                _at += array ? 2 : 1;
                table = Key();
                if (!_text.AsSpan(_at).StartsWith(array ? "]]" : "]"))
                {
                    throw Wrong("a table's header does not end");
                }

                Line();
                _statements.Add(new TomlStatement(table, true, array, "", start, _at));
                continue;
            }

            ImmutableArray<string> key = Key();
            if (_at == _text.Length || _text[_at] is not '=')
            {
                throw Wrong("a key has no value");
            }

            _at++;
            Blanks();
            int value = _at;
            Value();
            string said = _text[value.._at].Trim();
            Line();
            _statements.Add(new TomlStatement([.. table, .. key], false, false, said, start, _at));
        }
    }

    private void Blanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>To the beginning of the next line.</summary>
    private void Line()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end + 1;
    }

    private ImmutableArray<string> Key()
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            Blanks();
            int start = _at;
            if (_at < _text.Length && _text[_at] is '"' or '\'')
            {
                Quoted();
                parts.Add(Plain(_text[start.._at]));
            }
            else
            {
                while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
                {
                    _at++;
                }

                parts.Add(_at > start ? _text[start.._at] : throw Wrong("a key is missing"));
            }

            Blanks();
            if (_at == _text.Length || _text[_at] is not '.')
            {
                return parts.ToImmutable();
            }

            _at++;
        }
    }

    /// <summary>To the end of a value: of the line, outside of texts and brackets.</summary>
    private void Value()
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (c is '"' or '\'')
            {
                Quoted();
                continue;
            }

            if (c is '#' && depth > 0)
            {
                Line();
                continue;
            }

            if (c is '#' || (c is '\n' && depth == 0))
            {
                return;
            }

            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            _at++;
        }

        if (depth != 0)
        {
            throw Wrong("a value does not end");
        }
    }

    private void Quoted()
    {
        char quote = _text[_at];
        bool many = _text.AsSpan(_at).StartsWith(new string(quote, 3));
        string close = new(quote, many ? 3 : 1);
        _at += close.Length;
        while (_at < _text.Length)
        {
            if (_text[_at] is '\\' && quote is '"')
            {
                _at += 2;
            }
            else if (_text.AsSpan(_at).StartsWith(close))
            {
                _at += close.Length;

                // Up to two more quotes belong to the text that they end.
                for (int more = 0; many && more < 2 && _at < _text.Length && _text[_at] == quote; more++)
                {
                    _at++;
                }

                return;
            }
            else if (_text[_at] is '\n' && !many)
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        _at = Math.Min(_at, _text.Length);
        throw Wrong("a text does not end");
    }

    /// <summary>A quoted text as what it says; escapes other than of quotes and backslashes are left as they
    /// are.</summary>
    public static string Plain(string quoted)
    {
        if (quoted is not ['"', .., '"'])
        {
            return quoted.Trim('\'');
        }

        var plain = new StringBuilder();
        for (int i = 1; i < quoted.Length - 1; i++)
        {
            bool escape = quoted[i] is '\\' && quoted[i + 1] is '"' or '\\' && i + 1 < quoted.Length - 1;
            plain.Append(quoted[escape ? ++i : i]);
        }

        return plain.ToString();
    }

    /// <summary>A text as TOML writes it.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private FormatException Wrong(string what) =>
        new($"it is not TOML: line {_text.AsSpan(0, _at).Count('\n') + 1}: {what}");
}
