using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql;

/// <summary>How MySQL's own programs reach what an action would: by its words, its option files and its
/// variables.</summary>
/// <param name="Files">Options that name option files: they must come first.</param>
/// <param name="Words">The other options; no password is among them, since everybody can read a process's
/// arguments.</param>
internal sealed record MySqlDial(
    ImmutableArray<string> Files, ImmutableArray<string> Words, ImmutableDictionary<string, string?> Variables)
{
    /// <summary>The database that the action begins in; null where it names none.</summary>
    public string? Database { get; init; }

    /// <summary>What a server answers to: host and port, or a socket.</summary>
    public string Server => string.Join(' ', Files.Concat(Words).Where(w => !w.StartsWith("--user=",
        StringComparison.Ordinal)));

    /// <summary>The words for <c>mysql</c>, which prints plain lines then.</summary>
    public ImmutableArray<string> ForClient =>
    [
        .. Files, "--batch", "--skip-column-names", "--local-infile=0", "--connect-timeout=3", "--no-beep", .. Words,
    ];

    /// <summary>What a connection's words and variables say; or why that is not known.</summary>
    public static (MySqlDial? Dial, string Problem) Of(Connection connection, IWorld world)
    {
        const string Later = "where it connects is known only when it runs";
        Endpoint endpoint = connection.Dial(world);
        if (endpoint.IsUnknown && connection.Profile is null)
        {
            return (null, Later);
        }

        var resolver = new ConnectionResolver(connection, world);
        string? password = endpoint.Url is null ? null : endpoint.Password;
        var files = ImmutableArray.CreateBuilder<string>();
        var words = ImmutableArray.CreateBuilder<string>();
        foreach ((string name, Shell.Word? value) in connection.Given)
        {
            bool secret = name is "p" or "password";
            if (value is null)
            {
                if (secret)
                {
                    return (null, "it asks for its password at the terminal; put it into the client's option file");
                }

                words.AddRange(name is "ssl" ? (ReadOnlySpan<string>)["--ssl"] : []);
                continue;
            }

            string? text = resolver.Text(value);
            if (secret)
            {
                // What was taken out of a record is looked for where the client finds one by itself.
                password = text == Redaction.Mark ? null : text;
            }
            else if (text is null)
            {
                return (null, Later);
            }
            else if (name.StartsWith("defaults", StringComparison.Ordinal) || name is "login-path")
            {
                bool below = name is "defaults-file" or "defaults-extra-file" && !text.StartsWith('/');
                files.Add($"--{name}={(below ? connection.Invocation.Directory.Text + "/" : "")}{text}");
            }
            else
            {
                words.Add(name is "S" ? $"--socket={text}" : $"--{name}={text}");
            }
        }

        Add("host", endpoint.HostSource is "the default of the client" ? null : endpoint.Host);
        Add("port", endpoint.Port);
        Add("user", endpoint.User);
        ImmutableDictionary<string, string?> variables = connection.Invocation.Environment
            .Where(v => v.Key.StartsWith("MYSQL", StringComparison.Ordinal))
            .ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal);
        return (new MySqlDial(files.ToImmutable(), words.ToImmutable(),
            password is null ? variables : variables.SetItem("MYSQL_PWD", password))
        {
            Database = endpoint.Database,
        }, "");

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                words.Add($"--{name}={value}");
            }
        }
    }
}
