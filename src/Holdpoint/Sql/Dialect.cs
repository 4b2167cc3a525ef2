namespace Holdpoint.Sql;

/// <summary>Whose SQL a text is: the lexical rules and a few statements differ.</summary>
internal enum Dialect
{
    /// <summary>Standard SQL, where nobody told.</summary>
    Generic,
    Postgres,
    Cockroach,
    MySql,
    Sqlite,
    DuckDb,
    TransactSql,
    ClickHouse,
    Snowflake,
    BigQuery,
    Cassandra,
}

/// <summary>The program that splits a text into statements and has commands of its own between them.</summary>
internal enum SqlClient
{
    /// <summary>The server reads the text as it is: psql -c, an HTTP body.</summary>
    None,

    /// <summary><c>\i</c>, <c>\!</c>, <c>:name</c>.</summary>
    Psql,

    /// <summary><c>DELIMITER</c>, <c>source</c>, <c>\!</c>.</summary>
    MySql,

    /// <summary><c>.read</c>, <c>.shell</c>; DuckDB's shell has the same.</summary>
    Sqlite,

    /// <summary><c>:r</c>, <c>!!</c>, <c>$(name)</c>.</summary>
    Sqlcmd,
}

/// <summary>What reading needs to know of the session in which a text would run; values, so that reading stays
/// pure.</summary>
internal sealed record SqlContext(Dialect Dialect, SqlClient Client)
{
    /// <summary>A failing statement ends the run, so that what follows <c>CREATE TABLE x</c> acts on that very
    /// table.</summary>
    public bool StopsAtErrors { get; init; }

    /// <summary>Backslashes escape in plain strings: standard_conforming_strings is off.</summary>
    public bool Backslashes { get; init; }

    /// <summary>How often this text was found inside another one.</summary>
    public int Depth { get; init; }

    /// <summary>The event for which a trigger's function is read: INSERT, UPDATE, DELETE, TRUNCATE; null elsewhere.
    /// What it does at other events is passed over.</summary>
    public string? TriggerEvent { get; init; }

    /// <summary>Text of a routine: control words stand between the statements.</summary>
    public bool Procedural { get; init; }
}
