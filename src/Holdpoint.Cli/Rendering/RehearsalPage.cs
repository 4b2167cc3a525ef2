using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Tools.Databases.Postgres.Rehearsal;

namespace Holdpoint.Cli.Rendering;

/// <summary>What a rehearsal did, widest first, for a terminal.</summary>
internal static class RehearsalPage
{
    /// <summary>Lines of one kind; what is beyond is counted.</summary>
    private const int MaxLines = 20;

    public static void Write(TerminalPage page, RehearsalAnswer answer, ImmutableArray<string> statements)
    {
        if (answer.Failed is { } failed)
        {
            page.Line(0, $"statement {answer.Ran + 1} of {statements.Length} fails: {failed}", Ink.Bad);
            page.Line(1, Shown(statements[Math.Min(answer.Ran, statements.Length - 1)]), Ink.Faint);
            page.Line(0, "all was rolled back; run for real, what stands before it would stay unless it is in a "
                + "transaction of its own");
            return;
        }

        string ran = answer.Ran == 1 ? "1 statement ran and was" : $"{answer.Ran} statements ran and were";
        page.Line(0, $"{ran} rolled back. For real it would:", Ink.Plain);
        Lines(page, answer.Tables.Select(Rows), "more tables");
        Lines(page, answer.Gone.Select(g => $"take away {g}"), "more objects go");
        Lines(page, answer.Made.Select(m => $"make {m}"), "more objects are made");
        if (answer.Tables.IsEmpty && answer.Gone.IsEmpty && answer.Made.IsEmpty)
        {
            page.Line(1, "change nothing", Ink.Good);
        }
    }

    private static string Rows(RehearsedTable table)
    {
        string[] parts =
        [
            .. !table.Counted ? (string[])["take away all rows (too many to be counted)"]
                : table.Deleted > 0 ? [$"delete {Number(table.Deleted)}"] : [],
            .. table.Updated > 0 ? (string[])[$"change {Number(table.Updated)}"] : [],
            .. table.Inserted > 0 ? (string[])[$"add {Number(table.Inserted)}"] : [],
        ];
        return $"{table.Name}: {string.Join(", ", parts)}" + (table.Counted ? " rows" : "");
    }

    private static string Number(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static void Lines(TerminalPage page, IEnumerable<string> lines, string more)
    {
        List<string> all = [.. lines];
        foreach (string line in all.Take(MaxLines))
        {
            page.Line(1, Printable.Line(line));
        }

        if (all.Count > MaxLines)
        {
            page.Line(1, $"and {all.Count - MaxLines} {more}", Ink.Faint);
        }
    }

    private static string Shown(string statement)
    {
        string line = Printable.Line(statement);
        return line.Length > 160 ? line[..160] + "…" : line;
    }
}
