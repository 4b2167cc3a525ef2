using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Radius;

/// <summary>Random radii: what moves by itself leaves the fingerprint, what matters changes it.</summary>
public sealed class FingerprintPropertyTests
{
    private const int Radii = 300;

    private static readonly Holdpoint.Action Action = new Holdpoint.Action.ShellCommand("drop it", "/srv");

    /// <summary>What may differ when the same thing is measured again.</summary>
    private static readonly (string What, Func<Measurement, Random, Measurement> Change)[] Noise =
    [
        ("lists in another order", (m, r) => m with
        {
            Losses = Shuffled(m.Losses, r), Facts = Shuffled(m.Facts, r), Systems = Shuffled(m.Systems, r),
        }),
        ("dependents in another order", (m, r) => m with
        {
            Losses = [.. m.Losses.Select(l => l with { Dependents = Shuffled(l.Dependents, r) })],
        }),
        ("facts that are older, and read elsewhere", (m, r) => m with
        {
            Facts =
            [
                .. m.Facts.Select(f => f with
                {
                    Age = TimeSpan.FromSeconds(r.Next(9999)), Source = $"/tmp/{r.Next()}",
                }),
            ],
        }),
        ("passing facts", (m, r) => m with
        {
            Facts = m.Facts.Add(new Fact("seen", Number(r.Next()), "the clock") { Passing = true }),
        }),
        ("a count that was estimated and is now exact", (m, _) => m with
        {
            Losses =
            [
                .. m.Losses.Select(l => l with
                {
                    Amounts = [.. l.Amounts.Select(a => a with { Certainty = Certainty.MoreThan })],
                }),
            ],
        }),
        ("rows and bytes that grow a little", (m, r) => m with
        {
            Count = m.Moving ? Grown(m.Count, r) : m.Count,
            Bytes = Grown(m.Bytes, r),
            Losses =
            [
                .. m.Losses.Select(l => l with
                {
                    Amounts = [.. l.Amounts.Select(a => a with { Number = Grown(a.Number, r) ?? 0 })],
                }),
            ],
        }),
        ("a backup taken at another second", (m, r) => m with
        {
            Losses =
            [
                .. m.Losses.Select(l => l with
                {
                    Backups = [.. l.Backups.Select(b => b with { Taken = b.Taken?.AddSeconds(r.Next(3600)) })],
                }),
            ],
        }),
        ("sentences", (m, r) => m with
        {
            Unmeasured = m.Unmeasured is null ? null : $"no answer within {r.Next()} s",
            Alarms = [.. m.Alarms.Select(a => a with { Message = $"last seen {r.Next()} days ago" })],
            Effect = m.Effect with { Summary = $"summary {r.Next()}" },
        }),
    ];

