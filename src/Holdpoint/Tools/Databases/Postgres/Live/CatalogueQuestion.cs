using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Shell;
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

    /// <summary>The catalogue, or why there is none.</summary>
    public static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, ImmutableArray<string> names, ImmutableArray<LiveCondition> conditions, IWorld world,
        Radius.MeasureBudget budget)
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

        DateTimeOffset soon = world.Clock.GetUtcNow() + Patience;
        DateTimeOffset deadline = soon < budget.Deadline ? soon : budget.Deadline;
        var question = new LiveQuestion
        {
            Kind = "postgresql",
            Url = endpoint.Url,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Database = endpoint.Database,
            User = endpoint.User,
            Password = endpoint.Password,
            Milliseconds = (int)Math.Max(1, (deadline - world.Clock.GetUtcNow()).TotalMilliseconds),
            First = names,
            Conditions = conditions,
        };
        ImmutableDictionary<string, string?> variables = Variables(connection.Invocation);
        var key = (endpoint.Url, endpoint.Host, endpoint.Port, endpoint.Database, endpoint.User,
            string.Join('\n', conditions));
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
    private static ImmutableDictionary<string, string?> Variables(Invocation invocation) =>
        invocation.Environment.Where(v => v.Key.StartsWith("PG", StringComparison.Ordinal))
            .ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal);
}
