using System.Text.Json;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>What hangs the lines of the journal together: each entry holds the digest of the bytes before it.</summary>
internal static class Chain
{
    /// <summary>The <c>prev</c> of an entry: over the line before it, without its line feed; of the first entry over
    /// nothing.</summary>
    public static string Hash(ReadOnlySpan<byte> line) => "sha256:" + Sha256.Hex(line);

    /// <summary>One more than the last entry's number; lines that are no entries count nothing.</summary>
    public static long NextNumber(Tail tail)
    {
        if ((Link.Read(tail.Torn.Span) ?? Link.Read(tail.Last.Span)) is { } last)
        {
            return last.Number + 1;
        }

        ReadOnlySpan<byte> left = tail.Before.Span;
        while (!left.IsEmpty)
        {
            left = left.TrimEnd((byte)'\n');
            int feed = left.LastIndexOf((byte)'\n');
            if (Link.Read(left[(feed + 1)..]) is { } earlier)
            {
                return earlier.Number + 1;
            }

            left = left[..(feed + 1)];
        }

        return 1;
    }

    /// <summary>What stands before the next entry is the rest of a writer that died: without a line feed, or no
    /// entry.</summary>
    public static bool FollowsTorn(Tail tail) =>
        !tail.Torn.IsEmpty || (!tail.Last.IsEmpty && Link.Read(tail.Last.Span) is null);
}

/// <summary>The fields of an entry that chain it.</summary>
internal sealed record Link(long Number, string Previous, bool AfterTorn)
{
    /// <summary>Reads a line; null when it is no whole entry.</summary>
    public static Link? Read(ReadOnlySpan<byte> line)
    {
        long? number = null;
        string? previous = null;
        bool afterTorn = false;
        try
        {
            var json = new Utf8JsonReader(line);
            if (line.IsEmpty || !json.Read() || json.TokenType is not JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                bool isNumber = json.ValueTextEquals("seq"u8);
                bool isPrevious = json.ValueTextEquals("prev"u8);
                bool isTorn = json.ValueTextEquals("afterTorn"u8);
                json.Read();
                if (isNumber && json.TokenType is JsonTokenType.Number && json.TryGetInt64(out long n))
                {
                    number = n;
                }

                previous = isPrevious && json.TokenType is JsonTokenType.String ? json.GetString() : previous;
                afterTorn |= isTorn && json.TokenType is JsonTokenType.True;
                json.Skip();
            }

            json.Read(); // What follows the object makes the line no entry.
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return number is { } found && previous is not null ? new Link(found, previous, afterTorn) : null;
    }
}
