using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Sqlite;

/// <summary>sqlite3 and duckdb: databases that are files.</summary>
internal sealed class SqliteTool : SqlClientTool
{
    private const string Valued =
        "cmd init separator newline nullvalue vfs mmap heap lookaside pagecache maxsize zipfile c s f";

    public override string Id => "sqlite";

    public override string Title => "sqlite3 and duckdb";

    public override string Documentation =>
        """
        **Read:** SQL from the arguments, `-cmd`, `-c`, `-init`, here-documents, pipes and files; `.read` is followed,
        `.shell` and its kin are read as shell, `.open` and `ATTACH` change the target, `.restore` writes over the
        whole database.

        **Recognised:** the same as of psql, and `PRAGMA foreign_keys = OFF`, `PRAGMA writable_schema`,
        `PRAGMA journal_mode = OFF`, `INSERT OR REPLACE`, `CREATE OR REPLACE TABLE` of DuckDB.

        **Measured** for SQLite, through `sqlite3 -readonly`: which tables, how many rows, what goes by foreign keys
        where they are followed, triggers. Rows that meet a plain condition are counted.

        **Target:** the file, which counts as one of this machine. A database in memory, or one that is opened
        to be read only, has nothing to lose.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["sqlite3", "sqlite", "duckdb", "litecli"];

    protected override SqlClientOptions? Options(string program) => new(
        program is "duckdb" ? Dialect.DuckDb : Dialect.Sqlite, SqlClient.Sqlite,
        program is "duckdb" ? "duckdb" : "sqlite")
    {
        Longs = Valued,
        OneDash = true,
        Texts = "cmd c s",
        Files = "init f",
        Errors = "bail",
    };

    protected override Connection Connect(Invocation invocation, ClientArguments arguments, SqlClientOptions options)
    {
        Word? file = arguments.Operands.FirstOrDefault();
        string name = file?.Text ?? file?.Prefix ?? "";
        bool none = file is null || (file.Text is "" or ":memory:");
        return new Connection
        {
            Scheme = options.Scheme,
            Invocation = invocation,
            File = file is { Text: { } uri } && uri.StartsWith("file:", StringComparison.Ordinal)
                ? new Word(uri[5..].Split('?')[0])
                : file ?? new Word(":memory:"),
            KeepsNothing = none || arguments.Has("readonly")
                || (name.StartsWith("file:", StringComparison.Ordinal)
                    && (name.Contains("mode=ro", StringComparison.Ordinal)
                    || name.Contains("mode=memory", StringComparison.Ordinal))),
        };
    }

    protected override void Run(
        SqlScript script, ClientArguments arguments, SqlClientOptions options, ICollection<Effect> effects)
    {
        foreach ((string name, Word? value) in arguments.Given)
        {
            if (value is not null && name is "cmd" or "c" or "s")
            {
                script.AddText(value, effects);
            }
            else if (value is not null && name is "init" or "f")
            {
                script.AddNamedFile(value, effects);
            }
        }

        // Words behind the file are SQL or commands, run up to the first error.
        foreach (Word sql in arguments.Operands.Skip(1))
        {
            (script with { Context = script.Context with { StopsAtErrors = true } }).AddText(sql, effects);
        }

        if (arguments.Operands.Count <= 1 && !arguments.Has("c s f"))
        {
            script.AddInput(effects);
        }
    }
}
