using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Git;

/// <summary>Which paths a git command brings something to that is not tracked there afterwards. Pure.</summary>
internal static class GitMakings
{
    private static readonly OptionTable CloneOptions = new(
        "b|branch=", "o|origin=", "c|config=", "j|jobs=", "u|upload-pack=", "|depth=", "|reference=",
        "|reference-if-able=", "|separate-git-dir=", "|template=", "|filter=", "|shallow-since=", "|shallow-exclude=",
        "|bundle-uri=", "|server-option=", "|revision=", "q|quiet", "l|local", "n|no-checkout", "s|shared", "v|verbose",
        "|bare", "|mirror", "|recurse-submodules?", "|single-branch", "|no-tags", "|progress", "|sparse");

    private static readonly OptionTable OtherOptions = new(
        "b|b=", "B|B=", "s|source=", "f|force", "q|quiet", "d|detach", "k|k", "n|dry-run", "v|verbose", "|reason=",
        "|orphan", "|template=", "|initial-branch=", "|object-format=", "|separate-git-dir=", "|bare", "S|staged",
        "W|worktree", "p|patch", "|ours", "|theirs", "t|track?", "l|l");

    public static void Add(Invocation invocation, ICollection<Making> makings)
    {
        if (GitCall.Read(invocation) is not { } call)
        {
            return;
        }

        switch (call.Command)
        {
            case "clone":
                switch (Options.Read(call, CloneOptions).Operands)
                {
                    case [_, var to, ..]:
                        Made(to, call, makings);
                        break;
                    case [{ Text: { } url }]:
                        Made(new Word(NameOf(url)), call, makings);
                        break;
                }

                break;
            case "init" when Options.Read(call, OtherOptions).Operands is [var folder]:
                Made(folder, call, makings);
                break;
            case "worktree" when call.Text(0) is "add":
                if (Options.Read(call, OtherOptions, skip: 1).Operands is [var tree, ..])
                {
                    Made(tree, call, makings);
                }

                break;
            case "mv":
                List<Word> moved = Options.Read(call, OtherOptions).Operands;
                Came(moved is [.. var sources, var into] ? [into] : [], [.. moved.SkipLast(1)], call, makings);
                break;

            // A stash holds files that were never committed, and pop forgets it.
            case "stash" when call.Text(0) is "pop" or "apply" or "branch":
                makings.Add(Making.Anywhere);
                break;
            case "restore" when Options.Read(call, OtherOptions) is var restore && restore.Has("source"):
                Came(restore.Operands, [], call, makings);
                break;
            case "checkout" when Options.Read(call, OtherOptions) is { Operands.Count: > 1 } checkout:
                Came(checkout.Operands.Skip(1), [], call, makings);
                break;

            // An alias may be any of these.
            case var name when name is null || !(KnownCommands.Contains(name) || IsRecognised(name)):
                makings.Add(Making.Anywhere);
                break;
        }
    }

    private static void Made(Word path, GitCall call, ICollection<Making> makings)
    {
        if (IsHere(call))
        {
            makings.Add(new Making(MakingKind.MadeWithParents, path, call.Invocation.Directory));
        }
    }

    private static void Came(IEnumerable<Word> paths, Word[] from, GitCall call, ICollection<Making> makings)
    {
        foreach (Word path in paths)
        {
            makings.Add(IsHere(call)
                ? new Making(MakingKind.Moved, path, call.Invocation.Directory) { From = [.. from] }
                : Making.Anywhere);
        }
    }

    /// <summary>Whether git's paths begin in the invocation's own directory.</summary>
    private static bool IsHere(GitCall call) => call.Place.Locators.IsEmpty && call.Place.Variables.IsEmpty;

    /// <summary>The folder that a clone makes where none is named.</summary>
    private static string NameOf(string url)
    {
        string bare = url.TrimEnd('/');
        bare = bare.EndsWith("/.git", StringComparison.Ordinal) ? bare[..^5] : bare;
        string name = bare[(bare.LastIndexOfAny(['/', ':']) + 1)..];
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }

    /// <summary>Commands that the recogniser knows by more than their name.</summary>
    private static bool IsRecognised(string command) => command is
        "reset" or "checkout" or "switch" or "restore" or "apply" or "clean" or "rm" or "read-tree" or "checkout-index"
        or "merge" or "rebase" or "cherry-pick" or "revert" or "am" or "stash" or "branch" or "tag" or "update-ref"
        or "replace" or "push" or "send-pack" or "reflog" or "gc" or "prune" or "repack" or "filter-branch"
        or "filter-repo" or "worktree" or "submodule" or "fetch" or "config" or "bisect" or "difftool" or "clone"
        or "pull" or "ls-remote" or "archive" or "fetch-pack" or "init";
}
