using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>How <c>redis-cli</c> reaches what an action would.</summary>
/// <param name="Words">Its options, without the database; no password is among them, since everybody can read a
/// process's arguments.</param>
internal sealed record RedisDial(
    ImmutableArray<string> Words, int Database, ImmutableDictionary<string, string?> Variables)
{
    public static ImmutableArray<string> Clients { get; } = ["redis-cli", "valkey-cli"];

    /// <summary>The words for the client, in the database of the action.</summary>
    public ImmutableArray<string> ForClient =>
        [.. Words, "-n", Database.ToString(CultureInfo.InvariantCulture)];

    /// <summary>What a connection's words and variables say; null where that is not known.</summary>
    public static RedisDial? Of(Connection connection, IWorld world)
    {
        Endpoint endpoint = connection.Dial(world);
        if (endpoint.IsUnknown)
        {
            return null;
        }

        var resolver = new ConnectionResolver(connection, world);
        List<string> words = [];
        Dictionary<string, string> url = new(StringComparer.Ordinal);
        if (endpoint.Url is { } given)
        {
            ConnectionString.ReadLibpq(given, url);
            words.AddRange(given.StartsWith("rediss:", StringComparison.Ordinal) ? ["--tls"] : []);
        }

        if (endpoint.Host is { } host)
        {
            words.AddRange(host.StartsWith('/') ? "-s" : "-h", host);
            words.AddRange(endpoint.Port is { } port ? ["-p", port] : []);
        }

        string? user = endpoint.User is { Length: > 0 } named ? named : url.GetValueOrDefault("user");
        words.AddRange(user is { Length: > 0 } ? ["--user", user] : []);
        string? password = url.GetValueOrDefault("password");
        foreach ((string name, Shell.Word? value) in connection.Given)
        {
            string? text = value is null ? null : resolver.Text(value);
            if (name is "a" or "pass")
            {
                password = text;
            }
            else if (value is not null && text is null)
            {
                return null;
            }
            else
            {
                words.Add($"--{name}");
                words.AddRange(text is null ? [] : [text]);
            }
        }

        ImmutableDictionary<string, string?> variables = connection.Invocation.Environment
            .Where(v => v.Key.StartsWith("REDISCLI", StringComparison.Ordinal))
            .ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal);

        // What was taken out of a record is looked for where the client finds one by itself.
        return new RedisDial(
            [.. words],
            int.TryParse(endpoint.Database, NumberStyles.None, CultureInfo.InvariantCulture, out int database)
                ? database
                : 0,
            password is null or Redaction.Mark ? variables : variables.SetItem("REDISCLI_AUTH", password));
    }
}
