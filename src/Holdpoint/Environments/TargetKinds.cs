namespace Holdpoint.Environments;

/// <summary>The kinds of target whose environment is told in a way of its own; every other kind is read by its signs
/// alone.</summary>
internal static class TargetKinds
{
    /// <summary>A path on this machine.</summary>
    public const string Path = "path";

    /// <summary>A repository on this machine: its work tree, its branches, its stashes.</summary>
    public const string Git = "git";

    /// <summary>A repository elsewhere; its branch tells, its name does not (<c>prod-infra</c> has feature branches
    /// too).</summary>
    public const string GitRemote = "git-remote";

    /// <summary>Whether it lies on the agent's own machine: a folder named "production" there is not
    /// production.</summary>
    public static bool OnThisMachine(string kind) =>
        kind is Path or Git or "git-local" or "git-worktree" or "git-repository";
}
