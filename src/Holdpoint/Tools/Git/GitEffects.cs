using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Git;

/// <summary>Makes the effects of git: where they fall and what measures them.</summary>
internal static class GitEffects
{
    public const string ToolId = "git";

    /// <summary>What a work tree holds that no commit holds.</summary>
    public const string WorkTree = "git.worktree";

    public const string Branch = "git.branch";

    public const string Tag = "git.tag";

    public const string Stash = "git.stash";

    /// <summary>Commits and objects that only reflogs or nothing at all holds.</summary>
    public const string History = "git.history";

    public const string RemoteRef = "git.remote-ref";

    public const string Config = "git.config";

    public static readonly Recovery NothingLost = new Recovery.Trivial("nothing would be lost");

    /// <summary>Work that was never committed: git keeps no copy.</summary>
    public static readonly Recovery NeverCommitted =
        new Recovery.Never("git keeps no copy of what was never committed");

    /// <summary>Before the world is asked, nobody knows.</summary>
    public static readonly Recovery NotMeasured = new Recovery.Unknown("it was not measured");

    /// <summary>A ref that still exists keeps where it stood before.</summary>
    public static readonly Recovery Reflog = new Recovery.Window(DefaultReflogDays, "the reflog keeps where it stood");

    /// <summary>gc.reflogExpireUnreachable, unless configured.</summary>
    public const int DefaultReflogDays = 30;

    /// <summary>The repository itself.</summary>
    public static Target Local(GitPlace place)
    {
        string folder = place.Folder;
        return new Target("git", folder, [new Sign(SignKind.Path, folder, "the directory")]);
    }

    /// <summary>A branch of the repository on this machine.</summary>
    public static Target LocalBranch(GitPlace place, string branch)
    {
        string folder = place.Folder;
        return new Target("git", folder,
            [new Sign(SignKind.Branch, branch, "the arguments"), new Sign(SignKind.Path, folder, "the directory")]);
    }

    public static Effect Destroy(GitCall call, string type, string name, Recovery recovery, string summary,
        Probe? probe, string? safer = null) =>
        Make(call, EffectKind.Destroy, type, name, recovery, summary, probe, safer);

    /// <summary>A change that the reflog undoes, until the world says more.</summary>
    public static Effect Modify(GitCall call, string type, string name, string summary, Probe? probe,
        string? safer = null) =>
        Make(call, EffectKind.Modify, type, name, Reflog, summary, probe, safer);

    private static Effect Make(
        GitCall call, EffectKind kind, string type, string name, Recovery recovery, string summary, Probe? probe,
            string? safer) =>
        new(kind, new Resource(type, name), type is Branch ? LocalBranch(call.Place, name)
            : Local(call.Place), recovery)
        {
            Tool = ToolId,
            Summary = summary,
            Invocation = call.Invocation,
            Probe = probe,
            Safer = safer,
        };
}
