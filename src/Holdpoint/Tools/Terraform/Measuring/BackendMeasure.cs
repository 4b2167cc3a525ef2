using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What <c>init</c> does to a state when it changes the backend.</summary>
internal static class BackendMeasure
{
    private const long MaxSettingsBytes = 1024 * 1024;

    public static Measurement OfMigrate(Measurement start, Stage stage)
    {
        Scene scene = stage.Scene;
        if (scene.Bare || Next(stage, out string why) is not { } next)
        {
            return start with { Unmeasured = scene.Bare ? $"{scene.Directory} holds neither configuration nor a state"
                : "where the state would go cannot be known" };
        }

        if (scene.Place.Backend.Key == next.Key)
        {
            return DestroyMeasure.Untouched(start, "the backend stays what it is, nothing is copied");
        }

        if (stage.Sight is StateSight.None)
        {
            return DestroyMeasure.Untouched(start, "there is no state to copy");
        }

        StatePlace to = StatePlace.Find(stage.World, scene.Line, scene.Directory, next, scene.Place.Workspace);
        if (to.File is not { } file)
        {
            return start with { Unmeasured =
                $"whether a state lies at {to.Shown} already cannot be read before init{why}" };
        }

        StateSight there = StateSight.OfFile(file, stage.World, stage.Budget);
        return there switch
        {
            StateSight.None => Moved(start, $"copies the state to {to.Shown}, where none is"),
            { Summary: { } state } => state.Instances.IsEmpty
                ? Moved(start, $"copies the state to {to.Shown}, where an empty one is")
                : start with
                {
                    Effect = start.Effect with { Summary =
                        $"copies the state over that of {state.Instances.Length} resources at {to.Shown}" },
                    Count = state.Instances.Length,
                    Unit = "resources",
                },
            _ => start with { Unmeasured = $"the state at {to.Shown} cannot be read" },
        };
    }

    public static Measurement OfReconfigure(Measurement start, Stage stage)
    {
        Scene scene = stage.Scene;
        if (scene.Initialised is null && (stage.Sight is StateSight.None || scene.Place.File is null))
        {
            return DestroyMeasure.Untouched(start, "no backend is in force yet, so none is forgotten");
        }

        if (Next(stage, out _) is { } next && next.Key == scene.Place.Backend.Key)
        {
            return DestroyMeasure.Untouched(start, "the backend stays what it is");
        }

        int? resources = stage.Sight.Summary?.Instances.Length;
        return stage.Sight switch
        {
            StateSight.None => DestroyMeasure.Untouched(start, "no state is left behind"),
            StateSight.Held { Reading: StateReading.Read } when resources is 0 =>
                DestroyMeasure.Untouched(start, "only an empty state is left behind"),
            _ => start with
            {
                Effect = start.Effect with { Summary =
                    $"leaves the state at {scene.Place.Shown} behind; the next apply may create everything again" },
                Count = resources,
                Unit = "resources",
                Unmeasured = (stage.Sight as StateSight.Hidden)?.Why,
            },
        };
    }

    private static Measurement Moved(Measurement start, string summary) => start with
    {
        Effect = start.Effect with { Kind = EffectKind.Modify,
            Recovery = new Recovery.Trivial("the old place keeps its state"), Summary = summary },
        Count = 0,
        Unit = "resources",
    };

    /// <summary>The backend that the configuration and <c>-backend-config</c> ask for; null when it cannot be
    /// known.</summary>
    private static BackendSettings? Next(Stage stage, out string partly)
    {
        partly = "";
        BackendSettings next = stage.Scene.Configuration.Backend ?? BackendSettings.Local;
        ImmutableSortedDictionary<string, string> settings = next.Settings;
        foreach (Shell.Word given in stage.Scene.Line.Values("backend-config"))
        {
            if (given.Text is not { } text)
            {
                return null;
            }

            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                string name = text[..equals].Trim();
                settings = BackendSettings.NamesPlace(name)
                    ? settings.SetItem(name, text[(equals + 1)..].Trim().Trim('"')) : settings;
            }
            else if (stage.World.Read(Path.GetFullPath(text, stage.Scene.Directory),
                MaxSettingsBytes) is FileAnswer.Content file)
            {
                HclBlocks.Walk(file.Text, (path, name, value) =>
                {
                    if (path.Count == 0 && name is not null && value is not null && BackendSettings.NamesPlace(name))
                    {
                        settings = settings.SetItem(name, value);
                    }
                });
            }
            else
            {
                return null;
            }
        }

        return next with { Settings = settings };
    }
}
