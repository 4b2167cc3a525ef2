using System.Buffers;
using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Clis;

/// <summary>Finds what a project's configuration says of its database, in whatever language it is written: literal
/// URLs and hosts, and the names of variables. Pure.</summary>
/// <remarks>It is no parser: a file that computes its target tells nothing, and nothing is the careful
/// answer.</remarks>
internal static class ConfigText
{
    /// <summary>Lines that are read; the connection stands near the top.</summary>
    private const int MaxLines = 1500;

    /// <summary>Characters between <c>env</c> and the name of the variable: <c>iron.setdefault("</c>.</summary>
    private const int MaxReach = 20;

    /// <summary>Characters of one line; a longer one is no configuration that a person wrote.</summary>
    private const int MaxLine = 2000;

    private static readonly SearchValues<char> TokenEnds = SearchValues.Create(" \t'\"`,;()[]{}<>|");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create("'\", ;})#");
    private static readonly string[] Hosts = ["host", "hostname", "server", "addr"];

    private static readonly string[] Pairs = ["server", "host", "data source"];

    /// <summary>All that the text tells, in its order.</summary>
    public static ImmutableArray<(string Word, SignKind Kind, string Value)> Read(string text)
    {
        var found = ImmutableArray.CreateBuilder<(string, SignKind, string)>();
        int lines = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (lines++ >= MaxLines)
            {
                break;
            }

            if (line.IsEmpty || line.Length > MaxLine || line.StartsWith("#") || line.StartsWith("//")
                || line.StartsWith("* "))
            {
                continue;
            }

            AddVariables(line, found);
            AddTokens(line, found);
            AddHost(line, found);
        }

        if (!found.Any(f => f.Item2 is SignKind.Url) && ConfigParts.Url(text) is { } url)
        {
            // It says more than its host alone.
            found.RemoveAll(f => f.Item2 is SignKind.Host);
            found.Add(("url", SignKind.Url, url));
        }

