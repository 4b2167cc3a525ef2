using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What happens to refs.</summary>
internal enum RefFate
{
    /// <summary>They go, and their reflog with them.</summary>
    Deleted,

    /// <summary>They stand somewhere else; their reflog remembers.</summary>
    Moved,

    /// <summary>Another branch takes the name, and the reflog of the one that had it goes.</summary>
    Renamed,

    /// <summary>A tag is set again; tags have no reflog.</summary>
    Overwritten,
}

/// <summary>Which commits nothing would hold any more when refs go or move.</summary>
/// <param name="Refs">Full names.</param>
/// <param name="To">Where they would stand; null where that is unknown or nothing.</param>
internal sealed record RefProbe(GitPlace Place, ImmutableArray<string> Refs, RefFate Fate, string? To) : GitProbe(Place)
{
    /// <summary>The last moves of HEAD; work older than this was left long ago.</summary>
    private const int MaxHeadMoves = 500;

    /// <summary>One git call each; a longer list is measured as a whole only.</summary>
    private const int MaxRefs = 200;

    /// <summary>Commands that bring refs back; a person reads a few.</summary>
    private const int MaxHints = 3;

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        var found = new List<(string Name, string Commit)>();
        foreach (string name in Refs.Take(MaxRefs))
        {
            if (Commits.Resolve(git, name) is { } commit)
            {
                found.Add((name, commit));
            }
        }

        if (found.Count < Math.Min(Refs.Length, MaxRefs) && Fate is RefFate.Deleted)
        {
            // It may be made by an earlier part of the same action.
            return Unmeasured(effect, $"no ref is named {Refs.First(r => found.TrueForAll(f => f.Name != r))} yet");
        }

        if (found.Count == 0)
        {
            return Nothing(effect, "nothing has this name yet");
        }

        if (Rest(git, found) is var rest && Commits.Only(git, found.Select(f => f.Commit), rest) is not { } lost)
        {
            return Unmeasured(effect, "git could not tell which commits would be left behind");
        }

        bool tag = effect.Resource.Type is GitEffects.Tag;
        Recovery recovery = lost.Count == 0
            ? new Recovery.FromSource("the commits stay; the name can be set again")
            : WayBack(git, found, rest, tag);
        if (tag && Fate is RefFate.Deleted or RefFate.Overwritten && Annotated(git) is { } annotated)
        {
            recovery = new Recovery.Never($"{annotated} is annotated: its message and signature are kept nowhere else");
        }

        if (lost.Count == 0 && !tag)
        {
            return Nothing(effect, "other refs hold every commit",
                new Fact("commits that nothing else holds", "0", "git rev-list"));
        }

        return new Measurement(effect with { Kind = lost.Count > 0 ? EffectKind.Destroy
            : effect.Kind, Recovery = recovery })
        {
            Count = lost.Count == 0 ? found.Count : lost.Count,
            Unit = lost.Count == 0 ? "refs" : "commits",
            Losses = [.. lost.Losses(recovery)],
            Facts = [new Fact("commits that nothing else holds", $"{lost.Count}", "git rev-list")],
        };
    }

    /// <summary>Revision arguments for everything that stays.</summary>
    private List<string> Rest(GitReader git, List<(string Name, string Commit)> found)
    {
        List<string> rest = [];
        foreach ((string name, _) in found)
        {
            rest.Add("--exclude=" + Short(name, "refs/heads/"));
        }

        rest.Add("--branches");
        foreach ((string name, _) in found)
        {
            rest.Add("--exclude=" + Short(name, "refs/tags/"));
        }

        rest.AddRange(["--tags", "--remotes"]);
        GitAnswer head = git.Run("symbolic-ref", "--quiet", "HEAD");
        bool moves = found.Exists(f => f.Name == "HEAD" || f.Name == head.FirstLine);
        if ((!moves || Fate is RefFate.Renamed) && Commits.Resolve(git, "HEAD") is { } at)
        {
            rest.Add(at);
        }

        if (To is not null && Commits.Resolve(git, To) is { } to)
        {
            rest.Add(to);
        }

        return rest;
    }

    /// <summary>A moved branch has a reflog; of one that is gone only HEAD's own reflog may know. A reflog is one
    /// machine's, and runs out without a word: it is told, and does not count as a way back.</summary>
    private Recovery WayBack(GitReader git, List<(string Name, string Commit)> found, List<string> rest, bool tag)
    {
        int days = git.ReflogDays();
        if (days == 0)
        {
            return new Recovery.Never("this repository keeps no reflog");
        }

        string again = string.Join("; ", found.Take(MaxHints).Select(f => Again(f.Name, f.Commit)));
        if (Fate is RefFate.Moved && !tag)
        {
            return Reflog.Only(days, "the reflog", again);
        }

        GitAnswer moves = git.Run("rev-list", "-g", $"--max-count={MaxHeadMoves}", "HEAD", "--");
        bool known = moves.Ok && Commits.Only(git, found.Select(f => f.Commit),
            [.. rest, .. moves.Lines.Distinct(StringComparer.Ordinal)]) is { Count: 0 };
        return known
            ? Reflog.Only(days, "HEAD's reflog", again)
            : new Recovery.Never("its reflog goes with it, and HEAD's holds none of it");
    }

    private static string Again(string name, string commit) => name switch
    {
        _ when name.StartsWith("refs/heads/", StringComparison.Ordinal) =>
            $"git branch -f {Short(name, "refs/heads/")} {commit[..Reflog.ShownHash]}",
        _ when name.StartsWith("refs/tags/", StringComparison.Ordinal) =>
            $"git tag -f {Short(name, "refs/tags/")} {commit[..Reflog.ShownHash]}",
        _ => $"git update-ref {name} {commit[..Reflog.ShownHash]}",
    };

    private string? Annotated(GitReader git) =>
        Refs.Take(MaxRefs).FirstOrDefault(r => git.Run("cat-file", "-t", r).FirstLine is "tag");

    private static string Short(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
