using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>What a program of awk does beside printing: the shell code it runs and the files it writes, as far as its
/// text tells. Pure.</summary>
internal sealed class AwkProgram
{
    /// <summary>Tokens looked at: a longer program is one of its own, and not known.</summary>
    private const int MaxTokens = 20_000;

    /// <summary>Tokens looked at again and again, for calls in calls.</summary>
    private const int MaxWork = 100_000;

    private readonly List<Token> _tokens;
    private readonly Dictionary<string, Word> _variables;
    private int _work;

    private AwkProgram(List<Token> tokens, Dictionary<string, Word> variables) =>
        (_tokens, _variables) = (tokens, variables);

    private enum TokenKind
    {
        Name,
        Text,
        Other,
        End,
    }

    private readonly record struct Token(TokenKind Kind, string Value);

    /// <summary>Shell code, unknown where it is made of fields.</summary>
    public List<Word> Codes { get; } = [];

    /// <summary>Files that it writes anew.</summary>
    public List<string> Written { get; } = [];

    public static AwkProgram Read(string text, Dictionary<string, Word> variables)
    {
        var program = new AwkProgram(Scan(text), variables);
        program.Walk();
        if (program._tokens.Count >= MaxTokens || program._work > MaxWork)
        {
            program.Codes.Add(Word.Unknown("the rest of a long program"));
        }

        return program;
    }

    private void Walk()
    {
        for (int i = 0; i < _tokens.Count && _work <= MaxWork; i++)
        {
            Token token = _tokens[i];
            if (token.Kind is TokenKind.Name && token.Value is "system" && Is(i + 1, "("))
            {
                Add(Expression(i + 2, Close(i + 1)));
            }
            else if (token.Kind is TokenKind.Name && token.Value is "print" or "printf")
            {
                Print(i);
            }
            else if (token.Value is "|" or "|&" && Is(i + 1, "getline"))
            {
                Add(Expression(Back(i), i));
            }
            else if (token.Kind is TokenKind.Name && Is(i + 1, "=") && !Is(i - 1, "$"))
            {
                _variables[token.Value] = Expression(i + 2, Statement(i + 2));
            }
        }
    }

    /// <summary>print and printf with a pipe or a file behind them.</summary>
    private void Print(int at)
    {
        int end = Statement(at + 1);
        int depth = 0;
        for (int i = at + 1; i < end; i++)
        {
            string value = _tokens[i].Kind is TokenKind.Other ? _tokens[i].Value : "";
            depth += value is "(" or "[" ? 1 : value is ")" or "]" ? -1 : 0;
            if (depth > 0 || value is not ("|" or "|&" or ">" or ">>"))
            {
                continue;
            }

            Word target = Expression(i + 1, end);
            if (value is ">" && target.Text is { } file)
            {
                Written.Add(file);
            }
            else if (value is "|" or "|&")
            {
                bool shell = target.Text is { } text && IsShell(text);
                Add(!shell ? target
                    : i == at + 1 ? Word.Unknown("$0")
                    : Expression(Is(at, "printf") && Is(at + 2, ",") ? at + 3 : at + 1, i));
            }

            return;
        }
    }

    private static bool IsShell(string command) =>
        Launcher.NameOf(command.Split(' ')[0]) is "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash"
        && !command.Contains(" -c", StringComparison.Ordinal);

    private void Add(Word code)
    {
        if (!code.Pieces.IsEmpty)
        {
            Codes.Add(code);
        }
    }

