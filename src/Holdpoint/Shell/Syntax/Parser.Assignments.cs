using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <content>Assignments and array literals.</content>
internal sealed partial class Parser
{
    private Scratch<ArrayElement>? _elements;

    /// <summary>Reads an assignment that begins here onto the stack; false, and nothing taken, when none
    /// does.</summary>
    private bool TryAssignment(bool mayHoldArray)
    {
        int start = _pos;
        int documents = _pendingDocuments?.Count ?? 0;
        if (!SkipName())
        {
            return false;
        }

        string name = Raw(start, _pos);
        WordNode? index = null;
        if (Peek() == '[')
        {
            _pos++;
            index = ParseRegionWord(Region.Subscript);
        }

        if (Failed || !TakeAssign(out bool append))
        {
            Forget(documents);
            _pos = Failed ? _end : start;
            return false;
        }

        WordNode? value = null;
        ImmutableArray<ArrayElement> elements = [];
        if (mayHoldArray && Peek() == '(')
        {
            elements = ParseArray();
        }
        else
        {
            value = ParseWord(WordKind.Value);
        }

        if (value is null && !Failed && (!Breaks(Peek()) || AtProcessSubstitution(Peek())))
        {
            // a=(b)c: bash takes it for one odd word; nothing that is assigned so can be known.
            value = ParseWord(WordKind.Value);
        }

        (_assignments ??= new Scratch<Assignment>())
            .Add(new Assignment(Between(start, _pos), name, index, append, value, elements));
        return true;
    }

    /// <summary><c>=</c> or <c>+=</c></summary>
    private bool TakeAssign(out bool append)
    {
        append = Take('+', '=');
        return append || Take('=');
    }

    /// <summary>The words between the parentheses; here stands the opening one.</summary>
    private ImmutableArray<ArrayElement> ParseArray()
    {
        int open = _pos++;
        if (!Enter(out int outer))
        {
            Leave(outer);
            return [];
        }

        _elements ??= new Scratch<ArrayElement>();
        int mark = _elements.Mark;
        SkipNewlines();
        while (!Breaks(Peek()) || AtProcessSubstitution(Peek()))
        {
            _elements.Add(ParseElement());
            SkipNewlines();
        }

        if (!Take(')'))
        {
            FailOpen("')'", "array", open);
        }

        Leave(outer);
        return _elements.Take(mark);
    }

    /// <summary><c>word</c> or <c>[index]=word</c></summary>
    private ArrayElement ParseElement()
    {
        int start = _pos;
        if (Peek() == '[')
        {
            int nodes = _nodes;
            int documents = _pendingDocuments?.Count ?? 0;
            _pos++;
            WordNode index = ParseRegionWord(Region.Subscript);
            if (!Failed && TakeAssign(out _))
            {
                return new ArrayElement(index, ParseWord(WordKind.Value));
            }

            if (!Failed)
            {
                Forget(documents);
                _nodes = nodes;
                _pos = start;
                return new ArrayElement(null, ParseWord(WordKind.Element));
            }
        }

        return new ArrayElement(null, ParseWord(WordKind.Plain));
    }

    /// <summary>The beginnings of words that read differently: <c>name[…]</c> in front of a command, <c>name=(…)</c>
    /// after declare.</summary>
    private void ParseNamedStart(WordKind kind)
    {
        int start = _pos;
        SkipName();
        if (Peek() == '[' && (kind is WordKind.Element || (kind is WordKind.Command && _pos > start)))
        {
            _pos++;
            AddText(start, Raw(start, _pos));
            ParseRegion(Region.Subscript);
            if (!Failed)
            {
                AddText(_pos - 1, "]");
            }

            return;
        }

        if (_pos > start && kind is WordKind.Declaration && TakeAssign(out _) && Peek() == '(')
        {
            AddText(start, Raw(start, _pos));
            int open = _pos;
            ImmutableArray<ArrayElement> elements = ParseArray();
            _parts.Add(new ArrayLiteralPart(Between(open, _pos), elements));
            return;
        }

        _pos = Failed ? _end : start;
    }
}
