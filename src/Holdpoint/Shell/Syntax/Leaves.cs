using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <summary>What a stretch of the text is.</summary>
internal enum LeafKind
{
    /// <summary>Text of a word, quoted or not, with its own quotes.</summary>
    Text,

    /// <summary>Punctuation inside a word: <c>"</c>, <c>${x:-</c>, <c>$(</c>.</summary>
    Mark,

    /// <summary>A reserved word.</summary>
    Keyword,

    /// <summary>A name that is no word: of a function, a loop's variable, an assignment.</summary>
    Name,

    /// <summary>An operator or a metacharacter.</summary>
    Operator,

    /// <summary>The line that ends a here-document.</summary>
    Terminator,

    Blank,
    Newline,
    Comment,
    Continuation,

    /// <summary>Text that bash would refuse when it comes to run it.</summary>
    Unread,

    /// <summary>Text that no node speaks for: there is none, which a test proves.</summary>
    Unaccounted,
}

/// <summary>A stretch of the text that no further node divides.</summary>
internal readonly record struct Leaf(Span Span, LeafKind Kind);

/// <summary>
/// The text of a script as leaves in order, without gaps: what nodes hold, and between them the punctuation, which
/// nodes do not store, by its kind. The bodies of here-documents come where they stand.
/// </summary>
internal sealed class Leaves
{
    private readonly string _text;
    private readonly ImmutableArray<Leaf>.Builder _leaves = ImmutableArray.CreateBuilder<Leaf>();
    private readonly PriorityQueue<Redirect, int> _documents = new();
    private int _at;

    private Leaves(string text)
    {
        _text = text;
    }

    /// <summary>The leaves of a script that was parsed from exactly this text.</summary>
    public static ImmutableArray<Leaf> Of(string text, CommandList script)
    {
        var leaves = new Leaves(text);
        leaves.Visit(script);
        leaves.Gap(text.Length, null);
        return leaves._leaves.ToImmutable();
    }

    private void Visit(CommandList list)
    {
        Gap(list.Span.Start, null);
        foreach (ListItem item in list.Items)
        {
            Visit(item.Command);
            Gap(item.Span.End, null);
        }

        Gap(list.Span.End, null);
    }

    private void Visit(Command command)
    {
        string? name = command switch
        {
            FunctionCommand f => f.Name,
            ForCommand f => f.Name,
            CoprocCommand c => c.Name,
            _ => null,
        };
        Gap(command.Span.Start, null);
        foreach (Node child in CommandChildren.Of(command))
        {
            VisitChild(child, name);
        }

        Gap(command.Span.End, name);
    }

    private void VisitChild(Node child, string? name)
    {
        Gap(child.Span.Start, name);
        switch (child)
        {
            case Command command:
                Visit(command);
                break;
            case CommandList list:
                Visit(list);
                break;
            case WordNode word:
                Visit(word);
                break;
            case Redirect redirect:
                Visit(redirect);
                break;
            case Assignment assignment:
                Visit(assignment);
                break;
        }
    }

    private void Visit(Redirect redirect)
    {
        // The descriptor and the operator.
        Cut(redirect.Span.Start, LeafKind.Unaccounted);
        Gap(redirect.Target.Span.Start, redirect.Descriptor);
        Visit(redirect.Target);
        if (redirect.Body is { } body)
        {
            _documents.Enqueue(redirect, body.Span.Start);
        }
    }

    private void Visit(Assignment assignment)
    {
        int end = assignment.Index?.Span.Start ?? assignment.Value?.Span.Start ?? assignment.Span.End;
        if (assignment.Index is { } index)
        {
            Cut(end, LeafKind.Name);
            Visit(index);
            end = assignment.Value?.Span.Start ?? assignment.Span.End;
        }

        if (assignment.Elements is [var first, ..])
        {
            end = (first.Index ?? first.Value).Span.Start;
            VisitElements(assignment.Elements);
        }

        if (assignment.Value is { } value)
        {
            Cut(value.Span.Start, LeafKind.Name);
            Visit(value);
        }

        // What is left closes an array literal, comments included, or is a name and its sign alone.
        if (_at == assignment.Span.Start)
        {
            Cut(end, LeafKind.Name);
        }

        Gap(assignment.Span.End, null);
    }

