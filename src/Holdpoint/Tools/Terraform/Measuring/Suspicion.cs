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

    /// <summary>A local backend without a state, while git knows that the configuration was initialised
    /// before.</summary>
    public static ImmutableArray<Alarm> Of(Scene scene, StateMemory memory, IWorld world)
    {
        if (!memory.IsEmpty || scene.Place.File is null || scene.SelectedBefore
            || scene.Place.Workspace != Backends.StatePlace.DefaultWorkspace
            || !world.Look(Path.Join(scene.Directory, ".terraform.lock.hcl")).Exists
            || !IsCommitted(scene.Directory, world))
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

    /// <summary>A plan that only creates, while another state file in the folder holds the same addresses.</summary>
    public static Alarm? OfPlan(Scene scene, PlanSummary plan, IWorld world, MeasureBudget budget)
    {
        if (!plan.OnlyCreates)
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

    /// <summary>The file is tracked: its name stands in git's index, in clear behind two bytes that hold its
    /// length.</summary>
    private static bool IsCommitted(string directory, IWorld world)
    {
        const long MaxIndexBytes = 64 * 1024 * 1024;
        const string Name = ".terraform.lock.hcl";
        string real = world.RealPath(directory) ?? directory;
        for (string? at = real; at is not null; at = Path.GetDirectoryName(at))
        {
            if (world.Look(Path.Join(at, ".git")).Exists)
            {
                byte[] name = System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(at, Path.Join(real, Name)));
                byte[] entry = [(byte)(name.Length >> 8), (byte)name.Length, .. name, 0];
                return world.Read(Path.Join(at, ".git/index"), MaxIndexBytes) is FileAnswer.Content index
                    && index.Bytes.Span.IndexOf(entry) >= 0;
            }
        }

        return false;
    }
}
