using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>Linked work trees and submodules: repositories beside or below this one.</summary>
internal static class LinkedCommands
{
    private static readonly OptionTable WorktreeOptions = new(
        "f|force", "B|B=", "b|b=", "d|detach", "n|dry-run", "v|verbose", "q|quiet", "|expire=", "|reason=", "|checkout",
        "|guess-remote", "|track", "|lock", "|orphan", "|porcelain", "z|z");

    private static readonly OptionTable SubmoduleOptions = new(
        "f|force", "|all", "q|quiet", "|init", "|recursive", "|remote", "|checkout", "|merge", "|rebase", "N|no-fetch",
        "|depth=", "|jobs=", "j|jobs=", "|reference=", "|filter=", "|name=", "b|branch=", "|progress", "|single-branch",
        "|recommend-shallow");

    private static readonly OptionTable NoOptions = new("q|quiet", "|recursive");

    public static void Worktree(GitCall call, ICollection<Effect> effects)
    {
        bool unknown = call.FedByXargs && call.Arguments is [{ Text: null }, ..];
        if (!unknown && call.Text(0) is not ("remove" or "add"))
        {
            return;
        }

        Options options = Options.Read(call, WorktreeOptions, skip: 1);
        if (options.Help)
        {
            return;
        }

        if (call.Text(0) is "add")
        {
            if (options.Value("B")?.Text is { } branch)
            {
                effects.Add(GitEffects.Modify(call, GitEffects.Branch, branch,
                    $"sets branch {branch} over the one that has this name",
                    new RefProbe(call.Place, ["refs/heads/" + branch], RefFate.Moved,
                        options.Operands.ElementAtOrDefault(1)?.Text ?? "HEAD")));
            }
        }
        else if (unknown || (options.Has("force") && options.Operands.Count > 0))
        {
            Word? path = options.Operands.FirstOrDefault();
            effects.Add(GitEffects.Destroy(
                call, GitEffects.WorkTree, path?.Shown ?? "a work tree", GitEffects.NotMeasured,
                "removes a linked work tree with its uncommitted and untracked files",
                new LinkedProbe(call.Place, path is null || path.HasGlob ? null : path.Text, false),
                "git worktree remove without -f: it refuses where work would be lost"));
        }
    }

    public static void Submodule(GitCall call, ICollection<Effect> effects)
    {
        int skip = call.Text(0) is "--quiet" or "-q" ? 2 : 1;
        switch (call.Text(skip - 1))
        {
            case "foreach":
                Options words = Options.Read(call, NoOptions, skip, stopAtOperand: true);
                NestedCode.InWords(
                    call, words.Operands, "submodule foreach", effects, Word.Unknown("each submodule"));
                break;
            case "deinit" or "update":
                Options options = Options.Read(call, SubmoduleOptions, skip);
                if (options.Has("force") && !options.Help)
                {
                    Word? path = options.Has("all") ? null : options.Operands.FirstOrDefault();
                    effects.Add(GitEffects.Destroy(
                        call, GitEffects.WorkTree, path?.Shown ?? "every submodule", GitEffects.NotMeasured,
                        "writes submodules over, with what was not committed in them",
                        new LinkedProbe(call.Place, path?.Text, true), "the same command without --force"));
                }

                break;
        }
    }
}
