using System.Collections.Immutable;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Commands;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git;

/// <summary>git: what would be lost of uncommitted, untracked and unpushed work.</summary>
internal sealed class GitTool : Tool
{
    public override string Id => GitEffects.ToolId;

    public override string Title => "git: uncommitted, untracked and unpushed work";

    public override string Documentation =>
        """
        **Recognised**: what throws work away (`reset --hard`, `clean`, `checkout` and `restore` over changes, `switch
        -f`, `rm -f`, `stash drop`, `merge --abort` …), what drops commits (`branch -D`, `branch -f`, `tag -d`,
        `update-ref -d`, `fetch +a:b`, `filter-branch`, `filter-repo`), what takes the safety net away (`reflog expire`,
        `gc --prune=now`, `prune`), what overwrites a remote (`push --force`, `+ref`, `--delete`, `--mirror`,
        `--prune`), and shell code in aliases, settings and arguments (`rebase --exec`, `core.sshCommand`).

        **Measured**, by read-only git calls that run nothing which the repository configures: the files that differ
        from the last commit, untracked and ignored files and whether they can be built again, commits that no other ref
        and no remote holds, stash entries with their age, remote commits as far as the remote-tracking refs tell. A
        clean work tree has nothing to lose and `reset --hard` in it is allowed. Commits that no other ref and no remote
        holds are asked for, though the reflog still holds them for `gc.reflogExpireUnreachable` (30 days): the command
        that brings them back is named.

        **Not measured**: the remote itself (no network), submodules below a recursing command, Git LFS objects.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["git", "git.exe", "git-filter-repo"];

    /// <summary>An alias that an earlier part of the action defines is brought along as a setting of the
    /// call.</summary>
    public override void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        Invocation invocation = invocations[at];
        for (int i = 0; i < at; i++)
        {
            if (invocations[i].Name is "git" && ConfigCommand.Alias(invocations[i]) is var (key, value)
                && invocation.Arguments.Any(a => a.Text is { } name && key.AsSpan("alias.".Length).SequenceEqual(name)))
            {
                invocation = invocation with
                {
                    Arguments = [new Word("-c"), new Word([new Piece(PieceKind.Text, key + "="), .. value.Pieces]),
                        .. invocation.Arguments],
                };
            }
        }

        int from = effects.Count;
        Recognise(invocation, effects);
        if (effects is not IList<Effect> list)
        {
            return;
        }

        for (int i = from; i < list.Count; i++)
        {
            if (list[i].Probe is LinkedProbe linked
                && Company.Adds(invocations.AsSpan(0, at), linked.Folder, invocation))
            {
                list[i] = list[i] with { Probe = linked with { Added = true } };
            }

            if (list[i].Probe is StashProbe stash && Company.Applies(invocations, at, stash.Entry))
            {
                list[i] = list[i] with { Probe = stash with { Applied = true } };
            }

            if (at == 0 && list[i].Probe is WorkTreeProbe tree)
            {
                list[i] = list[i] with { Probe = tree with { First = true } };
            }

            if (list[i].Probe is AbortProbe probe && Company.Begins(invocations, at))
            {
                list[i] = list[i] with { Probe = probe with { Begun = true } };
            }
        }
    }

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Name is "git-filter-repo")
        {
            invocation = invocation with { Arguments = invocation.Arguments.Insert(0, new Word("filter-repo")) };
        }

        if (GitCall.Read(invocation) is not { } call)
        {
            return;
        }

        if (call.Command is not { } command)
        {
            effects.Add(GitEffects.Destroy(call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                "runs a git command that only run time tells", null, "write the git command out"));
            return;
        }

        if (!call.Settings.IsEmpty || !invocation.Environment.IsEmpty)
        {
            NestedCode.InSettings(call, effects);
            if (call.Settings.HasUnknown && call.FedByXargs)
            {
                effects.Add(GitEffects.Destroy(call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                    "brings settings along that only run time tells, and settings can hold commands", null));
            }
        }

        ArrivingCommands.Add(call, command, effects);
        Dispatch(call, command, effects);
    }

    public override void AddMakings(Invocation invocation, ICollection<Making> makings) =>
        GitMakings.Add(invocation, makings);

    /// <summary>A command that destroys under no option has no line here but in <see cref="KnownCommands"/>.</summary>
    private static void Dispatch(GitCall call, string command, ICollection<Effect> effects)
    {
        switch (command)
        {
            case "reset": WorkTreeCommands.Reset(call, effects); break;
            case "checkout": CheckoutCommands.Checkout(call, effects); break;
            case "switch": CheckoutCommands.Switch(call, effects); break;
            case "restore": CheckoutCommands.Restore(call, effects); break;
            case "apply": WorkTreeCommands.Apply(call, effects); break;
            case "clean": CleanCommand.Clean(call, effects); break;
            case "rm": WorkTreeCommands.Remove(call, effects); break;
            case "mv": WorkTreeCommands.Move(call, effects); break;
            case "read-tree": WorkTreeCommands.ReadTree(call, effects); break;
            case "checkout-index": WorkTreeCommands.CheckoutIndex(call, effects); break;
            case "merge": AbortCommands.Merge(call, effects); break;
            case "rebase": AbortCommands.Rebase(call, effects); break;
            case "cherry-pick" or "revert" or "am": AbortCommands.Sequence(call, effects); break;
            case "stash": StashCommand.Stash(call, effects); break;
            case "branch": RefCommands.Branch(call, effects); break;
            case "tag": RefCommands.Tag(call, effects); break;
            case "update-ref": RefCommands.UpdateRef(call, effects); break;
            case "replace": RefCommands.Replace(call, effects); break;
            case "push": PushCommand.Push(call, effects); break;
            case "send-pack": PushCommand.Push(call, effects); break;
            case "reflog": HistoryCommands.Reflog(call, effects); break;
            case "gc": HistoryCommands.Gc(call, effects); break;
            case "prune": HistoryCommands.Prune(call, effects); break;
            case "repack": HistoryCommands.Repack(call, effects); break;
            case "filter-branch": HistoryCommands.FilterBranch(call, effects); break;
            case "filter-repo": HistoryCommands.FilterRepo(call, effects); break;
            case "worktree": LinkedCommands.Worktree(call, effects); break;
            case "submodule": LinkedCommands.Submodule(call, effects); break;
            case "fetch":
                NestedCode.InArguments(call, command, effects);
                RefCommands.Fetch(call, effects);
                break;
            case "config": ConfigCommand.Config(call, effects); break;
            case "grep" or "send-email" or "remote" or "bisect" or "difftool" or "clone" or "pull" or "ls-remote"
                or "archive" or "fetch-pack":
                NestedCode.InArguments(call, command, effects);
                break;
            default:
                if (!KnownCommands.Contains(command))
                {
                    AliasCommand.Run(call, command, effects);
                }

                break;
        }
    }
}
