using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>What of a repository is saved: as much as the measured effects may take.</summary>
internal sealed record GitScope
{
    /// <summary>Commands that write files of the work tree; they tell which.</summary>
    public ImmutableArray<GitProbe> Trees { get; init; } = [];

    /// <summary>A linked work tree that goes as a whole, absolute.</summary>
    public ImmutableArray<string> Linked { get; init; } = [];

    /// <summary>Files by their names, absolute, beside those.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Refs that go or move, full names.</summary>
    public ImmutableArray<string> Refs { get; init; } = [];

    /// <summary>Every ref: history is rewritten, or nobody knows which ones.</summary>
    public bool AllRefs { get; init; }

    /// <summary>The index, and what is going on (a merge, a rebase).</summary>
    public bool Index { get; init; }

    /// <summary>HEAD stands on another branch afterwards.</summary>
    public bool Head { get; init; }

    /// <summary>The branch that is checked out stands elsewhere afterwards.</summary>
    public bool Branch { get; init; }

    /// <summary>Every reflog with what only it holds; where false, those of the refs.</summary>
    public bool Reflogs { get; init; }

    /// <summary>Objects that nothing refers to.</summary>
    public bool Unreachable { get; init; }

    /// <summary>What the remote-tracking branches hold goes too, so it is saved with the rest.</summary>
    public bool Whole { get; init; }

    /// <summary>A remote's branch, which is saved by itself.</summary>
    public KeptRemote? Remote { get; init; }

    public GitScope And(GitScope other) => new()
    {
        Trees = [.. Trees, .. other.Trees],
        Linked = [.. Linked.Union(other.Linked)],
        Files = [.. Files.Union(other.Files)],
        Refs = [.. Refs.Union(other.Refs)],
        AllRefs = AllRefs || other.AllRefs,
        Index = Index || other.Index,
        Head = Head || other.Head,
        Branch = Branch || other.Branch,
        Reflogs = Reflogs || other.Reflogs,
        Unreachable = Unreachable || other.Unreachable,
        Whole = Whole || other.Whole,
    };
}

/// <summary>Work and history of a repository on this machine.</summary>
/// <param name="Top">Where its work tree begins, or the folder that the call names.</param>
/// <param name="At">How git is told which repository it is.</param>
internal sealed record GitSource(string Top, GitPlace At, GitScope Scope, long? Size)
    : CheckpointSource(GitCheckpoint.KindId, Top, Size)
{
    /// <summary>What a remote elsewhere holds by now is proved by nothing here.</summary>
    public override bool Covers => Scope.Remote is null or { IsHere: true };

    public override string Key => Scope.Remote + Top + "\n"
        + string.Join('\n', At.Locators.Where((_, i) => !IsFolder(i)))
        + string.Join('\n', At.Variables.Order().Select(v => $"{v.Key}={v.Value}"));

    public override CheckpointSource With(CheckpointSource other) => other is GitSource git
        ? this with { Scope = Scope.And(git.Scope), Size = Size is { } a && git.Size is { } b ? a + b : null }
        : this;

    /// <summary>What brings back all that a measured effect of git takes; null where it takes something that is not in
    /// this repository, or nobody knows what.</summary>
    public static GitSource? Of(Measurement measured, IWorld world)
    {
        Effect effect = measured.Effect;
        if (effect is not { Tool: GitEffects.ToolId, Invocation: { Outside: null } invocation }
            || measured.Unmeasured is not null
            || (PlaceOf(effect) ?? (effect.Probe is null ? GitCall.Read(invocation)?.Place : null))
                is not { Unknown: null, Directory: not null } place
            || ScopeOf(measured, effect, place, world) is not { } scope)
        {
            return null;
        }

        return new GitSource(Above(place.Folder, world), place, scope, measured.Bytes);
    }

    private bool IsFolder(int i) => At.Locators[i] is "-C" || (i > 0 && At.Locators[i - 1] is "-C");

    private static GitPlace? PlaceOf(Effect effect) => effect.Probe switch
    {
        GitProbe probe => probe.Place,
        CheckoutNameProbe probe => probe.Place,
        _ => null,
    };

    private static GitScope? ScopeOf(
        Measurement measured, Effect effect, GitPlace place, IWorld world) => effect.Probe switch
    {
        WorkTreeProbe { Submodules: not null }
            when world.Look(Path.Join(Above(place.Folder, world), ".gitmodules")).Exists => null,
        WorkTreeProbe tree => Tree(tree) with
        {
            Branch = tree.MovesBranch && tree.Source is not null,
            Head = !tree.MovesBranch && tree.Paths.IsEmpty && tree.Source is not null,
        },
        CheckoutNameProbe name => Tree(new WorkTreeProbe(place, WorkScope.Unstaged, [name.Name], null)),
        CleanProbe clean => new GitScope { Trees = [clean] },
        AbortProbe abort => Tree(abort) with { Head = true, Branch = true },
        LinkedProbe { Submodule: false, Folder: { } folder } linked =>
            new GitScope { Trees = [linked], Linked = [Path.GetFullPath(folder, place.Folder)] },
        RefProbe refs => new GitScope { Refs = refs.Refs },
        PushProbe { Fate: PushFate.Forced or PushFate.Deleted } => Pushed(measured),
        StashProbe => new GitScope { Refs = [GitRefs.Stash] },
        HistoryProbe history => new GitScope
        {
            Reflogs = true,
            Unreachable = history.Scope is HistoryScope.Unreachable,
        },
        null => OfType(effect),
        _ => null,
    };

    /// <summary>Effects that no probe measures: which refs go is not known, or history is written anew.</summary>
    private static GitScope? OfType(Effect effect)
    {
        bool rewrites = effect.Invocation is { } i && (i.Name is "git-filter-repo"
            || GitCall.Read(i)?.Command is "filter-branch" or "filter-repo");
        return effect.Resource.Type switch
        {
            GitEffects.Branch or GitEffects.Tag => new GitScope { AllRefs = true },
            GitEffects.History => new GitScope
            {
                AllRefs = true,
                Head = rewrites,
                Reflogs = true,
                Unreachable = true,
                Whole = rewrites,
            },
            _ => null,
        };
    }

    /// <summary>The branch of a remote that was fetched once; its last word is the name there.</summary>
    private static GitScope? Pushed(Measurement measured)
    {
        string? tracking = measured.Facts.Select(f => f.Source).FirstOrDefault(GitRefs.IsRemote);
        string branch = measured.Effect.Target.Place.Split(' ')[^1];
        return tracking is null || !tracking.EndsWith("/" + branch, StringComparison.Ordinal) ? null : new GitScope
        {
            Refs = [tracking],
            Remote = new KeptRemote(
                tracking["refs/remotes/".Length..^(branch.Length + 1)], tracking, "refs/heads/" + branch)
            {
                IsHere = measured.Effect.Target.Signs.Any(s => s.Kind is SignKind.Url
                    && (s.Value.StartsWith('/') || s.Value.StartsWith("file:///", StringComparison.Ordinal))),
            },
        };
    }

    private static GitScope Tree(GitProbe probe) => new() { Trees = [probe], Index = true };

    /// <summary>The folder above a place that has a <c>.git</c>, else the place itself.</summary>
    private static string Above(string folder, IWorld world)
    {
        for (string at = folder; at.Length > 1; at = PathText.Parent(at))
        {
            if (world.Look(PathText.Join(at, ".git")).Exists)
            {
                return at;
            }
        }

        return folder;
    }
}
