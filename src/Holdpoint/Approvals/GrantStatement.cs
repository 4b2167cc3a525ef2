using System.Globalization;
using System.Text;

namespace Holdpoint.Approvals;

/// <summary>What an approver signs: this request, over this evidence, on this machine, until then, so many times.
/// Pure.</summary>
/// <remarks>Each field is written as name, length and value, so that no value can pose as another field
/// (docs/formats/grant.md).</remarks>
internal sealed record GrantStatement(
    string Request, string Fingerprint, string Approver, string Host, DateTimeOffset Issued, DateTimeOffset Expires,
    int Uses)
{
    private const string Format = "holdpoint-grant-1\n";
    private const string Times = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>More than a person means when they approve one action.</summary>
    public const int MaxUses = 100;

    /// <summary>The text that is signed.</summary>
    public string Text()
    {
        var text = new StringBuilder(Format, 512);
        Field(text, "request", Request);
        Field(text, "fingerprint", Fingerprint);
        Field(text, "approver", Approver);
        Field(text, "host", Host);
        Field(text, "issued", Issued.UtcDateTime.ToString(Times, CultureInfo.InvariantCulture));
        Field(text, "expires", Expires.UtcDateTime.ToString(Times, CultureInfo.InvariantCulture));
        Field(text, "uses", Uses.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>Reads a text; null where it is not exactly what <see cref="Text"/> writes.</summary>
    public static GrantStatement? Read(string text)
    {
        int at = Format.Length;
        if (!text.StartsWith(Format, StringComparison.Ordinal)
            || Value(text, ref at, "request") is not { } request
            || Value(text, ref at, "fingerprint") is not { } fingerprint
            || Value(text, ref at, "approver") is not { } approver
            || Value(text, ref at, "host") is not { } host
            || Time(Value(text, ref at, "issued")) is not { } issued
            || Time(Value(text, ref at, "expires")) is not { } expires
            || !int.TryParse(
                Value(text, ref at, "uses"), NumberStyles.None, CultureInfo.InvariantCulture, out int uses)
            || uses is < 1 or > MaxUses)
        {
            return null;
        }

        var statement = new GrantStatement(request, fingerprint, approver, host, issued, expires, uses);
        return statement.Text() == text ? statement : null;
    }

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParseExact(
        text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : null;

    private static void Field(StringBuilder text, string name, string value) =>
        text.Append(name).Append(' ').Append(value.Length).Append(':').Append(value).Append('\n');

    private static string? Value(string text, ref int at, string name)
    {
        if (string.CompareOrdinal(text, at, name + " ", 0, name.Length + 1) != 0)
        {
            return null;
        }

        int colon = text.IndexOf(':', at);
        if (colon < 0 || !int.TryParse(
                text.AsSpan(at + name.Length + 1, colon - at - name.Length - 1), NumberStyles.None,
                CultureInfo.InvariantCulture, out int length)
            || length > text.Length - colon - 2 || text[colon + 1 + length] != '\n')
        {
            return null;
        }

        at = colon + 1 + length + 1;
        return text.Substring(colon + 1, length);
    }
}
