using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Holdpoint.Environments;
using Holdpoint.Pages;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Pages;

/// <summary>The page of a judgement: well-formed, bounded, and deaf to whatever names say.</summary>
/// <remarks>To look at them: <c>HOLDPOINT_PAGES=/tmp/pages</c> writes each page that is made here.</remarks>
public sealed class RadiusHtmlTests
{
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</style><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)", "<!-- --> ]]> <![CDATA[", "&lt;b&gt; &amp; &#60;",
        "{} .p0{left:0} /* */ @import 'x';",
        "javascript:alert(1)", "\u202Egnp.exe", "a\0b\u001b[2Jc\u0085d\u2028e", "half \ud800 of a pair \udc00",
        new string('W', 5000), "数据库 😀 ü", "</a></li></ul></main></body></html>", " ",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void It_is_well_formed_with_a_row_for_each_piece(int losses)
    {
        XElement page = Parsed(Page($"losses-{losses}", Judged([Database(losses)])));
        List<string?> rows = [.. page.Descendants(Xhtml + "tr").Attributes("id").Select(a => a.Value)];
        List<string?> pieces = [.. page.Descendants(Xhtml + "a").Attributes("href").Select(a => a.Value[1..])];
        Assert.Equal(losses, rows.Count);
        Assert.Equal(rows.Order(), pieces.Order());
    }

    [Fact]
    public void The_four_answers_stand_before_everything_else()
    {
        string page = Page("production", Judged([Database(5)], EnvironmentKind.Production));
        XElement answers = Parsed(page).Descendants(Xhtml + "dl").First();
        Assert.Equal(
            ["what goes", "where", "how much", "can it come back"],
            answers.Descendants(Xhtml + "dt").Select(d => d.Value));
        string[] told = [.. answers.Descendants(Xhtml + "strong").Select(d => d.Value)];
        Assert.Contains("rows", told[0], StringComparison.Ordinal);
        Assert.Equal("production", told[1]);
        Assert.Contains("with data", told[2], StringComparison.Ordinal);
        Assert.Equal("no", told[3]);
    }

    [Fact]
    public void Nothing_that_anybody_named_becomes_mark_up()
    {
        foreach (string name in Hostile)
        {
            Judgement judgement = Judged([Database(3, name)], command: $"psql -c '{name}'");
            string page = Page("hostile", judgement);
            XElement read = Parsed(page);
            Assert.Empty(read.Descendants(Xhtml + "script"));
            Assert.Empty(read.Descendants(Xhtml + "img"));
            Assert.All(read.Descendants().Attributes(), a =>
                Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name == "style", $"{a}"));
            Assert.All(read.Descendants(Xhtml + "a").Attributes("href"), a => Assert.Matches("^#l[0-9]+$", a.Value));
            Assert.DoesNotMatch(@"[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]", page);
        }
    }

    [Fact]
    public void A_browser_is_allowed_the_pages_own_style_and_nothing_else()
    {
        string page = Page("policy", Judged([Database(5)]));
        XElement read = Parsed(page);
        string policy = read.Descendants(Xhtml + "meta").First(m => m.Attribute("http-equiv") is not null)
            .Attribute("content")!.Value;
        int start = page.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length;
        string style = page[start..page.IndexOf("</style>", StringComparison.Ordinal)];
        string digest = Convert.ToBase64String(Sha256.Hash(Encoding.UTF8.GetBytes(style)));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(src|href)=\"(?!#)", page);
    }

    [Fact]
    public void Secrets_of_the_command_are_taken_out()
    {
        string page = Page("secret", Judged(
            [Database(1)], command: "PGPASSWORD=hunter2hunter2 psql postgres://me:s3cretpw@db/shop -c 'drop table x'"));
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cretpw", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_thousand_losses_are_a_page_of_ordinary_size()
    {
        string huge = new('n', 10_000);
        Measurement[] many =
        [
            .. Enumerable.Range(0, 1000).Select(i => Database(50, huge + i) with
            {
                Facts = [.. Enumerable.Range(0, 20).Select(f => new Fact(huge + f + i, huge, huge))],
            }),
        ];
        string page = Page("many", Judged(many, command: new string('c', 100_000)));
        Parsed(page);
        Assert.InRange(page.Length, 1, 1024 * 1024);
        Assert.InRange(Regex.Count(page, " id=\"l[0-9]+\""), 1, RadiusPage.MaxLosses);
    }

    [Fact]
    public void Losses_of_systems_stand_together_and_what_is_not_named_is_counted()
    {
        Measurement state = Terraform(50, 400);
        RadiusPage page = RadiusPage.Of(Judged([state]));
        Assert.Equal(450, page.Groups.Sum(g => g.Losses.Length + g.Unnamed));
        Assert.Equal(["shop", "blog", "shared VPC"], page.Groups.Select(g => g.Name));
        Parsed(Page("terraform", Judged([state])));
    }

    [Fact]
    public void A_harmless_action_has_a_page_too()
    {
        var judgement = new Judgement(
            new Holdpoint.Action.ShellCommand("ls -la", "/srv"), null, [], new BlastRadius([], ""),
            new Verdict(Decision.Allow, Judge.NothingAtStake, [], null), TimeSpan.Zero);
        Assert.Contains("nothing", Parsed(Page("harmless", judgement)).Descendants(Xhtml + "dl").First().Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_fill_the_whole_without_overlap()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            double[] weights =
            [
                .. Enumerable.Range(0, 1 + random.Next(60)).Select(_ => Math.Pow(random.NextDouble(), 6) * 1e12),
            ];
            double aspect = 0.2 + (4 * random.NextDouble());
            Area[] areas = Treemap.Divide(weights, aspect);
            Assert.Equal(10_000, areas.Sum(a => a.Width * a.Height), 3);
            Assert.All(areas, a => Assert.True(
                a is { Left: >= -0.001, Top: >= -0.001, Width: > 0, Height: > 0 } && a.Left + a.Width < 100.001
                && a.Top + a.Height < 100.001, $"{a}"));
            for (int i = 0; i < areas.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.False(Overlap(areas[i], areas[j]), $"{areas[i]} and {areas[j]}");
                }
            }
        }
    }

    private static bool Overlap(Area a, Area b) =>
        Math.Min(a.Left + a.Width, b.Left + b.Width) - Math.Max(a.Left, b.Left) > 0.001
        && Math.Min(a.Top + a.Height, b.Top + b.Height) - Math.Max(a.Top, b.Top) > 0.001;

    private static string Page(string name, Judgement judgement)
    {
        string page = RadiusHtml.Write(RadiusPage.Of(judgement));
        if (Environment.GetEnvironmentVariable("HOLDPOINT_PAGES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Join(folder, name + ".html"), page);
        }

        return page;
    }

    private static XElement Parsed(string page)
    {
        using var reader = XmlReader.Create(
            new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    private static Judgement Judged(
        Measurement[] measured, EnvironmentKind environment = EnvironmentKind.Unknown,
        string command = "npx drizzle-kit push --force")
    {
        var radius = new BlastRadius([.. measured], "sha256:" + new string('a', 64));
        Verdict verdict = Judge.Decide(radius,
            [.. measured.Select(_ => new Placement(environment, "the host's name holds \"prod\""))], PolicySet.BuiltIn);
        return new Judgement(
            new Holdpoint.Action.ShellCommand(command, "/home/ada/work/shop"), null, [], radius, verdict,
            TimeSpan.Zero);
    }

    private static Measurement Database(int tables, string? name = null)
    {
        var random = new Random(3);
        string[] names =
            ["order_items", "orders", "customers", "payments", "sessions", "products", "audit_log", "invoices"];
        var never = new Recovery.Never("the database keeps no copy of dropped tables");
        return new Measurement(new Effect(
            EffectKind.Destroy, new Resource("sql.database", name ?? "shop"),
            new Target("postgres", $"postgres://db.prod.example.com:5432/{name ?? "shop"}", []), never)
        {
            Tool = "drizzle-kit",
            Summary = "drops tables that the schema no longer has",
            Safer = "npx drizzle-kit generate, read the SQL, then migrate",
        })
        {
            Count = tables * 12_345L,
            Unit = "rows",
            Moving = true,
            Bytes = tables * 98_765_432L,
            Types = tables == 0 ? [] : [("tables", tables)],
            Losses =
            [
                .. Enumerable.Range(0, tables).Select(i => new Loss(
                    new Resource("sql.table", name ?? $"public.{names[i % names.Length]}{(i < 8 ? "" : $"_{i}")}"),
                    never)
                {
                    HoldsData = i % 6 != 5,
                    Amounts =
                    [
                        new Amount((long)(2_000_000 * Math.Pow(random.NextDouble(), 3)), "rows", (Certainty)(i % 2)),
                        Amount.Size((long)(9_000_000_000 * Math.Pow(random.NextDouble(), 4))),
                    ],
                    Details = i % 3 == 0 ? ["triggers purge_old"] : [],
                    Dependents = i % 4 == 0 ? [name ?? "view sales_by_day", "order_items.order_id"] : [],
                    Backups = i % 2 == 0
                        ? [new Backup("shop.dump", new DateTimeOffset(2026, 2, 26, 3, 0, 0, TimeSpan.Zero))] : [],
                    BackupsLost = i % 5 == 4 ? "automated backups (7 days)" : null,
                    Protection = i == 1 ? name ?? "an event trigger" : null,
                }),
            ],
            HoldData = tables,
            Facts =
            [
                new Fact("server", "PostgreSQL 15.4, database shop, as app", name ?? "the catalogue"),
                new Fact("role of the server", "primary, no replica streams from it now", "the catalogue"),
            ],
        };
    }

    private static Measurement Terraform(int named, int more)
    {
        string[] types =
            ["aws_db_instance", "aws_s3_bucket", "aws_ecs_service", "aws_subnet", "aws_lb", "aws_route53_record"];
        string[] systems = ["shop", "shop", "blog", "shared VPC"];
        return new Measurement(new Effect(
            EffectKind.Destroy, new Resource("terraform.state", "the state"),
            new Target("terraform-state", "s3://tf-state-prod/network/terraform.tfstate", []),
            new Recovery.Unknown("whether snapshots exist was not asked"))
        {
            Tool = "terraform",
            Summary = "destroys every resource in the state, without asking",
        })
        {
            Count = named + more,
            Unit = "resources",
            Types = [("aws_subnet", 200), ("aws_db_instance", named + more - 200)],
            Systems =
            [
                new SystemGroup("shop", 300, "tag Project=shop", Shared: false, Whole: true),
                new SystemGroup("blog", 100, "tag Project=blog", Shared: false, Whole: true),
                new SystemGroup("shared VPC", named + more - 400, "2 systems hang on it", Shared: true, Whole: false),
            ],
            Alarms = [new Alarm(AlarmKind.Replaced, "another state stands in its place (lineage 6fd3…)")],
            Losses =
            [
                .. Enumerable.Range(0, named).Select(i => new Loss(
                    new Resource(types[i % 6], string.Create(
                        CultureInfo.InvariantCulture, $"module.site.{types[i % 6]}.main[{i}]")),
                    i % 6 == 0 ? new Recovery.Never("no final snapshot is taken")
                    : i % 6 == 1 ? new Recovery.Window(30, "versions stay")
                    : new Recovery.FromSource("the configuration"))
                {
                    HoldsData = i % 6 < 2,
                    System = systems[i % 4],
                    BackupsLost = i % 6 == 0 ? "automated backups and PITR" : null,
                }),
            ],
            HoldData = 18,
        };
    }
}