    /// <summary>The text of a concatenation; what is no literal and no variable of a known text is unknown.</summary>
    private Word Expression(int from, int to)
    {
        Word whole = Word.Empty;
        for (int i = from; i < to && i < _tokens.Count && _work <= MaxWork; i++)
        {
            _work += 1 + whole.Pieces.Length;
            (TokenKind kind, string value) = (_tokens[i].Kind, _tokens[i].Value);
            if (kind is TokenKind.Text)
            {
                whole = Words.Concat(whole, new Word(value));
            }
            else if (kind is TokenKind.Name && Is(i + 1, "("))
            {
                int close = Close(i + 1);
                Word inside = value is "sprintf" ? Expression(i + 2, close) : Word.Empty;
                whole = Words.Concat(whole, inside.Pieces.IsEmpty ? Word.Unknown(value + "()") : inside);
                i = close;
            }
            else if (value is "$" && i + 1 < to)
            {
                whole = Words.Concat(whole, Word.Unknown("$" + _tokens[++i].Value));
            }
            else if (kind is TokenKind.Name)
            {
                whole = Words.Concat(whole, _variables.GetValueOrDefault(value) ?? Word.Unknown(value));
            }
            else if (value is ",")
            {
                whole = Words.Concat(whole, new Word(" "));
            }
        }

        return whole;
    }

    /// <summary>Where an expression before a pipe begins.</summary>
    private int Back(int pipe)
    {
        int at = pipe;
        while (at > 0 && (_tokens[at - 1].Kind is TokenKind.Text or TokenKind.Name || Is(at - 1, "$"))
            && _tokens[at - 1].Value is not ("while" or "if" or "return"))
        {
            at--;
        }

        return at;
    }

    private int Statement(int at)
    {
        int depth = 0;
        for (; at < _tokens.Count && _tokens[at].Kind is not TokenKind.End; at++)
        {
            _work++;
            depth += Is(at, "(") ? 1 : Is(at, ")") ? -1 : 0;
            if (depth < 0)
            {
                break;
            }
        }

        return at;
    }

    private int Close(int open)
    {
        int depth = 0;
        for (int i = open; i < _tokens.Count; i++)
        {
            _work++;
            depth += Is(i, "(") ? 1 : Is(i, ")") ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return _tokens.Count;
    }

    private bool Is(int at, string value) =>
        at >= 0 && at < _tokens.Count && _tokens[at].Kind is not TokenKind.Text && _tokens[at].Value == value;

    private static List<Token> Scan(string text)
    {
        List<Token> tokens = [];
        for (int at = 0; at < text.Length && tokens.Count < MaxTokens;)
        {
            char c = text[at];
            if (c is ' ' or '\t' or '\r')
            {
                at++;
            }
            else if (c is '#')
            {
                at = text.IndexOf('\n', at) is >= 0 and var line ? line : text.Length;
            }
            else if (c is '"' || (c is '/' && OperandStands(tokens)))
            {
                string value = Quoted(text, ref at);
                tokens.Add(c is '"' ? new Token(TokenKind.Text, value) : new Token(TokenKind.Other, "/"));
            }
            else if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                int from = at;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
                {
                    at++;
                }

                tokens.Add(new Token(char.IsAsciiDigit(c) ? TokenKind.Other : TokenKind.Name, text[from..at]));
            }
            else
            {
                string two = at + 1 < text.Length ? text.Substring(at, 2) : "";
                string value = two is "|&" or ">>" or "||" or "&&" or "==" or "!=" or ">=" or "<=" or "+=" or "-="
                    or "++" or "--" ? two : c.ToString();
                tokens.Add(new Token(c is ';' or '\n' or '{' or '}' ? TokenKind.End : TokenKind.Other, value));
                at += value.Length;
            }
        }

        return tokens;
    }

    /// <summary>Whether a slash begins a regular expression: no value stands before it.</summary>
    private static bool OperandStands(List<Token> tokens) =>
        tokens is not [.., var last] || last.Kind is TokenKind.End
        || (last.Kind is TokenKind.Other && last.Value is not (")" or "]" or "$") && !char.IsAsciiDigit(last.Value[0]));

    private static string Quoted(string text, ref int at)
    {
        char quote = text[at++];
        var value = new StringBuilder();
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                value.Append('\\').Append(text[++at]);
                continue;
            }

            value.Append(text[at]);
        }

        at++;
        return Escapes.Decode(value.ToString(), EscapeStyle.Percent);
    }
}
