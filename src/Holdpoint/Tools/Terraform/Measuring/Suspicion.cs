using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Signs that a state was lost where nothing is remembered. A first apply of a new project shows none of
/// them.</summary>
internal static class Suspicion
{
    /// <summary>Fewer doubles are a name or two that files share by chance.</summary>
    private const int FewestDoubles = 1;

    private const int MaxStateFiles = 20;

    /// <summary>The committed memory is there, or was, and tells nothing of this place: what it knew is not
    /// known.</summary>
    public static ImmutableArray<Alarm> OfMemory(Scene scene, StateMemory memory) =>
        memory.Committed.Problems is [var problem, ..] && memory.Known(scene.Place).IsEmpty
            ? [new Alarm(AlarmKind.Suspicious,
                $"nothing is remembered of this state, because of {StateMemory.CommittedName}: {problem}; whether it " +
                    "is the one that was here before is not known")]
            : [];

    /// <summary>A local backend without a state, while git knows that the configuration was initialised
    /// before.</summary>
    public static ImmutableArray<Alarm> Of(Scene scene, StateMemory memory, IWorld world)
    {
        if (!memory.IsEmpty || scene.Place.File is null || scene.SelectedBefore
            || scene.Place.Workspace != Backends.StatePlace.DefaultWorkspace
            || !world.Look(Path.Join(scene.Directory, ".terraform.lock.hcl")).Exists
            || !Tracked.Is(scene.Directory, ".terraform.lock.hcl", world))
        {
            return [];
        }

        return
        [
            new Alarm(AlarmKind.Suspicious,
                "the committed .terraform.lock.hcl says that this configuration was used before, "
                + "but there is no state here: "
                + "if it exists on another computer, this apply would create everything again"),
        ];
    }

    /// <summary>A plan that only creates, while another state file in the folder holds the same addresses. Another
    /// workspace has the same addresses by design.</summary>
    public static Alarm? OfPlan(Scene scene, PlanSummary plan, IWorld world, MeasureBudget budget)
    {
        if (!plan.OnlyCreates || scene.Place.Workspace != Backends.StatePlace.DefaultWorkspace)
        {
            return null;
        }

        HashSet<string> created = new(plan.Changes.Where(c => c.Action is PlanAction.Create).Select(c => c.Address),
            StringComparer.Ordinal);
        foreach (Entry file in (world.List(scene.Directory) ?? [])
            .Where(e => e.Kind is EntryKind.File && e.Path.Contains(".tfstate", StringComparison.Ordinal))
            .OrderBy(e => e.Path, StringComparer.Ordinal)
            .Take(MaxStateFiles))
        {
            int doubles = StateSight.OfFile(file.Path, world, budget).Summary?.Instances.Count(i =>
                created.Contains(i.Address)) ?? 0;
            if (doubles >= FewestDoubles)
            {
                return new Alarm(AlarmKind.Suspicious,
                    $"{doubles} of the {created.Count} resources that this would create "
                        + $"are in {Path.GetFileName(file.Path)}: they may exist already");
            }
        }

        return null;
    }
}