    private void VisitElements(ImmutableArray<ArrayElement> elements)
    {
        bool first = true;
        foreach (ArrayElement element in elements)
        {
            int start = (element.Index ?? element.Value).Span.Start;
            if (first && _at < start)
            {
                // name=( and, of the first element, blanks, comments and its bracket.
                int open = _text.IndexOf('(', _at, start - _at);
                Cut(open < 0 ? _at : open + 1, LeafKind.Name);
            }

            first = false;
            Gap(element.Index is null ? start : Math.Max(_at, start - 1), null);
            if (element.Index is { } index)
            {
                Cut(index.Span.Start, LeafKind.Mark);
                Visit(index);
                Cut(element.Value.Span.Start, LeafKind.Mark);
            }

            Visit(element.Value);
        }
    }

    private void Visit(WordNode word)
    {
        Cut(word.Span.Start, LeafKind.Mark);
        foreach (WordPart part in word.Parts)
        {
            Visit(part);
        }

        Cut(word.Span.End, LeafKind.Mark);
    }

    private void Visit(WordPart part)
    {
        Cut(part.Span.Start, LeafKind.Mark);
        switch (part)
        {
            case LiteralPart or QuotedPart:
                Cut(part.Span.End, LeafKind.Text);
                break;
            case BrokenPart:
                Cut(part.Span.End, LeafKind.Unread);
                break;
            case DoubleQuotedPart quoted:
                VisitAll(quoted.Parts);
                break;
            case ArithmeticPart arithmetic:
                VisitAll(arithmetic.Parts);
                break;
            case ParameterPart parameter:
                VisitIf(parameter.Index);
                VisitIf(parameter.Operand);
                VisitIf(parameter.Second);
                break;
            case CommandSubstitutionPart substitution:
                Visit(substitution.Body, part.Span, substitution.Failure is null);
                break;
            case ProcessSubstitutionPart substitution:
                Visit(substitution.Body, part.Span, read: true);
                break;
            case ArrayLiteralPart array:
                Cut(part.Span.Start + 1, LeafKind.Mark);
                VisitElements(array.Elements);
                Gap(part.Span.End - 1, null);
                break;
        }

        Cut(part.Span.End, LeafKind.Mark);
    }

    private void VisitAll(ImmutableArray<WordPart> parts)
    {
        foreach (WordPart part in parts)
        {
            Visit(part);
        }
    }

    private void VisitIf(WordNode? word)
    {
        if (word is not null)
        {
            Visit(word);
        }
    }

    private void Visit(CommandList body, Span whole, bool read)
    {
        // Inside backquotes the marks themselves may bear backslashes.
        int open = whole.Start;
        while (_text[open] == '\\')
        {
            open++;
        }

        int close = whole.End - 1 - (_text[open] == '`' ? open - whole.Start : 0);
        Cut(open + (_text[open] == '`' ? 1 : 2), LeafKind.Mark);
        Visit(body);
        if (read)
        {
            Gap(close, null);
        }
        else
        {
            Cut(close, LeafKind.Unread);
        }
    }

    /// <summary>One leaf up to there, if there is anything.</summary>
    private void Cut(int to, LeafKind kind)
    {
        if (to > _at)
        {
            _leaves.Add(new Leaf(Span.Between(_at, to), kind));
            _at = to;
        }
        else if (to < _at)
        {
            // A child before its elder, or outside of its parent.
            _leaves.Add(new Leaf(Span.Between(to, _at), LeafKind.Unaccounted));
        }
    }

    /// <summary>What stands between nodes of commands, up to there.</summary>
    /// <param name="name">A name that may stand there.</param>
    private void Gap(int to, string? name)
    {
        while (_documents.TryPeek(out Redirect? redirect, out int start) && start <= to && redirect.Body is { } body)
        {
            _documents.Dequeue();
            Punctuation.Split(_text, _at, start, name, Cut);
            Visit(body);
            Cut(redirect.Terminator.End, LeafKind.Terminator);
        }

        Punctuation.Split(_text, _at, to, name, Cut);
    }
}
