using Holdpoint.Environments;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tools.Clis;

/// <summary>What the value of an option, a variable or a file tells of a database: URLs, connection strings, files.
/// Pure.</summary>
/// <param name="Shown">As messages name it, without user, password and parameters.</param>
/// <param name="IsFile">It is a file of this machine.</param>
internal sealed record DatabaseAddress(SignKind Kind, string Value, string Shown, bool IsFile = false)
{
    /// <summary>Starts of what names a file or lives in memory.</summary>
    private static readonly string[] Local =
    [
        "file:", "sqlite:", "sqlite3:", "jdbc:sqlite:", "jdbc:h2:", "jdbc:hsqldb:", "jdbc:derby:", ":memory:",
        "Data Source=:memory:",
    ];

    private static readonly string[] Ends = [".db", ".sqlite", ".sqlite3"];

    /// <summary>The address that a value is; null where it is none.</summary>
    public static DatabaseAddress? Of(string value)
    {
        if (Array.Exists(Local, l => value.StartsWith(l, StringComparison.OrdinalIgnoreCase)))
        {
            string path = value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return new(SignKind.Path, value, path.StartsWith("///", StringComparison.Ordinal) ? path[2..]
                : path.TrimStart('/'), IsFile: true);
        }

        int scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 || IsSqitch(value))
        {
            int end = value.AsSpan().IndexOfAny('?', ';');
            return new(SignKind.Url, value, HostSigns.WithoutUser(end < 0 ? value : value[..end]));
        }

        if (value.Contains("tcp(", StringComparison.Ordinal))
        {
            int start = value.IndexOf("tcp(", StringComparison.Ordinal) + 4;
            int end = value.IndexOf(')', start);
            string host = end < 0 ? value[start..] : value[start..end];
            return new(SignKind.Host, host, "host " + host);
        }

        if (IsPercona(value))
        {
            string[] parts = value.Split(',');
            string? database = Array.Find(parts, p => p.StartsWith("D=", StringComparison.Ordinal))?[2..];
            string at = Array.Find(parts, p => p.StartsWith("h=", StringComparison.Ordinal))?[2..] ?? "";
            return new(SignKind.Host, at, database is null ? "host " + at : $"{at}/{database}");
        }

        if (Array.Exists(Ends, e => value.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && !value.Contains('='))
        {
            return new(SignKind.Path, value, value, IsFile: true);
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.Contains('='))
        {
            ConnectionString.Read(value, settings);
        }

        if (!settings.TryGetValue("host", out string? named))
        {
            return null;
        }

        string shown = settings.TryGetValue("dbname", out string? name) ? $"{named}/{name}" : named;
        return Array.Exists(Ends, e => named.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            ? new(SignKind.Path, named, named, IsFile: true)
            : new(SignKind.Host, named.Split(',')[0], shown);
    }

    /// <summary>Whether a text is a URI of Sqitch: <c>db:pg:app</c>, but no task of rake.</summary>
    public static bool IsSqitch(string text) =>
        text.StartsWith("db:pg:", StringComparison.Ordinal) || text.StartsWith("db:mysql:", StringComparison.Ordinal)
        || text.StartsWith("db:sqlite:", StringComparison.Ordinal);

    /// <summary>Whether a text is an address of Percona's tools: <c>h=db,D=shop,t=users</c>.</summary>
    public static bool IsPercona(string text) =>
        text.StartsWith("h=", StringComparison.Ordinal) || text.Contains(",h=", StringComparison.Ordinal);

    /// <summary>The address in a variable; a host by name alone where the variable's name says that it is
    /// one.</summary>
    public static DatabaseAddress? OfVariable(string name, string value) =>
        Of(value) ?? (name.EndsWith("HOST", StringComparison.Ordinal) && value.Length > 0
            ? new(SignKind.Host, value, "host " + value) : null);
}
