using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Asks whether a file is the state of the configuration beside it, and what it holds.</summary>
/// <param name="Pattern">Absolute; it may hold a glob.</param>
/// <param name="Away">It is moved away, else edited.</param>
internal sealed record StateFileProbe(string Pattern, bool Away) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var start = new Measurement(effect);
        foreach (string file in Globs.Expand(Pattern, world) ?? [])
        {
            if (!IsInForce(file, world))
            {
                continue;
            }

            StateSight sight = StateSight.OfFile(file, world, budget);
            if (sight is StateSight.None || sight.Summary is { Instances.IsEmpty: true })
            {
                continue;
            }

            int? resources = sight.Summary?.Instances.Length;
            string what = resources is { } count ? $"the state of {count} resources" : "a state that cannot be read";
            return start with
            {
                Effect = effect with
                {
                    Target = effect.Target with
                    {
                        Place = "local:" + file,
                        Signs = sight.Summary?.Signs ?? [],
                    },
                    Summary = Away
                        ? $"takes {what} away from where Terraform looks for it; the next apply would create it again"
                        : $"edits {what} by hand",
                },
                Count = resources,
                Unit = "resources",
                Unmeasured = (sight as StateSight.Hidden)?.Why,
            };
        }

        return DestroyMeasure.Untouched(start, "no configuration has its state there");
    }

    /// <summary>The local backend's file of the folder's configuration, or that of one of its workspaces.</summary>
    private static bool IsInForce(string file, IWorld world)
    {
        string? folder = Path.GetDirectoryName(file);
        for (int up = 0; folder is not null && up < 3; up++, folder = Path.GetDirectoryName(folder))
        {
            var configuration = Configuration.Read(world, folder);
            if (!configuration.Exists)
            {
                continue;
            }

            BackendSettings backend = configuration.Backend ?? BackendSettings.Local;
            string workspace = Path.GetFileName(Path.GetDirectoryName(file)) ?? "";
            return backend.IsLocal
                && (file == StatePlace.LocalFile(folder, backend, StatePlace.DefaultWorkspace)
                    || file == StatePlace.LocalFile(folder, backend, workspace));
        }

        return false;
    }
}