        return found.DrainToImmutable();
    }

    /// <summary>The part of a text that an environment's name heads: <c>production:</c>, <c>"production": {</c>,
    /// <c>env "prod" {</c>, <c>[prod]</c>; all of it where there is no such part.</summary>
    public static string Section(string text, string name)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length && i < MaxLines; i++)
        {
            if (!Heads(lines[i], name))
            {
                continue;
            }

            int indent = Indent(lines[i]), end = i + 1;
            while (end < lines.Length && (string.IsNullOrWhiteSpace(lines[end]) || Indent(lines[end]) > indent
                || (lines[i].TrimStart().StartsWith('[') && !lines[end].TrimStart().StartsWith('['))))
            {
                end++;
            }

            return string.Join('\n', lines[i..end]);
        }

        return text;
    }

    private static bool Heads(string line, string name)
    {
        string bare = line.Trim();
        int at = bare.IndexOf(name, StringComparison.Ordinal);
        int after = at + name.Length;
        return at >= 0 && at <= 6 && (after == bare.Length || !char.IsAsciiLetterOrDigit(bare[after]))
            && (at == 0 || !char.IsAsciiLetterOrDigit(bare[at - 1]))
            && bare.AsSpan(after).IndexOfAny(":{]=") is >= 0 and <= 3;
    }

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    private static void AddVariables(
        ReadOnlySpan<char> line, ImmutableArray<(string, SignKind, string)>.Builder found)
    {
        for (int at = 0; at < line.Length;)
        {
            int env = line[at..].IndexOf("env", StringComparison.OrdinalIgnoreCase);
            int brace = line[at..].IndexOf("${");
            if (env < 0 && brace < 0)
            {
                return;
            }

            bool isBrace = env < 0 || (brace >= 0 && brace < env);
            at += isBrace ? brace + 2 : env + 3;
            int start = at;
            while (start < line.Length && start - at <= (isBrace ? 0 : MaxReach) && !IsStart(line, start))
            {
                start++;
            }

            int end = start;
            while (end < line.Length && (char.IsAsciiLetterUpper(line[end]) || char.IsAsciiDigit(line[end])
                || line[end] is '_'))
            {
                end++;
            }

            ReadOnlySpan<char> name = line[start..end];
            if (name.Length < 3 || (end < line.Length && char.IsAsciiLetterLower(line[end])))
            {
                continue;
            }

            at = end;
            if (name.SequenceEqual("DJANGO_SETTINGS_MODULE"))
            {
                AddModule(line[end..], found);
            }
            else if (SaysTarget(name))
            {
                found.Add((CliConfig.NamedVariable, SignKind.Name, name.ToString()));
            }
        }
    }

    private static bool IsStart(ReadOnlySpan<char> line, int at) =>
        char.IsAsciiLetterUpper(line[at]) && !char.IsAsciiLetterOrDigit(line[at - 1]) && line[at - 1] is not '_';

    private static bool SaysTarget(ReadOnlySpan<char> name) =>
        name.Contains("URL", StringComparison.Ordinal) || name.Contains("URI", StringComparison.Ordinal)
        || name.Contains("DSN", StringComparison.Ordinal) || name.EndsWith("HOST")
        || name.Contains("DATABASE", StringComparison.Ordinal) || name.Contains("CONNECTION", StringComparison.Ordinal)
        || name.StartsWith("DB_") || name.EndsWith("_DB");

    /// <summary>The settings that manage.py names: the module is a file beside it, and its name is a sign.</summary>
    private static void AddModule(
        ReadOnlySpan<char> rest, ImmutableArray<(string, SignKind, string)>.Builder found)
    {
        int start = rest.IndexOfAnyInRange('a', 'z');
        int length = start < 0 ? -1 : rest[start..].IndexOfAny("'\")");
        if (length > 0)
        {
            string module = rest.Slice(start, length).ToString();
            found.Add(("settings", SignKind.Name, module));
            found.Add((CliConfig.NamedFile, SignKind.Path, module.Replace('.', '/') + ".py"));
        }
    }

    /// <summary>Literal URLs, files of databases and files of variables.</summary>
    private static void AddTokens(ReadOnlySpan<char> line, ImmutableArray<(string, SignKind, string)>.Builder found)
    {
        for (int at = 0; at < line.Length; at++)
        {
            int length = line[at..].IndexOfAny(TokenEnds);
            length = length < 0 ? line.Length - at : length;
            ReadOnlySpan<char> token = line.Slice(at, length);
            int equals = token.IndexOf('=');
            if (equals > 0 && token[..equals].IndexOf(':') < 0)
            {
                token = token[(equals + 1)..];
            }

            if (Reach.IsConnection(token) || (token.StartsWith("db:") && DatabaseAddress.IsSqitch(token.ToString()))
                || token.StartsWith("sqlite:") || token.StartsWith("file:./")
                || token.StartsWith("jdbc:sqlite:") || token.StartsWith("jdbc:h2:") || IsDatabaseFile(token))
            {
                // A template that holds variables is no literal.
                if (token.IndexOfAny("$%") < 0)
                {
                    found.Add(("url", SignKind.Url, token.ToString()));
                }
            }
            else if (token.StartsWith(".env") && (token.Length == 4 || token[4] is '.' or '_' or '-'))
            {
                found.Add((CliConfig.NamedDotEnv, SignKind.Path, token.ToString()));
            }

            at += length;
        }
    }

    /// <summary>A file by its ending; a module has several dots: <c>django.db.backends.sqlite3</c>.</summary>
    private static bool IsDatabaseFile(ReadOnlySpan<char> token) =>
        token.Length > 3 && (token.EndsWith(".sqlite3") || token.EndsWith(".sqlite") || token.EndsWith(".db"))
        && (token.Contains('/') || token.Count('.') == 1);

    /// <summary><c>host: db.example.com</c>, <c>'HOST': 'db'</c>, <c>"host" => "db"</c>.</summary>
    private static void AddHost(ReadOnlySpan<char> line, ImmutableArray<(string, SignKind, string)>.Builder found)
    {
        foreach (string key in Pairs)
        {
            // Inside of a connection string: Server=db;Database=app.
            int at = line.IndexOf(key, StringComparison.OrdinalIgnoreCase);
            int equals = at + key.Length;
            if (at > 0 && line[at - 1] is '"' or ';' && equals < line.Length && line[equals] is '=')
            {
                ReadOnlySpan<char> named = line[(equals + 1)..];
                int stop = named.IndexOfAny(";\"");
                named = stop < 0 ? named : named[..stop];
                found.Add(("host", SignKind.Host,
                    (named.StartsWith("tcp:") ? named[4..] : named).ToString().Split(',')[0]));
                return;
            }
        }

        for (int at = 0; at >= 0 && at < line.Length; at = Next(line, at))
        {
            if (HostAt(line[at..].TrimStart("'\"{[( ")) is { } host)
            {
                found.Add(("host", SignKind.Host, host));
                return;
            }
        }
    }

    /// <summary>Where the next member of an object begins; -1 where there is none.</summary>
    private static int Next(ReadOnlySpan<char> line, int at)
    {
        int next = line[(at + 1)..].IndexOfAny("{,(");
        return next < 0 ? -1 : at + 1 + next + (line[at + 1 + next] is ',' ? 1 : 0);
    }

    /// <summary>The value of a key that says host, at the start of a text.</summary>
    private static string? HostAt(ReadOnlySpan<char> start)
    {
        foreach (string host in Hosts)
        {
            if (!start.StartsWith(host, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            ReadOnlySpan<char> rest = start[host.Length..].TrimStart("'\"");
            ReadOnlySpan<char> after = rest.TrimStart();
            if (after is not [':' or '=', ..])
            {
                continue;
            }

            ReadOnlySpan<char> value = after[1..].TrimStart("> \t").TrimStart("'\"");
            int end = value.IndexOfAny(ValueEnds);
            value = end < 0 ? value : value[..end];
            return !value.IsEmpty && char.IsAsciiLetterOrDigit(value[0])
                && value.IndexOf("env", StringComparison.OrdinalIgnoreCase) < 0
                && value is not ("true" or "false" or "null" or "os" or "config") ? value.ToString() : null;
        }

        return null;
    }
}
