namespace Holdpoint.Shell.Syntax;

/// <content>Stretches of text up to a matching bracket, with the quotes and expansions in them.</content>
internal sealed partial class Parser
{
    /// <summary>What kind of stretch, which says what ends it.</summary>
    private enum Region : byte
    {
        /// <summary>Up to the parenthesis that matches: arithmetic.</summary>
        Arithmetic,

        /// <summary>As <see cref="Arithmetic"/>, or up to a semicolon outside of parentheses: a clause of <c>for
        /// ((</c>.</summary>
        ArithmeticClause,

        /// <summary>Up to the bracket that matches: <c>$[…]</c>.</summary>
        Brackets,

        /// <summary>Up to the bracket that matches: an index.</summary>
        Subscript,

        /// <summary>Up to the bracket that matches or, which makes it a mistake, the brace of <c>${…}</c>: an index
        /// in it.</summary>
        BraceSubscript,

        /// <summary>Up to the parenthesis that matches: an extended glob or a regular expression.</summary>
        Parentheses,

        /// <summary>Up to the first brace: what follows the operator of <c>${…}</c>.</summary>
        Braces,

        /// <summary>As <see cref="Braces"/>, or up to a slash: the pattern of a replacement.</summary>
        BracesSlash,

        /// <summary>As <see cref="Braces"/>, or up to a colon outside of parentheses: the offset of a
        /// substring.</summary>
        BracesColon,
    }

    private WordNode ParseRegionWord(Region region)
    {
        int start = _pos;
        int mark = _parts.Mark;
        ParseRegion(region);
        return new WordNode(Between(start, Math.Max(start, Failed ? _pos : _pos - 1)), _parts.Take(mark));
    }

    /// <summary>Adds the parts of a region whose opening is behind us, and takes what ends it.</summary>
    private void ParseRegion(Region region, bool inDouble = false, bool singleQuotes = true)
    {
        if (Enter(out int outer))
        {
            ParseRegionParts(region, inDouble, singleQuotes);
        }

        Leave(outer);
    }

    private void ParseRegionParts(Region region, bool inDouble, bool singleQuotes)
    {
        (char open, char close, char stop) = region switch
        {
            Region.Arithmetic or Region.Parentheses => ('(', ')', End),
            Region.ArithmeticClause => ('(', ')', ';'),
            Region.Brackets or Region.Subscript => ('[', ']', End),
            Region.BraceSubscript => ('[', ']', '}'),
            Region.BracesSlash => (End, '}', '/'),
            Region.BracesColon => (End, '}', ':'),
            _ => (End, '}', End),
        };
        bool arithmetic = region is Region.Arithmetic or Region.ArithmeticClause or Region.Brackets;
        bool likeDouble = inDouble || arithmetic;
        int start = _pos;
        int depth = 1;
        var run = new Run(this);
        while (_pos < _end)
        {
            char c = _text[_pos];
            if ((c == close && (open == End || --depth == 0)) || (c == stop && (depth == 1 || c == '}')))
            {
                run.Flush(inDouble);
                _pos++;
                return;
            }

            depth += c == open ? 1 : 0;
            switch (c)
            {
                case '\\' when likeDouble:
                    ParseBackslashInDouble(ref run, quoteToo: true, close);
                    break;
                case '\\':
                    ParseBackslash(ref run);
                    break;
                case '\'' when arithmetic || !singleQuotes:
                    ParseSingleQuotesAsText(ref run);
                    break;
                case '\'' or '"' or '`':
                    run.Flush(inDouble);
                    ParseQuotesInRegion(c, inDouble);
                    run.Restart();
                    break;
                case '$':
                    int dollar = _pos;
                    ParseDollar(ref run, likeDouble);
                    CheckBalance(region, dollar);
                    break;
                case '<' or '>' when !arithmetic && region is not Region.Parentheses && PeekSecond() == '(':
                    run.Flush(inDouble);
                    ParseProcessSubstitution(c == '>');
                    run.Restart();
                    break;
                default:
                    // The colon of a ternary is no stop.
                    depth += stop == ':' ? (c is '(' or '?' ? 1 : c is ')' or ':' && depth > 1 ? -1 : 0) : 0;
                    _pos++;
                    break;
            }
        }

        Fail(_end, $"unexpected end: no closing '{close}' for what begins at offset {At(start)}");
    }

    /// <summary>
    /// In arithmetic and patterns bash's reader does not look for the brace of <c>${</c> (in patterns nor for
    /// <c>$(</c>), it counts parentheses: where these do not match inside, it would end the region elsewhere than we
    /// do.
    /// </summary>
    private void CheckBalance(Region region, int dollar)
    {
        bool counted = region switch
        {
            Region.Parentheses => true,
            Region.Arithmetic or Region.ArithmeticClause => _pos - dollar > 1 && _text[dollar + 1] == '{',
            _ => false,
        };
        if (!counted || Failed)
        {
            return;
        }

        int depth = 0;
        char quote = End;
        for (int i = dollar; i < _pos && depth >= 0; i++)
        {
            char c = _text[i];
            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (c == quote)
            {
                quote = End;
            }
            else if (quote == End)
            {
                quote = c is '\'' or '"' or '`' ? c : End;
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }

        if (depth != 0)
        {
            Fail(dollar, "a parenthesis without its match inside an expansion inside parentheses");
        }
    }

    private void ParseQuotesInRegion(char c, bool inDouble)
    {
        switch (c)
        {
            case '\'':
                ParseSingleQuotes();
                break;
            case '"':
                ParseDoubleQuotes(_pos);
                break;
            default:
                ParseBackquotes(inDouble);
                break;
        }
    }

    /// <summary>Single quotes that hide brackets from the reader but are text to the expansion:
    /// <c>"${x:-'$y'}"</c>.</summary>
    private void ParseSingleQuotesAsText(ref Run run)
    {
        run.Flush(quoted: true);
        int start = _pos;
        int close = _text.IndexOf('\'', _pos + 1, _end - _pos - 1);
        if (close < 0)
        {
            Fail(_end, $"unexpected end: no closing single quote for the one at offset {At(start)}");
            return;
        }

        _parts.Add(new QuotedPart(Between(start, start + 1), "'"));
        AddLenientText(start + 1, close);
        if (!Failed)
        {
            _pos = close + 1;
            _parts.Add(new QuotedPart(Between(close, _pos), "'"));
        }

        run.Restart();
    }
}
