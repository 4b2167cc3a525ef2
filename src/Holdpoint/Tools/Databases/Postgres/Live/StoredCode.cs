using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>The code that a PostgreSQL database holds, as far as the names that were asked about lead to it.</summary>
/// <remarks>A part of holdpoint-live's answer, docs/formats/live.md.</remarks>
internal sealed record StoredCode
{
    public ImmutableArray<CatalogueRoutine> Routines { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<CatalogueTrigger> Triggers { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<CatalogueRule> Rules { get => field.IsDefault ? [] : field; init; }

    public ImmutableArray<CatalogueCall> Calls { get => field.IsDefault ? [] : field; init; }

    /// <summary>There is more code than was read.</summary>
    public bool Cut { get; init; }
}

/// <summary>A function, a procedure.</summary>
/// <param name="Kind"><c>pg_proc.prokind</c>: f, p, a, w.</param>
/// <param name="Source">Its body; null where it could not be read.</param>
internal sealed record CatalogueRoutine(
    uint Oid, string Schema, string Name, string Kind, string Language, string? Source)
{
    /// <summary>The schemas in which its own names are looked up, where it sets that; else null.</summary>
    public string? SearchPath { get; init; }

    [JsonIgnore]
    public string Shown => $"{Schema}.{Name}";
}

/// <summary>A trigger that is switched on.</summary>
/// <param name="Relation">The oid of its table or view.</param>
/// <param name="Routine">The oid of its function.</param>
/// <param name="Type">The bits of <c>pg_trigger.tgtype</c>.</param>
internal sealed record CatalogueTrigger(uint Relation, string Name, uint Routine, int Type)
{
    private const int Insert = 4, Delete = 8, Update = 16, Truncate = 32, InsteadBit = 64;

    /// <summary>It runs in the place of what the statement says.</summary>
    [JsonIgnore]
    public bool Instead => (Type & InsteadBit) != 0;

    public bool On(Sql.UseKind use) => (Type & use switch
    {
        Sql.UseKind.Inserts => Insert,
        Sql.UseKind.Deletes => Delete,
        Sql.UseKind.Updates => Update,
        Sql.UseKind.Truncates => Truncate,
        _ => 0,
    }) != 0;
}

/// <summary>A rule that rewrites statements on a relation.</summary>
/// <param name="Event"><c>pg_rewrite.ev_type</c>: 2 update, 3 insert, 4 delete.</param>
/// <param name="Instead">It stands in the place of every statement of the event: it has no condition.</param>
/// <param name="Source">The CREATE RULE; null where somebody's lock kept it from being read.</param>
internal sealed record CatalogueRule(uint Relation, string Name, string Event, bool Instead, string? Source)
{
    public bool On(Sql.UseKind use) => use switch
    {
        Sql.UseKind.Updates => Event is "2",
        Sql.UseKind.Inserts => Event is "3",
        Sql.UseKind.Deletes => Event is "4",
        _ => false,
    };
}

/// <summary>A routine that a relation calls by itself.</summary>
/// <param name="When"><c>view</c>, <c>default</c>, <c>check</c>, <c>policy</c>.</param>
internal sealed record CatalogueCall(uint Relation, uint Routine, string When);
