using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>The treemap of a page: a list of groups and pieces whose places stand in the style, one set for wide
/// windows and one for narrow ones. Each piece leads to its row of the table.</summary>
internal sealed class PagePicture
{
    /// <summary>Width over height; <see cref="PageStyle"/> gives the picture the same.</summary>
    private const double Wide = 5.0 / 2;

    private const double Narrow = 4.0 / 5;

    private readonly RadiusPage _page;
    private readonly ImmutableArray<PageGroup> _groups;

    public PagePicture(RadiusPage page)
    {
        _page = page;
        _groups = [.. page.Groups.Where(g => g.Losses.Length > 0 || g.Unnamed > 0)];
    }

    /// <summary>The rules that place the pieces: numbers only, nothing that anybody named.</summary>
    public string Positions()
    {
        var style = new StringBuilder();
        Place(style, Wide);
        style.Append("@media (max-width:40rem){");
        Place(style, Narrow);
        return style.Append("}\n").ToString();
    }

    public void Write(Html html)
    {
        if (_groups.IsEmpty)
        {
            return;
        }

        html.Open("section", ("aria-labelledby", "picture"));
        html.Open("h2", ("id", "picture")).Text("What would go").Close();
        html.Open("p", ("class", "key"));
        Key(html, Tone.Bad, "nothing brings it back, or nobody knows");
        Key(html, Tone.Warning, "for some days, or from a tested backup");
        Key(html, Tone.Good, "made again");
        html.Open("span", ("class", "faint")).Text(_page.Measure is { } measure
            ? $"A piece is as large as its {measure}; the smallest are drawn larger. ◆ holds data."
            : "All pieces have one size. ◆ holds data.").Close();
        html.Close();
        bool titled = _groups.Length > 1 || _groups[0].About.Length > 0;
        html.Open("ul", ("class", titled ? "map titled" : "map"));
        int piece = 0;
        for (int g = 0; g < _groups.Length; g++)
        {
            PageGroup group = _groups[g];
            html.Open("li", ("class", Invariant($"group g{g}")));
            if (titled)
            {
                html.Open("h3").Text(group.Name).Open("small").Text(" " + group.About).Close().Close();
            }

            html.Open("ul", ("class", "pieces"));
            foreach (PageLoss loss in group.Losses)
            {
                Piece(html, loss, piece++);
            }

            if (group.Unnamed > 0)
            {
                html.Open("li", ("class", Invariant($"piece plain p{piece++}")))
                    .Open("span", ("class", "label")).Line("b", $"{group.Unnamed} more").Close().Close();
            }

            html.Close().Close();
        }

        html.Close().Close();
    }

    private static void Piece(Html html, PageLoss loss, int number)
    {
        string amounts = string.Join(", ", loss.Loss.Amounts.Select(a => a.Text));
        string back = loss.Loss.Recovery.Word;
        html.Open("li", ("class", Invariant($"piece {PageStyle.Of(loss.Tone)} p{number}")));
        html.Open("a", ("class", "label"), ("href", "#" + loss.Id), ("title", Told(loss)), ("aria-label", Told(loss)));
        html.Line("b", (loss.Loss.HoldsData ? "◆\u00a0" : "") + Brief(loss.Loss.Resource));
        if (amounts.Length > 0)
        {
            html.Line("span", amounts);
        }

        html.Line("span", $"{back} · {loss.Loss.Resource.Type}", "small");
        html.Close().Close();
    }

    /// <summary>The end of a path, or of an address that repeats its type: a piece has room for little.</summary>
    private static string Brief(Resource resource)
    {
        string name = resource.Name;
        int type = name.LastIndexOf(resource.Type + ".", StringComparison.Ordinal);
        int start = type >= 0 ? type + resource.Type.Length + 1 : name.TrimEnd('/').LastIndexOf('/') + 1;
        return start < name.Length ? name[start..] : name;
    }

    /// <summary>A piece in words: for those who do not see it, and for one that is too small for its name.</summary>
    private static string Told(PageLoss loss) => string.Join(", ", (IEnumerable<string>)
    [
        loss.Loss.Resource.Name, loss.Loss.Resource.Type, .. loss.Loss.Amounts.Select(a => a.Text),
        .. loss.Loss.HoldsData ? (ReadOnlySpan<string>)["holds data"] : [], $"comes back: {loss.Loss.Recovery.Word}",
    ]);

    private static void Key(Html html, Tone tone, string text) => html.Open("span", ("class", "entry"))
        .Open("i", ("class", PageStyle.Of(tone)), ("aria-hidden", "true")).Close().Text(text).Close();

    private void Place(StringBuilder style, double aspect)
    {
        Area[] outer = Treemap.Divide([.. _groups.Select(Weight)], aspect);
        int piece = 0;
        for (int g = 0; g < _groups.Length; g++)
        {
            Rule(style, 'g', g, outer[g]);
            double inner = outer[g].Height > 0 ? aspect * outer[g].Width / outer[g].Height : 1;
            List<double> weights = [.. _groups[g].Losses.Select(l => l.Weight)];
            if (_groups[g].Unnamed > 0)
            {
                weights.Add(Rest(_groups[g]));
            }

            foreach (Area area in Treemap.Divide(weights, Math.Max(inner, 0.01)))
            {
                Rule(style, 'p', piece++, area);
            }
        }
    }

    private double Weight(PageGroup group) =>
        group.Losses.Sum(l => l.Weight) + (group.Unnamed > 0 ? Rest(group) : 0);

    /// <summary>What is not named takes a fifth of its group at most: its number says the rest.</summary>
    private double Rest(PageGroup group)
    {
        double named = group.Losses.Sum(l => l.Weight);
        return named <= 0 ? 1 : Math.Min(_page.Measure is null ? group.Unnamed : named, named / 4);
    }

    private static void Rule(StringBuilder style, char kind, int number, Area area)
    {
        style.Append(Invariant($".{kind}{number}{{left:{area.Left:0.##}%;top:{area.Top:0.##}%;"));
        style.Append(Invariant($"width:{area.Width:0.##}%;height:{area.Height:0.##}%}}\n"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
