using System.Globalization;
using System.Text;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Writes addresses as Terraform does.</summary>
internal static class Addresses
{
    /// <summary>A for_each key in an address: <c>["a"]</c>, quoted as Terraform's <c>toHCLQuotedString</c>
    /// quotes.</summary>
    public static string Quote(string key)
    {
        if (key.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return $"\"{key}\"";
        }

        var text = new StringBuilder("\"", key.Length + 8);
        for (int i = 0; i < key.Length; i++)
        {
            char c = key[i];
            switch (c)
            {
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '$' or '%':
                    // A template's introducer is doubled.
                    text.Append(c).Append(c, i + 1 < key.Length && key[i + 1] is '{' ? 1 : 0);
                    break;
                default:
                    AppendPrintable(text, c);
                    break;
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>A module's path without its keys: <c>module.a["x"].module.b[0]</c> is <c>module.a.module.b</c> in the
    /// configuration.</summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('['))
        {
            return address;
        }

        var text = new StringBuilder(address.Length);
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] is '[')
            {
                i = EndOfKey(address, i);
                continue;
            }

            text.Append(address[i]);
        }

        return text.ToString();
    }

    /// <summary>The index of the bracket that closes the key which opens here; the last character where none
    /// does.</summary>
    public static int EndOfKey(string address, int open)
    {
        bool quoted = false;
        for (int i = open + 1; i < address.Length; i++)
        {
            switch (address[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ']' when !quoted:
                    return i;
                default:
                    break;
            }
        }

        return address.Length - 1;
    }

    /// <summary>The module and the instance key of an address that ends in <paramref name="own"/> and perhaps a
    /// key.</summary>
    public static (string? Module, string? Key) Split(string address, string own)
    {
        string? key = null;
        if (address.EndsWith(']') && address.LastIndexOf(own + "[", StringComparison.Ordinal) is >= 0 and var at)
        {
            key = address[(at + own.Length + 1)..^1];
            address = address[..(at + own.Length)];
        }

        bool inModule = address.Length > own.Length + 1 && address.EndsWith("." + own, StringComparison.Ordinal);
        return (inModule ? address[..^(own.Length + 1)] : null, key);
    }

    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./:@+=,;~!#&'()*<>?^`{|}[]");

    private static void AppendPrintable(StringBuilder text, char c)
    {
        if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator || (char.IsWhiteSpace(c) && c is not ' '))
        {
            text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            return;
        }

        text.Append(c);
    }
}
