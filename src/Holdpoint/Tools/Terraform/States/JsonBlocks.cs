using System.Numerics;
using System.Runtime.Intrinsics;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Finds what matters in the bytes of JSON, a block of them at a time.</summary>
internal static class JsonBlocks
{
    /// <summary>One register of every machine that we run on.</summary>
    private const int Block = 16;

    /// <summary>The place of the quote that ends a text; the length of all or more when none does.</summary>
    /// <param name="from">Behind the quote that begins it.</param>
    public static int EndOfText(ReadOnlySpan<byte> text, int from, out bool escaped)
    {
        escaped = false;
        while (from + Block <= text.Length)
        {
            var bytes = Vector128.Create(text.Slice(from, Block));
            uint found = (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (found == 0)
            {
                from += Block;
                continue;
            }

            from += BitOperations.TrailingZeroCount(found);
            if (text[from] is (byte)'"')
            {
                return from;
            }

            escaped = true;
            from += 2;
        }

        while (from < text.Length && text[from] is not (byte)'"')
        {
            bool escape = text[from] is (byte)'\\';
            escaped |= escape;
            from += escape ? 2 : 1;
        }

        return from;
    }

    /// <summary>The place of the next quote or bracket, from outside of a text; the length of all when there is
    /// none.</summary>
    public static int NextStructure(ReadOnlySpan<byte> text, int at)
    {
        while (at + Block <= text.Length)
        {
            var bytes = Vector128.Create(text.Slice(at, Block));

            // The bit 0x20 alone tells '{' from '[' and '}' from ']'.
            Vector128<byte> curly = bytes | Vector128.Create((byte)0x20);
            uint found = (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(curly, Vector128.Create((byte)'{'))
                | Vector128.Equals(curly, Vector128.Create((byte)'}'))).ExtractMostSignificantBits();
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }

            at += Block;
        }

        while (at < text.Length && !(text[at] is (byte)'"' || (text[at] | 0x20) is '{' or '}'))
        {
            at++;
        }

        return at;
    }

    /// <summary>The place of the next byte that is no white space. A third of a state is indentation.</summary>
    public static int EndOfSpace(ReadOnlySpan<byte> text, int at)
    {
        // Behind a colon.
        if (at + 1 < text.Length && text[at] is (byte)' ' && text[at + 1] > (byte)' ')
        {
            return at + 1;
        }

        while (at + Block <= text.Length)
        {
            var bytes = Vector128.Create(text.Slice(at, Block));
            uint space = (Vector128.Equals(bytes, Vector128.Create((byte)' '))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\r'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\t'))).ExtractMostSignificantBits();
            if (space != ushort.MaxValue)
            {
                return at + BitOperations.TrailingZeroCount(~space);
            }

            at += Block;
        }

        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }
}
