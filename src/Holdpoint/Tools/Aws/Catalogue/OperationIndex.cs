namespace Holdpoint.Tools.Aws.Catalogue;

/// <summary>Every operation of AWS by the words of its command line: a sorted table in the binary, searched on demand,
/// with nothing to parse or build.</summary>
/// <remarks>An entry is 27 bits of a hash over <c>service operation</c> and 5 bits of its sort. No two operations of
/// the catalogue share a hash (the writer seeks a seed); a name that is in no catalogue meets an entry by chance once
/// in seven thousand times.</remarks>
internal static partial class OperationIndex
{
    private const int SortBits = 5;

    /// <summary>The sort of an operation, both words as <c>aws</c> spells them: <c>rds</c>,
    /// <c>delete-db-instance</c>.</summary>
    public static OperationSort Find(ReadOnlySpan<char> service, ReadOnlySpan<char> operation)
    {
        uint hash = Hash(service, operation, Seed);
        int at = Entries.BinarySearch(hash << SortBits);

        // The sort is never 0, so the searched value stands just before its entry.
        at = at < 0 ? ~at : at;
        return at < Entries.Length && Entries[at] >> SortBits == hash
            ? (OperationSort)(Entries[at] & ((1 << SortBits) - 1))
            : OperationSort.Unlisted;
    }

    /// <summary>FNV-1a over both words with a blank between them, folded to the width of an entry.</summary>
    internal static uint Hash(ReadOnlySpan<char> service, ReadOnlySpan<char> operation, uint seed)
    {
        uint hash = Add(seed, service);
        hash = Add(hash, " ");
        hash = Add(hash, operation);
        return (hash >> SortBits) ^ (hash & ((1 << SortBits) - 1));
    }

    private static uint Add(uint hash, ReadOnlySpan<char> text)
    {
        const uint Prime = 16777619;
        foreach (char c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }
}
