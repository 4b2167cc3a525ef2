using System.Net.Sockets;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Opens connections, and says what went wrong with one.</summary>
internal static class Connecting
{
    public static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder dial)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(dial.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();

        // Types are those of the system; reading the database's own would be another query.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <summary>One clause for a person about something thrown; null where it is none of a connection's.</summary>
    public static string? Problem(Exception thrown, LiveQuestion question) => thrown switch
    {
        PostgresException e => $"{Place(question)} answered: {e.MessageText} ({e.SqlState})",
        OperationCanceledException =>
            $"{Place(question)} did not answer within {question.Milliseconds / 1000.0:0.#} s",
        NpgsqlException or SocketException or IOException or TimeoutException =>
            $"{Place(question)} could not be reached: {thrown.InnerException?.Message ?? thrown.Message}",
        ArgumentException or FormatException or InvalidOperationException =>
            $"the connection cannot be made out: {thrown.Message}",
        _ => null,
    };

    private static string Place(LiveQuestion question)
    {
        try
        {
            NpgsqlConnectionStringBuilder dial = Dialing.Of(question);
            return dial.Host?.StartsWith('/') is true
                ? $"the database {dial.Database} of this machine"
                : $"{dial.Host}:{dial.Port}/{dial.Database}";
        }
        catch (ArgumentException)
        {
            return "the database";
        }
    }
}
