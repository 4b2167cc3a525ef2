using System.Text;

namespace Holdpoint.Journal;

/// <summary>One pass over a text for <see cref="Redaction"/>; the position only moves forward.</summary>
internal sealed class RedactionScan(string text)
{
    private const string PemBegin = "-----BEGIN";
    private const string PemEnd = "-----END";

    private readonly StringBuilder _out = new(text.Length);
    private int _at;

    /// <summary>The quote that we stand in; '\0' outside.</summary>
    private char _quote;

    /// <summary>The program of the command that we stand in, as far as it takes passwords bare.</summary>
    private string _program = "";
    private string _previous = "";

    public string Result => _out.ToString();

    /// <summary>Takes the next run or character; false at the end.</summary>
    public bool Next()
    {
        if (_at >= text.Length)
        {
            return false;
        }

        char c = text[_at];
        if (IsName(c))
        {
            TakeRun();
            return true;
        }

        switch (c)
        {
            case '\\' when _at + 1 < text.Length && !IsName(text[_at + 1]):
                Keep(2);
                return true;
            case '"' or '\'' when _quote == c:
                _quote = '\0';
                break;
            case '"' or '\'' when _quote == '\0':
                _quote = c;
                break;
            case ';' or '|' or '&' or '\n' when _quote == '\0':
                _program = "";
                break;
        }

        Keep(1);
        return true;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private void Keep(int chars)
    {
        _out.Append(text, _at, chars);
        _at += chars;
    }

    /// <summary>The numbers are those of <see cref="Redaction"/>.</summary>
    private void TakeRun()
    {
        int end = _at;
        while (end < text.Length && IsName(text[end]))
        {
            end++;
        }

        ReadOnlySpan<char> run = text.AsSpan(_at, end - _at);

        // 1
        if (run.StartsWith(PemBegin, StringComparison.Ordinal))
        {
            TakePem();
            return;
        }

        // 2 and 3; base64 goes on over + / and =
        if (Redaction.IsToken(run) || Redaction.IsRandom(run))
        {
            _out.Append(Redaction.Mark);
            _at = end;
            while (_at < text.Length && (IsName(text[_at]) || text[_at] is '+' or '/' or '='))
            {
                _at++;
            }

            return;
        }

        string word = run.Length <= 128 ? run.ToString() : "";

        // 6
        if (TakeBareOption(word, end))
        {
            return;
        }

        Keep(run.Length);
        string previous = _previous;
        _previous = word;

        // 4
        if (text.AsSpan(end).StartsWith("://"))
        {
            TakeAuthority();
            return;
        }

        if (BarePasswordPrograms.Know(word))
        {
            _program = word;
        }

        // 7 and 5
        if (Is(word, "bearer") || Is(word, "basic"))
        {
            TakeNextWord(minChars: 8);
        }
        else if (Redaction.IsSecretName(run)
            || (Is(word, "by") && Is(previous, "identified")))
        {
            TakeNamedValue(word);
        }
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private void TakePem()
    {
        int end = text.IndexOf(PemEnd, _at, StringComparison.Ordinal);
        _out.Append(Redaction.Mark);
        _at = end < 0 ? text.Length : end + PemEnd.Length;
        while (end >= 0 && _at < text.Length && (char.IsAsciiLetterUpper(text[_at]) || text[_at] is ' ' or '-'))
        {
            _at++;
        }
    }

    /// <summary><c>://user:password@</c>: the user stays. A user alone stays too, unless it is a token by its
    /// length.</summary>
    private void TakeAuthority()
    {
        Keep(3);
        int end = _at;
        int at = -1;
        for (; end < text.Length && !EndsAuthority(text[end]); end++)
        {
            at = text[end] == '@' ? end : at;
        }

        if (at < 0)
        {
            return;
        }

        int colon = text.IndexOf(':', _at, at - _at);
        if (colon >= 0)
        {
            Keep(colon + 1 - _at);
            _out.Append(Redaction.Mark);
        }
        else if (at - _at >= 20)
        {
            _out.Append(Redaction.Mark);
        }
        else
        {
            Keep(at - _at);
        }

        _at = at;
    }

    private static bool EndsAuthority(char c) =>
        char.IsWhiteSpace(c) || c is '/' or '?' or '#' or '"' or '\'' or '`' or '>';

    /// <summary><c>-psecret</c>, <c>-p secret</c>, <c>-u user:secret</c> of the programs that know no better.</summary>
    private bool TakeBareOption(string word, int end)
    {
        if (_program.Length == 0 || word.Length < 2 || word[0] != '-' || _at == 0 || IsName(text[_at - 1]))
        {
            return false;
        }

        bool beforeQuote = end < text.Length && text[end] is '\'' or '"';
        switch (BarePasswordPrograms.Option(_program, word, beforeQuote))
        {
            case BareOption.Glued:
                _out.Append(word, 0, 2).Append(Redaction.Mark);
                _at = ValueEnd(end);
                return true;
            case BareOption.Next:
                Keep(word.Length);
                TakeNextWord(minChars: 1);
                return true;
            case BareOption.UserAndPassword:
                Keep(word.Length);
                SkipSpaces();
                int value = ValueEnd(_at);
                int colon = text.IndexOf(':', _at, value - _at);
                if (colon >= 0)
                {
                    Keep(colon + 1 - _at);
                    _out.Append(Redaction.Mark);
                    _at = value;
                    if (_quote == '\0' && text[value - 1] is '"' or '\'')
                    {
                        _out.Append(text[value - 1]);
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>After a name that speaks of a secret: <c>=v</c>, <c>: v</c>, <c> = v</c>; <c> v</c> for options and
    /// quoted values.</summary>
    private void TakeNamedValue(string name)
    {
        int at = _at;
        bool closes = false;
        if (at < text.Length && text[at] == '\\')
        {
            at++;
        }

        if (at < text.Length && text[at] is '"' or '\'' && (at + 1 < text.Length && text[at + 1] is ':' or '=' or ' '))
        {
            closes = text[at] == _quote;
            at++;
        }

        int spaces = at;
        while (spaces < text.Length && text[spaces] == ' ')
        {
            spaces++;
        }

        if (spaces < text.Length && text[spaces] is '=' or ':')
        {
            bool loose = text[spaces] == ':' || spaces > at;
            int value = spaces + 1;
            while (loose && value < text.Length && text[value] == ' ')
            {
                value++;
            }

            _quote = closes ? '\0' : _quote;
            bool header = text[spaces] == ':' && EndsWithAny(name, "uthorization", "ookie");
            Replace(value, header ? HeaderEnd(value) : ValueEnd(value));
        }
        else if (spaces > at && spaces < text.Length)
        {
            bool option = name[0] == '-' && text[spaces] is not ('-' or ';' or '|' or '&' or '<' or '>');
            bool quoted = text[spaces] is '\'' or '"' && text[spaces] != _quote;
            bool setting = EndsWithAny(name, "secret_access_key", "session_token");
            if (option || quoted || setting)
            {
                Replace(spaces, ValueEnd(spaces));
            }
        }
    }

    private static bool EndsWithAny(string name, string one, string other) =>
        name.EndsWith(one, StringComparison.Ordinal) || name.EndsWith(other, StringComparison.Ordinal);

    private void TakeNextWord(int minChars)
    {
        SkipSpaces();
        int end = ValueEnd(_at);
        if (end - _at >= minChars)
        {
            Replace(_at, end);
        }
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            Keep(1);
        }
    }

    private void Replace(int start, int end)
    {
        Keep(start - _at);
        if (end > start)
        {
            _out.Append(Redaction.Mark);
            _at = end;
        }
    }

    private int HeaderEnd(int at)
    {
        while (at < text.Length
            && text[at] is not '\n'
            && text[at] != _quote
            && (_quote != '\0' || text[at] is not ('"' or '\'')))
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of a value: a shell word with its quoted parts; inside quotes no further than their
    /// end.</summary>
    private int ValueEnd(int at)
    {
        while (at < text.Length)
        {
            char c = text[at];
            if (c == _quote && _quote != '\0')
            {
                return at;
            }

            if (c is '"' or '\'')
            {
                at = QuoteEnd(at);
            }
            else if (c == '\\' && at + 1 < text.Length)
            {
                at = text[at + 1] == '"' && _quote == '"' ? EscapedQuoteEnd(at) : at + 2;
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '|' or '&' or ')' or ',' or '}')
            {
                return at;
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private int QuoteEnd(int at)
    {
        char quote = text[at++];
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == _quote)
            {
                return at;
            }

            at += text[at] == '\\' && quote == '"' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }

    /// <summary><c>\"…\"</c> inside double quotes: JSON in a shell argument.</summary>
    private int EscapedQuoteEnd(int at)
    {
        int end = text.IndexOf("\\\"", at + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + 2;
    }
}
