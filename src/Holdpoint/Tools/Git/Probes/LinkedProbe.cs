using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a linked work tree or submodules hold that would go with them.</summary>
/// <param name="Folder">Its path as given; null for every submodule.</param>
internal sealed record LinkedProbe(GitPlace Place, string? Folder, bool Submodule) : GitProbe(Place)
{
    /// <summary>An earlier part of the action adds it.</summary>
    public bool Added { get; init; }

    /// <summary>A few git calls for each.</summary>
    private const int MaxSubmodules = 50;

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        List<string> folders = [];
        if (Submodule)
        {
            if (git.Top is not { } top)
            {
                return Unmeasured(effect, $"{git.Folder} has no work tree");
            }

            // 160000 is the mode of a submodule in the index.
            folders.AddRange(git.Run(["ls-files", "-s", "-z", "--full-name", .. Folder is null ? []
                : (string[])["--", Folder]]).Records
                .Where(r => r.StartsWith("160000 ", StringComparison.Ordinal))
                .Select(r => Path.Join(top, r[(r.IndexOf('\t') + 1)..]))
                .Where(f => git.World.Look(Path.Join(f, ".git")).Exists));
        }
        else if (Folder is not null && Path.GetFullPath(Folder, git.Folder) is var linked
            && git.World.Look(Path.Join(linked, ".git")).Exists)
        {
            folders.Add(linked);
        }
        else if (Added && Folder is not null && !git.World.Look(Path.GetFullPath(Folder, git.Folder)).Exists)
        {
            return Nothing(effect, "this action adds it");
        }
        else
        {
            return Unmeasured(effect, $"no work tree is at {Folder ?? "a path that only run time tells"} yet");
        }

        return folders.Count > MaxSubmodules
            ? Unmeasured(effect, $"there are more than {MaxSubmodules} submodules")
            : Sum(effect, git, folders, budget);
    }

    private Measurement Sum(Effect effect, GitReader git, List<string> folders, MeasureBudget budget)
    {
        var lost = new List<(string, string)>();
        Commits? commits = new(0, []);
        foreach (string folder in folders)
        {
            if (GitReader.Open(GitPlace.At(folder), git.World, budget,
                out string problem) is not { Top: not null } inner
                || Status.Read(inner, [], untracked: true, out problem) is not { } entries)
            {
                return Unmeasured(effect, $"{folder}: {problem}");
            }

            lost.AddRange(Lost(inner, folder, entries));
            if (!Submodule && !inner.Run("symbolic-ref", "--quiet", "HEAD").Ok)
            {
                commits = Commits.Only(inner, ["HEAD"], ["--branches", "--tags", "--remotes"]);
            }
        }

        if (lost.Count == 0)
        {
            var never = new Recovery.Never("the reflog of a work tree goes with it");
            return commits is { Count: 0 }
                ? Nothing(effect, "nothing in it is uncommitted")
                : new Measurement(effect with { Recovery = never })
                {
                    Count = commits?.Count,
                    Unit = "commits",
                    Losses = [.. commits?.Losses(never) ?? []],
                };
        }

        return FileLosses.Of(effect, git.World, "/", lost, GitEffects.NeverCommitted);
    }

    /// <summary>What a linked work tree holds; it goes as a whole.</summary>
    public override Touched? Touches(GitReader git, out string problem)
    {
        string linked = Path.GetFullPath(Folder ?? ".", git.Folder);
        var budget = new MeasureBudget(DateTimeOffset.MaxValue, MeasureBudget.DefaultMaxBytes);
        return GitReader.Open(GitPlace.At(linked), git.World, budget, out problem) is { Top: not null } inner
            && Status.Read(inner, [], untracked: true, out problem) is { } entries
            ? new Touched([.. Lost(inner, linked, entries).Select(l => l.Item1)], [linked])
            : null;
    }

    private static IEnumerable<(string, string)> Lost(GitReader git, string folder, List<StatusEntry> entries) =>
        entries.Where(e => e.Staged || e.Changed || e.Unmerged || e.Untracked)
            .Select(e => (Path.Join(folder, e.Path), e.Untracked ? "untracked" : "modified"))
            .Concat(IgnoredData(git).Select(p => (Path.Join(folder, p), "ignored")));

    /// <summary>Ignored files that no build makes: git removes them without a word.</summary>
    private static IEnumerable<string> IgnoredData(GitReader git) =>
        git.Run("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory").Records
            .Where(p => FileNames.HoldsData(p) && !FileNames.AlwaysMadeAgain(p));
}
