using System.Text;

namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>What a token of Terraform's language is, as far as blocks and plain settings need it.</summary>
internal enum HclTokenKind
{
    Name,

    /// <summary>A quoted string; its value is null when it holds a template.</summary>
    Text,
    Equals,
    OpenBlock,
    CloseBlock,

    /// <summary><c>(</c> or <c>[</c></summary>
    Open,

    /// <summary><c>)</c> or <c>]</c></summary>
    Close,
    NewLine,
    Other,
    End,
}

/// <summary>One token.</summary>
internal readonly record struct HclToken(HclTokenKind Kind, string? Value);

/// <summary>Splits Terraform's language into tokens; comments, here-documents and templates in strings are passed
/// over. Total.</summary>
internal sealed class HclLexer(string text)
{
    /// <summary>Templates in templates in strings: deeper ones are not followed, the rest of the file is then one
    /// string.</summary>
    private const int MaxTemplateDepth = 64;

    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;

    public HclToken Next()
    {
        SkipBlanksAndComments();
        if (_at >= text.Length)
        {
            return new HclToken(HclTokenKind.End, null);
        }

        char c = text[_at];
        if (c is '"')
        {
            _at++;
            return new HclToken(HclTokenKind.Text, Quoted(0));
        }

        if (c is '<' && Rest(1, '<') && HereDocument())
        {
            return new HclToken(HclTokenKind.Other, null);
        }

        if (char.IsLetter(c) || c is '_')
        {
            int start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-'))
            {
                _at++;
            }

            return new HclToken(HclTokenKind.Name, text[start.._at]);
        }

        _at++;
        return new HclToken(
            c switch
            {
                '\n' => HclTokenKind.NewLine,
                '{' => HclTokenKind.OpenBlock,
                '}' => HclTokenKind.CloseBlock,
                '(' or '[' => HclTokenKind.Open,
                ')' or ']' => HclTokenKind.Close,
                '=' when !Rest(0, '=') && !Rest(0, '>') => HclTokenKind.Equals,
                _ => HclTokenKind.Other,
            },
            null);
    }

    private bool Rest(int offset, char c) => _at + offset < text.Length && text[_at + offset] == c;

    private void SkipBlanksAndComments()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (text[_at] is '#' || (text[_at] is '/' && Rest(1, '/')))
            {
                int end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else if (text[_at] is '/' && Rest(1, '*'))
            {
                int end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>The value of a string whose opening quote is behind us; null with a template in it.</summary>
    private string? Quoted(int depth)
    {
        var value = new StringBuilder();
        bool template = false;
        while (_at < text.Length)
        {
            char c = text[_at++];
            switch (c)
            {
                case '"':
                    return template ? null : value.ToString();
                case '\\' when _at < text.Length:
                    value.Append(text[_at++] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
                    break;
                case '$' or '%' when Rest(0, c) && Rest(1, '{'):
                    value.Append(c).Append('{');
                    _at += 2;
                    break;
                case '$' or '%' when Rest(0, '{'):
                    template = true;
                    _at++;
                    SkipTemplate(depth + 1);
                    break;
                default:
                    value.Append(c);
                    break;
            }
        }

        return null;
    }

    private void SkipTemplate(int depth)
    {
        if (depth > MaxTemplateDepth)
        {
            _at = text.Length;
            return;
        }

        for (int open = 1; open > 0 && _at < text.Length;)
        {
            char c = text[_at++];
            open += c is '{' ? 1 : c is '}' ? -1 : 0;
            if (c is '"')
            {
                Quoted(depth);
            }
        }
    }

    /// <summary>Passes over <c>&lt;&lt;EOT … EOT</c>; false when these are no here-document.</summary>
    private bool HereDocument()
    {
        int start = _at + 2;
        if (start < text.Length && text[start] is '-')
        {
            start++;
        }

        int end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-'))
        {
            end++;
        }

        if (end == start)
        {
            return false;
        }

        ReadOnlySpan<char> mark = text.AsSpan(start, end - start);
        int line = text.IndexOf('\n', end);
        while (line >= 0)
        {
            int next = text.IndexOf('\n', line + 1);
            ReadOnlySpan<char> content = text.AsSpan()[(line + 1)..(next < 0 ? text.Length : next)];
            if (content.Trim().SequenceEqual(mark))
            {
                _at = next < 0 ? text.Length : next; // The line's end stays: it ends the setting.
                return true;
            }

            line = next;
        }

        _at = text.Length;
        return true;
    }
}
