using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>Asks a Redis through its own client how many keys would go: commands that only read, none that walks all
/// keys.</summary>
internal static class RedisQuestion
{
    /// <summary>Stands before each answer, so that they can be told apart.</summary>
    private const string Mark = "holdpoint:";

    /// <summary>Whether the server can tell more than the words.</summary>
    public static bool Concerns(SqlStep.Deed deed) =>
        deed is { Kind: DeedKind.Deletes, Type: "database" } || Keys(deed).Length > 0;

    public static (Measurement? Told, string Problem) Ask(
        Effect effect, Connection connection, ImmutableArray<SqlStep.Deed> deeds, IWorld world, MeasureBudget budget)
    {
        if (ClientRun.Hindrance(connection, world) is { } hindrance)
        {
            return (null, hindrance);
        }

        if (RedisDial.Of(connection, world) is not { } dial)
        {
            return (null, "where it connects is known only when it runs");
        }

        ImmutableArray<string> keys =
            [.. deeds.SelectMany(d => Keys(d)).Distinct(StringComparer.Ordinal)];
        var input = new StringBuilder($"ECHO {Mark}info\nINFO\n");
        foreach (string key in keys)
        {
            input.Append(CultureInfo.InvariantCulture, $"ECHO {Mark}key\nTYPE {RedisText.Quoted(key)}\n");
        }

        string place = effect.Target.Place;
        (string? text, string problem) = ClientRun.Ask(
            RedisDial.Clients, dial.ForClient, input.ToString(), place, dial.Variables, world, budget);
        if (text is null)
        {
            return (null, problem);
        }

        string[] answers = text.Split(Mark);
        if (answers.Length < 2 || !answers[1].Contains("redis_version:", StringComparison.Ordinal))
        {
            string said = text.Replace(Mark + "info", "", StringComparison.Ordinal).Trim().Split('\n')[0];
            bool denied = said.StartsWith("NO", StringComparison.Ordinal)
                || said.StartsWith("WRONGPASS", StringComparison.Ordinal);
            return (null, $"{place} answered redis-cli: {said}"
                + (denied ? "; give the user and the password of that server" : ""));
        }

        Dictionary<string, string> info = Settings(answers[1]);
        ImmutableArray<Fact> facts = [.. Facts(info, place)];
        return (deeds.All(d => d.Type is "database")
            ? OfDatabases(effect, deeds, info, dial.Database, facts)
            : OfKeys(effect, keys, [.. answers.Skip(2).Select(a => a["key".Length..].Trim())], facts), "");
    }

    private static Measurement OfDatabases(
        Effect effect, ImmutableArray<SqlStep.Deed> deeds, Dictionary<string, string> info, int database,
        ImmutableArray<Fact> facts)
    {
        bool all = deeds.Any(d => d.Name is "all databases" or "all keys");
        string own = $"db{database}";
        ImmutableArray<Loss> losses =
        [
            .. info.Where(i => i.Key.StartsWith("db", StringComparison.Ordinal)
                    && i.Value.StartsWith("keys=", StringComparison.Ordinal) && (all || i.Key == own))
                .Select(i => new Loss(new Resource("redis.database", i.Key), effect.Recovery)
                {
                    HoldsData = true,
                    Amounts = [new Amount(Number(i.Value["keys=".Length..].Split(',')[0]), "keys")],
                }),
        ];
        if (losses.IsEmpty)
        {
            return Nothing(effect, facts, "no key is there");
        }

        return new Measurement(effect)
        {
            Count = losses.Sum(l => l.Amounts[0].Number),
            Unit = "keys",
            Bytes = all && info.TryGetValue("used_memory", out string? memory) ? Number(memory) : null,
            Losses = [.. losses.Take(BlastRadius.MaxNamedLosses)],
            HoldData = losses.Length,
            Facts = facts,
        };
    }

    private static Measurement OfKeys(
        Effect effect, ImmutableArray<string> keys, ImmutableArray<string> types, ImmutableArray<Fact> facts)
    {
        ImmutableArray<Loss> losses =
        [
            .. keys.Zip(types).Where(k => k.Second is not "none").Select(k =>
                new Loss(new Resource("redis.key", k.First), effect.Recovery)
                {
                    HoldsData = true,
                    Details = k.Second.Length is > 0 and < 20 ? [$"a {k.Second}"] : [],
                }),
        ];
        return losses.IsEmpty && types.Length == keys.Length
            ? Nothing(effect, facts, "none of these keys is there")
            : new Measurement(effect)
            {
                Count = losses.Length,
                Unit = "keys",
                Losses = losses,
                HoldData = losses.Length,
                Facts = facts,
            };
    }

    private static Measurement Nothing(Effect effect, ImmutableArray<Fact> facts, string why) => new(effect with
    {
        Kind = EffectKind.Read,
        Recovery = new Recovery.Trivial(why),
        Summary = $"{effect.Summary}: {why}",
    })
    {
        Count = 0,
        Unit = "keys",
        Facts = facts,
    };

    private static IEnumerable<Fact> Facts(Dictionary<string, string> info, string source)
    {
        yield return new Fact("server", $"Redis {info.GetValueOrDefault("redis_version")}", source);
        if (info.TryGetValue("role", out string? role))
        {
            yield return new Fact("role of the server", role is "slave" ? "a replica"
                : info.GetValueOrDefault("connected_slaves") is "0" or null ? "primary, no replica follows it now"
                : $"primary of {info["connected_slaves"]} replicas, which lose the same", source);
        }

        if (info.TryGetValue("rdb_last_save_time", out string? saved) && Number(saved) > 0)
        {
            yield return new Fact(
                "last saved to disk", $"{DateTimeOffset.FromUnixTimeSeconds(Number(saved)):yyyy-MM-dd HH:mm}", source)
            {
                Passing = true,
            };
        }

        if (info.GetValueOrDefault("aof_enabled") is "1")
        {
            yield return new Fact("log of changes", "appended to a file; deleting is in it too", source);
        }
    }

    /// <summary>The keys that a deed names, where it names them all.</summary>
    public static ImmutableArray<string> Keys(SqlStep.Deed deed) =>
        deed is { Kind: DeedKind.Deletes, Type: "rows", Reach: Reach.Equality }
            && deed.Summary.StartsWith("deletes the keys", StringComparison.Ordinal)
            ? [.. RedisScript.Words(deed.Name)]
            : [];

    internal static Dictionary<string, string> Settings(string text)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                settings[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return settings;
    }

    internal static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
