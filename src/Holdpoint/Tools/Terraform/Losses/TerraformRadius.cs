using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.Tools.Terraform.Systems;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>The blast radius of a destroy or a plan, from a state or a plan that was read. Pure.</summary>
internal static class TerraformRadius
{
    /// <summary>A destroy of a state: every managed instance in its scope, and what depends on it.</summary>
    /// <param name="source">Where the state was read, for the facts.</param>
    public static TerraformLosses OfDestroy(StateSummary state, DestroyScope scope, string source)
    {
        List<string> unmatched = [];
        bool[] goes = scope.IsEverything ? All(state.Instances.Length)
            : new ScopeFilter(state.Instances).Goes(scope, unmatched);
        SystemMap systems = state.Systems;
        var tally = new LossTally();
        for (int i = 0; i < goes.Length; i++)
        {
            if (goes[i])
            {
                StateInstance instance = state.Instances[i];
                tally.Add(instance.Type, instance.Address, instance.Deposed, instance.Attributes, systems.NameOf(i));
            }
        }

        return Pieces(tally, systems, goes) with
        {
            Kind = tally.Count > 0 ? EffectKind.Destroy : EffectKind.Read,
            ProtectionsOff = tally.Guards,
            Facts = Facts(state, source),
            Unmatched = [.. unmatched],
        };
    }

    /// <summary>A plan: its deletions, replacements, forgets, imports and the protections that it turns off.</summary>
    /// <param name="prior">The state that the plan was made against, where a whole one is at hand; else the plan's own
    /// prior state counts.</param>
    /// <param name="source">Where the plan was read, for the facts.</param>
    public static TerraformLosses OfPlan(PlanSummary plan, StateSummary? prior, string source)
    {
        prior ??= plan.Prior;
        ImmutableArray<StateInstance> instances = prior?.Instances
            ?? [.. plan.Changes.Where(Existed).Select(AsInstance)];
        SystemMap systems = prior?.Systems ?? SystemFinder.Find(instances);
        bool[] goes = new bool[instances.Length];
        var at = new Dictionary<(string, string?), int>(instances.Length);
        for (int i = 0; i < instances.Length; i++)
        {
            at[(instances[i].Address, instances[i].Deposed)] = i;
        }

        var tally = new LossTally();
        foreach (ResourceChange change in plan.Changes.Where(c => c.Destroys))
        {
            int index = at.TryGetValue((change.PreviousAddress ?? change.Address, change.Deposed), out int known)
                ? known : -1;
            AttributeSet attributes = change.Before;
            string? system = null;
            if (index >= 0)
            {
                goes[index] = true;
                system = systems.NameOf(index);
            }

            tally.Add(change.Type, change.Address, change.Deposed, attributes, system);
        }

        ImmutableArray<string> off =
        [
            .. plan.Changes.SelectMany(c =>
                c.ProtectionsOff.Select(p => $"{c.Address}: {p}")).Take(BlastRadius.MaxNamedLosses),
            .. tally.Guards,
        ];
        return Pieces(tally, systems, goes) with
        {
            Kind = Gravest(plan, tally, off),
            ProtectionsOff = off,
            Facts = [.. Facts(plan, source), .. prior is { Lineage.Length: > 0 } ? Facts(prior, source) : []],
            Creates = plan.Creates,
            Updates = plan.Updates,
            Replaces = plan.Replaces,
            Forgets = plan.Changes.Count(c => c.Forgets),
            Imports = plan.Imports,
        };
    }

    private static TerraformLosses Pieces(LossTally tally, SystemMap systems, bool[] goes)
    {
        ImmutableArray<SystemGroup> hit = systems.Hit(goes);
        return new TerraformLosses
        {
            Kind = EffectKind.Read,
            Count = tally.Count,
            Recovery = tally.Recovery,
            Losses = tally.Losses,
            HoldData = tally.HoldData,
            Types = tally.Types,
            Systems = hit,
            Bytes = tally.Bytes,
            Whole = goes.Length > 0 && !goes.Contains(false),
            SystemsSentence = SystemSentence.Of(systems, hit),
        };
    }

    private static EffectKind Gravest(PlanSummary plan, LossTally tally, ImmutableArray<string> off)
    {
        if (tally.Count > 0)
        {
            return EffectKind.Destroy;
        }

        if (off.Length > 0 || plan.Changes.Any(c => c.Forgets))
        {
            return EffectKind.Weaken;
        }

        if (plan.Updates > 0 || plan.Imports > 0 || plan.ActionInvocations.Length > 0)
        {
            return EffectKind.Modify;
        }

        return plan.Creates > 0 ? EffectKind.Create : EffectKind.Read;
    }

    private static bool Existed(ResourceChange change) => change.Action is not (PlanAction.Create or PlanAction.Read);

    private static StateInstance AsInstance(ResourceChange change)
    {
        string bare = Addresses.WithoutKeys(change.Address);
        (_, string? key) = Addresses.Split(change.Address, $"{change.Type}.{change.Name}");
        return new StateInstance
        {
            Address = change.PreviousAddress ?? change.Address,
            ConfigAddress = bare,
            Module = change.Module,
            Key = key,
            Type = change.Type,
            Name = change.Name,
            Provider = change.Provider,
            Deposed = change.Deposed,
            Attributes = change.Before,
        };
    }

    private static bool[] All(int length)
    {
        bool[] all = new bool[length];
        Array.Fill(all, true);
        return all;
    }

    private static ImmutableArray<Fact> Facts(StateSummary state, string source) =>
    [
        new Fact("lineage", state.Lineage, source),
        new Fact("serial", state.Serial.ToString(CultureInfo.InvariantCulture), source),
        new Fact("resources in the state", state.Instances.Length.ToString(CultureInfo.InvariantCulture), source),
        new Fact("terraform version of the state", state.TerraformVersion, source),
    ];

    private static IEnumerable<Fact> Facts(PlanSummary plan, string source)
    {
        yield return new Fact(
            "plan",
            $"{plan.Creates} to create, {plan.Updates} to update, {plan.Deletes} to delete, "
                + $"{plan.Replaces} to replace, {plan.Forgets} to forget, {plan.Imports} to import",
            source);
        if (!plan.Deferred.IsEmpty)
        {
            yield return new Fact("put off to a later run", $"{plan.Deferred.Length} changes", source);
        }

        if (plan.Errored)
        {
            yield return new Fact("planning", "failed half-way: this is not all", source);
        }
    }
}
