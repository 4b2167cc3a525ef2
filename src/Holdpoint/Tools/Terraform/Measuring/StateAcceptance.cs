using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Accepts the state that a configuration has now, whatever was remembered: a person's word, never an
/// agent's.</summary>
/// <param name="Message">What was accepted, or why it could not be, for a person.</param>
/// <param name="Lessons">What to write; empty when nothing could be accepted.</param>
internal sealed record StateAcceptance(string Message, ImmutableArray<Lesson> Lessons)
{
    /// <summary>Looks at the state of a directory and says what accepting it would write.</summary>
    /// <param name="program">The binary for a remote state: "terraform" or "tofu".</param>
    public static StateAcceptance Of(IWorld world, string program, string directory, MeasureBudget budget)
    {
        var invocation = new Invocation
        {
            Program = new Word(program),
            Name = program,
            Arguments = [new Word("plan")],
            Directory = new Word(directory),
        };
        if (Scene.Locate(invocation, Forerunners.None, world, out string why) is not { } scene)
        {
            return new StateAcceptance(why, []);
        }

        StateSight sight = StateSight.Look(scene, world, budget);
        if (sight is StateSight.Hidden hidden)
        {
            return new StateAcceptance($"the state at {scene.Place.Shown} cannot be read: {hidden.Why}", []);
        }

        RememberedState? now = sight.Remembered(scene, world);
        ImmutableArray<Lesson> lessons = StateMemory.Load(world, scene.Directory).Accept(now, scene.Place);
        return new StateAcceptance(
            now is null
                ? $"accepted that there is no state at {scene.Place.Shown}"
                : $"accepted the state at {scene.Place.Shown}: lineage {now.Lineages.FirstOrDefault() ?? "unknown"}, " +
                    $"serial {now.Serial}, {now.Resources} resources",
            lessons);
    }
}
