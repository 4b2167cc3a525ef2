using System.Runtime.CompilerServices;
using System.Text;

namespace Holdpoint.Shell.Syntax;

/// <content>Words: runs of parts up to an unquoted metacharacter.</content>
internal sealed partial class Parser
{
    private readonly Scratch<WordPart> _parts = new();

    /// <summary>Where a word stands, as far as it changes how the word is read.</summary>
    private enum WordKind : byte
    {
        Plain,

        /// <summary>The value of an assignment: a part of a word.</summary>
        Value,

        /// <summary>The first word of a command: <c>name[…]</c> holds blanks.</summary>
        Command,

        /// <summary>An element of an array literal: <c>[…]</c> holds blanks.</summary>
        Element,

        /// <summary>An argument of <c>declare</c> and its kin: <c>name=(…)</c> is an array literal.</summary>
        Declaration,

        /// <summary>The right side of <c>==</c> in <c>[[</c>: extended globs are on.</summary>
        Pattern,

        /// <summary>The right side of <c>=~</c>: parentheses and bars belong to it.</summary>
        Regex,
    }

    /// <summary>Reads a word that begins here; it may be empty.</summary>
    private WordNode ParseWord(WordKind kind)
    {
        int start = _pos;
        int mark = _parts.Mark;
        CountNode();
        if (kind is WordKind.Command or WordKind.Declaration or WordKind.Element)
        {
            ParseNamedStart(kind);
        }

        ParseParts(kind);
        if (_pos < _end && _text[_pos] is '<' or '>' && kind is not WordKind.Value && IsDescriptorFrom(mark, start))
        {
            FailUnexpected();
        }

        return new WordNode(Between(start, _pos), _parts.Take(mark));
    }

    /// <summary>What was read is a descriptor for the redirection that follows: no word.</summary>
    private bool IsDescriptorFrom(int mark, int start)
    {
        int end = _pos;
        if (_parts.Mark != mark + 1 || _parts.Last is not LiteralPart
            || !(char.IsAsciiDigit(_text[start]) || _text[start] == '{'))
        {
            return false;
        }

        _pos = start;
        bool descriptor = TryDescriptor() is not null;
        _pos = descriptor ? start : end;
        return descriptor;
    }

    private void CountNode()
    {
        if (++_nodes > ParseLimits.MaxNodes)
        {
            FailBeyond($"more than {ParseLimits.MaxNodes} parts");
        }
    }

    private void ParseParts(WordKind kind)
    {
        var run = new Run(this);
        while (true)
        {
            char c = _pos < _end ? _text[_pos] : End;
            while (IsOrdinary(c))
            {
                c = ++_pos < _end ? _text[_pos] : End;
            }

            if (c == '\\')
            {
                ParseBackslash(ref run);
            }
            else if (!TakeInsideWord(kind, c, ref run))
            {
                break;
            }
        }

        run.Flush(quoted: false);
    }

    /// <summary>Handles a special character that may go on with the word; false when it ends it.</summary>
    private bool TakeInsideWord(WordKind kind, char c, ref Run run)
    {
        switch (c)
        {
            case '\'':
                run.Flush(quoted: false);
                ParseSingleQuotes();
                break;
            case '"':
                run.Flush(quoted: false);
                ParseDoubleQuotes(_pos);
                break;
            case '`':
                run.Flush(quoted: false);
                ParseBackquotes(inDouble: false);
                break;
            case '$':
                ParseDollar(ref run, inDouble: false);
                return true;
            case '<' or '>' when PeekSecond() == '(':
                run.Flush(quoted: false);
                ParseProcessSubstitution(c == '>');
                break;
            case '(' when kind is WordKind.Regex || AtExtendedGlob(kind, run):
                run.Flush(quoted: false);
                ParseParenthesesInWord();
                break;
            case '|' when kind is WordKind.Regex:
                _pos++;
                return true;
            default:
                return false;
        }

        run.Restart();
        return true;
    }

