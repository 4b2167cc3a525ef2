using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <content>Lists, and-or lists and pipelines.</content>
internal sealed partial class Parser
{
    private readonly Scratch<ListItem> _items = new();
    private Scratch<PipelineStage>? _stages;

    /// <summary>A whole script: everything up to the end.</summary>
    /// <param name="before">The commands whose lines were complete before a failure.</param>
    private CommandList ParseTopList(out CommandList before)
    {
        int complete = 0;
        int start = _pos;
        int mark = _items.Mark;
        int completeEnd = start;
        SkipNewlines();
        while (!AtListEnd() && ParseItem())
        {
            SkipBlanks();
            if (Peek() == '\n')
            {
                int lineEnd = _pos + 1;
                TakeNewline();
                complete = _items.Mark - mark;

                // A here-document of the line may be what failed.
                completeEnd = Failed ? lineEnd : _pos;
                NoteExtendedGlobs(_items.Last.Command);
                SkipNewlines();
            }
        }

        if (!Failed && _pos < _end)
        {
            FailUnexpected();
        }

        ImmutableArray<ListItem> items = _items.Take(mark);
        before = Failed
            ? new CommandList(Between(start, completeEnd), items[..complete])
            : CommandList.Empty(At(start));
        return new CommandList(Between(start, _pos), items);
    }

    /// <summary>The commands up to what can only end them: a closing parenthesis, <c>;;</c>, a closing reserved
    /// word.</summary>
    private CommandList ParseList(bool mayBeEmpty)
    {
        SkipNewlines();
        int start = _pos;
        int mark = _items.Mark;
        while (!AtListEnd() && ParseItem())
        {
            SkipNewlines();
        }

        if (!mayBeEmpty && _items.Mark == mark && !Failed)
        {
            FailUnexpected();
        }

        return _items.Mark == mark
            ? CommandList.Empty(At(start))
            : new CommandList(Span.Between(At(start), _items.Last.Span.End), _items.Take(mark));
    }

    /// <summary>One and-or list with what ends it; false when no further one may follow.</summary>
    private bool ParseItem()
    {
        int start = _pos;
        Command command = ParseAndOr();
        if (Failed)
        {
            return false;
        }

        int end = _pos;
        SkipBlanks();
        char c = Peek();
        bool background = c == '&';
        bool separated = background || c == '\n';
        if (background || (c == ';' && PeekSecond() is not (';' or '&')))
        {
            end = ++_pos;
            separated = true;
        }

        _items.Add(new ListItem(Between(start, end), command, background));
        if (!separated && !AtListEnd())
        {
            FailUnexpected();
        }

        return separated && !Failed;
    }

    private bool AtListEnd()
    {
        switch (Peek())
        {
            case End or ')':
                return true;
            case ';':
                return PeekSecond() is ';' or '&';
            default:
                return PeekKeyword() is Keyword.Then or Keyword.Else or Keyword.Elif or Keyword.Fi or Keyword.Do
                    or Keyword.Done or Keyword.Esac or Keyword.CloseBrace;
        }
    }

    private Command ParseAndOr()
    {
        int outer = _height;
        _height = 0;
        Command left = ParsePipeline();
        int height = _height;
        while (!Failed)
        {
            SkipBlanks();
            AndOr kind;
            if (Take('&', '&'))
            {
                kind = AndOr.And;
            }
            else if (Take('|', '|'))
            {
                kind = AndOr.Or;
            }
            else
            {
                break;
            }

            SkipNewlines();
            _height = 0;
            Command right = ParsePipeline();
            Grow(Math.Max(height, _height) + 1);
            height = _height;
            left = new AndOrCommand(Span.Between(left.Span.Start, right.Span.End), left, kind, right);
        }

        _height = Math.Max(outer, height);
        return left;
    }

    private Command ParsePipeline()
    {
        int start = _pos;
        bool negated = false, timed = false, prefixed = false;
        for (Keyword keyword = PeekKeyword(); keyword is Keyword.Bang or Keyword.Time && !Failed;
            keyword = PeekKeyword())
        {
            TakeKeyword();
            prefixed = true;
            if (keyword is Keyword.Bang)
            {
                negated = !negated;
            }
            else
            {
                timed = true;
                SkipTimeOptions();
            }

            SkipBlanks();
        }

        if (prefixed && Peek() is '\n' or ';' or End)
        {
            return new PipelineCommand(Between(start, _pos), [], negated, timed);
        }

        Command command = ParseCommand();
        int end = _pos;
        SkipBlanks();
        if (!prefixed && (Peek() != '|' || PeekSecond() == '|'))
        {
            return command;
        }

        return ParseStages(start, end, command, negated, timed);
    }

    private PipelineCommand ParseStages(int start, int end, Command command, bool negated, bool timed)
    {
        _stages ??= new Scratch<PipelineStage>();
        int mark = _stages.Mark;
        while (!Failed && Peek() == '|' && PeekSecond() != '|')
        {
            _pos++;
            bool errors = Take('&');
            _stages.Add(new PipelineStage(command, errors));
            SkipNewlines();
            command = ParseCommand();
            end = _pos;
            SkipBlanks();
        }

        _stages.Add(new PipelineStage(command, false));
        return new PipelineCommand(Between(start, end), _stages.Take(mark), negated, timed);
    }

    /// <summary><c>time -p --</c></summary>
    private void SkipTimeOptions()
    {
        SkipBlanks();
        if (TakeWord("-p"))
        {
            SkipBlanks();
        }

        TakeWord("--");
    }

    private bool TakeWord(string word)
    {
        int here = _pos;
        foreach (char c in word)
        {
            if (!Take(c))
            {
                _pos = here;
                return false;
            }
        }

        if (!Breaks(Peek()))
        {
            _pos = here;
            return false;
        }

        return true;
    }
}
