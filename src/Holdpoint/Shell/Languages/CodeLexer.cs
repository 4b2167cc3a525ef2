using System.Text;

namespace Holdpoint.Shell.Languages;

/// <summary>Splits code of other languages into tokens: comments go, literals become words, the rest names and
/// marks.</summary>
/// <remarks>Total: every text ends in tokens; a literal that does not end goes to the end of its line or of the
/// text.</remarks>
internal sealed partial class CodeLexer
{
    /// <summary>Tokens of one piece of code: a file of half a megabyte has fewer.</summary>
    private const int MaxTokens = 150_000;

    private static readonly string[] LongMarks =
        ["===", "!==", "**=", "...", "<=>", "&&=", "||=", "??=", "//=", "=>", "->", "::", "==", "!=", "<=", ">=",
            "+=", "-=",
            "*=", "/=", ".=", "|=", "&=", "%=", "&&", "||", "??", "?.", "&.", "**", "..", ":=", "<-", "=~", "!~",
                "++", "--", "|>"];

    private readonly string _text;
    private readonly Family _family;
    private readonly List<CodeToken> _tokens = [];
    private readonly Queue<(string Label, bool Plain, bool Indented, int Token)> _documents = new();
    private int _at;
    private int _line;

    private CodeLexer(string text, Family family) => (_text, _family) = (text, family);

