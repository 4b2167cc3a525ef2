namespace Holdpoint.Sql.Syntax;

/// <summary>The lexical rules of a dialect.</summary>
internal readonly record struct DialectRules
{
    /// <summary>Backslashes escape in plain strings.</summary>
    public bool Backslashes { get; init; }

    /// <summary><c>E'…'</c>, <c>U&amp;'…'</c> and operators of any length.</summary>
    public bool Postgres { get; init; }

    public bool DollarQuotes { get; init; }

    public bool NestedComments { get; init; }

    /// <summary>Double quotes hold a string, not a name.</summary>
    public bool DoubleQuotedStrings { get; init; }

    public bool Backquotes { get; init; }

    /// <summary><c>[name]</c></summary>
    public bool Brackets { get; init; }

    /// <summary><c>--</c> begins a comment only before a blank, and <c>/*! … */</c> is run.</summary>
    public bool MySqlComments { get; init; }

    /// <summary><c>#</c> begins a comment.</summary>
    public bool HashComments { get; init; }

    /// <summary><c>//</c> begins a comment.</summary>
    public bool SlashComments { get; init; }

    /// <summary>Three quotes in a row, and <c>r'…'</c>.</summary>
    public bool TripleQuotes { get; init; }

    public static DialectRules Of(Dialect dialect, bool backslashes) => dialect switch
    {
        Dialect.Postgres or Dialect.Cockroach => new()
        {
            Postgres = true,
            DollarQuotes = true,
            NestedComments = true,
            Backslashes = backslashes,
        },
        Dialect.MySql => new()
        {
            Backslashes = !backslashes,
            DoubleQuotedStrings = true,
            Backquotes = true,
            MySqlComments = true,
            HashComments = true,
        },
        Dialect.Sqlite => new() { Backquotes = true, Brackets = true },
        Dialect.DuckDb => new() { DollarQuotes = true, Postgres = true },
        Dialect.TransactSql => new() { Brackets = true, NestedComments = true },
        Dialect.ClickHouse => new() { Backslashes = true, Backquotes = true, DollarQuotes = true },
        Dialect.Snowflake => new() { Backslashes = true, DollarQuotes = true, SlashComments = true },
        Dialect.BigQuery => new()
        {
            Backslashes = true,
            DoubleQuotedStrings = true,
            Backquotes = true,
            TripleQuotes = true,
            HashComments = true,
        },
        Dialect.Cassandra => new() { DollarQuotes = true, SlashComments = true },
        _ => new() { Backquotes = true, DollarQuotes = true, Backslashes = backslashes },
    };
}
