using Holdpoint.Radius;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>How the files of a commit come into the work tree.</summary>
internal enum Arrival
{
    /// <summary>All of them, in place of those of HEAD.</summary>
    Whole,

    /// <summary>What changed since the branches parted.</summary>
    Branch,

    /// <summary>What the commit changed.</summary>
    Change,

    /// <summary>What the commit changed, the other way round.</summary>
    Undone,
}

/// <summary>Whether the files of another commit would take the hook out of a client's settings.</summary>
internal sealed record ArrivalProbe(GitPlace Place, Arrival Arrival, string Commit) : GitProbe(Place)
{
    /// <summary>Settings and hooks of a few clients; more are none.</summary>
    private const int MaxFiles = 50;

    /// <summary>The tree of no files, which git knows in every repository (of SHA-1).</summary>
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        GitReader.Open(Place, world, budget, out _) is { } git
            ? Ask(effect, git, budget)
            : Nothing(effect, "there is no repository");

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (git.Top is { } top && Commit is not ['-', ..] && Ends(git) is var (from, to))
        {
            GitAnswer changed = git.Run(
                ["diff-tree", "-r", "--name-only", "-z", from, to, "--", .. GuardPlaces.Pathspecs]);
            foreach (string path in changed.Records.Take(MaxFiles))
            {
                if (GuardPlaces.Of(Path.Join(top, path)) is not { Kind: not GuardKind.Own } place)
                {
                    continue;
                }

                GitAnswer now = git.Run("cat-file", "blob", $"{from}:{path}");
                GitAnswer then = git.Run("cat-file", "blob", $"{to}:{path}");
                if (SettingsChange.LosesHook(now.Ok ? now.Text : "", then.Ok ? then.Text : ""))
                {
                    string why = $"{Path.Join(top, path)} is {place.What}, and {Commit} has fewer of Holdpoint's hooks";
                    return new Measurement(effect with { Forbidden = why });
                }
            }
        }

        return Nothing(effect, "the guard stays as it is");
    }

    /// <summary>The two commits that are compared; null where there are none.</summary>
    private (string From, string To)? Ends(GitReader git)
    {
        string? commit = Resolve(git, Commit);
        string? from = commit is null ? null : Arrival switch
        {
            Arrival.Whole => Resolve(git, "HEAD"),
            Arrival.Branch => git.Run("merge-base", "HEAD", commit) is { Ok: true } parted ? parted.FirstLine : null,

            // The first commit of all came upon nothing.
            _ => Resolve(git, commit + "^1") ?? EmptyTree,
        };
        return commit is null || from is null ? null : Arrival is Arrival.Undone ? (commit, from) : (from, commit);
    }

    private static string? Resolve(GitReader git, string name) =>
        git.Run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}") is { Ok: true } answer
            ? answer.FirstLine
            : null;
}
