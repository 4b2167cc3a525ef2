using System.Collections.Immutable;

namespace Holdpoint.Tools.Databases.Postgres.Rehearsal;

/// <summary>What statements did in a transaction that was rolled back.</summary>
/// <remarks>A part of holdpoint-live's answer, docs/formats/live.md.</remarks>
internal sealed record RehearsalAnswer
{
    /// <summary>Tables whose rows changed.</summary>
    public ImmutableArray<RehearsedTable> Tables { get => field.IsDefault ? [] : field; init; }

    /// <summary>Objects that were there before and not after: "view public.buyers".</summary>
    public ImmutableArray<string> Gone { get => field.IsDefault ? [] : field; init; }

    /// <summary>Objects that were not there before.</summary>
    public ImmutableArray<string> Made { get => field.IsDefault ? [] : field; init; }

    /// <summary>Statements that ran.</summary>
    public int Ran { get; init; }

    /// <summary>Why the next one failed, as the server says it; null where all ran.</summary>
    public string? Failed { get; init; }
}

/// <summary>Rows of one table.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Deleted">Rows that went, also those of a table that was emptied or dropped as a whole.</param>
/// <param name="Counted">False where a table went that was too large to be counted first.</param>
internal sealed record RehearsedTable(string Name, long Deleted, long Updated, long Inserted, bool Counted = true);
