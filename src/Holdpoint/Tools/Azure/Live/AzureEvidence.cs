using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Azure.Live;

/// <summary>What Azure says of the group, database, disk or storage account that a command would delete.</summary>
internal static class AzureEvidence
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Types of resources that hold what no template makes again.</summary>
    private static ImmutableArray<string> Keeping =>
    [
        "/databases", "/servers", "/flexibleservers", "/storageaccounts", "/disks", "/snapshots", "/vaults",
        "/databaseaccounts", "/redis",
    ];

    /// <summary>The measurement with what was learned; null where nothing is known to ask.</summary>
    public static Measurement? Of(
        Measurement start, AzureCall call, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        Func<Measurement, AzureCall, LiveQuestions, Measurement>? ask = call.Path switch
        {
            "group delete" => Group,
            "disk delete" or "sql db delete" or "storage account delete" or "postgres flexible-server delete"
                or "mysql flexible-server delete" => One,
            _ => null,
        };
        if (ask is null || invocation.Name is not "az")
        {
            return null;
        }

        string? subscription = call.Flags.Value("subscription")?.Text;
        bool unknown = call.Unseen || (call.Flags.Value("subscription") is not null && subscription is null)
            || subscription is ['-', ..];
        ImmutableArray<string>? globals = unknown ? null
            : subscription is null ? ["--output", "json"] : ["--subscription", subscription, "--output", "json"];
        return ask(start, call, new LiveQuestions(LiveClient.Azure, invocation, globals, world, budget));
    }

    private static Measurement Group(Measurement start, AzureCall call, LiveQuestions live)
    {
        string? name = Text(call, "name", "n") ?? Text(call, "resource-group", "g");
        if (name is null)
        {
            return start with { Unmeasured = "Azure was not asked: the words do not tell which group" };
        }

        LiveAnswer answer = live.Ask($"group {name}", "resource", "list", "--resource-group", name);
        if (answer.Why is { } why)
        {
            return start with { Unmeasured = why };
        }

        ImmutableArray<JsonElement?> resources = [.. answer.Json.Items()];
        ImmutableArray<Loss> losses =
        [
            .. resources.Select(r => new Loss(
                new Resource(r.Text("type") ?? "resource", r.Text("name") ?? "a resource"), start.Effect.Recovery)
                {
                    HoldsData = Keeps(r.Text("type") ?? ""),
                    Details = r.Text("location") is { } place ? [place] : [],
                }).OrderByDescending(l => l.HoldsData),
        ];
        ImmutableArray<string> locks =
        [
            .. live.Ask($"locks of {name}", "lock", "list", "--resource-group", name).Json.Items()
                .Select(l => $"{l.Text("name")} ({l.Text("level")})"),
        ];
        return start with
        {
            Count = resources.Length, Unit = "resources", Unmeasured = null,
            HoldData = losses.Count(l => l.HoldsData),
            Types =
            [
                .. resources.GroupBy(r => r.Text("type") ?? "resource", StringComparer.Ordinal)
                    .Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2),
            ],
            Losses = [.. losses.Take(BlastRadius.MaxNamedLosses)],
            Facts = start.Facts.Add(new Fact("resources", $"{resources.Length}", live.Source("resource", "list")))
                .AddRange(locks.Select(l => new Fact("lock", l, live.Source("lock", "list")))),
        };
    }

    private static bool Keeps(string type)
    {
        foreach (string kind in Keeping)
        {
            if (type.EndsWith(kind, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Measurement One(Measurement start, AzureCall call, LiveQuestions live)
    {
        string? name = Text(call, "name", "n"), group = Text(call, "resource-group", "g");
        string? server = Text(call, "server", "s");
        if (name is null || group is null || (call.Path is "sql db delete" && server is null))
        {
            return start with { Unmeasured = "Azure was not asked: the words do not tell one thing that would go" };
        }

        ImmutableArray<string> question =
        [
            .. call.Group.Split(' '), "show", "--name", name, "--resource-group", group,
            .. call.Path is "sql db delete" ? (ReadOnlySpan<string>)["--server", server ?? ""] : [],
        ];
        LiveAnswer answer = live.Ask(name, question);
        if (answer.Why is not null || answer.Json is null)
        {
            return start with { Unmeasured = answer.Why ?? $"az says nothing of {name}" };
        }

        JsonElement? thing = answer.Json;
        long? bytes = thing.Number("diskSizeBytes") ?? thing.Number("maxSizeBytes")
            ?? (thing.Number("diskSizeGb") ?? thing.Number("diskSizeGB") ?? thing.Number("storage", "storageSizeGb"))
                * Gigabyte;
        var loss = new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Amounts = bytes is { } size ? [Amount.Size(size, Certainty.About)] : [],
            BackupsLost = thing.Number("backup", "backupRetentionDays") is { } days ? $"backups ({days} days)" : null,
            Details =
            [
                .. (thing.Text("version") ?? thing.Text("sku", "name")) is { } sort ? (ReadOnlySpan<string>)[sort] : [],
                .. thing.Text("location") is { } place ? (ReadOnlySpan<string>)[place] : [],
            ],
            Dependents = thing.Text("managedBy") is { } machine
                ? [$"machine {machine[(machine.LastIndexOf('/') + 1)..]}"] : [],
        };
        return start with
        {
            Losses = [loss], HoldData = 1, Bytes = bytes, Unmeasured = null,
            Facts = start.Facts.Add(new Fact("asked about", name, live.Source([.. question]))),
        };
    }

    private static string? Text(AzureCall call, string name, string letter) =>
        (call.Flags.Value(name) ?? call.Flags.Value(letter))?.Text is { Length: > 0 } text && text[0] is not '-'
            ? text : null;
}
