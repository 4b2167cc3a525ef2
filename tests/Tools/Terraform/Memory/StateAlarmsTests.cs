using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Memory;

namespace Holdpoint.Tests.Tools.Terraform.Memory;

/// <summary>A state is compared with what is remembered; everyday changes raise no alarm.</summary>
public sealed class StateAlarmsTests
{
    private static readonly string[] Four = ["a.a", "a.b", "a.c", "a.d"];

    [Fact]
    public void The_same_state_raises_none() => Assert.Empty(Alarms(Known("one", 5, Four), Known("one", 5, Four)));

    [Fact]
    public void A_state_that_grew_raises_none() =>
        Assert.Empty(Alarms(Known("one", 6, [.. Four, "a.e", "a.f"]), Known("one", 5, Four)));

    [Fact]
    public void Nothing_remembered_raises_none() =>
        Assert.Empty(StateAlarms.Of(Known("one", 1, "a.b"), [], [], "default"));

    [Fact]
    public void A_new_project_raises_none() => Assert.Empty(StateAlarms.Of(null, [], [], "default"));

    [Fact]
    public void No_state_where_one_is_remembered_is_missing() =>
        Assert.Equal([AlarmKind.Missing], Alarms(null, Known("one", 5, Four)));

    [Fact]
    public void A_state_that_was_emptied_before_us_is_not_missing() => Assert.Empty(Alarms(null, Known("one", 6)));

    [Fact]
    public void Another_lineage_is_replaced() =>
        Assert.Equal([AlarmKind.Replaced], Alarms(Known("two", 9, Four), Known("one", 5, Four)));

    [Fact]
    public void A_new_lineage_after_the_old_state_was_emptied_is_a_new_beginning() =>
        Assert.Empty(Alarms(Known("two", 1, Four), Known("one", 6)));

    [Fact]
    public void A_lower_serial_is_rolled_back() =>
        Assert.Equal([AlarmKind.RolledBack], Alarms(Known("one", 4, Four), Known("one", 5, Four)));

    [Fact]
    public void Half_of_it_gone_is_shrunk() =>
        Assert.Equal([AlarmKind.Shrunk], Alarms(Known("one", 6, "a.a"), Known("one", 5, Four)));

    [Fact]
    public void One_of_four_gone_is_everyday() =>
        Assert.Empty(Alarms(Known("one", 6, "a.a", "a.b", "a.c"), Known("one", 5, Four)));

    [Fact]
    public void Only_unknown_addresses_are_foreign() =>
        Assert.Equal([AlarmKind.Foreign], Alarms(Known("one", 6, "z.a", "z.b"), Known("one", 5, Four)));

    [Fact]
    public void The_state_of_another_workspace_is_foreign()
    {
        RememberedState production = Known("one", 5, Four) with { Workspace = "production" };
        Assert.Equal([AlarmKind.Foreign],
            StateAlarms.Of(Known("one", 5, Four), [], [production], "default").Select(a => a.Kind));
    }

    [Fact]
    public void Exchanged_for_the_remembered_one_after_another_was_seen_is_replaced_too()
    {
        RememberedState known = Known("one", 5, Four) with { Sighted = new Sighting("two", 1, "2026-02-26", 3) };
        Assert.Equal([AlarmKind.Replaced], Alarms(Known("one", 5, Four), known));
    }

    [Fact]
    public void Matching_one_of_two_memories_is_enough() =>
        Assert.Empty(StateAlarms.Of(Known("two", 5, Four), [Known("one", 9, Four), Known("two", 5, Four)], [],
            "default")
            .Where(a => a.Kind is AlarmKind.Replaced));

    private static AlarmKind[] Alarms(RememberedState? now, RememberedState known) =>
        [.. StateAlarms.Of(now, [known], [], "default").Select(a => a.Kind)];

    private static RememberedState Known(string lineage, long serial, params string[] addresses) =>
        StatesLockTests.State("local:terraform.tfstate", "default", lineage, serial, addresses);
}
