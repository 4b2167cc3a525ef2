using System.Text.Json;
using Holdpoint.Sql;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Sql;

/// <summary>Our reader beside PostgreSQL's parser, over the statements of PostgreSQL's own regression tests.</summary>
public sealed class PostgresAgreementTests(ITestOutputHelper output)
{
    private const double LeastAgreement = 0.99;

    private static readonly SqlContext Context =
        new(Dialect.Postgres, SqlClient.None) { StopsAtErrors = true };

    [Fact]
    public void What_the_parser_sees_destroyed_our_reader_sees_too()
    {
        List<string> statements = [.. Statements()];
        Assert.SkipWhen(statements.Count == 0, "the shared corpus is not beside the project");
        Assert.SkipUnless(LibPgQuery.IsHere, "libpg_query is missing: ./do test installs libpg-query-dev");
        List<string> missed = [], more = [], unread = [];
        int destroying = 0, rest = 0, refused = 0;
        foreach (string sql in statements)
        {
            SqlReading reading = SqlReader.Read(sql, Context);
            using JsonDocument? tree = LibPgQuery.Parse(sql);
            if (tree is null)
            {
                refused++;
                continue;
            }

            if (ParseTree.Destroys(tree.RootElement))
            {
                destroying++;
                (reading.Steps.Any(s => Destroys(s) || Weakens(s)) ? [] : missed).Add(sql);
            }
            else
            {
                rest++;
                (reading.Steps.Any(Destroys) ? more : []).Add(sql);
                (reading.Steps.Any(s => s is SqlStep.Deed { Kind: DeedKind.Unreadable }) ? unread : []).Add(sql);
            }
        }

        double agreement = 1 - ((double)more.Count / rest);
        output.WriteLine($"libpg_query: {destroying} destroy, {missed.Count} missed; of {rest} others {more.Count} are "
            + $"judged otherwise ({agreement:P2} agreement), {unread.Count} not read; {refused} refused by the parser");
        output.WriteLine("judged otherwise:\n  " + string.Join("\n  ", more.Concat(unread).Distinct().Select(Short)));
        Assert.True(missed.Count == 0, string.Join('\n', missed.Select(Short)));
        Assert.Empty(unread);
        Assert.True(agreement >= LeastAgreement, $"{agreement:P2}");
        Assert.Equal(Listed(), more.Select(Short).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Every disagreement, reviewed: statements that take something away although no node of the tree says
    /// so.</summary>
    private static IEnumerable<string> Listed() =>
        File.ReadLines(Path.Join(Repository.Root, "tests/Sql/JudgedOtherwise.txt"))
            .Where(l => l.Length > 0 && !l.StartsWith('#')).Order(StringComparer.Ordinal);

    private static string Short(string sql) => (sql.Length > 200 ? sql[..200] + "…" : sql).ReplaceLineEndings(" ");

    /// <summary>What takes something away, be it data or a definition; unknown code is no node of a tree.</summary>
    private static bool Destroys(SqlStep step) =>
        step is SqlStep.Deed { Kind: DeedKind.Deletes or DeedKind.Overwrites or DeedKind.Undefines };

    /// <summary>DROP POLICY is a protection taken away.</summary>
    private static bool Weakens(SqlStep step) => step is SqlStep.Deed { Kind: DeedKind.Weakens };

    private static IEnumerable<string> Statements()
    {
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/postgres-regress.jsonl") : null;
        if (path is null || !File.Exists(path))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.GetProperty("sql").GetString() ?? "";
        }
    }
}
