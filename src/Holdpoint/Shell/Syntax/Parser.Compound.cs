using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <content>Compound commands, except <c>[[</c>.</content>
internal sealed partial class Parser
{
    private Scratch<IfBranch>? _branches;
    private Scratch<CaseArm>? _arms;

    private SubshellCommand ParseSubshell()
    {
        int start = _pos++;
        CommandList body = ParseList(mayBeEmpty: false);
        if (!Take(')'))
        {
            FailOpen("')'", "'('", start);
        }

        return new SubshellCommand(Between(start, _pos), body);
    }

    private GroupCommand ParseGroup()
    {
        int start = _pos;
        TakeKeyword();
        CommandList body = ParseList(mayBeEmpty: false);
        Close(Keyword.CloseBrace, "'}'", "'{'", start);
        return new GroupCommand(Between(start, _pos), body);
    }

    private void Close(Keyword keyword, string shown, string opener, int start)
    {
        if (!Take(keyword))
        {
            FailOpen(shown, opener, start);
        }
    }

    private IfCommand ParseIf()
    {
        int start = _pos;
        _branches ??= new Scratch<IfBranch>();
        int mark = _branches.Mark;
        CommandList? otherwise = null;
        do
        {
            TakeKeyword();
            CommandList condition = ParseList(mayBeEmpty: false);
            Close(Keyword.Then, "'then'", "'if'", start);
            CommandList body = ParseList(mayBeEmpty: false);
            _branches.Add(new IfBranch(condition, body));
        }
        while (!Failed && PeekKeyword() is Keyword.Elif);

        if (Take(Keyword.Else))
        {
            otherwise = ParseList(mayBeEmpty: false);
        }

        Close(Keyword.Fi, "'fi'", "'if'", start);
        return new IfCommand(Between(start, _pos), _branches.Take(mark), otherwise);
    }

    private WhileCommand ParseWhile()
    {
        int start = _pos;
        bool until = PeekKeyword() is Keyword.Until;
        TakeKeyword();
        CommandList condition = ParseList(mayBeEmpty: false);
        CommandList body = ParseDoDone(until ? "'until'" : "'while'", start);
        return new WhileCommand(Between(start, _pos), until, condition, body);
    }

    private CommandList ParseDoDone(string opener, int start)
    {
        Close(Keyword.Do, "'do'", opener, start);
        CommandList body = ParseList(mayBeEmpty: false);
        Close(Keyword.Done, "'done'", opener, start);
        return body;
    }

    /// <summary>The body of a for or select: <c>do … done</c> or <c>{ … }</c>.</summary>
    private CommandList ParseLoopBody(string opener, int start)
    {
        if (PeekKeyword() is not Keyword.OpenBrace)
        {
            return ParseDoDone(opener, start);
        }

        int brace = _pos;
        TakeKeyword();
        CommandList body = ParseList(mayBeEmpty: false);
        Close(Keyword.CloseBrace, "'}'", "'{'", brace);
        return body;
    }

    private Command ParseFor()
    {
        int start = _pos;
        TakeKeyword();
        SkipBlanks();
        return Peek() == '(' && PeekSecond() == '(' ? ParseArithmeticFor(start) : ParseForName(start, "'for'");
    }

    private ForCommand ParseSelect()
    {
        int start = _pos;
        TakeKeyword();
        SkipBlanks();
        return ParseForName(start, "'select'");
    }

    private ForCommand ParseForName(int start, string opener)
    {
        int at = _pos;
        ParseWord(WordKind.Plain);
        string name = Raw(at, _pos);
        if (name.Length == 0)
        {
            FailUnexpected();
        }

        SkipBlanks();
        ImmutableArray<WordNode>? words = null;
        if (Peek() == ';')
        {
            _pos++;
            SkipNewlines();
        }
        else
        {
            SkipNewlines();
            if (Take(Keyword.In))
            {
                words = ParseForWords();
            }
        }

        CommandList body = ParseLoopBody(opener, start);
        return new ForCommand(Between(start, _pos), name, words, body, opener == "'select'");
    }

    private ImmutableArray<WordNode> ParseForWords()
    {
        int mark = _words.Mark;
        SkipBlanks();
        while (!Breaks(Peek()) || AtProcessSubstitution(Peek()))
        {
            _words.Add(ParseWord(WordKind.Plain));
            SkipBlanks();
        }

        if (Peek() == ';' && PeekSecond() != ';')
        {
            _pos++;
        }
        else if (Peek() != '\n')
        {
            FailUnexpected();
        }

        SkipNewlines();
        return _words.Take(mark);
    }

    /// <summary><c>for ((a; b; c))</c>; here stands its first parenthesis.</summary>
    private ArithmeticForCommand ParseArithmeticFor(int start)
    {
        Take('(', '(');
        WordNode first = ParseClause(';');
        WordNode second = ParseClause(';');
        WordNode third = ParseClause(')');
        if (!Failed && !(_pos < _end && _text[_pos++] == ')'))
        {
            FailOpen("'))'", "'for (('", start);
        }

        SkipBlanks();
        if (Peek() == ';' && PeekSecond() != ';')
        {
            _pos++;
        }

        SkipNewlines();
        CommandList body = ParseLoopBody("'for'", start);
        return new ArithmeticForCommand(Between(start, _pos), first, second, third, body);
    }

    private WordNode ParseClause(char end)
    {
        WordNode clause = ParseRegionWord(Region.ArithmeticClause);
        if (!Failed && _text[_pos - 1] != end)
        {
            _pos--;
            FailUnexpected();
        }

        return clause;
    }

    private CaseCommand ParseCase()
    {
        int start = _pos;
        TakeKeyword();
        SkipBlanks();
        WordNode subject = ParseWord(WordKind.Plain);
        if (subject.Parts.IsEmpty)
        {
            FailUnexpected();
        }

        SkipNewlines();
        Close(Keyword.In, "'in'", "'case'", start);
        _arms ??= new Scratch<CaseArm>();
        int mark = _arms.Mark;
        SkipNewlines();
        while (!Failed && PeekKeyword() is not Keyword.Esac && ParseArm())
        {
            SkipNewlines();
        }

        Close(Keyword.Esac, "'esac'", "'case'", start);
        return new CaseCommand(Between(start, _pos), subject, _arms.Take(mark));
    }

    /// <summary>One arm of a case; false when it was the last one, without a terminator.</summary>
    private bool ParseArm()
    {
        int mark = _words.Mark;
        if (Take('('))
        {
            SkipBlanks();
        }

        do
        {
            SkipBlanks();
            WordNode pattern = ParseWord(WordKind.Plain);
            if (pattern.Parts.IsEmpty)
            {
                FailUnexpected();
            }

            _words.Add(pattern);
            SkipBlanks();
        }
        while (!Failed && Peek() == '|' && PeekSecond() is not ('|' or '&') && Take('|'));

        if (!Take(')'))
        {
            FailUnexpected();
        }

        ImmutableArray<WordNode> patterns = _words.Take(mark);
        CommandList body = ParseList(mayBeEmpty: true);
        string terminator = "";
        if (Take(';', ';'))
        {
            terminator = Take('&') ? ";;&" : ";;";
        }
        else if (Take(';', '&'))
        {
            terminator = ";&";
        }

        _arms?.Add(new CaseArm(patterns, body, terminator));
        return terminator.Length > 0;
    }

    /// <summary><c>(( … ))</c>, or a subshell that begins with one.</summary>
    private Command ParseDoubleParenthesis()
    {
        int start = _pos;
        if (_notArithmetic?.ContainsKey(start) is true)
        {
            return ParseSubshell();
        }

        int mark = _parts.Mark;
        Take('(', '(');
        WordNode expression = ParseRegionWord(Region.Arithmetic);
        if (!Failed && _pos < _end && _text[_pos] == ')')
        {
            _pos++;
            return new ArithmeticCommand(Between(start, _pos), expression);
        }

        if (Failed)
        {
            return Nothing;
        }

        _parts.Cut(mark);
        (_notArithmetic ??= []).Add(start, 0);
        Reread(_pos - start);
        _pos = Failed ? _end : start;
        return ParseSubshell();
    }
}
