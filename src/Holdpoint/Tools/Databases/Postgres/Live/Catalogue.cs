using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>What a PostgreSQL database says of itself: one reading of its catalogue, and nothing of its
/// content.</summary>
/// <remarks>The format of holdpoint-live's answer, docs/formats/live.md.</remarks>
internal sealed record Catalogue
{
    public required CatalogueServer Server { get; init; }

    /// <summary>The schemas in which names without one are looked up, in order.</summary>
    public ImmutableArray<string> SearchPath { get => field.IsDefault ? [] : field; init; }

    /// <summary>Tables, partitioned tables, views, materialised views, foreign tables; not those of the
    /// system.</summary>
    public ImmutableArray<CatalogueRelation> Relations { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<CatalogueReference> References { get => field.IsDefault ? [] : field; init; }

    /// <summary>Views over relations, partitions and inheriting tables.</summary>
    public ImmutableArray<CatalogueDependent> Dependents { get => field.IsDefault ? [] : field; init; }

    /// <summary>Event triggers that are switched on: they can refuse a DROP.</summary>
    public ImmutableArray<string> EventTriggers { get => field.IsDefault ? [] : field; init; }

    /// <summary>There are more relations than are listed.</summary>
    public bool Cut { get; init; }

    /// <summary>What the names that were asked about lead to; null where none were.</summary>
    public StoredCode? Code { get; init; }

    /// <summary>How many rows meet the conditions that were asked about, in their order.</summary>
    public ImmutableArray<ConditionCount> Counts { get => field.IsDefault ? [] : field; init; }
}

/// <summary>Rows of one relation that meet a condition.</summary>
/// <param name="Relation">As the action spells it.</param>
/// <param name="Where">The condition, made of values and columns alone.</param>
internal sealed record LiveCondition(string Relation, string Where);

/// <summary>How many rows meet a condition.</summary>
/// <param name="Rows">Null where they could not be counted in time, or not at all.</param>
/// <param name="More">Counting ended there: there are at least as many.</param>
internal sealed record ConditionCount(LiveCondition Condition, long? Rows, bool More);

/// <summary>The server, and the role that this connection has there.</summary>
internal sealed record CatalogueServer
{
    /// <summary>The product's name where it is none of PostgreSQL; its schemas are called databases then.</summary>
    public string? Product { get; init; }

    /// <summary>As the server writes it: "15.18".</summary>
    public required string Version { get; init; }

    public required string Database { get; init; }

    public required string Role { get; init; }

    /// <summary>It is a replica: it takes no writes.</summary>
    public bool InRecovery { get; init; }

    /// <summary>Replicas that stream from it now.</summary>
    public int Replicas { get; init; }

    public int Slots { get; init; }

    /// <summary>Since when the server counts what is written; null where it does not tell.</summary>
    public DateTimeOffset? CountsSince { get; init; }
}

/// <summary>One relation.</summary>
internal sealed record CatalogueRelation
{
    /// <summary>The server's own number of it; other entries name it by this.</summary>
    public required uint Oid { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary><c>pg_class.relkind</c>: r, p, v, m, f.</summary>
    public required string Kind { get; init; }

    /// <summary>Rows; null where nothing tells.</summary>
    public long? Rows { get; init; }

    /// <summary>The rows were counted just now; else the statistics estimate them.</summary>
    public bool Counted { get; init; }

    /// <summary>Counting ended at this number: there are at least as many.</summary>
    public bool More { get; init; }

    /// <summary>Bytes of the table, its indexes and its large values, as last seen by vacuum or analyse.</summary>
    public long Bytes { get; init; }

    /// <summary>Rows inserted, changed and deleted since the server counts (<see
    /// cref="CatalogueServer.CountsSince"/>); null where it does not tell.</summary>
    public long? Written { get; init; }

    /// <summary>When a row that is there now was last written; null where the server keeps no such times, or nobody
    /// asked.</summary>
    public DateTimeOffset? LastWrite { get; init; }

    /// <summary>Triggers and rules of its own, by name: what they do is not known.</summary>
    public ImmutableArray<string> Triggers { get => field.IsDefault ? [] : field; init; }

    [JsonIgnore]
    public string Shown => $"{Schema}.{Name}";

    /// <summary>Whether it keeps rows of its own; those of a materialised view are made of others.</summary>
    [JsonIgnore]
    public bool Keeps => Kind is "r" or "p";
}

/// <summary>A foreign key.</summary>
/// <param name="From">The table whose rows refer.</param>
/// <param name="To">The table that they refer to.</param>
/// <param name="OnDelete"><c>pg_constraint.confdeltype</c>: a, r, c, n, d.</param>
internal sealed record CatalogueReference(string Name, uint From, uint To, string OnDelete);

/// <summary>A relation that hangs on another.</summary>
/// <param name="Kind"><c>view</c> or <c>child</c> (a partition, an inheriting table).</param>
internal sealed record CatalogueDependent(uint Of, uint On, string Kind);

/// <summary>What holdpoint-live is asked.</summary>
internal sealed record LiveQuestion
{
    /// <summary>A database's catalogue.</summary>
    public const string CatalogueKind = "postgresql";

    /// <summary>All that lies in it, with a checksum of the rows of each table (Checkpoints/Inventory.cs).</summary>
    public const string InventoryKind = "postgresql-inventory";

    /// <summary>The same, but rows are counted only.</summary>
    public const string ShortInventoryKind = "postgresql-short-inventory";

    /// <summary>Statements are run in a transaction that is rolled back (Rehearsal/RehearsalAnswer.cs).</summary>
    public const string RehearsalKind = "postgresql-rehearsal";

    /// <summary>What is asked: one of the kinds above.</summary>
    public required string Kind { get; init; }

    /// <summary>A URL or a string of keywords, as the client was given it; null where there is none.</summary>
    public string? Url { get; init; }

    public string? Host { get; init; }

    public string? Port { get; init; }

    public string? Database { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>How long it may take in all.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>An inventory sums rows as text, also where the server could hash them.</summary>
    public bool AsText { get; init; }

    /// <summary>Relations whose rows are counted before others, as the action spells them.</summary>
    public ImmutableArray<string> First { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<LiveCondition> Conditions { get => field.IsDefault ? [] : field; init; }

    /// <summary>Names of routines and relations whose code is asked for.</summary>
    public ImmutableArray<string> Code { get => field.IsDefault ? [] : field; init; }

    /// <summary>What is rehearsed, each one statement.</summary>
    public ImmutableArray<string> Statements { get => field.IsDefault ? [] : field; init; }

    /// <summary>Rows are not counted: the code alone is of interest.</summary>
    public bool Uncounted { get; init; }
}

/// <summary>What holdpoint-live answers: one of them is there.</summary>
internal sealed record LiveAnswer
{
    public Catalogue? Catalogue { get; init; }

    public Rehearsal.RehearsalAnswer? Rehearsal { get; init; }

    /// <summary>One clause for a person; never a secret.</summary>
    public string? Problem { get; init; }
}

/// <summary>The JSON of question and answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LiveQuestion))]
[JsonSerializable(typeof(LiveAnswer))]
internal sealed partial class LiveJson : JsonSerializerContext;
