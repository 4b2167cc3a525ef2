namespace Holdpoint.Tools.Databases;

/// <summary>Reads URLs, <c>key=value</c> strings and sections of option files into host, port and dbname.</summary>
internal static class ConnectionString
{
    /// <summary>Adds what a connection string says; what is none of them is a database's name.</summary>
    public static void Read(string text, Dictionary<string, string> settings)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            Url(text[(scheme + 3)..], settings);
        }
        else if (text.Contains('=', StringComparison.Ordinal))
        {
            Pairs(text, (key, value) => Set(key, value, settings));
        }
        else if (text.Length > 0)
        {
            settings["dbname"] = text;
        }
    }

    /// <summary>Adds all keywords that a connection string of libpq says, by their names, the user and the password of
    /// a URL among them.</summary>
    public static void ReadLibpq(string text, Dictionary<string, string> settings)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            Pairs(text, (key, value) => settings[key] = value);
            return;
        }

        string rest = text[(scheme + 3)..];
        Url(rest, settings);
        int end = rest.AsSpan().IndexOfAny('/', '?');
        string authority = end < 0 ? rest : rest[..end];
        if (authority.LastIndexOf('@') is > 0 and var at)
        {
            string[] user = authority[..at].Split(':', 2);
            settings["user"] = Uri.UnescapeDataString(user[0]);
            if (user.Length > 1)
            {
                settings["password"] = Uri.UnescapeDataString(user[1]);
            }
        }

        int query = rest.IndexOf('?', StringComparison.Ordinal);
        foreach (string pair in query < 0 ? [] : rest[(query + 1)..].Split('&'))
        {
            if (pair.Split('=', 2) is [var key, var value])
            {
                settings[key] = Uri.UnescapeDataString(value);
            }
        }
    }

    private static void Url(string rest, Dictionary<string, string> settings)
    {
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? rest : rest[..query];
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string authority = slash < 0 ? path : path[..slash];
        string host = authority[(authority.LastIndexOf('@') + 1)..];
        int colon = host.StartsWith('[') ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.LastIndexOf(':');
        if (colon > 0 && !host.Contains(',', StringComparison.Ordinal))
        {
            settings["port"] = host[(colon + 1)..];
            host = host[..colon];
        }

        if (host.Length > 0)
        {
            settings["host"] = Uri.UnescapeDataString(host);
        }

        if (slash >= 0 && slash + 1 < path.Length)
        {
            settings["dbname"] = Uri.UnescapeDataString(path[(slash + 1)..]);
        }

        foreach (string pair in query < 0 ? [] : rest[(query + 1)..].Split('&'))
        {
            Set(pair, settings);
        }
    }

    /// <summary><c>host=db port=5432 dbname='a b'</c>, also with semicolons.</summary>
    private static void Pairs(string text, Action<string, string> set)
    {
        int i = 0;
        while (i < text.Length)
        {
            int equals = text.IndexOf('=', i);
            if (equals < 0)
            {
                return;
            }

            string key = text[i..equals].Trim(' ', ';', '\t', '\n');
            int start = equals + 1;
            while (start < text.Length && text[start] == ' ')
            {
                start++;
            }

            bool quoted = start < text.Length && text[start] == '\'';
            int end = quoted ? text.IndexOf('\'', start + 1) : text.AsSpan(start).IndexOfAny(" ;\t\n");
            end = end < 0 ? text.Length : quoted ? end : start + end;
            set(key, text[(quoted ? start + 1 : start)..end]);
            i = end + 1;
        }
    }

    private static void Set(string pair, Dictionary<string, string> settings)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            Set(pair[..equals], pair[(equals + 1)..], settings);
        }
    }

    private static void Set(string key, string text, Dictionary<string, string> settings)
    {
        string value = text.Trim();
        switch (key.Trim().ToLowerInvariant())
        {
            case "host" or "hostaddr" or "server" or "data source" or "address" or "socket":
                settings["host"] = value.StartsWith("tcp:", StringComparison.Ordinal) ? value[4..] : value;
                break;
            case "dbname" or "database" or "initial catalog":
                settings["dbname"] = value;
                break;
            case "port":
                settings["port"] = value;
                break;
            case "user" or "username":
                settings["user"] = value;
                break;
            case "password":
                settings["password"] = value;
                break;
            case "service":
                settings["service"] = value;
                break;
        }
    }

    /// <summary>Adds what a section of an option file says; false where there is no such section.</summary>
    public static bool Section(string text, string section, Dictionary<string, string> settings)
    {
        bool inside = false, found = false;
        foreach (string line in text.Split('\n'))
        {
            string bare = line.Trim();
            if (bare.StartsWith('['))
            {
                inside = bare.TrimStart('[').TrimEnd(']').Trim() == section;
                found |= inside;
            }
            else if (inside && bare.Length > 0 && bare[0] is not ('#' or ';'))
            {
                Set(bare.Replace("\"", "", StringComparison.Ordinal), settings);
            }
        }

        return found;
    }
}
