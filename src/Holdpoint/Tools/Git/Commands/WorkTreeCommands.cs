using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>Commands that write the work tree over: reset, rm, mv, read-tree, checkout-index.</summary>
internal static class WorkTreeCommands
{
    /// <summary>The way out that keeps everything.</summary>
    public const string StashFirst = "git stash push --include-untracked, then the same command";

    private static readonly OptionTable ResetOptions = new(
        "|hard", "|merge", "|keep", "|soft", "|mixed", "q|quiet", "p|patch", "|recurse-submodules?", "N|intent-to-add",
        "|no-refresh", "|pathspec-from-file=", "|pathspec-file-nul", "U|unified=", "|inter-hunk-context=");

    private static readonly OptionTable RemoveOptions = new(
        "f|force", "|cached", "n|dry-run", "r|r", "q|quiet", "|ignore-unmatch", "|sparse", "|pathspec-from-file=",
        "|pathspec-file-nul");

    private static readonly OptionTable MoveOptions = new("f|force", "k|k", "n|dry-run", "v|verbose", "|sparse");

    private static readonly OptionTable ReadTreeOptions = new(
        "|reset", "m|m", "u|u", "i|i", "n|dry-run", "v|v", "|trivial", "|aggressive", "|prefix=", "|index-output=",
        "|empty", "|exclude-per-directory=", "|no-sparse-checkout", "|debug-unpack", "|recurse-submodules?", "q|quiet");

    private static readonly OptionTable ApplyOptions = new(
        "R|reverse", "|check", "|stat", "|numstat", "|summary", "|cached", "|index", "N|intent-to-add", "3|3way", "z|z",
        "p|p=", "C|C=", "|unidiff-zero", "|apply", "|reject", "|exclude=", "|include=", "|inaccurate-eof", "v|verbose",
        "q|quiet", "|recount", "|directory=", "|whitespace=", "|unsafe-paths", "|allow-empty", "|allow-overlap",
        "|build-fake-ancestor=", "|no-add", "|allow-binary-replacement", "|binary", "|ignore-space-change",
        "|ignore-whitespace", "|ours", "|theirs", "|union");

    private static readonly OptionTable CheckoutIndexOptions = new(
        "f|force", "a|all", "q|quiet", "n|no-create", "u|index", "z|z", "|stdin", "|temp", "|prefix=", "|stage=",
        "|ignore-skip-worktree-bits");

    public static void Reset(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, ResetOptions);
        if (options.Help)
        {
            return;
        }

        int hard = options.Index("hard"), merge = options.Index("merge");
        int harmless = Math.Max(Math.Max(options.Index("soft"), options.Index("mixed")), options.Index("keep"));
        if (Math.Max(hard, merge) <= harmless && !(options.MayHoldMore && harmless < 0))
        {
            return;
        }

        // Paths cannot be reset hard: git refuses.
        if (options.Separator >= 0 && options.Operands.Count > options.Separator)
        {
            return;
        }

