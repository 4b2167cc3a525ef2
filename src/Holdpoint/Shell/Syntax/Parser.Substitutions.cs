using System.Text;

namespace Holdpoint.Shell.Syntax;

/// <content>Command, process and arithmetic substitution.</content>
internal sealed partial class Parser
{
    /// <summary>Where <c>((</c> was tried as arithmetic in vain, and where its outer parenthesis ends: nested ones
    /// would otherwise be tried again and again.</summary>
    private Dictionary<int, int>? _notArithmetic;

    /// <summary>Here stands a dollar. Adds its part, or leaves it to the run as text.</summary>
    private void ParseDollar(ref Run run, bool inDouble)
    {
        int start = _pos++;
        char c = Peek();
        bool known = c is '(' or '{' or '[' or '@' or '*' or '#' or '?' or '-' or '$' or '!' || IsNamePart(c)
            || (c is '\'' or '"' && !inDouble);
        if (!known)
        {
            return;
        }

        int next = _pos;
        _pos = start;
        run.Flush(quoted: inDouble);
        _pos = next;
        CountNode();
        switch (c)
        {
            case '(' when PeekSecond() == '(':
                ParseDollarDoubleParenthesis(start);
                break;
            case '(':
                ParseCommandSubstitution(start);
                break;
            case '{':
                ParseBraces(start, inDouble);
                break;
            case '[':
                _pos++;
                AddArithmetic(start, Region.Brackets);
                break;
            case '\'':
                ParseAnsiQuotes(start);
                break;
            case '"':
                ParseDoubleQuotes(start);
                break;
            default:
                ParseSimpleParameter(start, c);
                break;
        }

        run.Restart();
    }

    private void ParseSimpleParameter(int start, char c)
    {
        int from = _pos;
        if (IsNameStart(c))
        {
            SkipName();
        }
        else
        {
            _pos++;
        }

        _parts.Add(new ParameterPart(Between(start, _pos), Raw(from, _pos), null, "", null, null));
    }

    private void AddArithmetic(int start, Region region)
    {
        int mark = _parts.Mark;
        ParseRegion(region);
        _parts.Add(new ArithmeticPart(Between(start, _pos), _parts.Take(mark)));
    }

    /// <summary><c>$(…)</c>; here stands its parenthesis.</summary>
    private void ParseCommandSubstitution(int start)
    {
        CommandList body = ParseSubstituted(start, "'$('");
        _parts.Add(new CommandSubstitutionPart(Between(start, _pos), body, Backquoted: false));
    }

    private void ParseProcessSubstitution(bool output)
    {
        int start = _pos++;
        Peek();
        CommandList body = ParseSubstituted(start, output ? "'>('" : "'<('");
        _parts.Add(new ProcessSubstitutionPart(Between(start, _pos), body, output));
    }

    /// <summary>The commands of a substitution; here stands its parenthesis.</summary>
    private CommandList ParseSubstituted(int start, string opener)
    {
        CommandList body = CommandList.Empty(At(start));
        _pos++;
        if (Enter(out int outer))
        {
            List<PendingDocument>? pending = _pendingDocuments;
            _pendingDocuments = null;
            _substitutions++;
            body = ParseList(mayBeEmpty: true);
            _substitutions--;
            if (!Take(')'))
            {
                FailOpen("')'", opener, start);
            }

            JoinPending(pending);
        }

        Leave(outer);
        return body;
    }

    /// <summary>Here-documents that a substitution leaves open are read with those of its line.</summary>
    private void JoinPending(List<PendingDocument>? outer)
    {
        if (outer is not null)
        {
            outer.AddRange(_pendingDocuments ?? []);
            _pendingDocuments = outer;
        }
    }

