namespace Holdpoint.Shell.Languages;

/// <summary>Literals that other marks than quotes surround: words, patterns, here-documents.</summary>
internal sealed partial class CodeLexer
{
    /// <summary><c>[[…]]</c> and <c>[=[…]=]</c> of Lua; false when it is none.</summary>
    private bool Bracketed(out string? text)
    {
        text = null;
        int equals = 0;
        while (Ahead(1 + equals) == '=')
        {
            equals++;
        }

        if (Here != '[' || Ahead(1 + equals) != '[')
        {
            return false;
        }

        string end = "]" + new string('=', equals) + "]";
        int start = _at + 2 + equals;
        int close = _text.IndexOf(end, start, StringComparison.Ordinal);
        text = close < 0 ? _text[start..] : _text[start..close];
        _at = close < 0 ? _text.Length : close + end.Length;
        return true;
    }

    /// <summary><c>%w[…] %q(…) %x{…}</c> of Ruby.</summary>
    private bool Percent(bool spaced)
    {
        int start = _at;
        char kind = char.IsAsciiLetter(Ahead(1)) ? Ahead(1) : 'Q';
        int letters = char.IsAsciiLetter(Ahead(1)) ? 1 : 0;
        char open = Ahead(1 + letters);
        if (open is not ('(' or '[' or '{' or '<' or '|' or '!' or '/')
            || kind is not ('w' or 'W' or 'i' or 'I' or 'q' or 'Q' or 'x' or 'r' or 's'))
        {
            return false;
        }

        _at += 2 + letters;
        Delimited(start, spaced, open, kind is 'q' or 'w' or 'i' or 's', kind switch
        {
            'x' => CodeTokenKind.Command,
            'w' or 'W' or 'i' or 'I' => CodeTokenKind.Words,
            'r' => CodeTokenKind.Number,
            _ => CodeTokenKind.Text,
        });
        return true;
    }

    private void Delimited(int start, bool spaced, char open, bool raw, CodeTokenKind kind)
    {
        char close = Closing(open);
        Word word = Inside(close.ToString(), close == open ? '\0' : open, raw, raw ? "" : Holes(), lines: true);
        AddText(word, start, spaced, kind);
    }

    /// <summary><c>q qq qw qx m s tr y</c> of Perl.</summary>
    private bool QuoteLike(bool spaced)
    {
        int start = _at, length = 0;
        while (char.IsAsciiLetter(Ahead(length)))
        {
            length++;
        }

        string name = _text.Substring(_at, Math.Min(length, 3));
        if (length > 2 || name is not ("q" or "qq" or "qw" or "qx" or "qr" or "m" or "s" or "tr" or "y")
            || _tokens is [.., { Value: "." or "{" }] && Ahead(length) is '}' or ')' or ',')
        {
            return false;
        }

        int at = length;
        while (Ahead(at) is ' ')
        {
            at++;
        }

        char open = Ahead(at);
        if (char.IsLetterOrDigit(open) || open is '_' or ',' or ';' or ')' or '=' or '\0' or '\n' or '}'
            || (at > length && open == '#'))
        {
            return false;
        }

        _at += at + 1;
        Delimited(start, spaced, open, name is "q" or "qw" or "m" or "s" or "tr" or "y" or "qr", name switch
        {
            "qw" => CodeTokenKind.Words,
            "qx" => CodeTokenKind.Command,
            "q" or "qq" => CodeTokenKind.Text,
            _ => CodeTokenKind.Number,
        });
        if (name is "s" or "tr" or "y")
        {
            if (Closing(open) != open)
            {
                Blanks();
                open = Here;
                _at++;
            }

            Inside(Closing(open).ToString(), Closing(open) == open ? '\0' : open, raw: true, "", lines: true);
        }

        return true;
    }

    /// <summary>A pattern between slashes, as a value of which nothing is told.</summary>
    private bool Pattern(int start, bool spaced)
    {
        if (_family is Family.Ruby && _tokens is [.., { Kind: CodeTokenKind.Name }] && (!spaced || Ahead(1) == ' '))
        {
            return false;
        }

        bool inClass = false;
        int at = _at + 1;
        for (; at < _text.Length && _text[at] != '\n' && (inClass || _text[at] != '/'); at++)
        {
            inClass = _text[at] == '[' || (inClass && _text[at] != ']');
            at += _text[at] == '\\' ? 1 : 0;
        }

        if (at >= _text.Length || _text[at] != '/')
        {
            return false;
        }

        _at = at + 1;
        while (char.IsAsciiLetter(Here))
        {
            _at++;
        }

        Add(CodeTokenKind.Number, "/", null, start, spaced);
        return true;
    }

    /// <summary>The start of a here-document; its text is filled in at the line's end.</summary>
    private bool Document(bool spaced)
    {
        int start = _at;
        bool php = _family is Family.Php && Starts("<<<");
        if (!php && _family is not (Family.Ruby or Family.Perl))
        {
            return false;
        }

        int at = php ? 3 : 2;
        bool indented = php || Ahead(at) is '~' or '-';
        at += !php && indented ? 1 : 0;
        while (php && Ahead(at) == ' ')
        {
            at++;
        }

        char quote = Ahead(at) is '"' or '\'' ? Ahead(at) : '\0';
        at += quote == '\0' ? 0 : 1;
        int from = _at + at;
        while (char.IsLetterOrDigit(Ahead(at)) || Ahead(at) == '_')
        {
            at++;
        }

        string label = _text[Math.Min(from, _text.Length)..Math.Min(_at + at, _text.Length)];
        if (label.Length == 0 || char.IsAsciiDigit(label[0]) || (quote == '\0' && char.IsLower(label[0]) && !indented))
        {
            return false;
        }

        _at += at + (quote == '\0' ? 0 : 1);
        _documents.Enqueue((label, quote == '\'', indented, _tokens.Count));
        AddText(Word.Empty, start, spaced);
        return true;
    }

    /// <summary>Reads the here-documents that were begun on the line before.</summary>
    private void Documents()
    {
        while (_documents.TryDequeue(out (string Label, bool Plain, bool Indented, int Token) document))
        {
            var parts = new Parts();
            while (_at < _text.Length)
            {
                int end = _text.IndexOf('\n', _at);
                ReadOnlySpan<char> line = _text.AsSpan(_at, (end < 0 ? _text.Length : end) - _at);
                ReadOnlySpan<char> bare = (document.Indented ? line.Trim() : line.TrimEnd('\r')).TrimEnd(";,)");
                if (bare.SequenceEqual(document.Label))
                {
                    _at = end < 0 ? _text.Length : end;
                    break;
                }

                int stop = end < 0 ? _text.Length : end + 1;
                string holes = document.Plain ? "" : Holes();
                while (_at < stop)
                {
                    if (!document.Plain && Here == '\\' && _at + 1 < _text.Length)
                    {
                        Escape(parts, raw: false, "");
                    }
                    else if (holes.Length == 0 || !Starts(holes) || !Hole(parts, holes))
                    {
                        parts.Text.Append(_text[_at++]);
                    }
                }
            }

            _tokens[document.Token] = _tokens[document.Token] with { Word = parts.Word() };
            _line = _at;
        }
    }
}
