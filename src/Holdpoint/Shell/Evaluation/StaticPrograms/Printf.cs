using System.Collections.Immutable;
using System.Globalization;

namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>printf: formats over words, known or not.</summary>
internal static class Printf
{
    /// <summary>The format is used again for left-over arguments, at most so often.</summary>
    private const int MaxRounds = 1000;

    public static Word? Output(ImmutableArray<Word> arguments)
    {
        if (arguments is [{ Text: "--" }, .. var rest])
        {
            arguments = rest;
        }

        if (arguments is not [{ Text: { } format }, .. var values])
        {
            return null;
        }

        Word output = Word.Empty;
        int used = 0;
        for (int round = 0; round < MaxRounds; round++)
        {
            int before = used;
            if (!Round(format, values, ref used, ref output))
            {
                return output;
            }

            if (used >= values.Length || used == before)
            {
                return output;
            }
        }

        return null;
    }

    /// <summary>Prints the format once; false when a <c>\c</c> ended it all.</summary>
    private static bool Round(string format, ImmutableArray<Word> values, ref int used, ref Word output)
    {
        int at = 0;
        while (at < format.Length)
        {
            int percent = format.IndexOf('%', at);
            int end = percent < 0 ? format.Length : percent;
            if (end > at)
            {
                output = Words.Concat(output, new Word(Escapes.Decode(format[at..end], EscapeStyle.Percent)));
            }

            if (percent < 0)
            {
                break;
            }

            int letter = percent + 1;
            while (
                letter < format.Length
                && (
                    char.IsAsciiDigit(format[letter])
                    || format[letter] is '-' or '+' or ' ' or '#' or '.' or '\'' or '*'
                )
            )
            {
                letter++;
            }

            if (letter >= format.Length)
            {
                output = Words.Concat(output, new Word(format[percent..]));
                break;
            }

            at = letter + 1;
            if (format[letter] == '%')
            {
                output = Words.Concat(output, new Word("%"));
                continue;
            }

            Word value = used < values.Length ? values[used] : Word.Empty;
            used++;
            output = Words.Concat(output, One(format[letter], format[(percent + 1)..letter], value, out bool ended));
            if (ended)
            {
                return false;
            }
        }

        return true;
    }

    private static Word One(char letter, string flags, Word value, out bool ended)
    {
        ended = false;
        if (value.Text is not { } text)
        {
            return Words.Quoted(value);
        }

        switch (letter)
        {
            case 's':
                return Text(Pad(text, flags));
            case 'b':
                return Text(Pad(Escapes.Decode(text, EscapeStyle.Echo, out ended), flags));
            case 'q':
                return Text(Quote(text));
            case 'c':
                return Text(text.Length > 0 ? text[..1] : "");
            case 'd' or 'i' or 'u':
                return Number(text) is { } number ? Text(Pad(number.ToString(), flags)) : Word.Unknown("%d");
            case 'x' or 'X':
                return Number(text) is { } hex
                    ? Text(Pad(hex.ToString(letter == 'x' ? "x" : "X"), flags))
                    : Word.Unknown("%x");
            case 'o':
                return Number(text) is { } octal ? Text(Pad(Convert.ToString(octal, 8), flags)) : Word.Unknown("%o");
            default:
                return Word.Unknown("%" + letter);
        }
    }

    private static Word Text(string text) => text.Length == 0 ? Word.Empty : new Word(text);

    private static long? Number(string text) =>
        text.Length == 0 ? 0
        : text is ['\'' or '"', var c, ..] ? c
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, null, out long hex) ? hex
                : null
        : long.TryParse(text, out long number) ? number
        : null;

    private static string Pad(string text, string flags)
    {
        int dot = flags.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0 && int.TryParse(flags.AsSpan(dot + 1), out int most) && most < text.Length)
        {
            text = text[..most];
        }

        string width = (dot < 0 ? flags : flags[..dot]).TrimStart('-', '+', ' ', '#');
        if (!int.TryParse(width, out int columns) || columns > Bounds.ValueLength)
        {
            return text;
        }

        return flags.StartsWith('-')
            ? text.PadRight(columns)
            : text.PadLeft(columns, width.StartsWith('0') ? '0' : ' ');
    }

    private static string Quote(string text) =>
        text.Length == 0
            ? "''"
            : string.Concat(
                text.Select(c =>
                    char.IsAsciiLetterOrDigit(c)
                    || c is '_' or '-' or '.' or '/' or ':' or '=' or '+' or '@' or '%' or ','
                        ? c.ToString()
                        : "\\" + c
                )
            );
}