        Word? commit = options.Operands.FirstOrDefault();
        bool everything = merge <= hard;
        effects.Add(GitEffects.Destroy(
            call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
            hard < 0 && merge < 0
                ? "may be a hard reset: only run time tells its options"
                : everything ? "resets the work tree: every uncommitted change goes"
                    : "resets the index: every staged change goes",
            new WorkTreeProbe(call.Place, everything ? WorkScope.Everything : WorkScope.Staged, [], commit?.Text)
            {
                MovesBranch = true,
                Submodules = Recurses(call, options),
            },
            StashFirst));
    }

    public static void Remove(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, RemoveOptions);
        bool maybe = options.MayHoldMore && call.FedByXargs && !options.Has("cached") && options.Separator < 0;
        if (options.Help || options.Has("cached") || options.Has("dry-run") || (!options.Has("force") && !maybe)
            || (options.Operands.Count == 0 && options.Value("pathspec-from-file") is null))
        {
            return;
        }

        effects.Add(GitEffects.Destroy(
            call, GitEffects.WorkTree, Names(options.Operands, call), GitEffects.NotMeasured,
            "removes files with what was not committed of them",
            new WorkTreeProbe(call.Place, WorkScope.Everything, Paths(options.Operands),
                null) { PathsUnknown = Unknown(options) },
            "git rm without -f: it refuses where work would be lost"));
    }

    public static void Move(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, MoveOptions);
        if (options.Has("force") && !options.Has("dry-run") && !options.Help && options.Operands.Count > 1)
        {
            List<Word> over = [options.Operands[^1]];
            effects.Add(GitEffects.Destroy(
                call, GitEffects.WorkTree, Names(over, call), GitEffects.NotMeasured, "moves a file over another",
                new WorkTreeProbe(call.Place, WorkScope.Everything, Paths(over), null) { MayBeUntracked = true },
                "git mv without -f"));
        }
    }

    public static void ReadTree(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, ReadTreeOptions);
        if (options.Has("reset") && options.Has("u") && !options.Has("dry-run") && !options.Help)
        {
            effects.Add(Everything(call, "reads a tree over the work tree: every uncommitted change goes",
                options.Operands.FirstOrDefault()?.Text));
        }
        else if (options.Has("m") && options.Has("u") && options.Operands.Count == 1 && !options.Has("dry-run")
            && !options.Help)
        {
            effects.Add(GitEffects.Destroy(
                call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                "reads a tree over the index: every staged change goes",
                new WorkTreeProbe(call.Place, WorkScope.Staged, [], options.Operands[0].Text), StashFirst));
        }
    }

    /// <summary>A patch taken back: what <c>git diff</c> tells is all that is not staged yet.</summary>
    public static void Apply(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, ApplyOptions);
        if (options.Help || !options.Has("reverse") || options.Has("check") || options.Has("stat")
            || options.Has("numstat") || options.Has("summary") || options.Has("cached"))
        {
            return;
        }

        if (call.Invocation.Input is Input.Piped({ Name: "git" } producer)
            && producer.Arguments.Any(a => a.Text is "diff"))
        {
            effects.Add(GitEffects.Destroy(
                call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured,
                "takes back what git diff shows: changes that are not committed",
                new WorkTreeProbe(call.Place, WorkScope.Everything, [], null), StashFirst));
        }
    }

    public static void CheckoutIndex(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, CheckoutIndexOptions);
        if (!options.Has("force") || options.Has("temp") || options.Value("prefix") is not null || options.Help)
        {
            return;
        }

        ImmutableArray<string> paths = options.Has("all") || options.Has("stdin") ? [] : Paths(options.Operands);
        effects.Add(GitEffects.Destroy(
            call, GitEffects.WorkTree, paths.IsEmpty ? call.Place.Folder
                : Names(options.Operands, call), GitEffects.NotMeasured,
            "writes the index over changed files",
            new WorkTreeProbe(call.Place, WorkScope.Unstaged, paths, null) { PathsUnknown = Unknown(options) },
            StashFirst));
    }

    /// <summary>An effect over all tracked files.</summary>
    public static Effect Everything(GitCall call, string summary, string? commit, string? submodules = null) =>
        GitEffects.Destroy(
        call, GitEffects.WorkTree, call.Place.Folder, GitEffects.NotMeasured, summary,
        new WorkTreeProbe(call.Place, WorkScope.Everything, [], commit) { Submodules = submodules }, StashFirst);

    /// <summary>Operands as pathspecs; those that cannot be known stand for everything.</summary>
    public static ImmutableArray<string> Paths(IEnumerable<Word> operands)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (Word word in operands)
        {
            if (word.Text is not { } text)
            {
                return [];
            }

            paths.Add(text);
        }

        return paths.ToImmutable();
    }

    public static string Names(List<Word> operands, GitCall call) =>
        operands.Count == 0 ? call.Place.Folder : string.Join(' ', operands.Take(5).Select(o => o.Shown))
            + (operands.Count > 5 ? " …" : "");

    /// <summary>Why the paths are an upper bound only; null where they are known.</summary>
    public static bool Unknown(Options options) =>
        options.Value("pathspec-from-file") is not null || options.Operands.Any(o => o.Text is null);

    /// <summary>Why submodules would lose work too; null where the call does not reach into them.</summary>
    public static string? Recurses(GitCall call, Options options) =>
        options.Has("recurse-submodules") || (!options.Negated("recurse-submodules")
            && call.Settings.Get("submodule.recurse")?.Text is not (null or "false" or "no" or "0" or "off"))
            ? "the command reaches into submodules"
            : null;
}
