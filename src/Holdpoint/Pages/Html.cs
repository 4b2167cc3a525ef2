using System.Diagnostics;
using System.Text;

namespace Holdpoint.Pages;

/// <summary>Writes HTML that is well-formed by construction: every text and value is made printable and escaped, every
/// element that is opened is closed.</summary>
internal sealed class Html
{
    /// <summary>Longer texts are cut: a name that fills a page says no more than its beginning.</summary>
    private const int MaxText = 400;

    private readonly StringBuilder _text = new(16 * 1024);
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; attributes whose value is null are left out.</summary>
    public Html Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public Html Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element that holds nothing: meta, br.</summary>
    public Html Void(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>Text from anywhere, fit to be shown.</summary>
    public Html Text(string text)
    {
        Escape(text, MaxText);
        return this;
    }

    /// <summary>Longer text from anywhere, with a bound of its own.</summary>
    public Html Text(string text, int most)
    {
        Escape(text, most);
        return this;
    }

    /// <summary>An element that holds one text.</summary>
    public Html Line(string name, string text, string? of = null) => Open(name, ("class", of)).Text(text).Close();

    /// <summary>Text of our own that is written as it is: the style.</summary>
    public Html Own(string text)
    {
        Debug.Assert(!text.Contains('<', StringComparison.Ordinal) && !text.Contains('&', StringComparison.Ordinal),
            "what is written as it is holds no mark-up");
        _text.Append(text);
        return this;
    }

    /// <summary>The document.</summary>
    public override string ToString()
    {
        Debug.Assert(_open.Count == 0, "every element is closed");
        return "<!DOCTYPE html>\n" + _text + "\n";
    }

    private void Start(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(attribute).Append("=\"");
                Escape(value, MaxText);
                _text.Append('"');
            }
        }
    }

    private void Escape(string text, int most)
    {
        // Not through a surrogate pair.
        bool cut = text.Length > most;
        int end = !cut ? text.Length : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        foreach (char c in Printable.Line(cut ? text[..end] : text))
        {
            _ = c switch
            {
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '&' => _text.Append("&amp;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }

        if (cut)
        {
            _text.Append("… (").Append(text.Length - end).Append(" more characters)");
        }
    }
}
