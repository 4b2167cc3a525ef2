using System.Globalization;
using System.Runtime.CompilerServices;

namespace Holdpoint.Shell.Syntax;

/// <summary>A recursive-descent parser without a token stream: what a character means in shell depends on where it
/// stands.</summary>
/// <remarks>
/// A failure sticks: the first one is kept and the position jumps to the end, where every loop ends. So nothing throws,
/// and no caller needs to look at what a callee returned after a failure.
/// </remarks>
internal sealed partial class Parser
{
    /// <summary>Stands for the end of the text; a real NUL never comes here.</summary>
    private const char End = '\0';

    private readonly string _text;

    /// <summary>For a text that was unescaped first (backquotes, <c>&lt;&lt;-</c>): where each character stood; else
    /// null.</summary>
    private readonly int[]? _map;

    private int _pos;
    private int _end;
    private string? _why;
    private int _failedAt;

    /// <summary>The failure is one of our bounds: nothing around it may take it for a mistake of bash's kind.</summary>
    private bool _beyond;

    private int _depth;
    private int _height;
    private int _nodes;
    private int _reread;

    /// <summary><c>shopt -s extglob</c> stood on an earlier line.</summary>
    private bool _extendedGlobs;

    public Parser(string text)
        : this(text, null)
    {
    }

    private Parser(string text, int[]? map)
    {
        _text = text;
        _map = map;
        _end = text.Length;
    }

    private bool Failed => _why is not null;

    public ParseAnswer ParseScript()
    {
        CommandList script = ParseTopList(out CommandList before);
        return _why is null
            ? new ParseAnswer.Parsed(script with { Span = new Span(0, _text.Length) })
            : new ParseAnswer.Unreadable(_failedAt, _why, before);
    }

    private void Fail(int at, string why)
    {
        if (_why is null)
        {
            _why = why;
            _failedAt = At(Math.Min(at, _end));
        }

        _pos = _end;
    }

    private void FailBeyond(string why)
    {
        Fail(_pos, why);
        _beyond = true;
    }

    /// <summary>Notes that text will be read once more.</summary>
    private void Reread(int characters)
    {
        _reread += characters;
        if (_reread > ParseLimits.MaxReread)
        {
            FailBeyond("nested too deeply to be read in time");
        }
    }

    /// <summary>Where a position stands in the text that was given.</summary>
    private int At(int position) => _map is null ? position : _map[position];

    private Span Between(int start, int end) => Span.Between(At(start), At(Math.Max(start, end)));

    /// <summary>Goes one level down; the answer is for <see cref="Leave"/>. False means that a bound was hit.</summary>
    private bool Enter(out int outerHeight)
    {
        outerHeight = _height;
        _height = 0;
        _depth++;
        if (++_nodes > ParseLimits.MaxNodes)
        {
            FailBeyond($"more than {ParseLimits.MaxNodes} parts");
        }
        else if (_depth > ParseLimits.MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            FailBeyond($"nested deeper than {ParseLimits.MaxNesting}");
        }

        return !Failed;
    }

    private void Leave(int outerHeight)
    {
        _depth--;
        Grow(_height + 1);
        _height = Math.Max(outerHeight, _height);
    }

    private void Grow(int height)
    {
        _height = height;
        if (height > ParseLimits.MaxHeight)
        {
            FailBeyond($"nested deeper than {ParseLimits.MaxHeight}");
        }
    }

    /// <summary>The character here, after line continuations, which vanish; <see cref="End"/> at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private char Peek()
    {
        if (_pos >= _end)
        {
            return End;
        }

        char c = _text[_pos];
        return c == '\\' ? PeekPastContinuations() : c;
    }

    private char PeekPastContinuations()
    {
        while (_pos + 1 < _end && _text[_pos] == '\\' && _text[_pos + 1] == '\n')
        {
            _pos += 2;
        }

        return _pos < _end ? _text[_pos] : End;
    }

    /// <summary>The character after the one here; the position does not move.</summary>
    private char PeekSecond()
    {
        int here = _pos++;
        char second = Peek();
        _pos = here;
        return second;
    }

    /// <summary>Takes two characters when they are these.</summary>
    private bool Take(char first, char second)
    {
        if (Peek() != first)
        {
            return false;
        }

        int here = _pos++;
        if (Peek() == second)
        {
            _pos++;
            return true;
        }

        _pos = here;
        return false;
    }

    private bool Take(char c)
    {
        if (Peek() != c)
        {
            return false;
        }

        _pos++;
        return true;
    }

    /// <summary>Goes to the next token of this line: blanks and a comment are passed over.</summary>
    private void SkipBlanks()
    {
        char c;
        while ((c = Peek()) is ' ' or '\t')
        {
            _pos++;
        }

        if (c == '#')
        {
            int line = _text.AsSpan(_pos, _end - _pos).IndexOf('\n');
            _pos = line < 0 ? _end : _pos + line;
        }
    }

    /// <summary>Goes to the next token on this line or a later one.</summary>
    private void SkipNewlines()
    {
        SkipBlanks();
        while (Peek() == '\n')
        {
            TakeNewline();
            SkipBlanks();
        }
    }

    private void TakeNewline()
    {
        _pos++;
        if (_pendingDocuments is { Count: > 0 })
        {
            ReadHereDocuments();
        }
    }

    /// <summary>A metacharacter or the end: an unquoted word ends here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Breaks(char c) =>
        c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>' or End;

    /// <summary>Names what stands here, for a message.</summary>
    private string Here()
    {
        const int Enough = 20;
        if (_pos >= _end)
        {
            return "end";
        }

        int end = _pos + 1;
        char c = _text[_pos];
        if (c == '\n')
        {
            return "end of line";
        }

        if (Breaks(c))
        {
            // Two-letter operators are a doubled letter, or one followed by & | >.
            bool two = end < _end && (_text[end] == c || (_text[end] is '&' or '|' or '>')) && c is not ('(' or ')');
            end += two ? 1 : 0;
        }
        else
        {
            while (end < _end && end - _pos < Enough && !Breaks(_text[end]))
            {
                end++;
            }
        }

        return $"'{string.Concat(_text[_pos..end].Select(Visible))}'";
    }

    /// <summary>Messages stay on one line and say nothing to a terminal.</summary>
    private static string Visible(char c) =>
        char.IsControl(c) || char.IsSurrogate(c)
            ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}")
            : c.ToString();

    private void FailUnexpected() => Fail(_pos, $"unexpected {Here()}");

    /// <summary>Something that was opened is not closed by what stands here.</summary>
    private void FailOpen(string close, string opener, int opened) =>
        Fail(_pos, $"unexpected {Here()}: no {close} for the {opener} at offset {At(opened)}");
}
