using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Rehearsal;

/// <summary>Runs SQL against a PostgreSQL in a transaction that is rolled back, to see what it really does.</summary>
/// <remarks>It takes the locks that the statements take, moves sequences and leaves dead rows: never done unasked.
/// </remarks>
/// <param name="client">The psql that would run it: its words and variables say where.</param>
internal sealed class Rehearsing(Invocation client, IWorld world)
{
    private const long MaxAnswer = 32L * 1024 * 1024;

    private readonly Connection _connection = PostgresConnection.Of(
        client, ClientArguments.Read(client.Arguments, "dhpUcf", "dbname host port username command file"));

    /// <summary>The database.</summary>
    public Target Target => _connection.Of(world);

    /// <summary>What the statements did, or why they did not run.</summary>
    /// <param name="patience">What all of them together may take.</param>
    public (RehearsalAnswer? Answer, string Problem) Run(RehearsedText text, TimeSpan patience)
    {
        if (world.LiveProgram is not { } program)
        {
            return (null, "holdpoint-live is not beside holdpoint; it speaks to databases");
        }

        if (text.Refused is { } refused)
        {
            return (null, refused);
        }

        var budget = new MeasureBudget(world.Clock.GetUtcNow() + patience, MeasureBudget.DefaultMaxBytes);
        ImmutableArray<SqlStep.Deed> deeds = [.. text.Reading.Steps.OfType<SqlStep.Deed>()];
        (Catalogue? catalogue, string problem) = CatalogueQuestion.AskCode(
            _connection, [.. text.Reading.Uses, .. Routines(deeds)], world, budget);
        if (catalogue is null)
        {
            return (null, problem);
        }

        if (WhyNot(catalogue, text) is { } reaches)
        {
            return (null, reaches);
        }

        Endpoint endpoint = _connection.Dial(world);
        RunAnswer answer = world.Run(new RunRequest(
            program, [], "/", CatalogueQuestion.Variables(client), budget.Deadline, MaxAnswer)
        {
            Input = JsonSerializer.Serialize(new LiveQuestion
            {
                Kind = LiveQuestion.RehearsalKind,
                Url = endpoint.Url,
                Host = endpoint.Host,
                Port = endpoint.Port,
                Database = endpoint.Database,
                User = endpoint.User,
                Password = endpoint.Password,
                Milliseconds = (int)Math.Max(1, (budget.Deadline - world.Clock.GetUtcNow()).TotalMilliseconds),
                Statements = text.Statements,
                First = [.. Whole(catalogue, text, deeds).Distinct(StringComparer.Ordinal)],
            }, LiveJson.Default.LiveQuestion),
        });
        return answer switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended => Read(ended.Output.Span),
            _ => (null, answer.Complaint(ended => ended.Errors.Trim()) ?? "holdpoint-live answered nothing"),
        };
    }

    /// <summary>Tables that may lose rows which no statistics of the server count: those that go as a whole.</summary>
    private static IEnumerable<string> Whole(
        Catalogue catalogue, RehearsedText text, ImmutableArray<SqlStep.Deed> deeds) =>
        CatalogueLosses.Losing(
                catalogue,
                [
                    .. deeds.Where(d => d.Kind is DeedKind.Deletes && d.Reach is Sql.Reach.Everything),
                    .. CodeThatRuns.Of(catalogue, text.Reading.Uses).Select(d => d.Deed)
                        .Where(d => d.Kind is DeedKind.Deletes && d.Reach is Sql.Reach.Everything),
                ])
            .Where(r => r.Kind is "r").Select(r => r.Shown);

    /// <summary>Why the code that the statements set off cannot be taken back; null where it can.</summary>
    private static string? WhyNot(Catalogue catalogue, RehearsedText text)
    {
        CatalogueRoutine? foreign = catalogue.Code?.Routines.FirstOrDefault(
            r => r.Language is not ("sql" or "plpgsql" or "internal"));
        return foreign is not null
            ? $"{foreign.Shown} is written in {foreign.Language}: what it does outside of the database stays done"
            : CodeThatRuns.Of(catalogue, text.Reading.Uses)
                .Select(d => RehearsedText.WhyNot(d.Deed) is { } why ? $"{why}, through {d.Through}" : null)
                .FirstOrDefault(w => w is not null);
    }

    private static IEnumerable<SqlStep.Use> Routines(ImmutableArray<SqlStep.Deed> deeds) =>
        deeds.Where(d => d.Routine is not null)
            .Select(d => new SqlStep.Use(UseKind.Calls, d.Routine ?? "", d.Path, d.Position));

    private static (RehearsalAnswer?, string) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LiveJson.Default.LiveAnswer) switch
            {
                { Rehearsal: { } rehearsal } => (rehearsal, ""),
                { Problem: { } problem } => (null, problem),
                _ => (null, "holdpoint-live answered nothing"),
            };
        }
        catch (JsonException e)
        {
            return (null, $"holdpoint-live's answer is not its format: {e.Message}");
        }
    }
}
