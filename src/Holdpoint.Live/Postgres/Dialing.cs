using System.Globalization;
using System.Net;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Turns what a client was given (a URL, keywords, options) into a connection that can only read.</summary>
internal static class Dialing
{
    private const int DefaultPort = 5432;

    /// <summary>Connecting takes a few round trips; a host that does not answer in this time is not reached.</summary>
    private const int ConnectSeconds = 3;

    /// <summary>What the session may do: read, shortly, without waiting for anybody's lock, and without running the
    /// code of row security.</summary>
    private const string ReadOnly =
        "-c default_transaction_read_only=on -c statement_timeout=2000 -c lock_timeout=100 -c row_security=off "
        + "-c idle_in_transaction_session_timeout=5000";

    /// <summary>What a session may do that reads everything: it takes as long as it takes, waits for a lock only
    /// shortly, and keeps its snapshot no longer than pg_dump needs to begin, whatever becomes of this
    /// program.</summary>
    private const string ReadLong =
        "-c default_transaction_read_only=on -c statement_timeout=0 -c lock_timeout=10000 -c row_security=off "
        + "-c idle_in_transaction_session_timeout=300000";

    /// <summary>What a rehearsal's session may do: write, but wait for a lock only shortly, and be ended by the server
    /// if this program is.</summary>
    private const string Rehearsing =
        "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000 -c client_min_messages=error";

    /// <summary>The connection that a question names, for running statements that are rolled back.</summary>
    /// <exception cref="ArgumentException">A value is none that a connection can have.</exception>
    public static NpgsqlConnectionStringBuilder ForRehearsal(LiveQuestion question)
    {
        NpgsqlConnectionStringBuilder dial = Of(question);
        dial.Options = $"{Rehearsing} -c statement_timeout={Math.Max(question.Milliseconds, 1)}";
        dial.CommandTimeout = 0;
        return dial;
    }

    /// <summary>The connection that a question names, for reading all that a database holds.</summary>
    /// <exception cref="ArgumentException">A value is none that a connection can have.</exception>
    public static NpgsqlConnectionStringBuilder ForLong(LiveQuestion question)
    {
        NpgsqlConnectionStringBuilder dial = Of(question);
        dial.Options = ReadLong;
        dial.CommandTimeout = 0;
        return dial;
    }

    /// <summary>The connection that a question names.</summary>
    /// <exception cref="ArgumentException">A value is none that a connection can have.</exception>
    public static NpgsqlConnectionStringBuilder Of(LiveQuestion question)
    {
        var dial = new NpgsqlConnectionStringBuilder
        {
            Pooling = false,
            Enlist = false,
            Timeout = ConnectSeconds,
            CommandTimeout = ConnectSeconds,
            ApplicationName = "holdpoint",
            Options = ReadOnly,
            PersistSecurityInfo = false,
        };
        if (question.Url is { Length: > 0 } url)
        {
            if (url.Contains("://", StringComparison.Ordinal))
            {
                FromUrl(url, dial);
            }
            else
            {
                FromKeywords(url, dial);
            }
        }

        Set(dial, "host", question.Host);
        Set(dial, "port", question.Port);
        Set(dial, "dbname", question.Database);
        Set(dial, "user", question.User);
        Set(dial, "password", question.Password);
        dial.Host ??= "/var/run/postgresql";
        dial.Username ??= Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        dial.Database ??= dial.Username;
        return dial;
    }

    private static void FromUrl(string url, NpgsqlConnectionStringBuilder dial)
    {
        string rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? rest : rest[..query];
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string authority = slash < 0 ? path : path[..slash];
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            string[] user = authority[..at].Split(':', 2);
            Set(dial, "user", WebUtility.UrlDecode(user[0].Replace("+", "%2B", StringComparison.Ordinal)));
            Set(dial, "password", user.Length > 1
                ? WebUtility.UrlDecode(user[1].Replace("+", "%2B", StringComparison.Ordinal))
                : null);
        }

        string host = authority[(at + 1)..];
        int colon = host.StartsWith('[') ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.LastIndexOf(':');
        if (colon > 0)
        {
            Set(dial, "port", host[(colon + 1)..]);
            host = host[..colon];
        }

        Set(dial, "host", Uri.UnescapeDataString(host.Trim('[', ']')));
        Set(dial, "dbname", slash < 0 ? null : Uri.UnescapeDataString(path[(slash + 1)..]));
        foreach (string pair in query < 0 ? [] : rest[(query + 1)..].Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            Set(dial, parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null);
        }
    }

    /// <summary><c>host=db port=5432 dbname='a b'</c>, a quote within quotes behind a backslash.</summary>
    private static void FromKeywords(string text, NpgsqlConnectionStringBuilder dial)
    {
        int i = 0;
        while (text.IndexOf('=', i) is > 0 and var equals)
        {
            string key = text[i..equals].Trim(' ', ';', '\t', '\n');
            i = equals + 1;
            var value = new System.Text.StringBuilder();
            bool quoted = i < text.Length && text[i] == '\'';
            for (i += quoted ? 1 : 0; i < text.Length && text[i] is var c
                && (quoted ? c != '\'' : c is not (' ' or ';' or '\t' or '\n')); i++)
            {
                i += c == '\\' && i + 1 < text.Length ? 1 : 0;
                value.Append(text[i]);
            }

            i = Math.Min(i + 1, text.Length);
            Set(dial, key, value.ToString());
        }
    }

    /// <summary>Keywords of libpq that a reading needs; those that would let a session write are passed over.</summary>
    private static void Set(NpgsqlConnectionStringBuilder dial, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        switch (key.Trim().ToLowerInvariant())
        {
            case "host" or "hostaddr" or "server":
                dial.Host = value;
                break;
            case "port":
                dial.Port = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                    ? port
                    : DefaultPort;
                break;
            case "dbname" or "database":
                dial.Database = value;
                break;
            case "user" or "username" or "user id":
                dial.Username = value;
                break;
            case "password":
                dial.Password = value;
                break;
            case "sslmode" or "ssl mode":
                dial.SslMode = value.ToLowerInvariant() switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => SslMode.Prefer,
                };
                break;
            case "sslrootcert":
                dial.RootCertificate = value;
                break;
            case "passfile":
                dial.Passfile = value;
                break;
        }
    }
}
