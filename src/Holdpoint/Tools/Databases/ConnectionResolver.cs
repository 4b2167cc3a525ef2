using System.Collections.Immutable;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases;

/// <summary>Finds where a connection leads the way the client would: words, then variables, then files, then the
/// default.</summary>
/// <remarks>A place that cannot be known is never taken for the default: the name of its variable is the only sign
/// left.</remarks>
internal sealed class ConnectionResolver(Connection connection, IWorld? world)
{
    /// <summary>An option file of a client is a few lines; what is larger is none.</summary>
    private const int MaxOptionFile = 256 * 1024;

    /// <summary>Programs that run their command on another machine: its defaults are not ours.</summary>
    private static readonly ImmutableArray<string> Elsewhere =
        ["ssh", "kubectl", "oc", "heroku", "fly", "flyctl", "railway", "render", "gcloud", "aws", "az", "nomad"];

    private readonly ImmutableArray<Sign>.Builder _signs = ImmutableArray.CreateBuilder<Sign>();

    public Target Resolve()
    {
        if (connection.File is { } file)
        {
            return OfFile(file);
        }

        Endpoint found = Dial();
        Sign(SignKind.Host, found.Host, found.HostSource);
        Sign(SignKind.Name, found.Database, found.DatabaseSource);
        UnknownName(connection.Url, found.Url);
        UnknownName(connection.Host, found.Host);
        UnknownName(connection.Database, found.Database);
        string place = Place(found.Host, found.Port, found.Database);
        if (found.Host is not null)
        {
            // Policies name databases by their URLs, however a client was told the parts.
            Sign(SignKind.Url, place, found.HostSource);
        }

        return new Target("database", place, _signs.ToImmutable());
    }

    /// <summary>What the client would dial.</summary>
    public Endpoint Dial()
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        (string? url, string urlSource) = Find(connection.Url, connection.Variables.Url, "the arguments");
        if (url is not null)
        {
            ConnectionString.Read(url, settings);
        }

        ReadProfile(settings);

        (string? host, string hostSource) = Find(
            connection.Host, settings.ContainsKey("host") ? "" : connection.Variables.Host, "the arguments");
        (string? database, string databaseSource) = Find(
            connection.Database, settings.ContainsKey("dbname") ? "" : connection.Variables.Database, "the arguments");
        if (host is null && connection.Host is null && settings.TryGetValue("host", out string? given))
        {
            (host, hostSource) = (given, url is null ? Source(settings) : urlSource);
        }

        if (database is null && connection.Database is null && settings.TryGetValue("dbname", out given))
        {
            (database, databaseSource) = (given, url is null ? Source(settings) : urlSource);
        }

        bool unknown = (connection.Url is not null && url is null) || (connection.Host is not null && host is null)
            || settings.ContainsKey("unknown");
        if (host is null && !unknown && connection.DefaultHost is { } standard
            && !connection.Invocation.Wrappers.Any(w => Elsewhere.Contains(w)))
        {
            (host, hostSource) = (standard, "the default of the client");
        }

