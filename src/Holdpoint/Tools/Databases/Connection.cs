using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases;

/// <summary>Which database a client would talk to, as its words tell it; variables and files tell the rest.</summary>
internal sealed record Connection
{
    /// <summary>The kind of database, as the scheme of its URLs.</summary>
    public required string Scheme { get; init; }

    public required Invocation Invocation { get; init; }

    /// <summary>A URL or a connection string, or a database by name alone.</summary>
    public Word? Url { get; init; }

    public Word? Host { get; init; }

    public Word? Port { get; init; }

    public Word? Database { get; init; }

    public Word? User { get; init; }

    /// <summary>A named connection of a configuration file: a service, a login path, a profile, an account.</summary>
    public Word? Profile { get; init; }

    /// <summary>A file that holds the database: SQLite, DuckDB.</summary>
    public Word? File { get; init; }

    /// <summary>Variables that stand in for what the words do not say: URL, host, port, database, profile; an empty
    /// name where there is none.</summary>
    public (string Url, string Host, string Port, string Database, string Profile) Variables { get; init; } =
        ("", "", "", "", "");

    /// <summary>Where the client connects when nothing tells; null where it connects nowhere.</summary>
    public string? DefaultHost { get; init; }

    /// <summary>Configuration files that may name the host, in the home folder; the first that is there
    /// counts.</summary>
    public OptionFile? Options { get; init; }

    /// <summary>The options by which the client was told how to connect, beside what stands above: a socket, a
    /// certificate, an option file, a password.</summary>
    public ImmutableArray<(string Name, Word? Value)> Given { get; init; } = [];

    /// <summary>The target, as far as words tell it.</summary>
    public Target OfWords() => new ConnectionResolver(this, null).Resolve();

    /// <summary>The target, with what the world knows of variables and files.</summary>
    public Target Of(World.IWorld world) => new ConnectionResolver(this, world).Resolve();

    /// <summary>What the client would dial, with what the world knows of variables and files.</summary>
    public Endpoint Dial(World.IWorld world) => new ConnectionResolver(this, world).Dial();

    /// <summary>The same connection to another database, as a client's own command or USE says.</summary>
    public Connection After(string command, ImmutableArray<string> words)
    {
        Word? At(int i) => i < words.Length && words[i] is not ("-" or "") ? new Word(words[i]) : null;
        Connection same = this;
        if (words.IsEmpty)
        {
            return same;
        }

        return command switch
        {
            "use" => same with { Database = At(0) ?? Database },
            "sqlite" => same with { File = At(0) ?? File, KeepsNothing = At(0) is null or { Text: ":memory:" } },
            "attach" => Attached(words[0]),
            "mysql" => same with { Database = At(0) ?? Database, Host = At(1) ?? Host },
            "sqlcmd" => same with { Host = At(0) ?? Host },
            _ when At(0) is { Text: { } text } && IsString(text) =>
                same with { Url = At(0), Host = null, Database = null, Port = null, Profile = null },
            _ => same with { Database = At(0) ?? Database, Host = At(2) ?? Host, Port = At(3) ?? Port },
        };
    }

    /// <summary>Nothing that is kept can be reached: a database in memory, or one opened to be read.</summary>
    public bool KeepsNothing { get; init; }

    /// <summary>A file opened beside the one in use; what follows may mean either, and the kept one counts.</summary>
    private Connection Attached(string place) =>
        IsString(place) && !place.StartsWith("file:", StringComparison.Ordinal)
            ? this with { File = null, Url = new Word(place), Scheme = SchemeOf(place), KeepsNothing = false }
        : place is "" or ":memory:" || place.Contains("mode=ro", StringComparison.Ordinal) ? this
        : KeepsNothing ? this with { File = new Word(place), KeepsNothing = false }
        : this;

    private static string SchemeOf(string place) =>
        place.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? place[..end] : "database";

    /// <summary>Whether a text is more than a database's name.</summary>
    public static bool IsString(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal);
}

/// <summary>A configuration file of a client, and the keys of its section that tell the target.</summary>
/// <param name="Files">Below the home folder, or absolute.</param>
/// <param name="Section">The section; null: the one that is named as the profile.</param>
internal sealed record OptionFile(ImmutableArray<string> Files, string? Section)
{
    /// <summary>A file that an option names instead.</summary>
    public Word? Given { get; init; }

    /// <summary>A variable that names another file.</summary>
    public string Variable { get; init; } = "";
}
