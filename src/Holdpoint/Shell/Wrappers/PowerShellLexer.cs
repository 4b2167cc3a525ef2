using System.Text;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A word of PowerShell.</summary>
/// <param name="Plain">Without quotes.</param>
/// <param name="Said">As a word of sh.</param>
internal readonly record struct Token(string Plain, string Said);

/// <summary>Cuts code of PowerShell into commands and their words. Total: blocks and parentheses only part
/// commands.</summary>
internal sealed class PowerShellLexer(string code)
{
    private readonly StringBuilder _plain = new();
    private readonly StringBuilder _said = new();
    private readonly List<(List<Token>, bool)> _commands = [];
    private List<Token> _words = [];
    private bool _open;
    private int _at;

    /// <summary>Every command, and whether its output goes to the next one.</summary>
    public List<(List<Token> Words, bool Piped)> Commands()
    {
        while (_at < code.Length)
        {
            Step(code[_at]);
        }

        EndCommand(piped: false);
        return _commands;
    }

    private void Step(char c)
    {
        switch (c)
        {
            case ' ' or '\t' or ',' or '\r':
                EndWord();
                break;
            case '(' when _open && PowerShellMembers.IsMember(_plain.ToString()):
                // [IO.File]::Delete('x'): what stands between the parentheses are its words.
                EndWord();
                break;
            case ')' when _at + 1 < code.Length && code[_at + 1] is '.':
                // (Get-Item x).Delete(): the member is called on what the command gives.
                EndCommand(piped: true);
                break;
            case '\n' or ';' or '{' or '}' or '(' or ')' or '&':
                EndCommand(piped: false);
                break;
            case '|':
                EndCommand(piped: _at + 1 >= code.Length || code[_at + 1] is not '|');
                break;
            case '#' when !_open:
                SkipTo("\n");
                return;
            case '<' when _at + 1 < code.Length && code[_at + 1] is '#':
                SkipTo("#>");
                return;
            case '>' or '<':
                Redirect();
                return;
            case '`':
                Text(_at + 1 < code.Length && code[++_at] is not ('\n' or '\r') ? code[_at] : ' ');
                break;
            case '\'':
                Single();
                return;
            case '"':
                Double();
                return;
            case '$':
                Variable();
                return;
            case '=' when !_open || _words.Count == 0:
                EndWord();
                _words.Add(new Token("=", "="));
                break;
            default:
                Text(c);
                break;
        }

        _at++;
    }

    private void Text(char c)
    {
        _open = true;
        _plain.Append(c);
        _said.Append(c);
    }

    private void EndWord()
    {
        if (_open)
        {
            _words.Add(new Token(_plain.ToString(), Said()));
            _plain.Clear();
            _said.Clear();
            _open = false;
        }
    }

    /// <summary>What lies between marks is a variable of sh; the rest is quoted.</summary>
    private string Said()
    {
        string text = _said.ToString();
        int from = text.IndexOf(Mark);
        if (from < 0)
        {
            return WindowsPaths.Quoted(text);
        }

        var said = new StringBuilder();
        string[] parts = text.Split(Mark);
        for (int i = 0; i < parts.Length; i++)
        {
            said.Append(i % 2 == 1 ? $"\"${{{parts[i]}}}\"" : parts[i].Length > 0 ? WindowsPaths.Quoted(parts[i]) : "");
        }

        return said.ToString();
    }

    private void EndCommand(bool piped)
    {
        EndWord();
        if (_words.Count > 0)
        {
            _commands.Add((_words, piped));
            _words = [];
        }
    }

    private void SkipTo(string end)
    {
        int at = code.IndexOf(end, _at, StringComparison.Ordinal);
        _at = at < 0 ? code.Length : end is "\n" ? at : at + end.Length;
    }

    /// <summary>A redirection becomes one of sh when a word follows on the same line.</summary>
    private void Redirect()
    {
        bool number = _open && _plain.Length == 1 && char.IsAsciiDigit(_plain[0]);
        if (number)
        {
            _plain.Clear();
            _said.Clear();
            _open = false;
        }

        EndWord();
        bool appends = code.AsSpan(_at) is ['>', '>', ..];
        _at += appends ? 2 : 1;
        if (_at < code.Length && code[_at] is '&')
        {
            _at += 2;
            return;
        }

        while (_at < code.Length && code[_at] is ' ')
        {
            _at++;
        }

        if (_at < code.Length && !EndsFile(code[_at]))
        {
            int count = _words.Count;
            while (_at < code.Length && !EndsFile(code[_at]))
            {
                Step(code[_at]);
            }

            EndWord();
            if (_words.Count == count + 1)
            {
                _words[^1] = new Token("", (appends ? ">> " : "> ") + _words[^1].Said);
            }
        }
    }

    private static bool EndsFile(char c) =>
        c is ' ' or '\t' or '\r' or '\n' or ';' or '|' or ',' or '{' or '}' or '(' or ')' or '&' or '<' or '>';

    private void Single()
    {
        _open = true;
        for (_at++; _at < code.Length; _at++)
        {
            if (code[_at] is '\'')
            {
                if (_at + 1 >= code.Length || code[_at + 1] is not '\'')
                {
                    _at++;
                    return;
                }

                _at++;
            }

            _plain.Append(code[_at]);
            _said.Append(code[_at]);
        }
    }

    private void Double()
    {
        _open = true;
        for (_at++; _at < code.Length;)
        {
            switch (code[_at])
            {
                case '"':
                    _at++;
                    return;
                case '`' when _at + 1 < code.Length:
                    _plain.Append(code[_at + 1]);
                    _said.Append(code[_at + 1]);
                    _at += 2;
                    break;
                case '$':
                    Variable();
                    break;
                default:
                    _plain.Append(code[_at]);
                    _said.Append(code[_at++]);
                    break;
            }
        }
    }

    private const char Mark = '\u0001';

    /// <summary><c>$HOME</c>, <c>${HOME}</c>, <c>$env:HOME</c>; <c>$null</c> as a file is /dev/null.</summary>
    private void Variable()
    {
        int from = _at + 1;
        bool braced = from < code.Length && code[from] is '{';
        from += braced ? 1 : 0;
        int end = from;
        while (end < code.Length && (char.IsAsciiLetterOrDigit(code[end]) || code[end] is '_' or ':'))
        {
            end++;
        }

        _open = true;
        string name = code[from..end].TrimEnd(':');
        end = from + name.Length;
        _at = braced && end < code.Length && code[end] is '}' ? end + 1 : end;
        name = name[(name.LastIndexOf(':') + 1)..];
        _plain.Append('$').Append(name);
        _said.Append(name.ToLowerInvariant() switch
        {
            "" => "$",
            "null" => "/dev/null",
            "userprofile" or "home" => $"{Mark}HOME{Mark}",
            _ when char.IsAsciiDigit(name[0]) => "$" + name,
            _ => $"{Mark}{name}{Mark}",
        });
    }
}
