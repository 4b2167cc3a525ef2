using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>The table beside the picture: one row for each piece, with all that is known of it.</summary>
internal static class PageTable
{
    private const int MaxListed = 5;

    /// <summary>A column: its heading and what a row has in it; columns that nothing stands in are left out.</summary>
    private sealed record Column(string Heading, Func<PageLoss, ImmutableArray<string>> Texts, bool Toned = false);

    private static ImmutableArray<Column> Columns =>
    [
        new("How much", r => [.. r.Loss.Amounts.Select(a => a.Text)]),
        new("Comes back", r => [Back(r.Loss.Recovery)], Toned: true),
        new("Protection", r => r.Loss.Protection is { } protection ? [protection] : []),
        new("Backups", r =>
        [
            .. r.Loss.BackupsLost is { } lost ? (ReadOnlySpan<string>)[$"lost with it: {lost}"] : [],
            .. r.Loss.Backups.Select(b => $"stays: {b.Text}"),
        ]),
        new("Hangs on it", r => r.Loss.Dependents),
        new("More", r => r.Loss.Details),
    ];

    public static void Write(Html html, RadiusPage page)
    {
        ImmutableArray<PageLoss> losses = [.. page.Groups.SelectMany(g => g.Losses)];
        if (losses.IsEmpty)
        {
            return;
        }

        ImmutableArray<Column> columns = [.. Columns.Where(c => losses.Any(l => !c.Texts(l).IsEmpty))];
        string all = $"{columns.Length + 1}";
        html.Open("section", ("aria-labelledby", "table"));
        html.Open("h2", ("id", "table")).Text("One by one").Close();

        // The roles are written out: on a phone the rows are cards, and browsers then forget that it is a table.
        html.Open("table", ("role", "table")).Open("thead", ("role", "rowgroup")).Open("tr", ("role", "row"));
        foreach (string heading in (IEnumerable<string>)["What", .. columns.Select(c => c.Heading)])
        {
            html.Open("th", ("role", "columnheader"), ("scope", "col")).Text(heading).Close();
        }

        html.Close().Close();
        foreach (PageGroup group in page.Groups)
        {
            html.Open("tbody", ("role", "rowgroup"));
            if (page.Groups.Length > 1)
            {
                html.Open("tr", ("role", "row"), ("class", "system"))
                    .Open("th", ("role", "rowheader"), ("scope", "rowgroup"), ("colspan", all))
                    .Text(group.Name).Open("small").Text(" " + group.About).Close().Close().Close();
            }

            foreach (PageLoss loss in group.Losses)
            {
                Row(html, loss, columns);
            }

            if (group.Unnamed > 0)
            {
                html.Open("tr", ("role", "row"), ("class", "more")).Open("td", ("role", "cell"), ("colspan", all))
                    .Text($"and {group.Unnamed} more").Close().Close();
            }

            html.Close();
        }

        html.Close().Close();
    }

    private static void Row(Html html, PageLoss row, ImmutableArray<Column> columns)
    {
        Loss loss = row.Loss;
        html.Open("tr", ("role", "row"), ("id", row.Id), ("tabindex", "-1"));
        html.Open("th", ("role", "rowheader"), ("scope", "row"))
            .Text((loss.HoldsData ? "◆\u00a0" : "") + loss.Resource.Name)
            .Line("small", loss.Resource.Type + (loss.HoldsData ? ", holds data" : "")).Close();
        foreach (Column column in columns)
        {
            Cell(html, column.Heading, column.Texts(row), column.Toned ? PageStyle.Of(row.Tone) : null);
        }

        html.Close();
    }

    private static void Cell(Html html, string heading, ImmutableArray<string> texts, string? of)
    {
        html.Open("td", ("role", "cell"), ("data-label", heading), ("class", texts.IsEmpty ? "empty" : of));
        if (texts.IsEmpty)
        {
            html.Text("–");
        }

        for (int i = 0; i < Math.Min(texts.Length, MaxListed); i++)
        {
            html.Line("div", texts[i]);
        }

        if (texts.Length > MaxListed)
        {
            html.Line("div", $"and {texts.Length - MaxListed} more");
        }

        html.Close();
    }

    private static string Back(Recovery recovery) => recovery switch
    {
        Recovery.Trivial r => $"yes: {r.How}",
        Recovery.FromSource r => $"yes: {r.How}",
        Recovery.Window r => $"for {r.Days} days: {r.How}",
        Recovery.FromBackup { LastVerified: { } at } r => $"from a backup tested on {at:yyyy-MM-dd}: {r.How}",
        Recovery.FromBackup r => $"perhaps, the backup was never tested: {r.How}",
        Recovery.Never r => $"no: {r.Why}",
        Recovery.Unknown r => $"nobody knows: {r.Why}",
        _ => Words.Plain(recovery.Word),
    };
}
