using System.Text;
using System.Text.Json;

namespace Holdpoint.Cli.Formats;

/// <summary>Changes parts of a JSON text and leaves every other byte as it was.</summary>
/// <remarks>Each edit gives a new text; parts of the old one are void after it.</remarks>
internal static class JsonEdit
{
    /// <summary>Adds a member at the end of an object.</summary>
    /// <param name="value">JSON, written with two spaces a level and line feeds.</param>
    public static byte[] AddMember(byte[] text, JsonPart owner, string name, string value) =>
        Add(
            text,
            owner,
            owner.Members is [.., var last] ? (last.Start, last.Value.End) : null,
            $"\"{JsonEncodedText.Encode(name)}\": {value}");

    /// <summary>Adds an item at the end of an array.</summary>
    public static byte[] AddItem(byte[] text, JsonPart owner, string value) =>
        Add(text, owner, owner.Items is [.., var last] ? (last.Start, last.End) : null, value);

    /// <summary>Puts another value in the place of one.</summary>
    public static byte[] Replace(byte[] text, JsonPart part, string value) =>
        Splice(text, part.Start, part.End, Indented(value, LineIndent(text, part.Start), Unit(text), NewLine(text)));

    /// <summary>Takes a member out of an object.</summary>
    public static byte[] RemoveMember(byte[] text, JsonPart owner, string name)
    {
        int at = owner.Members.FindLastIndex(m => m.Name == name);
        return Remove(text, owner, [.. owner.Members.Select(m => (m.Start, m.Value.End))], at);
    }

    /// <summary>Takes an item out of an array.</summary>
    public static byte[] RemoveItem(byte[] text, JsonPart owner, int at) =>
        Remove(text, owner, [.. owner.Items.Select(i => (i.Start, i.End))], at);

    private static byte[] Add(byte[] text, JsonPart owner, (int Start, int End)? last, string added)
    {
        string feed = NewLine(text);
        string unit = Unit(text);
        if (last is { } sibling)
        {
            bool oneLine = text.AsSpan(owner.Start, sibling.Start - owner.Start).IndexOf((byte)'\n') < 0;
            return oneLine && owner.End < text.Length
                ? Splice(text, sibling.End, sibling.End, ", " + Compact(added))
                : oneLine
                    ? Splice(text, sibling.End, sibling.End, "," + Compact(added))
                    : Splice(text, sibling.End, sibling.End, "," + feed + LineIndent(text, sibling.Start)
                        + Indented(added, LineIndent(text, sibling.Start), unit, feed));
        }

        string outer = LineIndent(text, owner.Start);
        string inner = outer + unit;
        string body = feed + inner + Indented(added, inner, unit, feed) + feed + outer;
        int close = owner.End - 1;
        bool blank = string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text, owner.Start + 1, close - owner.Start - 1));
        if (blank)
        {
            return Splice(text, owner.Start + 1, close, body);
        }

        // Only comments stand there.
        return Splice(text, owner.Start + 1, owner.Start + 1, feed + inner + Indented(added, inner, unit, feed));
    }

    /// <summary>The comma goes with it: the one before it, or for the first one the one after it.</summary>
    private static byte[] Remove(byte[] text, JsonPart owner, List<(int Start, int End)> all, int at)
    {
        (int start, int end) = all[at];
        if (at > 0)
        {
            return Splice(text, all[at - 1].End, end, "");
        }

        if (all.Count > 1)
        {
            return Splice(text, start, all[1].Start, "");
        }

        int comma = text.AsSpan(end, owner.End - 1 - end).IndexOf((byte)',');
        string left = Encoding.UTF8.GetString(text, owner.Start + 1, start - owner.Start - 1);
        string right = Encoding.UTF8.GetString(text, end, owner.End - 1 - end);
        bool bare = string.IsNullOrWhiteSpace(left) && string.IsNullOrWhiteSpace(right.Replace(',', ' '));
        return bare
            ? Splice(text, owner.Start + 1, owner.End - 1, "")
            : Splice(text, start, comma == 0 ? end + 1 : end, "");
    }

    private static byte[] Splice(byte[] text, int start, int end, string put) =>
        [.. text.AsSpan(0, start), .. Encoding.UTF8.GetBytes(put), .. text.AsSpan(end)];

    /// <summary>The value as it stands at an indentation; its own levels of two spaces become the file's.</summary>
    private static string Indented(string value, string indent, string unit, string feed)
    {
        string[] lines = value.Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            string bare = lines[i].TrimStart(' ');
            int levels = (lines[i].Length - bare.Length) / 2;
            lines[i] = indent + string.Concat(Enumerable.Repeat(unit, levels)) + bare;
        }

        return string.Join(feed, lines);
    }

    private static string Compact(string value) => string.Join(' ', value.Split('\n').Select(l => l.TrimStart(' ')));

    /// <summary>The spaces at the beginning of the line on which an offset stands.</summary>
    private static string LineIndent(byte[] text, int at)
    {
        int line = text.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        int end = line;
        while (end < at && text[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return Encoding.UTF8.GetString(text, line, end - line);
    }

    /// <summary>One level: what the first indented line shows, else two spaces.</summary>
    private static string Unit(byte[] text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' && at + 1 < text.Length && text[at + 1] is (byte)' ' or (byte)'\t')
            {
                int end = at + 1;
                while (end < text.Length && text[end] == text[at + 1])
                {
                    end++;
                }

                return Encoding.UTF8.GetString(text, at + 1, end - at - 1);
            }
        }

        return "  ";
    }

    private static string NewLine(byte[] text) => text.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
}