    /// <summary><c>$((…))</c>, or <c>$( (…) …)</c> written without the blank; here stands the first
    /// parenthesis.</summary>
    private void ParseDollarDoubleParenthesis(int start)
    {
        int open = _pos;
        int mark = _parts.Mark;
        int after = _end;
        if (_notArithmetic?.TryGetValue(open, out after) is not true)
        {
            Take('(', '(');
            AddArithmetic(start, Region.Arithmetic);
            if (Failed)
            {
                return;
            }

            if (_pos < _end && _text[_pos] == ')')
            {
                _pos++;
                var arithmetic = (ArithmeticPart)_parts.Last;
                _parts.Cut(mark);
                _parts.Add(arithmetic with { Span = Between(start, _pos) });
                return;
            }

            // bash reads on to the parenthesis that matches the first, and looks at the commands only when it runs
            // them.
            ParseRegion(Region.Parentheses);
            _parts.Cut(mark);
            if (Failed)
            {
                return;
            }

            (_notArithmetic ??= []).Add(open, _pos);
            after = _pos;
        }

        CommandList body = ParseLater(open + 1, after - 1, out string? failure);
        _pos = Failed ? _end : after;
        _parts.Add(new CommandSubstitutionPart(Between(start, _pos), body, Backquoted: false) { Failure = failure });
    }

    /// <summary><c>`…`</c>: its text loses a layer of backslashes, and bash looks at it only when it runs it.</summary>
    private void ParseBackquotes(bool inDouble)
    {
        int start = _pos++;
        int from = _pos;
        bool escaped = false;
        while (_pos < _end && _text[_pos] != '`')
        {
            bool slash = _text[_pos] == '\\';
            escaped |= slash;
            _pos += slash ? 2 : 1;
        }

        if (_pos >= _end)
        {
            Fail(_end, $"unexpected end: no closing backquote for the one at offset {At(start)}");
            return;
        }

        int close = _pos++;
        int after = _pos;
        CommandList body = CommandList.Empty(At(from));
        string? failure = null;
        if (Enter(out int outer))
        {
            body = escaped ? ParseUnescaped(from, close, inDouble, out failure) : ParseLater(from, close, out failure);
            _pos = Failed ? _end : after;
        }

        Leave(outer);
        _parts.Add(new CommandSubstitutionPart(Between(start, _pos), body, Backquoted: true) { Failure = failure });
    }

    /// <summary>Commands in a stretch of this text that bash reads only when it runs them: a mistake there is theirs
    /// alone.</summary>
    private CommandList ParseLater(int start, int end, out string? failure)
    {
        int outerEnd = _end;
        List<PendingDocument>? pending = _pendingDocuments;
        _pendingDocuments = null;
        _end = end;
        _pos = start;
        Reread(end - start);
        CommandList body = ParseTopList(out CommandList before);
        failure = _beyond ? null : _why;
        if (failure is not null)
        {
            body = before;
            _why = null;
        }

        _end = outerEnd;
        _pendingDocuments = pending;
        return body;
    }

    private CommandList ParseUnescaped(int start, int end, bool inDouble, out string? failure)
    {
        var text = new StringBuilder(end - start);
        var map = new List<int>(end - start + 1);
        for (int i = start; i < end; i++)
        {
            int origin = i;
            if (_text[i] == '\\' && i + 1 < end)
            {
                char next = _text[i + 1];
                if (next == '\n')
                {
                    i++;
                    continue;
                }

                if (next is '$' or '`' or '\\' || (next == '"' && inDouble))
                {
                    i++;
                }
            }

            map.Add(At(map.Count == 0 ? start : origin));
            text.Append(_text[i]);
        }

        map.Add(At(end));
        Parser inner = Inner(text.ToString(), [.. map]);
        CommandList body = inner.ParseLater(0, text.Length, out failure);
        Adopt(inner);
        return body;
    }

    /// <summary>A parser for unescaped text that shares our bounds.</summary>
    private Parser Inner(string text, int[] map) => new(text, map)
    {
        _depth = _depth,
        _nodes = _nodes,
        _reread = _reread,
        _extendedGlobs = _extendedGlobs,
    };

    /// <summary>Takes over what an inner parser used up of our bounds.</summary>
    private void Adopt(Parser inner)
    {
        _nodes = inner._nodes;
        _reread = inner._reread;
        _height = Math.Max(_height, inner._height);
        if (inner is { _beyond: true, _why: { } why })
        {
            Fail(_pos, why);
            _beyond = true;
        }
    }
}
