using System.Globalization;

namespace Holdpoint.Shell.Languages;

/// <summary>Literals of the languages: quotes, here-documents, templates, patterns.</summary>
internal sealed partial class CodeLexer
{
    /// <summary>Reads a literal; false when none stands here.</summary>
    private bool Literal(bool spaced)
    {
        int start = _at;
        switch (_family)
        {
            case >= Family.Go:
                return Source(spaced);
            case Family.Python when IsNameStart(Here) && Prefix() is { } prefix:
                _at += prefix.Length;
                Quoted(start, spaced, raw: prefix.AsSpan().IndexOfAny('r', 'R') >= 0,
                    holes: prefix.AsSpan().IndexOfAny('f', 'F') >= 0 ? "{" : "", triple: true);
                return true;
            case Family.Python or Family.Julia when Here is '"' or '\'' && !(_family is Family.Julia && Here == '\''):
                Quoted(start, spaced, raw: false, holes: _family is Family.Julia ? "$" : "", triple: true);
                return true;
            case Family.JavaScript when Here == '`':
                bool tagged = _tokens is [.., { Kind: CodeTokenKind.Name or CodeTokenKind.Mark } last] && !spaced
                    && (last.Kind is CodeTokenKind.Name ? !Keywords.IsOperator(last.Value) : last.Value is ")"
                    or "]" or ">");
                Quoted(start, spaced, raw: false, holes: "${", triple: false,
                    tagged ? CodeTokenKind.Template : CodeTokenKind.Text);
                return true;
            case Family.Lua when Here == '[' && Bracketed(out string? text):
                AddText(new Word(text ?? ""), start, spaced);
                return true;
            case Family.Ruby when Here == ':' && (IsNameStart(Ahead(1)) || Ahead(1) is '"') && Before(_at) is not ':':
                _at++;
                if (Here == '"')
                {
                    Quoted(start, spaced, raw: false, holes: "#{", triple: false);
                    return true;
                }

                while (IsNamePart(Here))
                {
                    _at++;
                }

                AddText(new Word(_text[(start + 1).._at]), start, spaced);
                return true;
        }

        return Here switch
        {
            '"' => Quoted(start, spaced, raw: false, holes: Holes(), triple: false),
            '\'' when _family is Family.Ruby or Family.Perl or Family.Php =>
                Quoted(start, spaced, raw: true, holes: "", triple: false),
            '\'' when _family is not Family.AppleScript and not Family.Julia =>
                Quoted(start, spaced, raw: false, holes: "", triple: false),
            '`' when _family is Family.Ruby or Family.Perl or Family.Php or Family.Julia =>
                Quoted(start, spaced, raw: false, holes: Holes(), triple: false, CodeTokenKind.Command),
            '%' when _family is Family.Ruby && !(AfterValue() && !(spaced && Ahead(1) is not ' ')) => Percent(spaced),
            'q' or 'm' or 's' or 't' or 'y' when _family is Family.Perl => QuoteLike(spaced),
            '<' when Starts("<<") => Document(spaced),
            '/' when _family is Family.JavaScript or Family.Ruby or Family.Perl && !AfterValue() =>
                Pattern(start, spaced),
            _ => false,
        };
    }

    private char Before(int at) => at > 0 ? _text[at - 1] : '\0';

    private string Holes() => _family switch
    {
        Family.Ruby => "#{",
        Family.Perl or Family.Php or Family.Julia => "$",
        _ => "",
    };

    /// <summary>The prefix letters of a literal of Python, where one follows.</summary>
    private string? Prefix()
    {
        int length = 0;
        while (length < 3 && Ahead(length) is 'r' or 'R' or 'b' or 'B' or 'f' or 'F' or 'u' or 'U' or 't' or 'T')
        {
            length++;
        }

        return length is 1 or 2 && Ahead(length) is '"' or '\'' ? _text.Substring(_at, length) : null;
    }

    /// <summary>A literal between quotes; those of three go over lines.</summary>
    private bool Quoted(
        int start, bool spaced, bool raw, string holes, bool triple, CodeTokenKind kind = CodeTokenKind.Text)
    {
        char quote = Here;
        string end = triple && Ahead(1) == quote && Ahead(2) == quote ? new string(quote, 3) : quote.ToString();
        _at += end.Length;
        bool lines = end.Length == 3 || quote == '`' || _family is not (Family.Python or Family.JavaScript
            or Family.Lua);
        AddText(Inside(end, '\0', raw, holes, lines), start, spaced, kind);
        return true;
    }

    /// <summary>Reads up to the end of a literal and behind it.</summary>
    /// <param name="open">The bracket that nests inside, or none.</param>
    private Word Inside(string end, char open, bool raw, string holes, bool lines)
    {
        var parts = new Parts();
        int depth = 0;
        while (_at < _text.Length && (lines || Here != '\n'))
        {
            if (depth == 0 && Starts(end))
            {
                _at += end.Length;
                break;
            }

            depth += open != '\0' && Here == open ? 1 : open != '\0' && Here == end[0] ? -1 : 0;
            if (Here == '\\' && _at + 1 < _text.Length)
            {
                Escape(parts, raw, end);
            }
            else if (holes.Length > 0 && Starts(holes) && Hole(parts, holes))
            {
            }
            else
            {
                parts.Text.Append(_text[_at++]);
            }
        }

        return parts.Word();
    }

