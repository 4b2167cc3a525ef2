using System.Text;

namespace Holdpoint.Shell.Wrappers;

/// <summary>What a script of sed does beside changing lines: the shell code it runs, the files it writes, and whether
/// it takes lines away wholesale. Pure.</summary>
internal sealed class SedScript
{
    private readonly string _text;
    private int _at;

    private SedScript(string text) => _text = text;

    /// <summary>Shell code written out in the script: <c>1e date</c>, <c>s/.*/date/e</c>.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>It runs lines that it reads.</summary>
    public bool RunsLines { get; private set; }

    /// <summary>Files that it writes anew.</summary>
    public List<string> Written { get; } = [];

    /// <summary>It takes lines away by their number, by a range or all of them, not by what they say.</summary>
    public bool Deletes { get; private set; }

    /// <summary>It takes all lines away.</summary>
    public bool DeletesAll { get; private set; }

    public static SedScript Read(string text)
    {
        var script = new SedScript(text);
        while (script._at < text.Length)
        {
            script.Command();
        }

        return script;
    }

    /// <summary>One command with its addresses; always goes on by at least one character.</summary>
    private void Command()
    {
        Skip(" \t\n;}");
        if (_at >= _text.Length)
        {
            return;
        }

        int from = _at;
        bool wide = Addresses();
        bool all = _text.AsSpan(from, _at - from) is "" or "1,$" or "0,$";
        char command = _at < _text.Length ? _text[_at++] : '\0';
        switch (command)
        {
            case '#' or ':' or 'b' or 't' or 'T' or 'r' or 'R':
                ToEnd(command is 'b' or 't' or 'T');
                break;
            case 'a' or 'i' or 'c':
                Deletes |= command == 'c' && wide;
                Text();
                break;
            case 'w' or 'W':
                Written.Add(ToEnd(semicolons: false).Trim());
                break;
            case 'e':
                Run(ToEnd(semicolons: false).Trim());
                break;
            case 'd' or 'D' or 'z':
                Deletes |= wide;
                DeletesAll |= all;
                break;
            case 's':
                Substitute(all);
                break;
            case 'y':
                Part(Next());
                break;
        }
    }

    /// <summary>Reads the addresses; true when they do not say what the lines hold.</summary>
    private bool Addresses()
    {
        bool wide = true;
        for (int i = 0; i < 2; i++)
        {
            char c = _at < _text.Length ? _text[_at] : '\0';
            if (c is '/' or '\\')
            {
                _at += c == '\\' ? 1 : 0;
                char end = Next();
                string pattern = Until(end);
                wide &= i > 0 || pattern is "." or ".*" or "^" or "$" or "";
                Skip("IM");
            }
            else if (char.IsAsciiDigit(c) || c is '$' or '+' or '~')
            {
                Skip("0123456789$~+");
            }

            Skip(" \t");
            if (_at >= _text.Length || _text[_at] != ',')
            {
                break;
            }

            _at++;
            Skip(" \t");
        }

        int before = _at;
        Skip(" \t!");
        return wide || _text.AsSpan(before, _at - before).Contains('!');
    }

    private void Substitute(bool all)
    {
        char end = Next();
        string pattern = Until(end);
        string replacement = Until(end);
        bool runs = false;
        while (_at < _text.Length && _text[_at] is var flag && (char.IsAsciiLetterOrDigit(flag)))
        {
            _at++;
            if (flag == 'w')
            {
                Written.Add(ToEnd(semicolons: false).Trim());
                break;
            }

            runs |= flag == 'e';
        }

        bool blanks = replacement.Length == 0 && pattern is ".*" or "^.*$" or ".*$" or "^.*" or ".";
        Deletes |= blanks;
        DeletesAll |= all && blanks;
        if (runs)
        {
            Run(replacement.Contains('&') || replacement.Contains('\\') ? "" : replacement.Trim());
        }
    }

    private void Run(string code)
    {
        RunsLines |= code.Length == 0;
        if (code.Length > 0)
        {
            Codes.Add(code);
        }
    }

    /// <summary>The second half of <c>y/abc/def/</c>, after its delimiter.</summary>
    private void Part(char end)
    {
        Until(end);
        Until(end);
    }

    /// <summary>The text of a, i and c: to the end of the line, and further after a backslash.</summary>
    private void Text()
    {
        while (_at < _text.Length && _text[_at] != '\n')
        {
            _at = Math.Min(_text.Length, _at + (_text[_at] == '\\' ? 2 : 1));
        }
    }

    private char Next() => _at < _text.Length ? _text[_at++] : '\0';

    private void Skip(string characters)
    {
        while (_at < _text.Length && characters.Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }
    }

    private string ToEnd(bool semicolons)
    {
        int from = _at;
        while (_at < _text.Length && _text[_at] != '\n' && !(semicolons && _text[_at] is ';' or '}'))
        {
            _at++;
        }

        return _text[from.._at];
    }

    /// <summary>Up to a delimiter, which a backslash or a bracket expression hides.</summary>
    private string Until(char end)
    {
        var part = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != end; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                if (_text[_at] != end)
                {
                    part.Append('\\');
                }
            }

            part.Append(_text[_at]);
        }

        _at = Math.Min(_text.Length, _at + 1);
        return part.ToString();
    }
}
