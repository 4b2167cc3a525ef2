namespace Holdpoint.Shell.Scripts.Just;

/// <summary>Whether a text or a bracket that began in the lines read so far is not closed yet; each line is read
/// once.</summary>
internal sealed class JustOpening
{
    private int _depth;
    private string? _quote;
    private bool _comment;
    private bool _given;

    public bool IsOpen => !_given && (_quote is not null || _depth > 0);

    /// <summary>Reads the next line, with its end.</summary>
    public void Read(string line)
    {
        for (int i = 0; i < line.Length && !_given; i++)
        {
            if (_comment)
            {
                int end = line.IndexOf('\n', i);
                _comment = end < 0;
                i = end < 0 ? line.Length : end;
            }
            else if (_quote is { } open)
            {
                i = Behind(line, i, open);
            }
            else if (line[i] == '#')
            {
                _comment = true;
            }
            else if (JustText.QuoteAt(line, i) is { } quote)
            {
                i = Behind(line, i + quote.Length, quote);

                // A single quote that nothing closes is a word of a comment, not a text over many lines.
                _given = _quote is { Length: 1 };
            }
            else
            {
                _depth += line[i] is '(' or '[' ? 1 : line[i] is ')' or ']' ? -1 : 0;
            }
        }
    }

    /// <summary>The last index of a quoted text that goes on at an index.</summary>
    private int Behind(string line, int from, string quote)
    {
        int close = JustText.Close(line, from - quote.Length, quote);
        _quote = close < 0 ? quote : null;
        return close < 0 ? line.Length : close + quote.Length - 1;
    }
}
