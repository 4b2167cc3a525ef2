namespace Holdpoint.Shell.Languages;

/// <summary>Literals of languages that are compiled: raw texts, texts over lines, characters.</summary>
internal sealed partial class CodeLexer
{
    /// <summary>Reads a literal; false when none stands here.</summary>
    private bool Source(bool spaced)
    {
        int start = _at, at = 0;
        while (at < 3 && IsTextPrefix(Ahead(at)))
        {
            at++;
        }

        int marks = at;
        while (_family is Family.Rust or Family.Swift && Ahead(at) == '#' && at - marks < 8)
        {
            at++;
        }

        if (Ahead(at) == '"')
        {
            string prefix = _text.Substring(_at, marks);
            _at += at;
            Between(start, spaced, prefix, new string('#', at - marks));
            return true;
        }

        switch (Here)
        {
            case '`' when _family is Family.Go:
                _at++;
                AddText(Inside("`", '\0', raw: true, "", lines: true), start, spaced);
                return true;
            case '\'' when _family is Family.Rust && Ahead(1) != '\\' && Ahead(2) != '\'':
                // A lifetime says nothing.
                _at++;
                return true;
            case '\'':
                _at++;
                AddText(Inside("'", '\0', raw: false, "", lines: false), start, spaced);
                return true;
            default:
                return false;
        }
    }

    private bool IsTextPrefix(char c) => _family switch
    {
        Family.Rust => c is 'r' or 'b' or 'c',
        Family.CSharp => c is '$' or '@',
        Family.Kotlin => c is 's' or 'f',
        _ => false,
    };

    private void Between(int start, bool spaced, string prefix, string hashes)
    {
        bool three = _family is not (Family.Go or Family.Rust) && Ahead(1) == '"' && Ahead(2) == '"';
        bool raw = hashes.Length > 0 || prefix.Contains('@') || (_family is Family.Rust && prefix.Contains('r'));
        string quotes = three ? "\"\"\"" : "\"";
        bool formats = _family is Family.CSharp ? prefix.Contains('$') : _family is Family.Rust && InMacro();
        string holes = formats ? "{" : _family is Family.Kotlin ? "$" : "";
        _at += quotes.Length;
        bool lines = three || raw || _family is Family.Rust;
        AddText(Inside(quotes + hashes, '\0', raw, holes, lines), start, spaced);
    }

    /// <summary>The first text of a macro may name variables: <c>format!("rm {path}")</c>.</summary>
    private bool InMacro() => _tokens is [.., { Kind: CodeTokenKind.Name }, var mark, var open]
        && mark.Is("!") && open.Is("(");
}
