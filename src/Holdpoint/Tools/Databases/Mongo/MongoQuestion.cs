using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Mongo;

/// <summary>Asks a MongoDB through mongosh, without its start file, which collections it holds and how many documents;
/// numbers are the server's own bookkeeping, so nothing is walked.</summary>
internal static class MongoQuestion
{
    private const string Mark = "holdpoint:";

    private const string Script =
        """
        print('holdpoint:' + JSON.stringify({ version: db.version(), name: db.getName(),
          collections: db.getCollectionInfos({}, { nameOnly: true, authorizedCollections: true }).slice(0, 2000)
            .map(c => {
              let count = null, bytes = null;
              try { count = Number(db.getCollection(c.name).estimatedDocumentCount({ maxTimeMS: 500 })); } catch (e) {}
              try { bytes = Number(db.runCommand({ collStats: c.name, maxTimeMS: 500 }).size) || null; } catch (e) {}
              return { name: c.name, type: c.type || 'collection', count, bytes };
            }) }))
        """;

    /// <summary>Whether the server can tell more than the words.</summary>
    public static bool Concerns(SqlStep.Deed deed) =>
        deed is { Kind: DeedKind.Deletes or DeedKind.Overwrites, Reach: Reach.Everything,
            Type: "database" or "collection" or "rows" };

    public static (Measurement? Told, string Problem) Ask(
        Effect effect, Connection connection, ImmutableArray<SqlStep.Deed> deeds, IWorld world, MeasureBudget budget)
    {
        if (ClientRun.Hindrance(connection, world) is { } hindrance)
        {
            return (null, hindrance);
        }

        Endpoint endpoint = connection.Dial(world);
        if (endpoint.IsUnknown || Arguments(connection, endpoint, deeds, world) is not { } words)
        {
            return (null, "where it connects is known only when it runs");
        }

        string place = effect.Target.Place;
        (string? text, string problem) = ClientRun.Ask(
            ["mongosh"], [.. words, "--eval", Script], "", place, ImmutableDictionary<string, string?>.Empty, world,
            budget);
        if (text is null)
        {
            return (null, problem);
        }

        int at = text.LastIndexOf(Mark, StringComparison.Ordinal);
        return at >= 0 && Parsed(text[(at + Mark.Length)..].Split('\n')[0]) is { } answer
            ? Measured(effect, deeds, answer, place)
            : (null, $"{place} answered mongosh in words that are not understood");
    }

    private static MongoAnswer? Parsed(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MongoJson.Default.MongoAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (Measurement?, string) Measured(
        Effect effect, ImmutableArray<SqlStep.Deed> deeds, MongoAnswer answer, string place)
    {
        bool all = deeds.Any(d => d.Type is "database");
        List<MongoCollection> going = [.. answer.Collections.Where(c => c.Type is not "view"
            && (all || deeds.Any(d => d.Name == c.Name)))];
        if (!all && going.Count < deeds.Select(d => d.Name).Distinct(StringComparer.Ordinal).Count())
        {
            // A call may name another database, which the words do not always tell.
            return (null, $"{place} holds no collection of that name in {answer.Name}");
        }

        ImmutableArray<Fact> facts =
            [new Fact("server", $"MongoDB {answer.Version}, database {answer.Name}", place)];
        if (going.Count == 0)
        {
            return (new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Recovery = new Recovery.Trivial("nothing is there"),
                Summary = $"{effect.Summary}: {answer.Name} holds no collection",
            })
            {
                Count = 0,
                Unit = "documents",
                Facts = facts,
            }, "");
        }

        return (new Measurement(effect)
        {
            Count = going.TrueForAll(c => c.Count is not null) ? going.Sum(c => c.Count) : null,
            Unit = "documents",
            Bytes = going.Sum(c => c.Bytes ?? 0) is > 0 and var bytes ? bytes : null,
            HoldData = going.Count(c => c.Count is not 0),
            Facts = facts,
            Losses =
            [
                .. going.OrderByDescending(c => c.Count ?? long.MaxValue).Take(BlastRadius.MaxNamedLosses)
                    .Select(c => new Loss(
                        new Resource("mongodb.collection", $"{answer.Name}.{c.Name}"), effect.Recovery)
                    {
                        HoldsData = c.Count is not 0,
                        Amounts =
                        [
                            .. c.Count is { } n ? [new Amount(n, "documents", Certainty.About)] : (Amount[])[],
                            .. c.Bytes is { } size ? [Amount.Size(size)] : (Amount[])[],
                        ],
                    }),
            ],
        }, "");
    }

    /// <summary>The words for mongosh; null where one of them is not known.</summary>
    private static ImmutableArray<string>? Arguments(
        Connection connection, Endpoint endpoint, ImmutableArray<SqlStep.Deed> deeds, IWorld world)
    {
        var resolver = new ConnectionResolver(connection, world);
        List<string> words = ["--quiet", "--norc"];
        foreach ((string name, Shell.Word? value) in connection.Given)
        {
            if (value is null)
            {
                words.Add($"--{name}");
            }
            else if (resolver.Text(value) is { } text)
            {
                words.AddRange(name.Length == 1 ? $"-{name}" : $"--{name}", text);
            }
            else
            {
                return null;
            }
        }

        // "The database in use" is none's name.
        string? database = deeds.Any(d => d.Type is "database" && d.Name == endpoint.Database && d.Name.Contains(' ',
            StringComparison.Ordinal)) ? null : endpoint.Database;
        if (endpoint.Url is { } url)
        {
            return [url, .. words];
        }

        string host = endpoint.HostSource is "the default of the client" || endpoint.Host is null
            ? "127.0.0.1" : endpoint.Host;
        string port = endpoint.Port is { } given && !host.Contains(':', StringComparison.Ordinal) ? $":{given}" : "";
        return [$"mongodb://{host}{port}/{database}", .. words];
    }
}
