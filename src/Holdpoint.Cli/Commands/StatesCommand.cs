using System.Collections.Immutable;
using System.CommandLine;
using Holdpoint.Cli.Rendering;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint states</c>: what is remembered of a configuration's Terraform state, and a person's word that
/// it changed.</summary>
internal static class StatesCommand
{
    /// <summary>A remote state is pulled once.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(60);

    public static Command Make(IWorld world) => new(
        "states", "what is remembered of the Terraform states of a configuration")
    {
        MakeShow(world),
        MakeAccept(world),
    };

    private static Command MakeShow(IWorld world)
    {
        Argument<string> folder = FolderArgument();
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("show", "print what is remembered, and what stands in its place now")
        {
            folder, width,
        };
        command.SetAction(parsed =>
        {
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            string directory = Path.GetFullPath(parsed.GetRequiredValue(folder));
            StateMemory memory = StateMemory.Load(world, directory);
            Print(page, memory.CommittedPath, memory.Committed);
            Print(page, memory.LocalPath, memory.Local);
            if (Locate(world, directory, out string why) is { } scene)
            {
                StateSight sight = Look(world, scene);
                string place = $"{scene.Place.Shown} (workspace {scene.Place.Workspace})";
                page.Line(0, $"now, at {place}: {Describe(sight)}", Ink.Strong);
                if (sight is not StateSight.Hidden)
                {
                    foreach (Alarm alarm in memory.Alarms(sight.Remembered(scene, world), scene.Place))
                    {
                        page.Line(1, $"alarm: {alarm.Message}", Ink.Bad);
                    }
                }
            }
            else
            {
                page.Line(0, why, Ink.Warning);
            }

            foreach (string problem in memory.Problems)
            {
                page.Line(0, $"wrong: {problem}", Ink.Warning);
            }

            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Command MakeAccept(IWorld world)
    {
        Argument<string> folder = FolderArgument();
        var command = new Command(
            "accept", "remember the state that is there now, whatever was remembered before") { folder };
        command.SetAction(parsed => (int)Accept(world, Path.GetFullPath(parsed.GetRequiredValue(folder))));
        return command;
    }

    private static ExitCode Accept(IWorld world, string directory)
    {
        if (Locate(world, directory, out string why) is not { } scene)
        {
            return Complaint.Say($"nothing was accepted: {why}", ExitCode.Files);
        }

        StateSight sight = Look(world, scene);
        if (sight is StateSight.Hidden hidden)
        {
            return Complaint.Say($"nothing was accepted: the state cannot be looked at: {hidden.Why}", ExitCode.Files);
        }

        StateMemory memory = StateMemory.Load(world, directory);
        bool lost = false;
        foreach (Lesson lesson in memory.Accept(sight.Remembered(scene, world), scene.Place))
        {
            string? problem = MemoryFile.Write(lesson.Path, lesson.Text);
            lost |= problem is not null;
            Console.Out.WriteLine(Printable.Line(problem ?? $"{lesson.Path}: written"));
        }

        string place = $"{scene.Place.Shown} (workspace {scene.Place.Workspace})";
        Console.Out.WriteLine(Printable.Line($"accepted at {place}: {Describe(sight)}"));
        Console.Out.WriteLine($"  commit {StateMemory.CommittedName} so that other computers know");
        return lost ? ExitCode.Files : ExitCode.Success;
    }

    private static Argument<string> FolderArgument() => new("DIR")
    {
        Description = "the directory of the configuration",
        DefaultValueFactory = _ => ".",
    };

    /// <summary>Where a plan in this directory would find its state.</summary>
    private static Scene? Locate(IWorld world, string directory, out string why)
    {
        string? path = world.Variable("PATH");
        bool onlyTofu = ProgramLookup.Find("terraform", path) is null && ProgramLookup.Find("tofu", path) is not null;
        string program = onlyTofu ? "tofu" : "terraform";
        var plan = new Invocation
        {
            Program = new Word(program),
            Name = program,
            Arguments = [new Word("plan")],
            Directory = new Word(directory),
        };
        return Scene.Locate(plan, Forerunners.None, world, out why);
    }

    private static StateSight Look(IWorld world, Scene scene) => StateSight.Look(
        scene, world, new MeasureBudget(world.Clock.GetUtcNow() + LookPatience, MeasureBudget.DefaultMaxBytes));

    private static string Describe(StateSight sight) => sight switch
    {
        StateSight.None => "no state",
        StateSight.Hidden hidden => $"cannot be looked at: {hidden.Why}",
        _ => $"a state, read from {((StateSight.Held)sight).Source}",
    };

    private static void Print(TerminalPage page, string path, StatesLock states)
    {
        page.Line(0, $"{path}: {(states.States.IsEmpty ? "nothing remembered" : "")}", Ink.Strong);
        foreach (RememberedState state in states.States)
        {
            string lineage = string.Join(" or ", state.Lineages);
            string held = state.Encrypted ? "encrypted" : $"{state.Resources} resources";
            page.Line(1, $"{state.Key} (workspace {state.Workspace}): lineage {lineage}, "
                + $"serial {state.Serial}, {held}, last seen {state.Seen}");
            if (!state.Systems.IsEmpty)
            {
                string systems = string.Join(", ", state.Systems.Select(s => $"{s.Key} ({s.Value})"));
                page.Line(2, $"systems: {systems}", Ink.Faint);
            }

            if (state.Sighted is { } sighted)
            {
                page.Line(2, $"not accepted: lineage {sighted.Lineage}, serial {sighted.Serial}, "
                    + $"{sighted.Resources} resources, seen {sighted.Seen}", Ink.Warning);
            }
        }
    }
}
