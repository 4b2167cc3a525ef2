using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Catalogue;

/// <summary>Every operation of AWS by the words of its command line.</summary>
internal static partial class OperationIndex
{
    /// <summary>The sort of an operation, both words as <c>aws</c> spells them: <c>rds</c>,
    /// <c>delete-db-instance</c>.</summary>
    public static OperationSort Find(ReadOnlySpan<char> service, ReadOnlySpan<char> operation) =>
        (OperationSort)WordIndex.Find(Entries, Hash(service, operation, Seed));

    internal static uint Hash(ReadOnlySpan<char> service, ReadOnlySpan<char> operation, uint seed) =>
        WordIndex.Add(WordIndex.Add(WordIndex.Add(seed, service), " "), operation);
}
