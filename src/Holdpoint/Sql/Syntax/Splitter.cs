namespace Holdpoint.Sql.Syntax;

/// <summary>Tokens → statements: what stands between two semicolons, but for those inside of parentheses and of a
/// routine's body.</summary>
internal sealed class Splitter(SqlLexer lexer, SqlContext context)
{
    /// <summary>Words in which CREATE says what it makes stand at its beginning.</summary>
    private const int HeadWords = 14;

    private readonly List<SqlToken> _tokens = [];
    private bool _ended;

    /// <summary>Why reading ended before the text did; null when it did not.</summary>
    public string? Refused { get; private set; }

    /// <summary>The next statement (it may be empty) and what ended it; false at the end.</summary>
    public bool Next(out Tokens statement, out SqlToken ending)
    {
        _tokens.Clear();
        ending = default;
        int depth = 0;
        var body = new RoutineBody(context);
        while (!_ended)
        {
            ending = lexer.Next();
            switch (ending.Kind)
            {
                case TokenKind.End:
                    _ended = true;
                    break;
                case TokenKind.Broken:
                    _ended = true;
                    break;
                case TokenKind.Batch or TokenKind.Client:
                    break;
                case TokenKind.Semicolon when body.Open || (depth > 0 && KeepsParentheses):
                    _tokens.Add(ending);
                    continue;
                case TokenKind.Semicolon:
                    break;
                default:
                    depth += ending.Kind is TokenKind.Open ? 1 : ending.Kind is TokenKind.Close && depth > 0 ? -1 : 0;
                    _tokens.Add(ending);
                    if (_tokens.Count >= SqlLimits.MaxTokens)
                    {
                        Refused = "a statement longer than is read";
                        _ended = true;
                        break;
                    }

                    if (_tokens.Count <= HeadWords || body.IsRoutine)
                    {
                        body.See(lexer.Text, ending, _tokens.Count - 1);
                    }

                    continue;
            }

            if (depth > 0 && ending.Kind is TokenKind.End)
            {
                Refused = "a parenthesis that is never closed";
            }

            statement = Tokens.Of(lexer.Text, [.. _tokens]);
            return true;
        }

        statement = Tokens.Of(lexer.Text, []);
        return false;
    }

    /// <summary>psql counts parentheses; other clients and servers end a statement at any semicolon.</summary>
    private bool KeepsParentheses => context.Dialect is Dialect.Postgres or Dialect.Cockroach or Dialect.Generic;
}

/// <summary>Follows BEGIN … END of a routine whose body stands in the statement itself.</summary>
internal sealed class RoutineBody(SqlContext context)
{
    private bool _create;
    private bool _afterEnd;
    private int _blocks;

    /// <summary>The statement makes a routine.</summary>
    public bool IsRoutine { get; private set; }

    /// <summary>A semicolon here is one of the body's.</summary>
    public bool Open => IsRoutine && (_blocks > 0 || context.Dialect is Dialect.TransactSql);

    public void See(string text, SqlToken token, int at)
    {
        if (token.Kind is not TokenKind.Word)
        {
            return;
        }

        ReadOnlySpan<char> word = text.AsSpan(token.Start, token.End - token.Start);
        if (at == 0)
        {
            _create = Same(word, "create") || (Same(word, "alter") && context.Dialect is Dialect.TransactSql);
        }
        else if (_create && !IsRoutine)
        {
            IsRoutine = (Same(word, "function") || Same(word, "procedure") || Same(word, "proc")
                || Same(word, "trigger") || Same(word, "event") || Same(word, "package") || Same(word, "task"))
                && context.Client is not SqlClient.MySql;
            _create = !Same(word, "table") && !Same(word, "index") && !Same(word, "view");
        }
        else if (IsRoutine)
        {
            Block(word);
        }
    }

    private void Block(ReadOnlySpan<char> word)
    {
        bool afterEnd = _afterEnd;
        _afterEnd = false;
        if (Same(word, "begin") || (Same(word, "case") && _blocks > 0 && !afterEnd))
        {
            _blocks++;
        }
        else if (Same(word, "end") && _blocks > 0)
        {
            _blocks--;
            _afterEnd = true;
        }
        else if (afterEnd && (Same(word, "if") || Same(word, "loop") || Same(word, "while") || Same(word, "repeat")
            || Same(word, "for")))
        {
            // END IF closes no block: what was opened by IF was never counted.
            _blocks++;
        }
    }

    private static bool Same(ReadOnlySpan<char> word, string other) =>
        word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
