namespace Holdpoint.Shell.Syntax;

/// <content>Quoting.</content>
internal sealed partial class Parser
{
    /// <summary><c>'…'</c></summary>
    private void ParseSingleQuotes()
    {
        int start = _pos;
        int close = _text.IndexOf('\'', _pos + 1, _end - _pos - 1);
        if (close < 0)
        {
            Fail(_end, $"unexpected end: no closing single quote for the one at offset {At(start)}");
            return;
        }

        _pos = close + 1;
        _parts.Add(new QuotedPart(Between(start, _pos), _text[(start + 1)..close]));
    }

    /// <summary><c>$'…'</c>; here stands its quote.</summary>
    private void ParseAnsiQuotes(int start)
    {
        int from = _pos + 1;
        int at = from;
        while (at < _end && _text[at] != '\'')
        {
            at += _text[at] == '\\' ? 2 : 1;
        }

        if (at >= _end)
        {
            Fail(_end, $"unexpected end: no closing single quote for the one at offset {At(start)}");
            return;
        }

        _pos = at + 1;
        _parts.Add(new QuotedPart(Between(start, _pos), AnsiEscapes.Decode(_text.AsSpan(from, at - from))));
    }

    /// <summary><c>"…"</c> or <c>$"…"</c>; here stands its quote.</summary>
    private void ParseDoubleQuotes(int start)
    {
        int mark = _parts.Mark;
        int open = _pos++;
        if (Enter(out int outer))
        {
            ParseDoubleText(quoteEnds: true);
            if (!Failed && _pos >= _end)
            {
                Fail(_end, $"unexpected end: no closing double quote for the one at offset {At(open)}");
            }

            _pos = Failed ? _end : _pos + 1;
        }

        Leave(outer);
        _parts.Add(new DoubleQuotedPart(Between(start, _pos), _parts.Take(mark)));
    }

    /// <summary>Text as between double quotes: up to the closing quote, or to the end.</summary>
    private void ParseDoubleText(bool quoteEnds)
    {
        var run = new Run(this);
        while (_pos < _end)
        {
            char c = _text[_pos];
            if (c == '"' && quoteEnds)
            {
                break;
            }

            switch (c)
            {
                case '\\':
                    ParseBackslashInDouble(ref run, quoteEnds);
                    break;
                case '`':
                    run.Flush(quoted: true);
                    ParseBackquotes(inDouble: quoteEnds);
                    run.Restart();
                    break;
                case '$':
                    ParseDollar(ref run, inDouble: true);
                    break;
                default:
                    _pos++;
                    break;
            }
        }

        run.Flush(quoted: true);
    }

    /// <summary>Between double quotes a backslash quotes only what would mean something there.</summary>
    private void ParseBackslashInDouble(ref Run run, bool quoteToo, char closing = '\\')
    {
        char next = _pos + 1 < _end ? _text[_pos + 1] : End;
        if (next == '\n')
        {
            run.Splice(2);
        }
        else if (next is '$' or '`' or '\\' || (next == '"' && quoteToo) || next == closing)
        {
            run.Splice(1);
            _pos++;
        }
        else
        {
            _pos = Math.Min(_end, _pos + (next == End ? 1 : 2));
        }
    }

    /// <summary>
    /// Text that bash expands like double quotes, but only at run time (here-documents, <c>'…'</c> inside
    /// <c>"${…}"</c>):
    /// a mistake in it is a part of its own and no failure of the whole.
    /// </summary>
    private WordNode ParseLenientText(int start, int end)
    {
        int mark = _parts.Mark;
        AddLenientText(start, end);
        return new WordNode(Between(start, end), _parts.Take(mark));
    }

    private void AddLenientText(int start, int end)
    {
        int outerEnd = _end;
        int outerPos = _pos;
        List<PendingDocument>? pending = _pendingDocuments;
        _pendingDocuments = null;
        _end = end;
        _pos = start;
        Reread(end - start);
        while (_pos < _end && !Failed)
        {
            int complete = _parts.Mark;
            int at = _pos;
            ParseOneOfDoubleText();
            if (Failed && !_beyond)
            {
                _parts.Cut(complete);
                _parts.Add(new BrokenPart(Between(at, end), _why ?? ""));
                _why = null;
                _pos = _end;
            }
        }

        _end = outerEnd;
        _pos = Failed ? _end : outerPos;
        _pendingDocuments = pending;
    }

    /// <summary>A run of plain text, or one expansion.</summary>
    private void ParseOneOfDoubleText()
    {
        var run = new Run(this);
        while (_pos < _end && _text[_pos] is not ('`' or '$'))
        {
            if (_text[_pos] == '\\')
            {
                ParseBackslashInDouble(ref run, quoteToo: false);
            }
            else
            {
                _pos++;
            }
        }

        if (!run.IsEmpty)
        {
            run.Flush(quoted: true);
        }
        else if (_pos < _end && _text[_pos] == '`')
        {
            ParseBackquotes(inDouble: false);
        }
        else if (_pos < _end)
        {
            ParseDollar(ref run, inDouble: true);
            run.Flush(quoted: true);
        }
    }
}
