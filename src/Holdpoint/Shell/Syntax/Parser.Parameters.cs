namespace Holdpoint.Shell.Syntax;

/// <content><c>${…}</c>.</content>
internal sealed partial class Parser
{
    /// <summary>Here stands the brace of <c>${</c>.</summary>
    private void ParseBraces(int start, bool inDouble)
    {
        _pos++;
        if (Peek() is ' ' or '\t' or '\n' or '|')
        {
            ParseBracedCommands(start, inDouble);
            return;
        }

        int mark = _parts.Mark;
        int from = _pos;
        ParameterPart? part = TryParameter(start, inDouble);
        if (Failed)
        {
            part = null;
        }

        if (part is null)
        {
            // Read as bash's reader does; its expansion will refuse it.
            _parts.Cut(mark);
            _pos = Failed ? _end : from;
            WordNode all = ParseBraceWord(Region.Braces, inDouble, singleQuotes: !inDouble);
            part = new ParameterPart(Between(start, _pos), "", null, "", all, null) { Bad = true };
        }

        _parts.Add(part);
    }

    /// <summary><c>${ commands; }</c>, which bash runs from 5.3 on, and others too.</summary>
    private void ParseBracedCommands(int start, bool inDouble)
    {
        int mark = _parts.Mark;
        int from = _pos;
        ParseRegion(Region.Braces, inDouble, singleQuotes: !inDouble);
        if (Failed)
        {
            return;
        }

        _parts.Cut(mark);
        int after = _pos;
        from += _text[from] == '|' ? 1 : 0;
        CommandList body = ParseLater(from, after - 1, out string? failure);
        _pos = Failed ? _end : after;
        _parts.Add(new CommandSubstitutionPart(Between(start, _pos), body, Backquoted: false) { Failure = failure });
    }

    /// <summary>A parameter expansion up to its brace; null when it is none that bash expands.</summary>
    private ParameterPart? TryParameter(int start, bool inDouble)
    {
        bool length = false, indirect = false;
        char c = Peek();
        if (c is '#' or '!'
            && (IsNamePart(PeekSecond()) || (PeekSecond() is '@' or '*' or '#' or '?' or '-' or '$' or '!'
                && PrefixHasParameter(c))))
        {
            length = c == '#';
            indirect = c == '!';
            _pos++;
            c = Peek();
        }

        int nameAt = _pos;
        if (IsNameStart(c))
        {
            SkipName();
        }
        else if (char.IsAsciiDigit(c))
        {
            while (char.IsAsciiDigit(Peek()))
            {
                _pos++;
            }
        }
        else if (c is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _pos++;
        }
        else
        {
            return null;
        }

        string name = Raw(nameAt, _pos);
        WordNode? index = null;
        if (Peek() == '[')
        {
            _pos++;
            index = ParseRegionWord(Region.BraceSubscript);
            if (!Failed && _text[_pos - 1] == '}')
            {
                return null;
            }
        }

        ParameterPart? part = ParseOperator(start, name, index, inDouble, indirect);
        return part is null ? null : part with { Length = length, Indirect = indirect };
    }

    /// <summary>After <c>${#</c> or <c>${!</c> stands a special parameter and then the end or an operator:
    /// <c>${#?}</c>.</summary>
    private bool PrefixHasParameter(char prefix)
    {
        int here = _pos++;
        Peek();
        _pos++;
        char after = Peek();
        _pos = here;
        return after == '}' || (prefix == '!' && after is '[' or ':');
    }

    private ParameterPart? ParseOperator(int start, string name, WordNode? index, bool inDouble, bool indirect)
    {
        char c = Peek();
        if (c == '}')
        {
            _pos++;
            return new ParameterPart(Between(start, _pos), name, index, "", null, null);
        }

        int at = _pos++;
        char next = Peek();
        switch (c)
        {
            case ':' when next is '-' or '=' or '?' or '+':
                _pos++;
                return WithOperand(start, name, index, Raw(at, _pos), inDouble, !inDouble);
            case '-' or '=' or '?' or '+':
                return WithOperand(start, name, index, c.ToString(), inDouble, !inDouble);
            case '#' or '%' or '^' or ',' or '~':
                _pos += next == c ? 1 : 0;
                return WithOperand(start, name, index, Raw(at, _pos), inDouble, singleQuotes: true);
            case '/':
                _pos += next is '/' or '#' or '%' ? 1 : 0;
                return WithTwoOperands(start, name, index, Raw(at, _pos), Region.BracesSlash, '/', inDouble);
            case ':':
                return WithTwoOperands(start, name, index, ":", Region.BracesColon, ':', inDouble);
            case '@' or '*' when indirect && next == '}':
                _pos++;
                return new ParameterPart(Between(start, _pos), name, index, c.ToString(), null, null);
            case '@' when char.IsAsciiLetter(next):
                return WithOperand(start, name, index, "@", inDouble, !inDouble);
            default:
                return null;
        }
    }

    private ParameterPart WithOperand(
        int start, string name, WordNode? index, string shown, bool inDouble, bool singleQuotes)
    {
        WordNode operand = ParseBraceWord(Region.Braces, inDouble, singleQuotes);
        return new ParameterPart(Between(start, _pos), name, index, shown, operand, null);
    }

    private ParameterPart WithTwoOperands(
        int start, string name, WordNode? index, string shown, Region first, char between, bool inDouble)
    {
        WordNode operand = ParseBraceWord(first, inDouble, singleQuotes: true);
        WordNode? second = !Failed && _text[_pos - 1] == between
            ? ParseBraceWord(Region.Braces, inDouble, singleQuotes: true)
            : null;
        return new ParameterPart(Between(start, _pos), name, index, shown, operand, second);
    }

    private WordNode ParseBraceWord(Region region, bool inDouble, bool singleQuotes)
    {
        int start = _pos;
        int mark = _parts.Mark;
        ParseRegion(region, inDouble, singleQuotes);
        return new WordNode(Between(start, Math.Max(start, Failed ? _pos : _pos - 1)), _parts.Take(mark));
    }
}
