namespace Holdpoint.Sql.Statements;

/// <summary>What goes with an object of a kind when it is dropped.</summary>
/// <param name="Type">The kind as messages name it.</param>
internal readonly record struct DroppedKind(DeedKind Kind, string Type)
{
    public static DroppedKind Of(string kind, bool materialized, bool cascades, Dialect dialect) => kind switch
    {
        "table" or "columnfamily" or "temporary" or "dictionary" => new(DeedKind.Deletes, "table"),
        "database" or "keyspace" => new(DeedKind.Deletes, "database"),

        // RESTRICT is the default of PostgreSQL and its kin: a schema that holds anything stays.
        "schema" => dialect is Dialect.MySql or Dialect.Snowflake or Dialect.ClickHouse ? new(DeedKind.Deletes,
            "schema")
            : cascades || dialect is Dialect.Generic ? new(DeedKind.Deletes, "schema")
            : new(DeedKind.Undefines, "schema"),
        "owned" => new(DeedKind.Deletes, "owned"),
        "view" when materialized => new(cascades ? DeedKind.Deletes : DeedKind.Undefines, "materialized view"),

        // Columns of the type go with it.
        "type" or "domain" or "extension" or "language" or "server" or "access" =>
            new(cascades ? DeedKind.Deletes : DeedKind.Undefines, kind),
        "tablespace" => new(cascades ? DeedKind.Deletes : DeedKind.Undefines, "tablespace"),
        "user" or "role" or "login" or "group" => cascades
            ? new(DeedKind.Deletes, kind)
            : new(DeedKind.Undefines, kind),
        "stage" or "stream" or "volume" or "catalog" or "bucket" or "stored" or "backup"
            or "certificate" or "master" or "symmetric" or "asymmetric" or "key" or "encryption" or "snapshot"
            or "shard" or "series"
            or "measurement" or "model" or "collection" => new(DeedKind.Deletes, kind),
        "subscription" or "replica" => new(DeedKind.Deletes, kind),
        "policy" or "masking" or "row" or "audit" or "retention" or "availability" or "share" or "schedule"
            or "schedules" => new(DeedKind.Weakens, kind),
        "event" or "trigger" or "constraint" or "rule" => new(DeedKind.Undefines, kind),
        _ => new(DeedKind.Undefines, kind.Length > 0 ? kind : "object"),
    };
}
