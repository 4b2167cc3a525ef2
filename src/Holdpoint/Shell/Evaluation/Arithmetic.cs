namespace Holdpoint.Shell.Evaluation;

/// <summary>Shell arithmetic over known numbers; anything unknown makes the whole unknown.</summary>
internal sealed class Arithmetic(Session session, string text, int depth = 0)
{
    /// <summary>Parentheses and variables that hold expressions, together.</summary>
    private const int MaxDepth = 20;

    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["|"],
        ["^"],
        ["&"],
        ["==", "!="],
        ["<=", ">=", "<", ">"],
        ["<<", ">>"],
        ["+", "-"],
        ["*", "/", "%"],
        ["**"],
    ];

    private int _at;
    private bool _unknown;
    private int _depth = depth;

    /// <summary>The value; null when it cannot be known. Assignments in it are made.</summary>
    public long? Value()
    {
        if (text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal))
        {
            // An index is expanded once more: a[$(rm x)] out of a variable runs rm.
            session.Launcher.Code.RunSubstitutions(text, default, "arithmetic");
            return null;
        }

        long value = Comma();
        Blanks();
        return _unknown || _at < text.Length ? null : value;
    }

    private long Comma()
    {
        long value = Assignment();
        while (Take(","))
        {
            value = Assignment();
        }

        return value;
    }

    private long Assignment()
    {
        int start = _at;
        if (Name() is { } name)
        {
            Blanks();
            foreach (
                string op in (ReadOnlySpan<string>)["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="]
            )
            {
                if (At(op) && !(op == "=" && At("==")))
                {
                    _at += op.Length;
                    long right = Assignment();
                    return Set(name, op == "=" ? right : Apply(op[..^1], Read(name), right));
                }
            }
        }

        _at = start;
        return Ternary();
    }

    private long Ternary()
    {
        long condition = Binary(0);
        if (!Take("?"))
        {
            return condition;
        }

        long yes = Comma();
        if (!Take(":"))
        {
            return Fail();
        }

        long no = Assignment();
        return condition != 0 ? yes : no;
    }

    private long Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        long left = Binary(level + 1);
        while (!_unknown && Operator(Levels[level]) is { } op)
        {
            // Only ** binds to the right.
            left = Apply(op, left, op == "**" ? Binary(level) : Binary(level + 1));
        }

        return left;
    }

    private string? Operator(string[] operators)
    {
        Blanks();
        foreach (string op in operators)
        {
            if (!At(op))
            {
                continue;
            }

            char next = _at + op.Length < text.Length ? text[_at + op.Length] : '\0';
            bool longer =
                (op.Length == 1 && op[0] is '|' or '&' or '<' or '>' or '*' && next == op[0])
                || (next == '=' && op is not ("==" or "!=" or "<=" or ">="));
            if (!longer)
            {
                _at += op.Length;
                return op;
            }
        }

        return null;
    }

    private long Unary()
    {
        Blanks();
        if (_at >= text.Length || _unknown || ++_depth > MaxDepth * 4)
        {
            return Fail();
        }

        foreach (string op in (ReadOnlySpan<string>)["++", "--"])
        {
            if (At(op))
            {
                _at += 2;
                return Name() is { } name ? Set(name, Read(name) + (op == "++" ? 1 : -1)) : Fail();
            }
        }

        switch (text[_at])
        {
            case '+':
                _at++;
                return Unary();
            case '-':
                _at++;
                return unchecked(-Unary());
            case '!':
                _at++;
                return Unary() == 0 ? 1 : 0;
            case '~':
                _at++;
                return ~Unary();
            case '(':
                _at++;
                long inner = Comma();
                return Take(")") ? inner : Fail();
            default:
                return Primary();
        }
    }

    private long Primary()
    {
        if (char.IsAsciiDigit(text[_at]))
        {
            return Literal();
        }

        if (Name() is not { } name)
        {
            return Fail();
        }

        long value = Read(name);
        if (At("++") || At("--"))
        {
            Set(name, value + (text[_at] == '+' ? 1 : -1));
            _at += 2;
        }

        return value;
    }

    private long Literal()
    {
        int from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '#'))
        {
            _at++;
        }

        string digits = text[from.._at];
        int mark = digits.IndexOf('#', StringComparison.Ordinal);
        if (mark > 0)
        {
            return int.TryParse(digits.AsSpan(0, mark), out int radix) && radix is >= 2 and <= 36
                ? InBase(digits[(mark + 1)..], radix)
                : Fail();
        }

        return digits is ['0', 'x' or 'X', .. var hex] ? InBase(hex, 16)
            : digits is ['0', _, ..] ? InBase(digits, 8)
            : InBase(digits, 10);
    }

    private long InBase(string digits, int radix)
    {
        long value = 0;
        foreach (char c in digits)
        {
            int digit =
                char.IsAsciiDigit(c) ? c - '0'
                : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10
                : radix;
            if (digit >= radix)
            {
                return Fail();
            }

            value = unchecked((value * radix) + digit);
        }

        return value;
    }

    private long Apply(string op, long left, long right)
    {
        unchecked
        {
            switch (op)
            {
                case "||":
                    return left != 0 || right != 0 ? 1 : 0;
                case "&&":
                    return left != 0 && right != 0 ? 1 : 0;
                case "|":
                    return left | right;
                case "^":
                    return left ^ right;
                case "&":
                    return left & right;
                case "==":
                    return left == right ? 1 : 0;
                case "!=":
                    return left != right ? 1 : 0;
                case "<=":
                    return left <= right ? 1 : 0;
                case ">=":
                    return left >= right ? 1 : 0;
                case "<":
                    return left < right ? 1 : 0;
                case ">":
                    return left > right ? 1 : 0;
                case "<<":
                    return left << (int)right;
                case ">>":
                    return left >> (int)right;
                case "+":
                    return left + right;
                case "-":
                    return left - right;
                case "*":
                    return left * right;
                case "/":
                    return right is 0 or -1
                        ? right == 0
                            ? Fail()
                            : -left
                        : left / right;
                case "%":
                    return right is 0 or -1
                        ? right == 0
                            ? Fail()
                            : 0
                        : left % right;
                default:
                    return Power(left, right);
            }
        }
    }

    private long Power(long left, long right)
    {
        if (right is < 0 or > 1000)
        {
            return Fail();
        }

        long value = 1;
        for (long i = 0; i < right; i++)
        {
            value = unchecked(value * left);
        }

        return value;
    }

    private long Read(string name)
    {
        Word? value = session.Expander.Parameters.Value(name, name);
        if (value is null || value.Text is "")
        {
            return 0;
        }

        if (value.Text is not { } known || _depth > MaxDepth)
        {
            return Fail();
        }

        return long.TryParse(known, out long number) && known[0] != '0'
            ? number
            : new Arithmetic(session, known, _depth + 1).Value() ?? Fail();
    }

    private long Set(string name, long value)
    {
        session.Scope = session.Scope.Assign(
            session.Expander.Parameters.Target(name),
            _unknown ? Word.Unknown("$" + name) : new Word(value.ToString())
        );
        return value;
    }

    private string? Name()
    {
        Blanks();
        int from = _at;
        while (
            _at < text.Length
            && (char.IsAsciiLetter(text[_at]) || text[_at] == '_' || (_at > from && char.IsAsciiDigit(text[_at])))
        )
        {
            _at++;
        }

        return _at > from ? text[from.._at] : null;
    }

    private bool At(string op) => text.AsSpan(_at).StartsWith(op, StringComparison.Ordinal);

    private bool Take(string op)
    {
        Blanks();
        if (!At(op))
        {
            return false;
        }

        _at += op.Length;
        return true;
    }

    private void Blanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private long Fail()
    {
        _unknown = true;
        _at = text.Length;
        return 0;
    }
}
