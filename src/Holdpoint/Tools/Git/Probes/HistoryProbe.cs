using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a command takes the last hold from.</summary>
internal enum HistoryScope
{
    /// <summary>What only reflogs hold, stash entries below the first included.</summary>
    Reflogs,

    /// <summary>What not even reflogs hold.</summary>
    Unreachable,
}

/// <summary>Which commits would be lost when reflogs or unreachable objects go.</summary>
/// <param name="Expire">The age limit as given.</param>
internal sealed record HistoryProbe(GitPlace Place, HistoryScope Scope, string Expire) : GitProbe(Place)
{
    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        Recovery never = new Recovery.Never("nothing else holds these commits");
        Commits? lost = Scope is HistoryScope.Reflogs ? Commits.Only(git, ["--reflog"], ["--all"]) : Unreachable(git);
        if (lost is null)
        {
            return Unmeasured(effect, "git could not tell which commits would be lost");
        }

        var fact = new Fact("commits without another hold", $"{lost.Count}", Scope is HistoryScope.Reflogs
            ? "git rev-list --reflog" : "git prune -n");
        return lost.Count == 0
            ? Nothing(effect, "no commit hangs on it", fact)
            : new Measurement(effect with { Recovery = never })
            {
                Count = lost.Count,
                Unit = "commits",
                Losses = [.. lost.Losses(never)],
                Facts = [fact],
            };
    }

    /// <summary>Commits among the objects that prune would delete; a blob alone is left by every second <c>git
    /// add</c>.</summary>
    private Commits? Unreachable(GitReader git)
    {
        // A dash would be an option; "now" is the widest.
        string expire = Expire.StartsWith('-') ? "now" : Expire;
        GitAnswer answer = git.Run("prune", "-n", $"--expire={expire}");
        if (!answer.Ok)
        {
            return null;
        }

        string[] commits = [.. answer.Lines.Where(l => l.EndsWith(" commit", StringComparison.Ordinal))
            .Select(l => l[..l.IndexOf(' ')])];
        if (commits.Length == 0)
        {
            return new Commits(0, []);
        }

        GitAnswer shown = git.Run(["rev-list", "--no-walk", "--format=%h %s",
            .. commits.Take(BlastRadius.MaxNamedLosses), "--"]);
        return new Commits(commits.Length,
            [.. shown.Lines.Where(l => !l.StartsWith("commit ", StringComparison.Ordinal)).Select(FileLosses.Clean)
                .OrderBy(l => l[(l.IndexOf(' ') + 1)..], StringComparer.Ordinal)]);
    }
}
