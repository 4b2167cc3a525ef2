using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>The folders in which CDKTF and Atmos run Terraform, and how its command line is written there.</summary>
internal static class TerraformFolders
{
    /// <summary>Settings files of people.</summary>
    private const int MaxFile = 256 * 1024;

    /// <summary>Terraform's command line in a folder, with the targets that the program's own names.</summary>
    /// <param name="plan">A saved plan; null for a destroy.</param>
    public static Invocation Run(Invocation invocation, IWorld world, string folder, Word? plan)
    {
        Word program = new Surroundings(invocation, world) is var outer
            && (outer.Variable("TG_TF_PATH") ?? outer.Variable("TERRAGRUNT_TFPATH")) is { Text.Length: > 0 } chosen
            ? chosen
            : new Word("terraform");
        Invocation run = invocation with
        {
            Program = program,
            Name = Path.GetFileName(program.Text),
            Arguments = plan is null
                ? [new Word("destroy"), .. Targets(invocation.Arguments)]
                : [new Word("apply"), plan],
            Directory = new Word(folder),
        };

        // Both programs are installed under their own names; the wrapper takes the one that is there.
        return program.Text == "terraform" && new Surroundings(run, world).Program(out _) is null
            ? run with { Program = new Word("tofu"), Name = "tofu" }
            : run;
    }

    private static IEnumerable<Word> Targets(ImmutableArray<Word> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            string name = words[i].Prefix.TrimStart('-');
            if (words[i].Prefix.StartsWith('-') && name.StartsWith("target=", StringComparison.Ordinal))
            {
                yield return words[i];
            }
            else if (words[i].Text is "-target" or "--target" && i + 1 < words.Length)
            {
                yield return words[i];
                yield return words[++i];
            }
        }
    }

    /// <summary>The stacks that CDKTF has synthesised, each a root module of its own.</summary>
    public static TerraformUnits OfCdktf(CliLine line, Invocation invocation, IWorld world)
    {
        if (invocation.Directory.Text is not { } folder || line.Value("o|output") is { Text: null })
        {
            return TerraformUnits.None("the project's folder cannot be known");
        }

        string output = line.Value("o|output")?.Text
            ?? (Settings(world, folder + "/cdktf.json") is { } text ? JsonTree.Read(text)?["output"]?.Text : null)
            ?? "cdktf.out";
        string stacks = Path.GetFullPath(Path.Join(output, "stacks"), folder);
        ImmutableArray<Word> named = [.. line.Operands.Skip(1)];
        ImmutableArray<TerraformUnit> units =
        [
            .. (world.List(stacks) ?? []).Where(e => e.Kind is EntryKind.Folder)
                .Select(e => (e.Path, Name: Path.GetFileName(e.Path)))
                .Where(e => named.IsEmpty || named.Any(n => n.Text is null || n.Text == e.Name || n.Text.Contains('*')))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .Select(e => new TerraformUnit(e.Name, Run(invocation, world, e.Path, null), null)),
        ];
        return units.IsEmpty
            ? TerraformUnits.None($"{output} holds no such stack: it is synthesised when it runs")
            : new TerraformUnits(units, null);
    }

    /// <summary>The component of Atmos, in the workspace that is called as its stack.</summary>
    public static TerraformUnits OfAtmos(CliLine line, Invocation invocation, IWorld world)
    {
        if (invocation.Directory.Text is not { } folder || line.Operands is not [_, _, { Text: { } component }, ..]
            || line.Value("s|stack")?.Text is not { } stack)
        {
            return TerraformUnits.None("the component or its stack cannot be known");
        }

        Tree? settings = Settings(world, folder + "/atmos.yaml") is { } text ? YamlTree.Read(text) : null;
        string root = Path.GetFullPath(settings?["base_path"]?.Text is { Length: > 0 } given ? given : ".", folder);
        string below = settings?.At("components", "terraform", "base_path")?.Text ?? "components/terraform";
        string place = Path.GetFullPath(component, Path.GetFullPath(below, root));
        string shown = $"{component} of {stack}";
        if (world.Look(place).Kind is not EntryKind.Folder)
        {
            return TerraformUnits.None($"there is no component in {place}");
        }

        // Which workspace a stack has, its settings say; the one that was chosen last is believed when it is its name.
        string? chosen = Settings(world, place + "/.terraform/environment")?.Trim();
        bool known = chosen == stack || chosen == $"{stack}-{component}"
            || world.Look($"{place}/terraform.tfstate.d/{stack}/terraform.tfstate").Exists;
        if (!known)
        {
            return TerraformUnits.None($"which workspace {shown} has cannot be told: it was not the last one there");
        }

        Invocation run = Run(invocation, world, place, null);
        string workspace = chosen == $"{stack}-{component}" ? chosen : stack;
        return new TerraformUnits(
            [new(shown, run with { Environment = run.Environment.SetItem("TF_WORKSPACE", new Word(workspace)) }, null)],
            null);
    }

    public static string? Settings(IWorld world, string path) =>
        world.Read(path, MaxFile) is FileAnswer.Content content ? content.Text : null;
}
