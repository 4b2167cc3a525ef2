using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What a state would no longer know: <c>state rm</c> and <c>state push</c>.</summary>
internal static class StateEntryMeasure
{
    public static Measurement OfForget(Measurement start, Stage stage)
    {
        if (stage.Sight is StateSight.None && !stage.Scene.Bare)
        {
            return DestroyMeasure.Untouched(start, "there is no state, so there is nothing to forget");
        }

        if (stage.Sight.Summary is not { } state)
        {
            return start with { Unmeasured = Why(stage) };
        }

        if (stage.Scene.Line.Operands.FirstOrDefault(o => o.Text is null) is { } unknown)
        {
            return start with { Count = state.Instances.Length, Unit = "resources",
                Unmeasured = $"{unknown.Shown} may be any address" };
        }

        string[] addresses = [.. stage.Scene.Line.Operands.Select(o => o.Text).OfType<string>()];
        ImmutableArray<StateInstance> gone = [.. state.Instances.Where(i => addresses.Any(a => Matches(i.Address, a)))];
        return gone.IsEmpty
            ? DestroyMeasure.Untouched(start, $"nothing in the state matches {string.Join(' ', addresses)}")
            : Counted(start, gone);
    }

    public static Measurement OfPush(Measurement start, Stage stage, Invocation invocation)
    {
        string? file = stage.Scene.Line.Operands switch
        {
            [{ Text: "-" }, ..] => invocation.Input is Input.FromFile { Path.Text: { } input } ? input : null,
            [{ Text: { } named }, ..] => named,
            _ => null,
        };
        if (file is null)
        {
            return start with { Unmeasured = "which state is pushed cannot be known" };
        }

        StateSight pushed = StateSight.OfFile(Path.GetFullPath(file, stage.Scene.Directory), stage.World, stage.Budget);
        if (pushed.Summary is not { } next)
        {
            return start with { Unmeasured = pushed is StateSight.Hidden hidden ? hidden.Why
                : $"{file} is no state that can be read" };
        }

        if (stage.Sight is StateSight.None && start.Alarms.IsEmpty && !stage.Scene.Bare)
        {
            return start with
            {
                Effect = start.Effect with
                {
                    Kind = EffectKind.Create,
                    Recovery = new Recovery.Trivial("there was none before"),
                    Summary = $"puts a state of {next.Instances.Length} resources where none is",
                },
            };
        }

        return stage.Sight.Summary is { } current
            ? Replaced(start, stage, current, next)
            : start with { Unmeasured = Why(stage) };
    }

    private static Measurement Replaced(Measurement start, Stage stage, StateSummary current, StateSummary next)
    {
        bool force = stage.Scene.Line.Has("force");
        if (!force && (current.Lineage != next.Lineage || next.Serial < current.Serial))
        {
            return DestroyMeasure.Untouched(start,
                "the pushed state has another lineage or a lower serial: without -force it is refused");
        }

        HashSet<string> kept = new(next.Instances.Select(i => i.Address), StringComparer.Ordinal);
        ImmutableArray<StateInstance> gone = [.. current.Instances.Where(i => !kept.Contains(i.Address))];
        if (gone.IsEmpty && current.Lineage == next.Lineage)
        {
            return start with
            {
                Effect = start.Effect with
                {
                    Kind = force ? EffectKind.Weaken : EffectKind.Modify,
                    Recovery = new Recovery.Trivial("a push of the state as it was"),
                    Summary = "writes a newer state of the same lineage, that forgets nothing",
                },
                Count = 0,
                Unit = "resources",
            };
        }

        Measurement counted = Counted(start, gone);
        string foreign = current.Lineage == next.Lineage ? "" : $" by lineage {next.Lineage}";
        return counted with
        {
            Effect = counted.Effect with
            {
                Kind = EffectKind.Destroy,
                Recovery = new Recovery.Unknown("whether the backend keeps older versions of the state is not known"),
                Summary = $"replaces the state of {current.Instances.Length} resources{foreign}; "
                    + $"{gone.Length} of them are forgotten",
            },
        };
    }

    private static Measurement Counted(Measurement start, ImmutableArray<StateInstance> gone) => start with
    {
        Count = gone.Length,
        Unit = "resources",
        Types = [.. gone.GroupBy(i => i.Type, StringComparer.Ordinal).Select(g =>
            (g.Key, g.Count())).OrderByDescending(t => t.Item2).ThenBy(t => t.Key, StringComparer.Ordinal)],
    };

    /// <summary>An address names itself, all instances of a resource, or all that a module holds.</summary>
    private static bool Matches(string address, string named) => address == named
        || (address.StartsWith(named, StringComparison.Ordinal) && address[named.Length] is '[' or '.');

    private static string Why(Stage stage) => stage.Sight switch
    {
        StateSight.Hidden hidden => hidden.Why,
        StateSight.Held { Reading: StateReading.Encrypted } => "the state is encrypted: its contents cannot be read",
        StateSight.Held { Reading: StateReading.Unsupported old } => old.Why,
        _ => stage.Scene.WhyBare,
    };
}
