using Holdpoint.Policy;

namespace Holdpoint.Radius;

/// <summary>How sure a number is.</summary>
internal enum Certainty
{
    /// <summary>Counted, or set by its configuration.</summary>
    Exact,

    /// <summary>An estimate of the platform.</summary>
    About,

    /// <summary>Counting ended there: it is at least so much.</summary>
    MoreThan,
}

/// <summary>How much of something would be lost.</summary>
/// <param name="Unit">What is counted, plural: "rows", "objects"; "bytes" for a size.</param>
internal sealed record Amount(long Number, string Unit, Certainty Certainty = Certainty.Exact)
{
    /// <summary>The unit of a size.</summary>
    public const string Bytes = "bytes";

    /// <summary>Numbers up to here are told apart one by one; above, a number that moves by itself counts by its
    /// power of two.</summary>
    private const long LastExact = 16;

    /// <summary>A size.</summary>
    public static Amount Size(long bytes, Certainty certainty = Certainty.Exact) => new(bytes, Bytes, certainty);

    /// <summary>As a person reads it: "about 41000 rows", "1.2 GB".</summary>
    public string Text => (Certainty switch
    {
        Certainty.About => "about ",
        Certainty.MoreThan => "more than ",
        _ => "",
    }) + (Unit is Bytes ? Words.Bytes(Number) : Words.Counted(Number, Unit));

    /// <summary>What is the same for two measurements of something that moves by itself: the number up to 16, above
    /// that the largest power of two in it.</summary>
    public static long Bucket(long number) =>
        number <= LastExact ? number : 1L << (int)long.Log2(number);
}

/// <summary>A copy that outlives the loss.</summary>
/// <param name="Name">As its platform calls it.</param>
/// <param name="Taken">When it was made; null where nothing tells.</param>
/// <param name="Verified">When it was last restored as a test; null when never, as far as is known.</param>
internal sealed record Backup(string Name, DateTimeOffset? Taken, DateTimeOffset? Verified = null)
{
    /// <summary>"snapshot nightly of 2026-02-26, never restored as a test".</summary>
    public string Text => $"{Name}{(Taken is { } at ? $" of {at:yyyy-MM-dd HH:mm}" : "")}, "
        + (Verified is { } tested ? $"restored as a test on {tested:yyyy-MM-dd}" : "never restored as a test");
}
