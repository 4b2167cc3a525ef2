using System.Buffers;
using System.Globalization;
using System.Text;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>How <c>redis-cli</c> takes texts of any bytes. Pure.</summary>
internal static class RedisText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\r\n\"'\\");

    /// <summary>A text in quotes, as the client reads and prints it.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            _ = b switch
            {
                (byte)'\\' => quoted.Append(@"\\"),
                (byte)'"' => quoted.Append("\\\""),
                (byte)'\n' => quoted.Append(@"\n"),
                (byte)'\r' => quoted.Append(@"\r"),
                (byte)'\t' => quoted.Append(@"\t"),
                (byte)'\a' => quoted.Append(@"\a"),
                (byte)'\b' => quoted.Append(@"\b"),
                >= 0x20 and < 0x7f => quoted.Append((char)b),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A text as one word of a line: in quotes where it needs them.</summary>
    public static string Word(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(Special) ? text : Quoted(text);

    /// <summary>A printed text for a person: without quotes where it has none of their escapes.</summary>
    public static string Shown(string quoted) =>
        quoted is ['"', .., '"'] && !quoted.Contains('\\', StringComparison.Ordinal) ? quoted[1..^1] : quoted;
}
