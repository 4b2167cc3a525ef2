using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What was seen of the state at a place.</summary>
internal abstract record StateSight
{
    /// <summary>There is none.</summary>
    internal sealed record None : StateSight;

    /// <summary>It was read, or recognised as what cannot be.</summary>
    /// <param name="Source">The file or the question that told it.</param>
    internal sealed record Held(StateReading Reading, string Source) : StateSight;

    /// <summary>It could not be looked at.</summary>
    internal sealed record Hidden(string Why) : StateSight;

    /// <summary>The state's summary, where it could be read; else null.</summary>
    public StateSummary? Summary => this is Held { Reading: StateReading.Read read } ? read.State : null;

    /// <summary>As it would be remembered; null for none.</summary>
    public RememberedState? Remembered(Scene scene, IWorld world) => this is Held held
        ? RememberedState.Of(held.Reading, scene.Place.Key, scene.Place.Workspace,
            world.Clock.GetUtcNow().ToString("yyyy-MM-dd"))
        : null;

    /// <summary>Looks: a file is read, a remote state is pulled by the invocation's own binary.</summary>
    public static StateSight Look(Scene scene, IWorld world, MeasureBudget budget)
    {
        if (scene.Place.File is { } file)
        {
            return OfFile(file, world, budget);
        }

        if (scene.Initialised is null)
        {
            return new Hidden($"the {scene.Place.Backend.Type} backend is not initialised here: run init first");
        }

        // The chosen workspace exists; one that the command names may not yet, and a look would make it.
        bool named = scene.SelectedBefore || scene.Surroundings.Variable("TF_WORKSPACE")?.Text is { Length: > 0 };
        if (named)
        {
            switch (Workspaces.Exists(scene, scene.Place.Workspace, world, budget, out string unlisted))
            {
                case null:
                    return new Hidden(unlisted);
                case false:
                    return new None();
            }
        }

        return Question.Ask(scene, world, budget, ["state", "pull"], plan: false, out string why) is { } bytes
            ? Of(bytes, "state pull")
            : new Hidden(why);
    }

    /// <summary>A state file.</summary>
    public static StateSight OfFile(string file, IWorld world, MeasureBudget budget) =>
        world.Read(file, budget.MaxBytes) switch
    {
        FileAnswer.Content content => Of(content.Bytes, file),
        FileAnswer.Missing => new None(),
        FileAnswer.Unreadable unreadable => new Hidden($"{file}: {unreadable.Why}"),
        _ => new Hidden(file),
    };

    private static StateSight Of(ReadOnlyMemory<byte> bytes, string source) => StateReader.Read(bytes) switch
    {
        StateReading.Empty => new None(),
        StateReading.Malformed malformed => new Hidden($"{source} is no state that can be read: {malformed.Why}"),
        var reading => new Held(reading, source),
    };
}
