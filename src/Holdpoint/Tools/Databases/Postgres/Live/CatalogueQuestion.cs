using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>Asks the database that an action would reach about itself, with what the action itself would use; once for
/// one action.</summary>
internal static class CatalogueQuestion
{
    /// <summary>A catalogue of 20,000 relations is some 5 MB.</summary>
    private const long MaxAnswer = 32L * 1024 * 1024;

    /// <summary>A person waits; a database that needs longer than this is too busy to be asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A statement that looks harmless is not held up for longer.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(3);

    /// <summary>The catalogue with the sizes of what deeds are about, or why there is none.</summary>
    public static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, ImmutableArray<SqlStep.Deed> deeds, IWorld world, Radius.MeasureBudget budget)
    {
        ImmutableArray<string> names = CatalogueLosses.Named(deeds);
        return Ask(connection, world, budget, Patience, new LiveQuestion
        {
            Kind = "postgresql",
            Milliseconds = 0,
            First = names,
            Conditions = CatalogueLosses.Conditions(deeds),
            Code = names,
        });
    }

    /// <summary>The catalogue with the code that these names lead to, without counting anything.</summary>
    public static (Catalogue? Catalogue, string Problem) AskCode(
        Connection connection, ImmutableArray<SqlStep.Use> uses, IWorld world, Radius.MeasureBudget budget) =>
        Ask(connection, world, budget, ShortPatience, new LiveQuestion
        {
            Kind = "postgresql",
            Milliseconds = 0,
            Code = [.. uses.Select(u => u.Name).Distinct(StringComparer.Ordinal)],
            Uncounted = true,
        });

    private static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, IWorld world, Radius.MeasureBudget budget, TimeSpan patience, LiveQuestion asked)
    {
        if (world.LiveProgram is not { } program)
        {
            // Not installed beside holdpoint: the words must do, as they do for other databases.
            return (null, "it was not asked");
        }

        if (connection.Invocation.Outside is not null)
        {
            return (null, "it is asked from another machine");
        }

        Endpoint endpoint = connection.Dial(world);
        if (endpoint.IsUnknown)
        {
            return (null, "where it connects is known only when it runs");
        }

        DateTimeOffset soon = world.Clock.GetUtcNow() + patience;
        DateTimeOffset deadline = soon < budget.Deadline ? soon : budget.Deadline;
        LiveQuestion question = asked with
        {
            Url = endpoint.Url,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Database = endpoint.Database,
            User = endpoint.User,
            Password = endpoint.Password,
            Milliseconds = (int)Math.Max(1, (deadline - world.Clock.GetUtcNow()).TotalMilliseconds),
        };
        ImmutableDictionary<string, string?> variables = Variables(connection.Invocation);
        var key = (endpoint.Url, endpoint.Host, endpoint.Port, endpoint.Database, endpoint.User,
            string.Join('\n', asked.Conditions), string.Join('\n', asked.Code), asked.Uncounted);
        RunAnswer answer = budget.Once(key.ToString(), () => world.Run(new RunRequest(
            program, [], "/", variables, deadline, MaxAnswer)
        {
            Input = JsonSerializer.Serialize(question, LiveJson.Default.LiveQuestion),
        }));
        return answer switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended => Read(ended.Output.Span),
            RunAnswer.Ended ended => (null, $"holdpoint-live ended with {ended.ExitCode}: {ended.Errors.Trim()}"),
            RunAnswer.Failed failed => (null, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static (Catalogue?, string) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LiveJson.Default.LiveAnswer) switch
            {
                { Catalogue: { } catalogue } => (catalogue, ""),
                { Problem: { } problem } => (null, problem),
                _ => (null, "holdpoint-live answered nothing"),
            };
        }
        catch (JsonException e)
        {
            return (null, $"holdpoint-live's answer is not its format: {e.Message}");
        }
    }

    /// <summary>What the action sets for libpq: <c>PGPASSWORD=… psql</c>.</summary>
    public static ImmutableDictionary<string, string?> Variables(Invocation invocation) =>
        invocation.Environment.Where(v => v.Key.StartsWith("PG", StringComparison.Ordinal))
            .ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal);
}