    /// <summary>What code puts into a literal; false when these characters are only text.</summary>
    private bool Hole(Parts parts, string holes)
    {
        if (holes == "{")
        {
            if (_family is Family.Rust && !char.IsLetter(Ahead(1)) && Ahead(1) is not ('{' or '_'))
            {
                // format!("{}", x): the arguments follow.
                return false;
            }

            if (Ahead(1) == '{')
            {
                parts.Text.Append('{');
                _at += 2;
                return true;
            }

            string source = Braced();
            int format = source.LastIndexOfAny(['!', ':']);
            parts.Hole(format > 0 && !source.Contains('"') && !source.Contains('\'') ? source[..format] : source);
            return true;
        }

        if (holes.Length == 2)
        {
            _at++;
            parts.Hole(Braced());
            return true;
        }

        string sigil = _family is Family.Kotlin ? "" : "$";
        bool braced = Ahead(1) is '{' or '(' && (Ahead(1) is '{' || _family is not Family.Kotlin);
        if (braced)
        {
            _at++;
            parts.Hole(sigil + Braced());
            return true;
        }

        if (!char.IsLetter(Ahead(1)) && Ahead(1) != '_')
        {
            return false;
        }

        int start = _at++;
        while (char.IsLetterOrDigit(Here) || Here == '_'
            || (Here is '[' or '{' && _text.IndexOf(Here == '[' ? ']' : '}', _at) is > 0 and var close
            && close - _at < 80
                && (_at = close) > 0))
        {
            _at++;
        }

        parts.Hole(sigil + _text[(start + 1).._at]);
        return true;
    }

    /// <summary>The source between the bracket at hand and its end.</summary>
    private string Braced()
    {
        char open = Here, close = Closing(Here);
        int start = ++_at, depth = 1;
        char quote = '\0';
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' or '`')
            {
                quote = c;
            }
            else if (c == open)
            {
                depth++;
            }
            else if (c == close && --depth == 0)
            {
                return _text[start..(_at - 1)];
            }
        }

        // A quote inside that does not end: the next bracket ends it.
        int end = _text.IndexOf(close, start);
        _at = end < 0 ? _text.Length : end + 1;
        return _text[start..(end < 0 ? _text.Length : end)];
    }

    private void Escape(Parts parts, bool raw, string end)
    {
        char c = Ahead(1);
        if (raw)
        {
            bool escapes = _family is not Family.Python && (c == '\\' || end.Contains(c));
            parts.Text.Append(escapes ? "" : "\\").Append(c);
            _at += 2;
            return;
        }

        if (_family is Family.Swift && c == '(')
        {
            _at++;
            parts.Hole(Braced());
            return;
        }

        _at += 2;
        switch (c)
        {
            case 'n':
                parts.Text.Append('\n');
                break;
            case 't':
                parts.Text.Append('\t');
                break;
            case 'r':
                parts.Text.Append('\r');
                break;
            case '\n':
                break;
            case 'x' or 'u' or 'U':
                Number(parts, Here == '{' ? -1 : c == 'x' ? 2 : c == 'u' ? 4 : 8);
                break;
            case >= '0' and <= '9':
                Digits(parts);
                break;
            case 'e' or 'a' or 'b' or 'f' or 'v':
                parts.Text.Append(' ');
                break;
            default:
                parts.Text.Append(
                    _family is Family.Python or Family.Php && c is not ('\\' or '\'' or '"' or '$' or '`') ? "\\"
                        : "").Append(c);
                break;
        }
    }

    private void Number(Parts parts, int digits)
    {
        int start = digits < 0 ? _at + 1 : _at;
        int end = start;
        while (end < _text.Length && char.IsAsciiHexDigit(_text[end]) && (digits < 0 ? end - start < 6
            : end - start < digits))
        {
            end++;
        }

        if (int.TryParse(_text.AsSpan(start, end - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
            out int code)
            && code is < 0xD800 or (> 0xDFFF and <= 0x10FFFF))
        {
            parts.Text.Append(char.ConvertFromUtf32(code));
        }

        _at = digits < 0 && end < _text.Length ? end + 1 : end;
    }

    /// <summary>A character by its number: decimal in Lua, octal elsewhere.</summary>
    private void Digits(Parts parts)
    {
        int start = _at - 1, code = 0, radix = _family is Family.Lua ? 10 : 8;
        _at = start;
        while (_at - start < 3 && Here is >= '0' and <= '9' && Here - '0' < radix)
        {
            code = (code * radix) + (_text[_at++] - '0');
        }

        if (_at == start)
        {
            parts.Text.Append(_text[_at++]);
        }
        else if (code > 0)
        {
            parts.Text.Append((char)code);
        }
    }
}