    /// <summary>The tokens of a text, an <see cref="CodeTokenKind.End"/> last.</summary>
    public static List<CodeToken> Read(string text, Family family)
    {
        var lexer = new CodeLexer(text, family);
        lexer.Run();
        return lexer._tokens;
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private char Ahead(int characters) => _at + characters < _text.Length ? _text[_at + characters] : '\0';

    private bool Starts(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void Run()
    {
        if (_family is Family.Php && _text.Contains("<?", StringComparison.Ordinal))
        {
            ToPhp();
        }

        while (_at < _text.Length && _tokens.Count < MaxTokens)
        {
            bool spaced = Blanks();
            if (_at >= _text.Length)
            {
                break;
            }

            int from = _at;
            Next(spaced);
            if (_at <= from)
            {
                // Whatever it is, it is passed over.
                _at = from + 1;
            }
        }

        Add(CodeTokenKind.End, "", null, _text.Length, false);
    }

    private void Next(bool spaced)
    {
        char c = Here;
        int start = _at;
        if (c == '\n')
        {
            _at++;
            Add(CodeTokenKind.Mark, "\n", null, start, spaced);
            _line = _at;
            Documents();
            if (_family is Family.Perl && Here == '=' && char.IsAsciiLetter(Ahead(1)))
            {
                SkipTo("\n=cut", "\n");
            }
            else if (_family is Family.Ruby && Starts("=begin"))
            {
                SkipTo("\n=end", "\n");
            }
        }
        else if (Literal(spaced))
        {
        }
        else if (IsNameStart(c))
        {
            _at++;
            while (IsNamePart(Here))
            {
                _at++;
            }

            if (_family is Family.Ruby && Here is '?' or '!' && Ahead(1) is not ('=' or '~'))
            {
                _at++;
            }

            string name = _text[start.._at];
            if (name is "__END__" or "__DATA__" && _family is Family.Perl or Family.Ruby)
            {
                _at = _text.Length;
                return;
            }

            Add(CodeTokenKind.Name, name, null, start, spaced);
        }
        else if (char.IsAsciiDigit(c))
        {
            while (char.IsAsciiLetterOrDigit(Here) || Here == '_' || (Here == '.' && char.IsAsciiDigit(Ahead(1))))
            {
                _at++;
            }

            Add(CodeTokenKind.Number, _text[start.._at], null, start, spaced);
        }
        else if (_family is Family.Php && Starts("?>"))
        {
            Add(CodeTokenKind.Mark, ";", null, start, spaced);
            ToPhp();
        }
        else
        {
            string mark = Array.Find(LongMarks, Starts) ?? c.ToString();
            _at += mark.Length;
            Add(CodeTokenKind.Mark, Alike(mark), null, start, spaced);
        }
    }

    /// <summary>The mark that means the same in the other languages.</summary>
    private string Alike(string mark) => (_family, mark) switch
    {
        (_, "?." or "&." or "::") => ".",
        (Family.Perl or Family.Php, "->") => ".",
        (Family.Perl or Family.Php, ".") => "+",
        (Family.Perl or Family.Php, ".=") => "+=",
        (Family.Lua, "..") => "+",
        (Family.Lua, ":") => ".",
        (Family.R, "<-") => "=",
        (Family.R, "$") => ".",
        (Family.AppleScript, "&") => "+",
        (Family.Julia, "*") => "+",
        (_, ":=") => "=",
        _ => mark,
    };

    private bool IsNameStart(char c) => char.IsLetter(c) || c == '_'
        || (c == '$' && _family is Family.JavaScript)
        || (c is '$' or '@' && _family is Family.Perl or Family.Php or Family.Ruby
            && (char.IsLetter(Ahead(1)) || Ahead(1) is '_' or '@' or '{'));

    private bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_' || (c == '$'
        && _family is Family.JavaScript)
        || (c == '.' && _family is Family.R && char.IsLetterOrDigit(Ahead(1)));

    /// <summary>Passes over blanks and comments, but not over a line's end.</summary>
    private bool Blanks()
    {
        int start = _at;
        while (_at < _text.Length)
        {
            char c = Here;
            if (c is ' ' or '\t' or '\r' or '\uFEFF' or '\f')
            {
                _at++;
            }
            else if (c == '\\' && Ahead(1) == '\n')
            {
                _at += 2;
            }
            else if (!Comment())
            {
                break;
            }
        }

        return _at > start || _at == 0 || _text[_at - 1] == '\n';
    }

    private bool Comment()
    {
        bool hash = _family is Family.Python or Family.Ruby or Family.Perl or Family.R or Family.Julia or Family.Php;
        bool slashes = _family is Family.JavaScript or Family.Php or >= Family.Go;
        if (_family is Family.Julia && Starts("#="))
        {
            SkipTo("=#", "=#");
        }
        else if ((hash && Here == '#' && !(_family is Family.Php && Ahead(1) == '['))
            || (slashes && Starts("//")) || (_at == 0 && Starts("#!")))
        {
            SkipLine();
        }
        else if (slashes && Starts("/*"))
        {
            SkipTo("*/", "*/");
        }
        else if (_family is Family.Lua or Family.AppleScript && Starts("--"))
        {
            _at += 2;
            if (_family is Family.AppleScript || !Bracketed(out _))
            {
                SkipLine();
            }
        }
        else if (_family is Family.AppleScript && Starts("(*"))
        {
            SkipTo("*)", "*)");
        }
        else
        {
            return false;
        }

        return true;
    }

    private void SkipLine()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    /// <summary>Goes behind the next occurrence of a text.</summary>
    private void SkipTo(string end, string then)
    {
        int found = _text.IndexOf(end, Math.Min(_at + 1, _text.Length), StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : found + end.Length;
        if (then == "\n")
        {
            SkipLine();
        }
    }

    /// <summary>Passes over a page's text up to the next piece of PHP.</summary>
    private void ToPhp()
    {
        int open = _text.IndexOf("<?", _at, StringComparison.Ordinal);
        _at = open < 0 ? _text.Length : open + 2;
        _at += Starts("php") ? 3 : Starts("=") ? 1 : 0;
    }

    private void Add(CodeTokenKind kind, string value, Word? word, int start, bool spaced) =>
        _tokens.Add(new CodeToken(kind, value, word, start, start - _line, spaced));

    /// <summary>Whether a value can stand before: then a slash divides, a percent sign is an operator.</summary>
    private bool AfterValue()
    {
        if (_tokens.Count == 0)
        {
            return false;
        }

        CodeToken last = _tokens[^1];
        return last.Kind switch
        {
            CodeTokenKind.Mark => last.Value is ")" or "]" or "}" or "++" or "--",
            CodeTokenKind.Name => !Keywords.IsOperator(last.Value),
            _ => true,
        };
    }

    /// <summary>Adds the text literal at hand, if one is there.</summary>
    private void AddText(Word word, int start, bool spaced, CodeTokenKind kind = CodeTokenKind.Text) =>
        Add(kind, "", word, start, spaced);

    private static char Closing(char open) => open switch
    {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        _ => open,
    };

    /// <summary>Text that is put together with pieces that code puts in.</summary>
    private sealed class Parts
    {
        private readonly List<Piece> _pieces = [];
        private readonly StringBuilder _text = new();

        public StringBuilder Text => _text;

        public void Hole(string source)
        {
            Flush();
            _pieces.Add(new Piece(PieceKind.Unknown, source));
        }

        public Word Word()
        {
            Flush();
            return new Word([.. _pieces]);
        }

        private void Flush()
        {
            if (_text.Length > 0)
            {
                _pieces.Add(new Piece(PieceKind.Text, _text.ToString()));
                _text.Clear();
            }
        }
    }
}

/// <summary>Words of the languages that are no values.</summary>
internal static class Keywords
{
    /// <summary>A value follows it, not an operator.</summary>
    public static bool IsOperator(string name) => name is "return" or "typeof" or "case" or "in" or "of" or "and"
        or "or"
        or "not" or "if" or "elsif" or "elif" or "else" or "unless" or "while" or "until" or "when" or "then" or "do"
        or "yield" or "await" or "throw" or "new" or "delete" or "void" or "print" or "puts" or "echo" or "split"
        or "grep" or "map" or "lambda" or "local" or "begin" or "rescue" or "ensure" or "try" or "finally" or "is";

    /// <summary>It stands before an expression and changes nothing of its value that matters here.</summary>
    public static bool IsPrefix(string name) => name is "await" or "new" or "return" or "yield" or "typeof" or "void"
        or "throw" or "not" or "my" or "our" or "local" or "const" or "let" or "var" or "global" or "export" or "async"
        or "print" or "puts" or "echo" or "raise" or "assert" or "if" or "elsif" or "elif" or "unless" or "while"
        or "until" or "else" or "try" or "do" or "then" or "in" or "and" or "or" or "default" or "static"
        or "die" or "exit" or "when" or "case" or "is" or "of" or "begin" or "ensure" or "rescue" or "end"
        or "finally" or "except" or "with" or "for" or "foreach" or "catch" or "switch" or "lambda" or "nonlocal";

    /// <summary>It begins the definition of a function.</summary>
    public static bool Defines(string name) => name is "def" or "function" or "sub" or "fn" or "func" or "class"
        or "module" or "interface" or "package";
}
