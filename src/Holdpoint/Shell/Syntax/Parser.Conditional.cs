namespace Holdpoint.Shell.Syntax;

/// <content><c>[[ … ]]</c>: a grammar of its own, flattened into its words.</content>
internal sealed partial class Parser
{
    private static readonly string[] BinaryOperators =
        ["=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"];

    private ConditionalCommand ParseConditional()
    {
        int start = _pos;
        int mark = _words.Mark;
        TakeKeyword();
        ParseConditionOr();
        if (!Take(Keyword.EndConditional))
        {
            FailOpen("']]'", "'[['", start);
        }

        return new ConditionalCommand(Between(start, _pos), _words.Take(mark));
    }

    private void ParseConditionOr()
    {
        do
        {
            ParseConditionAnd();
        }
        while (TakeConditionOperator('|'));
    }

    private void ParseConditionAnd()
    {
        do
        {
            if (Enter(out int outer))
            {
                ParseConditionTerm();
            }

            Leave(outer);
        }
        while (TakeConditionOperator('&'));
    }

    private bool TakeConditionOperator(char c)
    {
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

    /// <summary>A term, and the newlines after it, which may stand where a term is complete.</summary>
    private void ParseConditionTerm()
    {
        SkipNewlines();
        int at = _pos;
        if (Take('('))
        {
            AddOperator(at);
            ParseConditionOr();
            int close = _pos;
            if (!Take(')'))
            {
                FailOpen("')'", "'('", at);
            }

            AddOperator(close);
            SkipNewlines();
            return;
        }

        if (Take(Keyword.Bang))
        {
            AddOperator(at);
            if (Enter(out int outer))
            {
                ParseConditionTerm();
            }

            Leave(outer);
            return;
        }

        WordNode first = ParseConditionWord(WordKind.Plain);
        if (IsUnary(first))
        {
            ParseConditionWord(WordKind.Plain);
        }
        else if (TakeBinaryOperator() is { } right)
        {
            ParseConditionWord(right);
        }
        else
        {
            // A word alone is complete only by what follows it on its line.
            if (Peek() != ')' && !Ahead('&') && !Ahead('|') && PeekKeyword() is not Keyword.EndConditional)
            {
                FailUnexpected();
            }

            return;
        }

        SkipNewlines();
    }

    private bool Ahead(char twice) => Peek() == twice && PeekSecond() == twice;

    private WordNode ParseConditionWord(WordKind kind)
    {
        SkipBlanks();
        int start = _pos;
        bool ends = PeekKeyword() is Keyword.EndConditional;
        WordNode word = ParseWord(kind);
        if (ends || word.Parts.IsEmpty)
        {
            _pos = Failed ? _end : start;
            FailUnexpected();
        }

        _words.Add(word);
        SkipBlanks();
        return word;
    }

    private static bool IsUnary(WordNode word) =>
        word.Parts is [LiteralPart { Text: ['-', var letter] }] && "abcdefghknoprstuvwxzGLNORS".Contains(letter);

    /// <summary>Takes a binary operator, and says how its right side reads; null when there is none.</summary>
    private WordKind? TakeBinaryOperator()
    {
        int at = _pos;
        if (Peek() is '<' or '>' && PeekSecond() is not ('(' or '<' or '>' or '&' or '|'))
        {
            _pos++;
            AddOperator(at);
            return WordKind.Plain;
        }

        foreach (string known in BinaryOperators)
        {
            if (TakeWord(known))
            {
                AddOperator(at);
                return known switch
                {
                    "=~" => WordKind.Regex,
                    "=" or "==" or "!=" => WordKind.Pattern,
                    _ => WordKind.Plain,
                };
            }
        }

        return null;
    }
}
