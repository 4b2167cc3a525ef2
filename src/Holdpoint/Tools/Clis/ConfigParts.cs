namespace Holdpoint.Tools.Clis;

/// <summary>Lays the parts of a connection that a project's configuration names one by one (host, port, user, database)
/// together to the URL of a PostgreSQL, in whatever language it is written. Pure.</summary>
/// <remarks>Only literals count, and only where there is one of each: two connections in one text are none.</remarks>
internal static class ConfigParts
{
    /// <summary>Characters of a text that is looked through: the connection stands near the top.</summary>
    private const int MaxText = 64 * 1024;

    /// <summary>The URL; null where the text does not name one PostgreSQL.</summary>
    public static string? Url(string text)
    {
        Dictionary<string, string?> parts = new(StringComparer.Ordinal);
        int at = 0;
        int end = Math.Min(text.Length, MaxText);
        while (at < end)
        {
            if (text[at] is '#' || (text.AsSpan(at).StartsWith("//") && (at == 0 || text[at - 1] is not ':')))
            {
                int line = text.IndexOf('\n', at);
                at = line < 0 ? end : line + 1;
            }
            else if (char.IsAsciiLetter(text[at]) && (at == 0 || !IsName(text[at - 1])))
            {
                int start = at;
                while (at < end && IsName(text[at]))
                {
                    at++;
                }

                if (Role(text[start..at]) is { } role && ValueAt(text, ref at, end) is (true, var value))
                {
                    Add(parts, role, value);
                }
            }
            else
            {
                at++;
            }
        }

        return parts.GetValueOrDefault("engine") is not { } engine || !IsPostgres(engine)
            || parts.GetValueOrDefault("host") is not { Length: > 0 } host
            || parts.GetValueOrDefault("database") is not { Length: > 0 } database
            || Unclear(parts, "port") || Unclear(parts, "user")
            ? null
            : $"postgresql://{Login(parts)}{host}"
                + (parts.GetValueOrDefault("port") is { Length: > 0 } port ? $":{port}" : "")
                + "/" + Uri.EscapeDataString(database);
    }

    private static string Login(Dictionary<string, string?> parts) =>
        parts.GetValueOrDefault("user") is not { Length: > 0 } user ? ""
        : parts.GetValueOrDefault("password") is { Length: > 0 } password
            ? $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@"
        : $"{Uri.EscapeDataString(user)}@";

    /// <summary>It is named, but not by one literal.</summary>
    private static bool Unclear(Dictionary<string, string?> parts, string role) =>
        parts.TryGetValue(role, out string? value) && value is null;

    private static void Add(Dictionary<string, string?> parts, string role, string? value)
    {
        // The type of a column is none of a database.
        if (role is not "engine" || (value is not null && IsEngine(value)))
        {
            parts[role] = parts.TryGetValue(role, out string? other) && other != value ? null : value;
        }
    }

    private static string? Role(string name) => name switch
    {
        "NAME" => "database",
        _ => name.ToLowerInvariant() switch
        {
            "host" or "hostname" => "host",
            "port" => "port",
            "user" or "username" => "user",
            "password" or "pass" => "password",
            "database" or "dbname" => "database",
            "dialect" or "client" or "type" or "engine" or "adapter" or "driver" or "drivername" => "engine",
            _ => null,
        },
    };

    private static bool IsPostgres(string engine) =>
        engine.Contains("postgres", StringComparison.OrdinalIgnoreCase) || engine is "pg" or "pgsql" or "psycopg2";

    private static bool IsEngine(string value) => IsPostgres(value)
        || value.Contains("mysql", StringComparison.OrdinalIgnoreCase)
        || value.Contains("sqlite", StringComparison.OrdinalIgnoreCase)
        || value.ToLowerInvariant() is "mariadb" or "mssql" or "oracle" or "oracledb" or "mongodb" or "cockroachdb";

    /// <summary>The value behind a key: null where it is no literal; false where this is no key.</summary>
    private static (bool IsKey, string? Value) ValueAt(string text, ref int at, int end)
    {
        int i = Skip(text, at, end, "'\" \t");
        if (i >= end || text[i] is not (':' or '='))
        {
            return (false, null);
        }

        i = Skip(text, i + 1, end, "> \t");
        if (i >= end)
        {
            return (false, null);
        }

        at = i;
        if (text[i] is '{' or '[')
        {
            return (false, null);
        }

        int stop = text[i] is '\'' or '"' or '`' ? text.IndexOf(text[i], i + 1) : -1;
        if (stop > i && stop < end)
        {
            string value = text[(i + 1)..stop];
            at = stop + 1;
            int next = Skip(text, at, end, " \t");
            bool alone = next >= end || text[next] is ',' or '}' or ')' or ';' or '\r' or '\n';
            return (true, alone && !value.AsSpan().ContainsAny("$\n") ? value : null);
        }

        // A number, or a bare word as YAML has it.
        while (i < end && (IsName(text[i]) || text[i] is '.' or '-'))
        {
            i++;
        }

        string bare = text[at..i];
        bool whole = i >= end || text[i] is ',' or '}' or ';' or '\r' or '\n' or ' ';
        at = Math.Max(i, at + 1);
        return (true, whole && bare.Length > 0 && bare.IndexOf("env", StringComparison.Ordinal) < 0 ? bare : null);
    }

    private static int Skip(string text, int at, int end, string what)
    {
        while (at < end && what.Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';
}
