using Holdpoint.Radius;
using Holdpoint.Tools.Self;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Whether a stash would take back the settings that hold the hook, or Holdpoint's policy.</summary>
/// <param name="Untracked">Files that git does not track go into the stash too.</param>
internal sealed record StashedGuardProbe(GitPlace Place, bool Untracked) : GitProbe(Place)
{
    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (git.Top is { } top && Status.Read(git, GuardPlaces.Pathspecs, Untracked, out _) is { } entries)
        {
            foreach (StatusEntry entry in entries)
            {
                string path = Path.Join(top, entry.Path);
                if (GuardPlaces.Of(path) is { } place)
                {
                    string why = $"{path} is {place.What}, and would be taken back";
                    return new Measurement(effect with { Forbidden = why });
                }
            }
        }

        return Nothing(effect, "git stash pop brings it back");
    }
}
