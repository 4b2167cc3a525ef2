using System.Globalization;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>What is known of a key: enough to tell whether it is the same as another.</summary>
/// <param name="Name">In quotes, as <c>redis-cli</c> prints it: any bytes.</param>
/// <param name="Type"><c>none</c> where it is not there.</param>
/// <param name="Expires">Milliseconds since 1970; 0 where it stays.</param>
/// <param name="Digest">Of its type's own content, whatever the server keeps it as.</param>
internal sealed record RedisKey(int Database, string Name, string Type, long Expires, string Digest)
{
    /// <summary>A server that tells only how long it still lives tells it to some milliseconds.</summary>
    private const long SameMoment = 1000;

    public bool Exists => Type is not "none";

    /// <summary>Same content, gone at the same time.</summary>
    public bool Is(RedisKey other) => Type == other.Type && Digest == other.Digest
        && (Expires == 0) == (other.Expires == 0) && Math.Abs(Expires - other.Expires) <= SameMoment;

    /// <summary>Nobody can have it any more: its time is over.</summary>
    public bool IsOver(DateTimeOffset now) => Expires > 0 && Expires <= now.ToUnixTimeMilliseconds();

    /// <summary>A line of <c>keys.tsv</c>.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Database}\t{Name}\t{Type}\t{Expires}\t{Digest}\n");

    public static RedisKey? Of(string line) =>
        line.Split('\t') is [var database, var name, var type, var at, var digest]
        && int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long expires)
            ? new(number, name, type, expires, digest)
            : null;
}
