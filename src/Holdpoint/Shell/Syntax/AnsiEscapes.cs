using System.Text;

namespace Holdpoint.Shell.Syntax;

/// <summary>Decodes what stands between <c>$'</c> and <c>'</c>, as bash does.</summary>
internal static class AnsiEscapes
{
    public static string Decode(ReadOnlySpan<char> source)
    {
        int first = source.IndexOf('\\');
        if (first < 0)
        {
            return source.ToString();
        }

        var text = new Decoded(source.Length);
        text.Append(source[..first]);
        int at = first;
        while (at < source.Length)
        {
            if (source[at] != '\\' || at + 1 == source.Length)
            {
                text.Append(source.Slice(at++, 1));
                continue;
            }

            at++;
            if (!DecodeOne(source, ref at, ref text))
            {
                // A NUL ends a string of C, and with it the rest between these quotes.
                break;
            }
        }

        return text.Take();
    }

    /// <summary>Decodes one escape; here stands what follows the backslash. False for a NUL.</summary>
    private static bool DecodeOne(ReadOnlySpan<char> source, ref int at, ref Decoded text)
    {
        char c = source[at++];
        switch (c)
        {
            case 'a' or 'b' or 'e' or 'E' or 'f' or 'n' or 'r' or 't' or 'v' or '\\' or '\'' or '"' or '?':
                text.Append(Simple(c));
                return true;
            case >= '0' and <= '7':
                at--;
                return text.AppendByte(Digits(source, ref at, 3, 8, out _));
            case 'x':
                return DecodeHex(source, ref at, ref text);
            case 'u' or 'U':
                uint scalar = Digits(source, ref at, c == 'u' ? 4 : 8, 16, out bool any);
                if (!any)
                {
                    text.Append('\\');
                    text.Append(c);
                    return true;
                }

                return text.AppendScalar(scalar);
            case 'c' when at < source.Length:
                char control = source[at++];
                if (control == '\\' && at < source.Length && source[at] == '\\')
                {
                    at++;
                }

                return text.AppendByte(control == '?' ? 0x7Fu : char.ToUpperInvariant(control) & 0x1Fu);
            default:
                text.Append('\\');
                text.Append(c);
                return true;
        }
    }

    private static char Simple(char c) => c switch
    {
        'a' => '\a',
        'b' => '\b',
        'e' or 'E' => '\e',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        _ => c,
    };

    /// <summary><c>\xHH</c>, and <c>\x{H…}</c>, of which the last byte counts.</summary>
    private static bool DecodeHex(ReadOnlySpan<char> source, ref int at, ref Decoded text)
    {
        int start = at;
        bool braced = at < source.Length && source[at] == '{';
        at += braced ? 1 : 0;
        uint value = Digits(source, ref at, braced ? int.MaxValue : 2, 16, out bool any);
        if (!any)
        {
            at = start;
            text.Append("\\x");
            return true;
        }

        at += braced && at < source.Length && source[at] == '}' ? 1 : 0;
        return text.AppendByte(value & 0xFF);
    }

    private static uint Digits(ReadOnlySpan<char> source, ref int at, int most, uint radix, out bool any)
    {
        uint value = 0;
        int start = at;
        while (at < source.Length && at - start < most)
        {
            char c = source[at];
            uint digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            if (digit >= radix)
            {
                break;
            }

            value = unchecked((value * radix) + digit);
            at++;
        }

        any = at > start;
        return value;
    }

    /// <summary>Text in which bytes that escapes name join to UTF-8 characters.</summary>
    private struct Decoded(int capacity)
    {
        private readonly StringBuilder _text = new(capacity);
        private List<byte>? _bytes;

        public void Append(ReadOnlySpan<char> text)
        {
            Join();
            _text.Append(text);
        }

        public void Append(char c)
        {
            Join();
            _text.Append(c);
        }

        /// <summary>False for zero.</summary>
        public bool AppendByte(uint value)
        {
            byte one = (byte)value;
            if (one >= 0x80)
            {
                (_bytes ??= []).Add(one);
            }
            else if (one != 0)
            {
                Append((char)one);
            }

            return one != 0;
        }

        /// <summary>False for zero.</summary>
        public bool AppendScalar(uint value)
        {
            Append(Rune.IsValid(value) ? new Rune(value).ToString() : value == 0 ? "" : "\uFFFD");
            return value != 0;
        }

        public string Take()
        {
            Join();
            return _text.ToString();
        }

        private readonly void Join()
        {
            if (_bytes is { Count: > 0 })
            {
                _text.Append(Encoding.UTF8.GetString([.. _bytes]));
                _bytes.Clear();
            }
        }
    }
}