        string? port = Find(connection.Port, connection.Variables.Port, "").Text ?? settings.GetValueOrDefault("port");
        return new Endpoint(url, host, port, database, settings.GetValueOrDefault("password"))
        {
            User = Find(connection.User, "", "").Text ?? settings.GetValueOrDefault("user"),
            HostSource = hostSource,
            DatabaseSource = databaseSource,
            IsUnknown = unknown || (connection.Database is not null && database is null)
                || (connection.User is not null && Find(connection.User, "", "").Text is null),
        };
    }

    private Target OfFile(Word file)
    {
        string? path = Text(file);
        if (path is null)
        {
            return new Target("database-file", file.Shown, [new Sign(SignKind.Name, file.Shown, "the arguments")]);
        }

        string absolute = path.StartsWith('/') || connection.Invocation.Directory.Text is not { } folder
            ? path
            : folder + "/" + path;
        return Target.Path(absolute);
    }

    private string Place(string? host, string? port, string? database)
    {
        string at = host ?? connection.Host?.Shown ?? (connection.Url is { } url && Text(url) is null
            ? url.Shown : connection.Profile?.Shown ?? "");
        var place = new StringBuilder(connection.Scheme).Append("://");
        place.Append(at.StartsWith('/') ? "localhost" : HostSigns.WithoutUser(at));
        if (port is not null)
        {
            place.Append(':').Append(port);
        }

        if ((database ?? connection.Database?.Shown) is { Length: > 0 } name)
        {
            place.Append('/').Append(name);
        }

        return place.ToString();
    }

    /// <summary>What a service file or option file says where the words do not, and the profile as a sign.</summary>
    private void ReadProfile(Dictionary<string, string> settings)
    {
        (string? profile, string source) = Find(connection.Profile, connection.Variables.Profile, "the arguments");
        profile ??= settings.GetValueOrDefault("service");
        Sign(SignKind.Context, profile, source);
        UnknownName(connection.Profile, profile);
        if (connection.Profile is not null || profile is not null)
        {
            settings["unknown"] = "";
        }

        if (connection.Options is not { } options || world is null || (options.Section is null && profile is null))
        {
            return;
        }

        foreach (string path in Paths(options))
        {
            Dictionary<string, string> read = new(StringComparer.Ordinal);
            if (world.Read(path, MaxOptionFile) is FileAnswer.Content content
                && ConnectionString.Section(content.Text, options.Section ?? profile ?? "", read))
            {
                foreach ((string key, string value) in read)
                {
                    settings.TryAdd(key, value);
                }

                settings["file"] = path;
                if (options.Section is null)
                {
                    settings.Remove("unknown");
                }

                break;
            }
        }
    }

    private IEnumerable<string> Paths(OptionFile options)
    {
        if (options.Given is { } given)
        {
            if (Text(given) is { } path)
            {
                yield return Absolute(path);
            }

            yield break;
        }

        if (options.Variable.Length > 0 && Variable(options.Variable) is { } named)
        {
            yield return Absolute(named);
        }

        foreach (string file in options.Files)
        {
            yield return file.StartsWith('/') || world is null ? file : world.Home + "/" + file;
        }
    }

    private string Absolute(string path) =>
        path.StartsWith('/') ? path : connection.Invocation.Directory.Text + "/" + path;

    private static string Source(Dictionary<string, string> settings) =>
        settings.GetValueOrDefault("file") ?? "the arguments";

    /// <summary>A value of the words, else of a variable.</summary>
    private (string? Text, string Source) Find(Word? word, string variable, string source)
    {
        if (word is not null)
        {
            return (Text(word), word.Text is null ? word.Shown : source);
        }

        return variable.Length > 0 && Variable(variable) is { Length: > 0 } value ? (value, variable) : (null, source);
    }

    private void Sign(SignKind kind, string? value, string source)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _signs.Add(new Sign(kind, value, source));
        }
    }

    /// <summary>A variable that nobody knows may still be called PROD_DATABASE_URL.</summary>
    private void UnknownName(Word? word, string? text)
    {
        if (word is not null && text is null)
        {
            Sign(SignKind.Name, word.Shown, "the name of the variable");
        }
    }

    private string? Variable(string name)
    {
        if (connection.Invocation.Environment.TryGetValue(name, out Word? set))
        {
            return set is null ? null : Text(set);
        }

        return connection.Invocation.CleanEnvironment ? null : world?.Variable(name);
    }

    /// <summary>A word's text; unknown pieces that are variables of the world are looked up there.</summary>
    internal string? Text(Word word)
    {
        if (word.Text is { } known)
        {
            return known;
        }

        var text = new StringBuilder();
        foreach (Piece piece in word.Pieces)
        {
            string? value = piece.Kind is not PieceKind.Unknown ? piece.Value
                : VariableName(piece.Value) is { } name ? world?.Variable(name)
                : null;
            if (value is null)
            {
                return null;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>The name in <c>$NAME</c> or <c>${NAME}</c>; null for any other source.</summary>
    internal static string? VariableName(string source)
    {
        ReadOnlySpan<char> name = source.StartsWith("${", StringComparison.Ordinal) && source.EndsWith('}')
            ? source.AsSpan(2, source.Length - 3)
            : source.StartsWith('$') ? source.AsSpan(1) : default;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return null;
            }
        }

        return name.IsEmpty ? null : name.ToString();
    }
}

/// <summary>Where a client would connect, and as whom.</summary>
/// <param name="Url">A URL or a connection string, which holds what the others do not.</param>
/// <param name="Password">From a file; those of URLs stay there, those of variables with the client.</param>
internal sealed record Endpoint(string? Url, string? Host, string? Port, string? Database, string? Password)
{
    public string? User { get; init; }

    /// <summary>What told the host, and the database.</summary>
    public string HostSource { get; init; } = "";

    public string DatabaseSource { get; init; } = "";

    /// <summary>A part of it is known only when the action runs.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Never shows the URL or the password.</summary>
    public override string ToString() => $"{Host}:{Port}/{Database}";
}
