using System.Text;

namespace Holdpoint.Shell.Syntax;

/// <content>Here-documents, whose bodies begin after the line that names them.</content>
internal sealed partial class Parser
{
    private List<PendingDocument>? _pendingDocuments;

    /// <summary>Inside <c>$(…)</c>: bash ends a here-document there also at its delimiter and a closing
    /// parenthesis.</summary>
    private int _substitutions;

    /// <summary>A here-document whose body is yet to come.</summary>
    private readonly record struct PendingDocument(Redirect Redirect, string Delimiter, bool Literal, bool StripsTabs);

    private void Expect(Redirect redirect, int delimiterAt, bool stripsTabs)
    {
        string raw = Raw(delimiterAt, _pos);
        string plain = WithoutQuotes(redirect.Target, raw);
        bool literal = raw.AsSpan().IndexOfAny("\\'\"") >= 0;
        (_pendingDocuments ??= []).Add(new PendingDocument(redirect, plain, literal, stripsTabs));
    }

    /// <summary>Forgets the here-documents of text that is read once more, as something else: each is read
    /// once.</summary>
    private void Forget(int count) => _pendingDocuments?.RemoveRange(count, _pendingDocuments.Count - count);

    /// <summary>A delimiter is not expanded, only its quotes go.</summary>
    private static string WithoutQuotes(WordNode word, string raw)
    {
        if (word.Parts is [LiteralPart only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        foreach (WordPart part in word.Parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    text.Append(literal.Text);
                    break;
                case QuotedPart quoted:
                    text.Append(quoted.Text);
                    break;
                case DoubleQuotedPart { Parts: [] }:
                    break;
                case DoubleQuotedPart { Parts: [QuotedPart inside] }:
                    text.Append(inside.Text);
                    break;
                default:
                    return raw.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the bodies of all here-documents of the line that ended here.</summary>
    private void ReadHereDocuments()
    {
        if (_pendingDocuments is not { } pending)
        {
            return;
        }

        _pendingDocuments = null;
        foreach (PendingDocument document in pending)
        {
            ReadHereDocument(document);
        }
    }

    private void ReadHereDocument(PendingDocument document)
    {
        int start = _pos;
        int bodyEnd = _end;
        int after = _end;
        bool stripped = false;
        while (_pos < _end)
        {
            int line = _pos;
            int lineEnd = LineEnd(line, joins: !document.Literal);
            int text = document.StripsTabs ? line + LeadingTabs(line, lineEnd) : line;
            stripped |= text > line;
            int? rest = EndsDocument(document, text, lineEnd);
            if (rest is { } end)
            {
                bodyEnd = line;
                after = end;
                break;
            }

            _pos = Math.Min(_end, lineEnd + 1);
        }

        _pos = start;
        WordNode body = document.Literal ? LiteralBody(start, bodyEnd, document.StripsTabs)
            : stripped && document.StripsTabs ? StrippedBody(start, bodyEnd)
            : ParseLenientText(start, bodyEnd);
        document.Redirect.Attach(body, Between(bodyEnd, after));
        _pos = Failed ? _end : after;
    }

    /// <summary>Where a line ends: at its newline or the end of the text; a backslash before the newline joins the
    /// next line.</summary>
    private int LineEnd(int line, bool joins)
    {
        while (true)
        {
            int newline = _text.IndexOf('\n', line, _end - line);
            if (newline < 0)
            {
                return _end;
            }

            int slashes = 0;
            while (joins && newline - 1 - slashes >= line && _text[newline - 1 - slashes] == '\\')
            {
                slashes++;
            }

            if (slashes % 2 == 0)
            {
                return newline;
            }

            line = newline + 1;
        }
    }

    private int LeadingTabs(int start, int end)
    {
        int tabs = 0;
        while (start + tabs < end && _text[start + tabs] == '\t')
        {
            tabs++;
        }

        return tabs;
    }

    /// <summary>Where reading goes on when this line ends the document, else null.</summary>
    private int? EndsDocument(PendingDocument document, int text, int lineEnd)
    {
        ReadOnlySpan<char> line = _text.AsSpan(text, lineEnd - text);
        if (!document.Literal && line.Contains("\\\n", StringComparison.Ordinal))
        {
            line = Raw(text, lineEnd);
        }

        if (line.SequenceEqual(document.Delimiter))
        {
            return Math.Min(_end, lineEnd + 1);
        }

        if (_substitutions > 0 && document.Delimiter.Length > 0
            && line.StartsWith(document.Delimiter, StringComparison.Ordinal)
            && line[document.Delimiter.Length..].Contains(')'))
        {
            return text + document.Delimiter.Length;
        }

        return null;
    }

    private WordNode LiteralBody(int start, int end, bool stripsTabs)
    {
        Span span = Between(start, end);
        if (start == end)
        {
            return new WordNode(span, []);
        }

        string text = _text[start..end];
        return new WordNode(span, [new QuotedPart(span, stripsTabs ? WithoutTabs(text, null) : text)]);
    }

    private WordNode StrippedBody(int start, int end)
    {
        Reread(end - start);
        var map = new List<int>(end - start);
        string text = WithoutTabs(_text[start..end], map);
        int[] origins = new int[text.Length + 1];
        for (int i = 0; i < text.Length; i++)
        {
            origins[i] = At(start + map[i]);
        }

        origins[^1] = At(end);
        if (text.Length > 0)
        {
            origins[0] = At(start);
        }

        Parser inner = Inner(text, origins);
        WordNode body = inner.ParseLenientText(0, text.Length);
        Adopt(inner);
        return body with { Span = Between(start, end) };
    }

    /// <summary>The text without the tabs that lead its lines.</summary>
    /// <param name="map">Gets where each character that stays stood.</param>
    private static string WithoutTabs(string text, List<int>? map)
    {
        var plain = new StringBuilder(text.Length);
        bool leads = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (leads && c == '\t')
            {
                continue;
            }

            leads = c == '\n';
            plain.Append(c);
            map?.Add(i);
        }

        return plain.ToString();
    }
}
