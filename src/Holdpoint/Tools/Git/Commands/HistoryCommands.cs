using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>What takes the safety net away: reflogs, unreachable objects, history itself.</summary>
internal static class HistoryCommands
{
    private static readonly OptionTable ExpireOptions = new(
        "|expire=", "|expire-unreachable=", "|all", "n|dry-run", "|updateref", "|rewrite", "|verbose", "|stale-fix",
        "|single-worktree");

    private static readonly OptionTable GcOptions = new(
        "|prune?", "q|quiet", "|cruft", "|max-cruft-size=", "|aggressive", "|auto", "|detach", "|force",
        "|keep-largest-pack", "|expire-to=");

    private static readonly OptionTable PruneOptions =
        new("|expire=", "n|dry-run", "v|verbose", "|progress", "|exclude-promisor-objects");

    private static readonly OptionTable RepackOptions = new(
        "a|a", "A|A", "d|d", "|cruft", "k|keep-unreachable", "f|f", "F|F", "l|local", "q|quiet", "b|write-bitmap-index",
        "i|delta-islands", "m|write-midx", "g|geometric=", "|window=", "|depth=", "|threads=", "|unpack-unreachable=");

    private static readonly OptionTable FilterBranchOptions = new(
        "f|force", "|setup=", "|subdirectory-filter=", "|env-filter=", "|tree-filter=", "|index-filter=",
        "|parent-filter=", "|msg-filter=", "|commit-filter=", "|tag-name-filter=", "|prune-empty", "|original=", "d|d=",
        "|remap-to-ancestor", "|state-branch=");

    private static readonly OptionTable FilterRepoOptions = new(
        "|force", "f|force", "|dry-run", "|analyze", "|path=", "|path-glob=", "|path-regex=", "|paths-from-file=",
        "|replace-text=", "|replace-message=", "|invert-paths", "|subdirectory-filter=", "|to-subdirectory-filter=",
        "|path-rename=", "|mailmap=", "|refs=", "|source=", "|target=", "|tag-rename=", "|commit-callback=",
        "|blob-callback=", "|partial", "|strip-blobs-bigger-than=");

    private const string KeepReflogs =
        "leave it to git gc: it keeps 30 to 90 days of reflog and two weeks of loose objects";

    public static void Reflog(GitCall call, ICollection<Effect> effects)
    {
        if (call.Text(0) is "delete" or "drop")
        {
            Options entries = Options.Read(call, ExpireOptions, skip: 1);
            if (!entries.Help && !entries.Has("dry-run") && (entries.Operands.Count > 0 || entries.Has("all")))
            {
                Expire(call, "deletes reflog entries", effects);
            }
        }
        else if (call.Text(0) is "expire" || (call.FedByXargs && call.Arguments is [{ Text: null }, ..]))
        {
            Options options = Options.Read(call, ExpireOptions, skip: 1);
            bool soon = Soon(options.Value("expire")) || Soon(options.Value("expire-unreachable"));
            if (!options.Help && !options.Has("dry-run") && (soon || call.Text(0) is null))
            {
                Expire(call, "expires reflogs: what only they hold is lost", effects);
            }
        }
    }

    public static void Gc(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, GcOptions);
        Word? configured = call.Settings.Get("gc.pruneexpire");
        Word? expire = options.Has("prune") ? options.Value("prune") ?? configured : configured;
        if (!options.Help && !options.Negated("prune") && Soon(expire))
        {
            Pruned(call, expire?.Text ?? "now", effects);
        }
        else if (!options.Help && (Soon(call.Settings.Get("gc.reflogexpire"))
            || Soon(call.Settings.Get("gc.reflogexpireunreachable"))))
        {
            Expire(call, "expires reflogs: what only they hold is lost", effects);
        }
    }

    public static void Prune(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, PruneOptions);
        Word? expire = options.Value("expire");
        if (!options.Help && !options.Has("dry-run") && (expire is null || Soon(expire)))
        {
            Pruned(call, expire?.Text ?? "now", effects);
        }
    }

    /// <summary><c>repack -a -d</c> leaves unreachable objects out of the new pack and deletes the old ones.</summary>
    public static void Repack(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, RepackOptions);
        if (!options.Help && options.Has("a") && options.Has("d") && !options.Has("A") && !options.Has("cruft")
            && !options.Has("keep-unreachable"))
        {
            Pruned(call, "now", effects);
        }
    }

    public static void FilterBranch(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, FilterBranchOptions, stopAtOperand: true);
        if (options.Help || call.Arguments.IsEmpty)
        {
            return;
        }

        foreach (string filter in (ReadOnlySpan<string>)["setup", "env-filter", "tree-filter", "index-filter",
            "parent-filter", "msg-filter",
            "commit-filter", "tag-name-filter"])
        {
            NestedCode.In(call, options.Value(filter), "--" + filter, effects, scratch: filter is "tree-filter"
                or "index-filter");
        }

        effects.Add(options.Has("force")
            ? GitEffects.Destroy(call, GitEffects.History, call.Place.Folder, GitEffects.NotMeasured,
                "rewrites history and overwrites the copy that an earlier run kept", null,
                "git clone the repository first")
            : GitEffects.Modify(call, GitEffects.History, call.Place.Folder,
                "rewrites history; refs/original keeps the old one", null));
    }

    public static void FilterRepo(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, FilterRepoOptions);
        if (options.Help || options.Has("dry-run") || options.Has("analyze") || call.Arguments.IsEmpty)
        {
            return;
        }

        // Without --force it works in a fresh clone only, which can be cloned again.
        effects.Add(GitEffects.Destroy(call, GitEffects.History, call.Place.Folder,
            options.Has("force")
                ? new Recovery.Never("filter-repo expires the reflogs and prunes at once")
                : new Recovery.FromSource("without --force it works in a fresh clone only"),
            "rewrites the whole history and drops the old one", null,
            "git clone the repository first and rewrite the clone"));
    }

    /// <summary>An expiry that reaches newer things than git's own default does.</summary>
    private static bool Soon(Word? expire)
    {
        if (expire is null)
        {
            return false;
        }

        return expire.Text is not { } text || text is not ("never" or "false" or "default" or "2.weeks.ago"
            or "2 weeks ago" or "30.days.ago"
            or "1.month.ago" or "90.days.ago" or "3.months.ago" or "30 days" or "90 days");
    }

    private static void Expire(GitCall call, string summary, ICollection<Effect> effects) =>
        effects.Add(GitEffects.Destroy(call, GitEffects.History, call.Place.Folder, GitEffects.NotMeasured, summary,
            AfterOthers(effects) ? null : new HistoryProbe(call.Place, HistoryScope.Reflogs, "now"), KeepReflogs));

    private static void Pruned(GitCall call, string expire, ICollection<Effect> effects) =>
        effects.Add(GitEffects.Destroy(call, GitEffects.History, call.Place.Folder, GitEffects.NotMeasured,
            "deletes objects that nothing refers to: the last copies of dropped work",
            AfterOthers(effects) ? null : new HistoryProbe(call.Place, HistoryScope.Unreachable, expire), KeepReflogs));

    /// <summary>An earlier part of the same action drops work that only this one makes unrecoverable; today's state
    /// cannot show it.</summary>
    private static bool AfterOthers(ICollection<Effect> effects) =>
        effects.Any(e => e is { Tool: GitEffects.ToolId, Kind: EffectKind.Destroy or EffectKind.Modify }
            && e.Resource.Type is not (GitEffects.Config or GitEffects.RemoteRef));
}
