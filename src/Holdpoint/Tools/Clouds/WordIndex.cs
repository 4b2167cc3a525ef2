namespace Holdpoint.Tools.Clouds;

/// <summary>Sorted tables in the binary that tell the sort of a command line's words, searched on demand, with nothing
/// to parse or build.</summary>
/// <remarks>An entry is 27 bits of a hash over the words and 5 bits of a sort that is never 0. No two entries of a
/// table share a hash (its writer seeks a seed); words that are in no table meet an entry by chance once in some
/// thousand times, and then they are no command of the tool either.</remarks>
internal static class WordIndex
{
    public const int SortBits = 5;

    private const uint SortMask = (1 << SortBits) - 1;

    /// <summary>The sort of words by their whole hash; 0 when they are in no entry.</summary>
    public static int Find(ReadOnlySpan<uint> entries, uint hash)
    {
        uint folded = Fold(hash);
        int at = entries.BinarySearch(folded << SortBits);

        // The sort is never 0, so the searched value stands just before its entry.
        at = at < 0 ? ~at : at;
        return at < entries.Length && entries[at] >> SortBits == folded ? (int)(entries[at] & SortMask) : 0;
    }

    /// <summary>The entry of a hash and its sort.</summary>
    public static uint Entry(uint hash, int sort) => (Fold(hash) << SortBits) | (uint)sort;

    /// <summary>FNV-1a, carried on from a hash or begun with the seed of a table.</summary>
    public static uint Add(uint hash, ReadOnlySpan<char> text)
    {
        const uint Prime = 16777619;
        foreach (char c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    private static uint Fold(uint hash) => (hash >> SortBits) ^ (hash & SortMask);
}
