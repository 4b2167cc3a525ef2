using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Memory;

namespace Holdpoint.Tests.Tools.Terraform.Memory;

/// <summary>The memory's text comes back as it was written, merges, and loses nothing to a conflict.</summary>
public sealed class StatesLockTests
{
    private static readonly RememberedState Site =
        State("local:terraform.tfstate", "default", "one", 7, "a.b", "module.x[\"k v\"].c.d");

    [Fact]
    public void What_is_written_is_read_again()
    {
        StatesLock before = StatesLock.Empty.With(Site).With(State("s3:bucket=b,key=k", "prod", "two", 1, "z.z") with
        {
            Systems = Counts(("ai shipping labs", 6), ("datatalks", 12)),
            Sighted = new Sighting("three", 2, "2026-02-26", 5),
        });
        StatesLock after = StatesLock.Read(before.Write());
        Assert.Empty(after.Problems);
        Assert.Equal(before.Write(), after.Write());
        Assert.Equal(12, after.Find("s3:bucket=b,key=k", "prod")?.Systems["datatalks"]);
        Assert.Equal(["a.b", "module.x[\"k v\"].c.d"], after.Find(Site.Key, Site.Workspace)?.Addresses.Keys);
    }

    [Fact]
    public void The_order_in_which_states_were_learned_does_not_show()
    {
        RememberedState other = State("http:address=https://x/y", "default", "two", 1);
        Assert.Equal(StatesLock.Empty.With(Site).With(other).Write(), StatesLock.Empty.With(other).With(Site).Write());
    }

    [Fact]
    public void Both_sides_of_a_conflict_are_read_and_told()
    {
        string[] lines = Site.Lock().Split('\n');
        string text = string.Join('\n', lines).Replace("serial 7",
            "serial 7\n=======\n" + lines[^2].Split(' ')[0] + " serial 9\n>>>>>>> branch", StringComparison.Ordinal);
        StatesLock read = StatesLock.Read(text);
        Assert.Equal(2, read.Problems.Length);
        Assert.Equal(9, read.States.Single().Serial);
        Assert.Equal(2, read.States.Single().Addresses.Count);
    }

    [Fact]
    public void Two_lineages_are_a_problem_and_either_is_known()
    {
        string text = Site.Lock();
        string id = text.Split('\n').Single(l => l.StartsWith("place ", StringComparison.Ordinal)).Split(' ')[1];
        StatesLock read = StatesLock.Read(text + $"{id} lineage other\n");
        Assert.Single(read.Problems);
        Assert.Empty(StateAlarms.Of(Site with { Serial = 8 }, read.States, [], "default"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("place x")]
    [InlineData("12345678 serial 1")]
    [InlineData("\0\0\0")]
    public void A_line_that_makes_no_sense_is_told_with_its_number(string line)
    {
        StatesLock read = StatesLock.Read("# comment\n" + line + "\n");
        Assert.StartsWith("line 2: ", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hand_made_state_cannot_write_lines_of_its_own()
    {
        string text = State("k:", "w", "l", 1, "a.b\n1 lineage x").Lock();
        Assert.Empty(StatesLock.Read(text).Problems);
        Assert.DoesNotContain("\n1 lineage", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_returns_on_every_text()
    {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            char[] text = Site.Lock().ToCharArray();
            for (int j = 0; j < 5; j++)
            {
                text[random.Next(text.Length)] = (char)random.Next(0, 128);
            }

            StatesLock read = StatesLock.Read(new string(text));
            StatesLock again = StatesLock.Read(read.Write());
            Assert.Equal(read.Write(), again.Write());
        }
    }

    internal static RememberedState State(string key, string workspace, string lineage, long serial,
        params string[] addresses) =>
        new(key, workspace)
        {
            Lineages = [lineage],
            Serial = serial,
            Seen = "2026-02-20",
            Addresses = Counts([.. addresses.Select(a => (a, 1))]),
        };

    private static ImmutableSortedDictionary<string, int> Counts(params (string Name, int Count)[] counts) =>
        counts.ToImmutableSortedDictionary(c => c.Name, c => c.Count, StringComparer.Ordinal);
}

/// <summary>Short words for the tests of the memory.</summary>
internal static class RememberedStateText
{
    public static string Lock(this RememberedState state) => StatesLock.Empty.With(state).Write();
}
