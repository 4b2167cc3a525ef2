namespace Holdpoint.Shell.Syntax;

/// <content>Reserved words, which are reserved only where a command may begin.</content>
internal sealed partial class Parser
{
    private const int LongestKeyword = 8;

    private int _keywordAt = -1;
    private int _keywordEnd;
    private Keyword _keyword;

    private enum Keyword : byte
    {
        None,
        If,
        Then,
        Else,
        Elif,
        Fi,
        Case,
        Esac,
        For,
        Select,
        While,
        Until,
        Do,
        Done,
        In,
        Function,
        Time,
        Coproc,
        Bang,
        OpenBrace,
        CloseBrace,
        Conditional,
        EndConditional,
    }

    /// <summary>The reserved word that stands here as a token of its own. Looked up several times a command:
    /// kept.</summary>
    private Keyword PeekKeyword()
    {
        if (_keywordAt != _pos)
        {
            _keyword = LookForKeyword();
            _keywordAt = _pos;
        }

        return _keyword;
    }

    private void TakeKeyword()
    {
        _pos = _keywordEnd;
        _keywordAt = -1;
    }

    private bool Take(Keyword keyword)
    {
        if (PeekKeyword() != keyword)
        {
            return false;
        }

        TakeKeyword();
        return true;
    }

    private Keyword LookForKeyword()
    {
        if (Peek() is not ((>= 'c' and <= 'w') or '{' or '}' or '!' or '[' or ']'))
        {
            return Keyword.None;
        }

        Span<char> word = stackalloc char[LongestKeyword];
        int length = 0;
        int start = _pos;
        char c;
        while (!Breaks(c = Peek()))
        {
            if (length == LongestKeyword)
            {
                _pos = start;
                return Keyword.None;
            }

            word[length++] = c;
            _pos++;
        }

        bool goesOn = c is '<' or '>' && PeekSecond() == '(';
        _keywordEnd = _pos;
        _pos = start;
        return goesOn ? Keyword.None : Meaning(word[..length]);
    }

    private static Keyword Meaning(ReadOnlySpan<char> word) => word switch
    {
        "if" => Keyword.If,
        "then" => Keyword.Then,
        "else" => Keyword.Else,
        "elif" => Keyword.Elif,
        "fi" => Keyword.Fi,
        "case" => Keyword.Case,
        "esac" => Keyword.Esac,
        "for" => Keyword.For,
        "select" => Keyword.Select,
        "while" => Keyword.While,
        "until" => Keyword.Until,
        "do" => Keyword.Do,
        "done" => Keyword.Done,
        "in" => Keyword.In,
        "function" => Keyword.Function,
        "time" => Keyword.Time,
        "coproc" => Keyword.Coproc,
        "!" => Keyword.Bang,
        "{" => Keyword.OpenBrace,
        "}" => Keyword.CloseBrace,
        "[[" => Keyword.Conditional,
        "]]" => Keyword.EndConditional,
        _ => Keyword.None,
    };
}
