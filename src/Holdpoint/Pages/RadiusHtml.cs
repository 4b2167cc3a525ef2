using System.Collections.Immutable;
using System.Text;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>The page of a judgement as one HTML file needing nothing else: no script, no image, no network.</summary>
/// <remarks>Whatever an agent or the world named is text here and nothing more: it is escaped, shown without control
/// characters, and the policy of the page allows its own style, by digest, and nothing else.</remarks>
internal static class RadiusHtml
{
    /// <summary>Reasons written out.</summary>
    private const int MaxReasons = 12;

    private const int MaxFacts = 60;
    private const int MaxAlarms = 4;

    public static string Write(RadiusPage page)
    {
        var picture = new PagePicture(page);
        string style = PageStyle.Text + picture.Positions();
        var html = new Html();
        html.Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml"));
        Head(html, page, style);
        html.Open("body").Open("main");
        Banner(html, page);
        Answers(html, page.Answers);
        foreach (string alarm in page.Alarms.Take(MaxAlarms))
        {
            html.Open("p", ("class", "alarm bad")).Text($"Alarm: {alarm}", 1000).Close();
        }

        picture.Write(html);
        Reasons(html, page);
        PageTable.Write(html, page);
        Evidence(html, page);
        html.Close().Close().Close();
        return html.ToString();
    }

    private static void Head(Html html, RadiusPage page, string style)
    {
        string digest = Convert.ToBase64String(Sha256.Hash(Encoding.UTF8.GetBytes(style)));
        html.Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"),
                ("content", $"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Void("meta", ("name", "referrer"), ("content", "no-referrer"))
            .Void("meta", ("name", "robots"), ("content", "noindex"))
            .Line("title", $"{Words.Of(page.Decision)}: {Short(page.Command)}")
            .Open("style").Own(style).Close()
            .Close();
    }

    private static void Banner(Html html, RadiusPage page)
    {
        html.Open("header", ("class", "banner " + page.Decision switch
        {
            Decision.Allow => "good",
            Decision.Ask => "warning",
            _ => "bad",
        }));
        html.Open("h1").Text(page.Decision switch
        {
            Decision.Allow => "Allowed",
            Decision.Ask => "A person must decide",
            _ => "Denied",
        }).Open("small").Text(page.Rule).Close().Close();
        html.Open("pre").Open("code").Text(page.Command, 4000).Close().Close();
        html.Open("p", ("class", "in")).Text("in ").Line("span", page.Directory, "path").Close();
        html.Close();
    }

    private static void Answers(Html html, ImmutableArray<PageAnswer> answers)
    {
        html.Open("dl", ("class", "answers"));
        foreach (PageAnswer answer in answers)
        {
            html.Open("div", ("class", PageStyle.Of(answer.Tone)));
            html.Line("dt", answer.Question);
            html.Open("dd").Line("strong", answer.Answer);
            if (answer.More.Length > 0)
            {
                html.Line("span", answer.More);
            }

            html.Close().Close();
        }

        html.Close();
    }

    private static void Reasons(Html html, RadiusPage page)
    {
        ImmutableArray<Reason> reasons =
            [.. page.Reasons.Where(r => r.Decision is not Decision.Allow || page.Decision is Decision.Allow)];
        if (reasons.IsEmpty)
        {
            return;
        }

        html.Open("section", ("aria-labelledby", "why")).Open("h2", ("id", "why")).Text("Why").Close();
        foreach (Reason reason in reasons.Take(MaxReasons))
        {
            html.Open("div", ("class", "reason"));
            html.Open("p").Text(reason.Said[0].Text, 1000).Close();
            Said(html, reason.Said[1..]);
            html.Close();
        }

        if (reasons.Length > MaxReasons)
        {
            html.Line("p", $"and {reasons.Length - MaxReasons} more reasons", "faint");
        }

        if (page.Safer is { } safer)
        {
            html.Open("p", ("class", "safer")).Line("strong", "Safer: ").Text(safer, 1000).Close();
        }

        foreach (string problem in page.Problems.Take(MaxReasons))
        {
            html.Line("p", $"Note: {problem}", "faint");
        }

        html.Close();
    }

    private static void Said(Html html, ImmutableArray<Statement> said)
    {
        if (said.IsEmpty)
        {
            return;
        }

        html.Open("ul");
        foreach (Statement statement in said)
        {
            html.Open("li").Text(statement.Text, 1000);
            if (!statement.Items.IsEmpty)
            {
                html.Text(":").Open("ul");
                foreach (string item in statement.Items)
                {
                    html.Line("li", item);
                }

                if (statement.More > 0)
                {
                    html.Line("li", $"and {statement.More} more");
                }

                html.Close();
            }

            html.Close();
        }

        html.Close();
    }

    private static void Evidence(Html html, RadiusPage page)
    {
        html.Open("section", ("aria-labelledby", "evidence"), ("class", "evidence"));
        html.Open("h2", ("id", "evidence")).Text("Evidence").Close();
        if (page.Facts.IsEmpty)
        {
            html.Line("p", "nothing was read from the world for this", "faint");
        }
        else
        {
            html.Open("ul");
            foreach (Fact fact in page.Facts.Take(MaxFacts))
            {
                string age = fact.Age is { } old ? $", {old.TotalHours:0.#} h old" : "";
                html.Open("li").Line("b", fact.Name).Text(": ").Text(fact.Value)
                    .Open("span", ("class", "faint")).Text($" (from {fact.Source}{age})").Close().Close();
            }

            if (page.Facts.Length > MaxFacts)
            {
                html.Line("li", $"and {page.Facts.Length - MaxFacts} more", "faint");
            }

            html.Close();
        }

        if (page.Fingerprint.Length > 0)
        {
            html.Open("p", ("class", "faint")).Text("Fingerprint ").Line("code", page.Fingerprint).Close();
        }

        html.Close();
    }

    private static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