    /// <summary>A character that means nothing in an unquoted word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOrdinary(char c)
    {
        // \0 \t \n space " $ & ' ( ) ; < > below 64; \ ` | above.
        const ulong Low = (1UL << 0) | (1UL << 9) | (1UL << 10) | (1UL << ' ') | (1UL << '"') | (1UL << '$')
            | (1UL << '&') | (1UL << '\'') | (1UL << '(') | (1UL << ')') | (1UL << ';') | (1UL << '<') | (1UL << '>');
        const ulong High = (1UL << ('\\' - 64)) | (1UL << ('`' - 64)) | (1UL << ('|' - 64));
        return c >= 128 || (((c < 64 ? Low : High) >> (c & 63)) & 1) == 0;
    }

    private bool AtExtendedGlob(WordKind kind, Run run) =>
        (_extendedGlobs || kind is WordKind.Pattern) && run.EndsWithAny("?*+@!");

    /// <summary><c>(a|b)</c> of an extended glob or a regular expression.</summary>
    private void ParseParenthesesInWord()
    {
        int start = _pos++;
        AddText(start, "(");
        ParseRegion(Region.Parentheses);
        if (!Failed)
        {
            AddText(_pos - 1, ")");
        }
    }

    private void AddText(int start, string text) => _parts.Add(new LiteralPart(Between(start, _pos), text));

    /// <summary>Here stands a backslash in an unquoted word.</summary>
    private void ParseBackslash(ref Run run)
    {
        if (_pos + 1 >= _end)
        {
            // At the very end it stands for itself.
            _pos++;
            return;
        }

        if (_text[_pos + 1] == '\n')
        {
            run.Splice(2);
            return;
        }

        run.Flush(quoted: false);
        bool pair = char.IsHighSurrogate(_text[_pos + 1]) && _pos + 2 < _end && char.IsLowSurrogate(_text[_pos + 2]);
        int length = pair ? 3 : 2;
        _parts.Add(new QuotedPart(Between(_pos, _pos + length), _text[(_pos + 1)..(_pos + length)]));
        _pos += length;
        run.Restart();
    }

    private bool AtProcessSubstitution(char c) => c is '<' or '>' && PeekSecond() == '(';

    /// <summary>Passes over a name; false when none stands here.</summary>
    private bool SkipName()
    {
        if (!IsNameStart(Peek()))
        {
            return false;
        }

        do
        {
            _pos++;
        }
        while (IsNamePart(Peek()));
        return true;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Plain text that grows until something else begins, without the line continuations in it.</summary>
    private ref struct Run(Parser parser)
    {
        private readonly Parser _parser = parser;

        /// <summary>Where the run began, line continuations included.</summary>
        private int _start = parser._pos;

        /// <summary>Where the text that was not yet moved to the builder began.</summary>
        private int _from = parser._pos;
        private StringBuilder? _text;

        public readonly bool IsEmpty => _from == _parser._pos && _text is null;

        /// <summary>Begins anew at the parser's position.</summary>
        public void Restart()
        {
            _start = _from = _parser._pos;
            _text = null;
        }

        /// <summary>Drops the next characters of the source from the text.</summary>
        public void Splice(int length)
        {
            _text ??= new StringBuilder();
            _text.Append(_parser._text, _from, _parser._pos - _from);
            _parser._pos += length;
            _from = _parser._pos;
        }

        public readonly bool EndsWithAny(string characters) =>
            _parser._pos > _from && characters.Contains(_parser._text[_parser._pos - 1]);

        /// <summary>Adds the text up to the parser's position as a part, if there is any.</summary>
        public void Flush(bool quoted)
        {
            int end = _parser._pos;
            if (end == _start)
            {
                return;
            }

            string text = _text is null
                ? _parser._text[_from..end]
                : _text.Append(_parser._text, _from, end - _from).ToString();
            Span span = _parser.Between(_start, end);
            _parser.CountNode();
            _parser._parts.Add(quoted ? new QuotedPart(span, text) : new LiteralPart(span, text));
            _start = _from = end;
            _text = null;
        }
    }
}
