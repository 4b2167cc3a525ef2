using System.Text.Json;
using Holdpoint.Sql;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>SQL in every dialect and from every client.</summary>
internal sealed class SqlTarget : FuzzTarget
{
    private static readonly Dialect[] Dialects = Enum.GetValues<Dialect>();
    private static readonly SqlClient[] Clients = Enum.GetValues<SqlClient>();

    public override string Name => "sql";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "'", "\"", "`", "\\", "$$", "$a$", "/*", "*/", "--", "#", "\n", ";", "(", ")", "[", "]", ",", ".", "::", ":x",
        "@x", "?", "E'", "U&'", "/*!", "DELIMITER //\n", "\nGO\n", "\\i x\n", "\\! rm x\n", "\n.read x\n", "BEGIN ",
        " END ", "CASE ", "IF ", " THEN ", " LOOP ", "WITH x AS (", "DELETE FROM ", " WHERE ", "1=1", " OR ", " AND ",
        "NOT ", "EXISTS (", "DROP TABLE ", "EXECUTE '", "CREATE FUNCTION f() ", " AS $$", "PREPARE p AS ", "\0",
        "\ud83d", "é", "COPY t FROM stdin;\n", "\\.\n", "MERGE INTO ", "ALTER TABLE a ", "USING ", "SELECT (",
        "EXPLAIN ", "UPDATE a SET ", "TRUNCATE ", " RETURNING *", "DO $$ ", "ROLLBACK;", "COMMIT;", "\\gexec\n",
        "USE ", "IN (", "=", "<>", "null", " UNION ", "CURSOR FOR ", "DECLARE ", "SET ", "CASCADE", "\\copy ",
    ];

    protected override IEnumerable<string> Texts()
    {
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/sql.jsonl") : null;
        IEnumerable<string> corpus = path is not null && File.Exists(path) ? File.ReadLines(path).Select(SqlOf) : [];
        return
        [
            "BEGIN; WITH d AS (DELETE FROM a WHERE id = 1 RETURNING *) SELECT * FROM d; ROLLBACK",
            "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$",
            "ALTER TABLE a DROP COLUMN b, ALTER c TYPE int USING 0",
            "MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE; UPDATE a SET b = 1 WHERE c IN (1, 2)",
            .. corpus,
        ];
    }

    protected override string? Fault(string text, int variant)
    {
        var dice = new Dice(variant, 0);
        SqlReader.Read(text, new SqlContext(dice.Of(Dialects), dice.Of(Clients))
        {
            StopsAtErrors = dice.OneIn(2),
            Procedural = dice.OneIn(4),
        });
        return null;
    }

    private static string SqlOf(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.GetProperty("sql").GetString() ?? "";
    }
}
