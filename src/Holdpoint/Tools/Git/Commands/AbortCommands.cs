using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>merge, rebase, cherry-pick, revert, am: giving up throws away how conflicts were resolved.</summary>
internal static class AbortCommands
{
    private static readonly OptionTable MergeOptions = new(
        "|abort", "|quit", "|continue", "n|stat", "|stat", "|squash", "|commit", "|edit", "|ff", "|ff-only",
        "|no-verify", "s|strategy=", "X|strategy-option=", "m|message=", "F|file=", "v|verbose", "q|quiet", "|log?",
        "|allow-unrelated-histories", "S|gpg-sign?", "|autostash", "|overwrite-ignore", "|signoff", "|into-name=",
        "|cleanup=", "|rerere-autoupdate", "|verify-signatures", "|progress");

    private static readonly OptionTable RebaseOptions = new(
        "|abort", "|skip", "|continue", "|quit", "|edit-todo", "|show-current-patch", "|onto=", "|keep-base", "|apply",
        "x|exec=", "i|interactive", "m|merge", "s|strategy=", "X|strategy-option=", "q|quiet", "v|verbose", "n|no-stat",
        "|autosquash", "|autostash", "|root", "f|force-rebase", "r|rebase-merges?", "|empty=", "C|C=", "S|gpg-sign?",
        "|update-refs", "|fork-point", "|signoff", "|whitespace=", "|reapply-cherry-picks", "|reschedule-failed-exec",
        "|committer-date-is-author-date", "|ignore-whitespace");

    private static readonly OptionTable SequenceOptions = new(
        "|abort", "|skip", "|continue", "|quit", "n|no-commit", "e|edit", "x|x", "m|mainline=", "s|signoff",
        "S|gpg-sign?", "|ff", "|strategy=", "X|strategy-option=", "3|3way", "k|keep", "|directory=", "|exclude=",
        "|include=", "p|p=", "|show-current-patch?", "|patch-format=", "|whitespace=", "|quoted-cr=", "i|interactive",
        "|cleanup=", "q|quiet", "|resolved", "|allow");

    public static void Merge(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, MergeOptions);
        bool maybe = options.MayHoldMore && call.FedByXargs;
        if (!options.Help && (options.Has("abort") || maybe))
        {
            Add(call, "the merge", "merge --abort", false, effects);
        }
    }

    public static void Rebase(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, RebaseOptions);
        if (options.Help)
        {
            return;
        }

        foreach (Word code in options.Values("exec"))
        {
            NestedCode.In(call, code, "rebase --exec", effects);
        }

        if (options.Has("abort") || options.Has("skip") || (options.MayHoldMore && call.FedByXargs))
        {
            Add(call, "the rebase", options.Has("skip") ? "rebase --skip" : "rebase --abort", true, effects);
        }
    }

    public static void Sequence(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, SequenceOptions);
        if (!options.Help && (options.Has("abort") || options.Has("skip")))
        {
            Add(call, "the " + call.Command, $"{call.Command} {(options.Has("skip") ? "--skip" : "--abort")}", false,
                effects);
        }
    }

    private static void Add(GitCall call, string what, string how, bool hard, ICollection<Effect> effects) =>
        effects.Add(GitEffects.Destroy(
            call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
            $"gives up {what}: what was resolved by hand and not committed goes",
            new AbortProbe(call.Place, how, hard),
                "git stash push, or commit what was resolved on a branch of its own, first"));
}