    /// <summary>What a person would want to be asked again about.</summary>
    private static readonly (string What, Func<Measurement, Random, Measurement> Change)[] Matters =
    [
        ("another number of things", (m, _) => m with { Count = m.Moving ? m.Count * 2 : m.Count + 1 }),
        ("twice the size", (m, _) => m with { Bytes = m.Bytes * 2 }),
        ("a loss more", (m, _) => m with { Losses = m.Losses.Add(Lost("another", new Random(1))) }),
        ("a loss less", (m, _) => m with { Losses = m.Losses.RemoveAt(0) }),
        ("another name", (m, _) => First(m, l => l with
        {
            Resource = l.Resource with { Name = l.Resource.Name + "2" },
        })),
        ("another type", (m, _) => First(m, l => l with { Resource = l.Resource with { Type = "other" } })),
        ("data or none", (m, _) => First(m, l => l with { HoldsData = !l.HoldsData })),
        ("a protection gone or there", (m, _) => First(m, l => l with
        {
            Protection = l.Protection is null ? "deletion protection" : null,
        })),
        ("its way back", (m, _) => First(m, l => l with { Recovery = new Recovery.Window(3, "") })),
        ("twice the rows", (m, _) => First(m, l => l with
        {
            Amounts = [l.Amounts[0] with { Number = (l.Amounts[0].Number * 2) + 1 }, .. l.Amounts.Skip(1)],
        })),
        ("another dependent", (m, _) => First(m, l => l with { Dependents = l.Dependents.Add("one more") })),
        ("a backup less", (m, _) => First(m, l => l with { Backups = l.Backups.RemoveAt(0) })),
        ("a backup verified", (m, _) => First(m, l => l with
        {
            Backups = [l.Backups[0] with { Verified = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) }],
        })),
        ("another system", (m, _) => First(m, l => l with { System = l.System + "2" })),
        ("a fact", (m, _) => m with { Facts = m.Facts.Add(new Fact("lineage", "other", "")) }),
        ("an alarm", (m, _) => m with { Alarms = m.Alarms.Add(new Alarm(AlarmKind.Foreign, "")) }),
        ("measured or not", (m, _) => m with { Unmeasured = m.Unmeasured is null ? "why" : null }),
        ("another place", (m, _) => m with
        {
            Effect = m.Effect with { Target = m.Effect.Target with { Place = "elsewhere" } },
        }),
        ("another deed", (m, _) => m with { Effect = m.Effect with { Kind = EffectKind.Weaken } }),
    ];

    [Fact]
    public void What_moves_by_itself_is_left_out() => ForEach(Noise, (radius, changed, what) =>
        Assert.True(Fingerprint.Of(Action, [radius]) == Fingerprint.Of(Action, [changed]), what));

    [Fact]
    public void What_matters_is_in_it() => ForEach(Matters, (radius, changed, what) =>
        Assert.True(Fingerprint.Of(Action, [radius]) != Fingerprint.Of(Action, [changed]), what));

    [Fact]
    public void A_bucket_is_the_number_itself_or_the_power_of_two_in_it()
    {
        for (long n = 0; n <= 16; n++)
        {
            Assert.Equal(n, Amount.Bucket(n));
        }

        Assert.Equal(16, Amount.Bucket(17));
        Assert.Equal(32, Amount.Bucket(63));
        Assert.Equal(64, Amount.Bucket(64));
        Assert.Equal(1L << 62, Amount.Bucket(long.MaxValue));
    }

    private static void ForEach(
        (string What, Func<Measurement, Random, Measurement> Change)[] changes,
        Action<Measurement, Measurement, string> check)
    {
        for (int seed = 0; seed < Radii; seed++)
        {
            var random = new Random(seed);
            Measurement radius = Made(random);
            foreach ((string what, Func<Measurement, Random, Measurement> change) in changes)
            {
                check(radius, change(radius, random), $"{what}, seed {seed}");
            }
        }
    }

    private static Measurement Made(Random r) => new(new Effect(
        EffectKind.Destroy, new Resource("table", $"t{r.Next(9)}"), new Target("postgres", $"db{r.Next(9)}", []),
        new Recovery.Never("no copy"))
    {
        Tool = "psql",
        Summary = "drops",
    })
    {
        Moving = r.Next(2) == 0,
        Count = Still(r),
        Unit = "rows",
        Bytes = Still(r),
        Losses = [.. Enumerable.Range(0, 1 + r.Next(4)).Select(i => Lost($"loss{i}", r))],
        Systems = [.. Enumerable.Range(0, r.Next(3)).Select(i => new SystemGroup($"s{i}", i, "tag", false, i == 0))],
        Facts = [.. Enumerable.Range(0, r.Next(4)).Select(i => new Fact($"fact{i}", Number(r.Next(9)), "source"))],
        Alarms = r.Next(3) == 0 ? [new Alarm(AlarmKind.Shrunk, "smaller")] : [],
        Unmeasured = r.Next(3) == 0 ? "no credentials" : null,
    };

    private static Loss Lost(string name, Random r) => new(new Resource("table", name), new Recovery.Never("no copy"))
    {
        HoldsData = r.Next(2) == 0,
        Amounts = [new Amount(Still(r), "rows", (Certainty)r.Next(3)), Amount.Size(Still(r))],
        Protection = r.Next(2) == 0 ? "termination protection" : null,
        Backups = [new Backup($"snapshot {r.Next(9)}", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))],
        Dependents = [.. Enumerable.Range(0, r.Next(4)).Select(i => $"view {i}")],
        System = $"s{r.Next(3)}",
    };

    /// <summary>A number at the lower end of its bucket, so that a little more stays within.</summary>
    private static long Still(Random r) => 1L << r.Next(5, 40);

    private static long? Grown(long? number, Random r) => number + r.Next((int)Math.Min(number / 2 ?? 1, 1000));

    private static Measurement First(Measurement m, Func<Loss, Loss> change) =>
        m with { Losses = m.Losses.SetItem(0, change(m.Losses[0])) };

    private static ImmutableArray<T> Shuffled<T>(ImmutableArray<T> items, Random r)
    {
        T[] copy = [.. items];
        r.Shuffle(copy);
        return [.. copy];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
