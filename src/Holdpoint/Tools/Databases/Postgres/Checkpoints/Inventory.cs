using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>What lies in a PostgreSQL database at one moment, so exactly that two of them can be compared: rows and a
/// checksum of each table, where sequences stand, the definition of all else.</summary>
/// <remarks>The file <c>inventory.json</c> of a part, and an answer of holdpoint-live (docs/formats/live.md).</remarks>
internal sealed record Inventory
{
    public required InventoryDatabase Database { get; init; }

    public ImmutableArray<InventoryTable> Tables { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<InventorySequence> Sequences { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<InventoryObject> Objects { get => field.IsDefault ? [] : field; init; }

    /// <summary>Roles that own something or are granted something; made without a password where they are
    /// missing.</summary>
    public ImmutableArray<string> Roles { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<string> Extensions { get => field.IsDefault ? [] : field; init; }

    /// <summary>For a person: "5 tables, 60 rows".</summary>
    [JsonIgnore]
    public string Shown =>
        $"{Policy.Words.Counted(Tables.Length, "tables")}, {Policy.Words.Counted(Tables.Sum(t => t.Rows), "rows")}";
}

/// <summary>The database itself.</summary>
/// <param name="Version">Of its server: "15.18".</param>
/// <param name="Snapshot">The name of the snapshot that was read, for pg_dump; null where none was asked for.</param>
internal sealed record InventoryDatabase(
    string Name, string Version, string Owner, string Encoding, string Collate, string CharacterType, long Bytes,
    string? Snapshot)
{
    /// <summary>The owner of the schema public; null where there is no such schema.</summary>
    public string? PublicOwner { get; init; }

    /// <summary>Rows are summed by their own hash, else as text; only sums of one kind can be compared.</summary>
    public bool RowHash { get; init; }

    /// <summary>15 of "15.18".</summary>
    [JsonIgnore]
    public int Major => int.TryParse(Version.Split('.', ' ')[0], out int major) ? major : 0;
}

/// <summary>A table's rows.</summary>
/// <param name="Name">With its schema, quoted.</param>
/// <param name="Digest">The sum of the hashes of its rows: the same rows in any order give the same.</param>
internal sealed record InventoryTable(string Name, long Rows, string Digest);

/// <summary>Where a sequence stands.</summary>
/// <param name="IsCalled">The value was given out already.</param>
internal sealed record InventorySequence(string Name, long Value, bool IsCalled);

/// <summary>A view, an index, a function, a constraint, a column …</summary>
/// <param name="Digest">Of its definition, owner and rights.</param>
internal sealed record InventoryObject(string Type, string Name, string Digest);

/// <summary>A line of holdpoint-live's answer to a question for an inventory: first the database, then all of
/// it.</summary>
internal sealed record InventoryAnswer
{
    public InventoryDatabase? Database { get; init; }

    public Inventory? Inventory { get; init; }

    /// <summary>One clause for a person; never a secret.</summary>
    public string? Problem { get; init; }
}

/// <summary>The JSON of inventories, a line each.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Inventory))]
[JsonSerializable(typeof(InventoryAnswer))]
internal sealed partial class InventoryJson : JsonSerializerContext;
