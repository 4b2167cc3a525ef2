using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>How a database is reached: what a client was given, and the variables of libpq that go with it.</summary>
internal sealed record Dial(Endpoint Endpoint, ImmutableDictionary<string, string?> Variables)
{
    /// <summary>What PostgreSQL's own programs need to reach the same; a password never on a command line.</summary>
    public ImmutableDictionary<string, string?> ForClients
    {
        get
        {
            ImmutableDictionary<string, string?> all = Variables;
            if (Endpoint.Url is { } url)
            {
                Dictionary<string, string> settings = new(StringComparer.Ordinal);
                ConnectionString.ReadLibpq(url, settings);
                foreach ((string keyword, string value) in settings)
                {
                    if (LibpqVariables.Of(keyword) is { } variable)
                    {
                        all = all.SetItem(variable, value);
                    }
                }
            }

            all = Set(all, "PGHOST", Endpoint.Host);
            all = Set(all, "PGPORT", Endpoint.Port);
            all = Set(all, "PGDATABASE", Endpoint.Database);
            all = Set(all, "PGUSER", Endpoint.User);
            all = Set(all, "PGPASSWORD", Endpoint.Password);
            return all.SetItem("PGAPPNAME", "holdpoint").SetItem("PGCONNECT_TIMEOUT", "10").SetItem("LC_ALL", "C");
        }
    }

    /// <summary>The same server, another database.</summary>
    public Dial To(string database) => this with { Endpoint = Endpoint with { Database = database } };

    private static ImmutableDictionary<string, string?> Set(
        ImmutableDictionary<string, string?> all, string name, string? value) =>
        string.IsNullOrEmpty(value) ? all : all.SetItem(name, value);
}

/// <summary>The variables that libpq takes in place of keywords.</summary>
internal static class LibpqVariables
{
    /// <summary>The variable of a keyword; null where it has none.</summary>
    public static string? Of(string keyword) => keyword switch
    {
        "host" => "PGHOST",
        "hostaddr" => "PGHOSTADDR",
        "port" => "PGPORT",
        "dbname" => "PGDATABASE",
        "user" => "PGUSER",
        "password" => "PGPASSWORD",
        "sslmode" => "PGSSLMODE",
        "sslrootcert" => "PGSSLROOTCERT",
        "sslcert" => "PGSSLCERT",
        "sslkey" => "PGSSLKEY",
        "channel_binding" => "PGCHANNELBINDING",
        "gssencmode" => "PGGSSENCMODE",
        "target_session_attrs" => "PGTARGETSESSIONATTRS",
        _ => null,
    };
}

/// <summary>An inventory that holdpoint-live reads in one snapshot, which stays open for pg_dump.</summary>
internal sealed class InventoryReading : IDisposable
{
    /// <summary>Connecting takes a few round trips.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(20);

    private readonly Conversation _conversation;

    private InventoryReading(Conversation conversation, InventoryDatabase database)
    {
        _conversation = conversation;
        Database = database;
    }

    public InventoryDatabase Database { get; }

    /// <summary>Connects and takes the snapshot; or why it could not.</summary>
    /// <param name="rows">Rows are summed, not only counted.</param>
    /// <param name="asText">They are summed as text, also where the server could hash them.</param>
    public static (InventoryReading? Reading, string Problem) Start(
        Dial dial, IWorld world, IWorkshop workshop, bool rows = true, bool asText = false)
    {
        if (world.LiveProgram is not { } program)
        {
            return (null, "holdpoint-live is not installed beside holdpoint: `./do install` puts both in place");
        }

        Endpoint endpoint = dial.Endpoint;
        var question = new LiveQuestion
        {
            Kind = rows ? LiveQuestion.InventoryKind : LiveQuestion.ShortInventoryKind,
            Url = endpoint.Url,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Database = endpoint.Database,
            User = endpoint.User,
            Password = endpoint.Password,
            AsText = asText,
            Milliseconds = (int)Connecting.TotalMilliseconds,
        };
        (Conversation? conversation, string problem) = workshop.Start(new RunRequest(
            program, [], "/", dial.Variables, world.Clock.GetUtcNow() + Connecting, 0));
        if (conversation is null)
        {
            return (null, problem);
        }

        conversation.Say(JsonSerializer.Serialize(question, LiveJson.Default.LiveQuestion));
        InventoryAnswer answer = Answer(conversation.Hear(Connecting));
        if (answer.Database is { } database)
        {
            return (new InventoryReading(conversation, database), "");
        }

        conversation.Dispose();
        return (null, answer.Problem ?? "holdpoint-live answered nothing");
    }

    /// <summary>All that lies in a database now.</summary>
    /// <param name="like">What it is to be compared with, so that rows are summed in the same way.</param>
    public static (Inventory? Inventory, string Problem) Now(Dial dial, InventoryDatabase like, Bench bench)
    {
        (InventoryReading? reading, string problem) =
            Start(dial, bench.World, bench.Workshop, asText: !like.RowHash);
        using (reading)
        {
            return reading is null ? (null, problem) : reading.Read(bench.Patience);
        }
    }

    /// <summary>Waits for the whole inventory.</summary>
    public (Inventory? Inventory, string Problem) Read(TimeSpan patience)
    {
        InventoryAnswer answer = Answer(_conversation.Hear(patience));
        return (answer.Inventory, answer.Problem ?? "");
    }

    public void Dispose() => _conversation.Dispose();

    private static InventoryAnswer Answer(string? line)
    {
        try
        {
            return line is null
                ? new InventoryAnswer { Problem = "holdpoint-live gave no answer in time, or ended" }
                : JsonSerializer.Deserialize(line, InventoryJson.Default.InventoryAnswer) ?? new InventoryAnswer();
        }
        catch (JsonException e)
        {
            return new InventoryAnswer { Problem = $"holdpoint-live's answer is not its format: {e.Message}" };
        }
    }
}
