using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Policy;

/// <summary>Makes measurements for tests from a line of words: <c>destroy never whole data=never
/// alarm=missing</c>.</summary>
internal static class Specimen
{
    public static readonly DateTimeOffset Verified = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static Measurement Of(string words)
    {
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Measurement m = new(new Effect(
            Enum.Parse<EffectKind>(parts[0], ignoreCase: true),
            new Resource("thing", "web"),
            new Target("terraform-state", "local:/srv/site/terraform.tfstate", []),
            RecoveryOf(parts[1]))
        {
            Tool = "terraform",
            Summary = "does something to the state",
        });
        return parts.Skip(2).Aggregate(m, With);
    }

    public static Placement In(EnvironmentKind environment) => new(environment, "the test says so");

    public static Verdict Judged(EnvironmentKind environment, params Measurement[] measurements) => Judge.Decide(
        new BlastRadius([.. measurements], ""),
        [.. measurements.Select(_ => In(environment))],
        PolicySet.BuiltIn);

    public static Recovery RecoveryOf(string word) => word switch
    {
        "trivial" => new Recovery.Trivial("make it again"),
        "from-source" => new Recovery.FromSource("git holds it"),
        "from-backup" => new Recovery.FromBackup("the nightly dump", Verified),
        "from-backup(never)" => new Recovery.FromBackup("the nightly dump", null),
        "never" => new Recovery.Never("no copy exists"),
        "unknown" => new Recovery.Unknown("nobody looked"),
        _ when word.StartsWith("window(", StringComparison.Ordinal) =>
            new Recovery.Window(int.Parse(word[7..^1], CultureInfo.InvariantCulture), "the platform keeps it"),
        _ => throw new InvalidOperationException($"no recovery is called {word}"),
    };

    private static Measurement With(Measurement m, string word)
    {
        string[] pair = word.Split('=', 2);
        string value = pair.Length > 1 ? pair[1] : "";
        return pair[0] switch
        {
            "tool" => m with { Effect = m.Effect with { Tool = value } },
            "type" => m with { Effect = m.Effect with { Resource = new Resource(value, "code") } },
            "forbidden" => m with { Effect = m.Effect with { Forbidden = "nobody does this" } },
            "unmeasured" => m with { Unmeasured = "no credentials" },
            "alarm" => m with { Alarms = [.. m.Alarms, new Alarm(AlarmOf(value), $"the state is {value}")] },
            "weakened" => m with
            {
                Weakened =
                [
                    new Weakening("terraform", m.Effect.Resource, m.Effect.Target.Place, "take it off",
                        TimeSpan.FromMinutes(5), "in this session", Asked: true),
                ],
            },
            "whole" => System(m, value, whole: true),
            "part" => System(m, value, whole: false),
            "data" => Lost(m, value, holdsData: true),
            "nodata" => Lost(m, value, holdsData: false),
            _ => throw new InvalidOperationException($"no word of a specimen: {word}"),
        };
    }

    private static AlarmKind AlarmOf(string word) =>
        Enum.Parse<AlarmKind>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static Measurement System(Measurement m, string name, bool whole) => m with
    {
        Systems =
        [
            .. m.Systems, new SystemGroup(name.Length > 0 ? name : "shop", 6, "tag Project", Shared: false, whole),
        ],
    };

    private static Measurement Lost(Measurement m, string value, bool holdsData)
    {
        string[] at = value.Split('@');
        var loss = new Loss(new Resource("aws_db_instance", "aws_db_instance.main"), RecoveryOf(at[0]))
        {
            HoldsData = holdsData,
            System = at.Length > 1 ? at[1] : null,
        };
        return m with { Losses = [.. m.Losses, loss] };
    }
}
