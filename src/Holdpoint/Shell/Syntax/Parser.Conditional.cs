namespace Holdpoint.Shell.Syntax;

/// <content><c>[[ … ]]</c>: a grammar of its own, flattened into its words.</content>
internal sealed partial class Parser
{
    private ConditionalCommand ParseConditional()
    {
        int start = _pos;
        int mark = _words.Mark;
        TakeKeyword();
        ParseConditionOr();
        SkipNewlines();
        if (!Failed && !TakeWord("]]"))
        {
            FailOpen("']]'", "'[['", start);
        }

        return new ConditionalCommand(Between(start, _pos), _words.Take(mark));
    }

    private void ParseConditionOr()
    {
        ParseConditionAnd();
        while (TakeConditionOperator('|'))
        {
            ParseConditionAnd();
        }
    }

    private void ParseConditionAnd()
    {
        ParseConditionTerm();
        while (TakeConditionOperator('&'))
        {
            ParseConditionTerm();
        }
    }

    private bool TakeConditionOperator(char c)
    {
        SkipNewlines();
        int at = _pos;
        if (Failed || !Take(c, c))
        {
            return false;
        }

        AddOperator(at);
        return true;
    }

    /// <summary>An operator as a literal word.</summary>
    private void AddOperator(int at)
    {
        Span span = Between(at, _pos);
        _words.Add(new WordNode(span, [new LiteralPart(span, Raw(at, _pos))]));
    }

    private void ParseConditionTerm()
    {
        if (Enter(out int outer))
        {
            ParseConditionTermInside();
        }

        Leave(outer);
    }

    private void ParseConditionTermInside()
    {
        SkipNewlines();
        int at = _pos;
        if (Take('('))
        {
            AddOperator(at);
            ParseConditionOr();
            SkipNewlines();
            int close = _pos;
            if (!Take(')'))
            {
                FailUnexpected();
                return;
            }

            AddOperator(close);
            return;
        }

        if (Take(Keyword.Bang))
        {
            AddOperator(at);
            ParseConditionTerm();
            return;
        }

        WordNode first = ParseConditionWord();
        if (Failed)
        {
            return;
        }

        SkipBlanks();
        if (IsUnary(first) && !AtConditionEnd())
        {
            // A unary operator that a binary one follows is an operand: [[ -f == x ]].
            if (!TakeBinaryOperator())
            {
                ParseConditionWord();
                return;
            }
        }
        else if (!TakeBinaryOperator())
        {
            return;
        }

        ParseConditionRight();
    }

    private WordNode ParseConditionWord()
    {
        SkipBlanks();
        WordNode word = ParseWord(WordKind.Pattern);
        if (word.Parts.IsEmpty || word.Parts is [LiteralPart { Text: "]]" }])
        {
            _pos = Failed ? _end : _pos - (word.Parts.IsEmpty ? 0 : 2);
            FailUnexpected();
        }

        _words.Add(word);
        return word;
    }

    private void ParseConditionRight()
    {
        SkipBlanks();
        WordNode word = ParseWord(_words.Last.Parts is [LiteralPart { Text: "=~" }] ? WordKind.Regex : WordKind.Pattern);
        if (word.Parts.IsEmpty)
        {
            FailUnexpected();
        }

        _words.Add(word);
    }

    private bool AtConditionEnd() => Peek() is ')' or '\n' or '&' or '|' or End || AtConditionClose();

    private bool AtConditionClose()
    {
        int here = _pos;
        bool close = TakeWord("]]");
        _pos = here;
        return close;
    }

    private static bool IsUnary(WordNode word) =>
        word.Parts is [LiteralPart { Text: ['-', var letter] }] && "abcdefghknoprstuvwxzGLNORS".Contains(letter);

    private bool TakeBinaryOperator()
    {
        int at = _pos;
        if (Peek() is '<' or '>' && PeekSecond() != '(')
        {
            _pos++;
            AddOperator(at);
            return true;
        }

        foreach (string known in BinaryOperators)
        {
            if (TakeWord(known))
            {
                AddOperator(at);
                return true;
            }
        }

        return false;
    }

    private static readonly string[] BinaryOperators =
        ["=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"];
}
