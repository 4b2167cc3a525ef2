using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>The units of Terragrunt, and the folder in which each was run last: its own, or the copy of its source in
/// <c>.terragrunt-cache</c>.</summary>
internal static class TerragruntUnits
{
    private const string Cache = ".terragrunt-cache";

    /// <summary>Folders looked at for units and their copies; repositories of infrastructure have some
    /// hundred.</summary>
    private const int MaxFolders = 4000;

    /// <summary>A copy lies three folders down, and a module in it some more.</summary>
    private const int MaxDepth = 8;

    /// <summary>The unit of the working directory.</summary>
    public static TerraformUnits One(CliLine line, Invocation invocation, IWorld world) =>
        Folder(line, invocation, world) is { } folder
            ? new TerraformUnits([Unit(folder, folder, invocation, world)], null)
            : TerraformUnits.None("the working directory cannot be known");

    /// <summary>A saved plan applied in that unit.</summary>
    public static TerraformUnits OfPlan(CliLine line, Invocation invocation, IWorld world)
    {
        Word? plan = line.Operands.Skip(1).LastOrDefault();
        if (plan is null || Folder(line, invocation, world) is not { } folder)
        {
            return TerraformUnits.None("nobody read what it replaces or destroys: no saved plan is named");
        }

        TerraformUnit unit = Unit(folder, folder, invocation, world);
        return new TerraformUnits(
            [
                unit with
                {
                    Run = unit.Run is { Directory.Text: { } inner }
                        ? TerraformFolders.Run(invocation, world, inner, plan)
                        : null,
                    Deed = Deed.ApplySaved,
                },
            ],
            null);
    }

    /// <summary>Every unit at and below the working directory.</summary>
    public static TerraformUnits Below(CliLine line, Invocation invocation, IWorld world)
    {
        if (Folder(line, invocation, world) is not { } top)
        {
            return TerraformUnits.None("the working directory cannot be known");
        }

        var units = ImmutableArray.CreateBuilder<TerraformUnit>();
        bool whole = Walk(world, top, e => Path.GetFileName(e.Path) is not (Cache or ".terraform" or ".git"), folder =>
        {
            if (IsUnit(world, folder))
            {
                units.Add(Unit(folder, top, invocation, world));
            }
        });
        return new TerraformUnits(units.ToImmutable(), whole ? null : $"more than {MaxFolders} folders");
    }

    private static string? Folder(CliLine line, Invocation invocation, IWorld world)
    {
        var around = new Surroundings(invocation, world);
        Word? chosen = line.Value("terragrunt-working-dir|working-dir") ?? around.Variable("TG_WORKING_DIR")
            ?? around.Variable("TERRAGRUNT_WORKING_DIR");
        return invocation.Directory.Text is not { } here || chosen is { Text: null } ? null
            : chosen?.Text is { } named ? Path.GetFullPath(named, here)
            : line.Value("terragrunt-config|config")?.Text is { } config
                ? Path.GetDirectoryName(Path.GetFullPath(config, here))
            : here;
    }

    /// <summary>What other files only include has neither a source nor files of Terraform beside it.</summary>
    private static bool IsUnit(IWorld world, string folder) =>
        TerraformFolders.Settings(world, folder + "/terragrunt.hcl") is { } text
        && (world.Look(folder + "/" + Cache).Exists || text.Contains("terraform {", StringComparison.Ordinal)
            || text.Contains("terraform{", StringComparison.Ordinal) || HasConfiguration(world, folder));

    private static bool HasConfiguration(IWorld world, string folder) =>
        (world.List(folder) ?? []).Any(e => e.Path.EndsWith(".tf", StringComparison.Ordinal));

    private static TerraformUnit Unit(string folder, string top, Invocation invocation, IWorld world)
    {
        string shown = folder == top ? Path.GetFileName(folder) : Path.GetRelativePath(top, folder);
        string? inner = Copy(world, folder)
            ?? (HasConfiguration(world, folder) || world.Look(folder + "/.terraform").Exists ? folder : null);
        return inner is null
            ? new TerraformUnit(shown, null, $"{shown} was not initialised here: no {Cache} tells where its state is")
            : new TerraformUnit(shown, TerraformFolders.Run(invocation, world, inner, null), null);
    }

    /// <summary>The copy of the source that was initialised last.</summary>
    private static string? Copy(IWorld world, string folder)
    {
        (string Path, DateTimeOffset At)? last = null;
        Walk(world, $"{folder}/{Cache}", e => Path.GetFileName(e.Path) is not ".terraform", at =>
        {
            Entry record = world.Look(at + "/.terraform/terraform.tfstate");
            Entry state = record.Exists ? record : world.Look(at + "/terraform.tfstate");
            if (state.Exists && (last is null || state.Modified > last.Value.At))
            {
                last = (at, state.Modified);
            }
        });
        return last?.Path;
    }

    /// <summary>Visits a folder and those below it, level by level; false when there are more than are looked
    /// at.</summary>
    private static bool Walk(IWorld world, string top, Predicate<Entry> enters, Action<string> visit)
    {
        var waiting = new Queue<(string Path, int Depth)>([(top, 0)]);
        for (int seen = 0; waiting.TryDequeue(out (string Path, int Depth) next); seen++)
        {
            if (seen >= MaxFolders)
            {
                return false;
            }

            visit(next.Path);
            if (next.Depth < MaxDepth)
            {
                foreach (Entry entry in (world.List(next.Path) ?? [])
                    .Where(e => e.Kind is EntryKind.Folder && enters(e)).OrderBy(e => e.Path, StringComparer.Ordinal))
                {
                    waiting.Enqueue((entry.Path, next.Depth + 1));
                }
            }
        }

        return true;
    }
}
