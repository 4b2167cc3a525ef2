using System.Globalization;
using System.Text;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Which escapes count.</summary>
internal enum EscapeStyle
{
    /// <summary><c>echo -e</c> and <c>%b</c>: octal is <c>\0nnn</c>, <c>\c</c> ends the output.</summary>
    Echo,

    /// <summary>printf's format and <c>@E</c>: octal is <c>\nnn</c>.</summary>
    Percent,
}

/// <summary>Decodes backslash escapes as printf and echo do.</summary>
internal static class Escapes
{
    public static string Decode(string text, EscapeStyle style) => Decode(text, style, out _);

    /// <summary>Decodes, and tells whether the output ends with it.</summary>
    /// <param name="ended">A <c>\c</c> was met: nothing may be printed after.</param>
    public static string Decode(string text, EscapeStyle style, out bool ended)
    {
        ended = false;
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>();
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                int run = text.AsSpan(i + 1).IndexOf('\\');
                int end = run < 0 ? text.Length : i + 1 + run;
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i..end]));
                i = end;
                continue;
            }

            char c = text[i + 1];
            if (c == 'c' && style is EscapeStyle.Echo)
            {
                ended = true;
                break;
            }

            i += One(text, i, style, bytes);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Decodes the escape at an index; returns its length.</summary>
    private static int One(string text, int at, EscapeStyle style, List<byte> bytes)
    {
        char c = text[at + 1];
        switch (c)
        {
            case 'x':
                return Code(text, at, 2, 2, 16, bytes, isByte: true);
            case 'u':
                return Code(text, at, 2, 4, 16, bytes, isByte: false);
            case 'U':
                return Code(text, at, 2, 8, 16, bytes, isByte: false);
            case '0' when style is EscapeStyle.Echo:
                return Code(text, at, 2, 3, 8, bytes, isByte: true, zero: true);
            case >= '0' and <= '7':
                return Code(text, at, 1, 3, 8, bytes, isByte: true);
        }

        byte? plain = c switch
        {
            'a' => 7,
            'b' => 8,
            'e' or 'E' => 27,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => (byte)'\\',
            '"' => (byte)'"',
            '\'' => (byte)'\'',
            '?' => (byte)'?',
            _ => null,
        };
        if (plain is { } one)
        {
            bytes.Add(one);
        }
        else
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, 2)));
        }

        return 2;
    }

    private static int Code(
        string text,
        int at,
        int skip,
        int most,
        int radix,
        List<byte> bytes,
        bool isByte,
        bool zero = false
    )
    {
        int from = at + skip;
        int end = from;
        while (
            end < text.Length
            && end - from < most
            && Uri.IsHexDigit(text[end])
            && (radix == 16 || text[end] is >= '0' and <= '7')
        )
        {
            end++;
        }

        if (end == from)
        {
            if (zero)
            {
                bytes.Add(0);
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[at..end]));
            }

            return end - at;
        }

        uint code =
            radix == 16
                ? uint.Parse(text.AsSpan(from, end - from), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : Convert.ToUInt32(text[from..end], 8);
        if (isByte)
        {
            bytes.Add((byte)code);
        }
        else if (Rune.IsValid(code))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(code).ToString()));
        }

        return end - at;
    }
}
