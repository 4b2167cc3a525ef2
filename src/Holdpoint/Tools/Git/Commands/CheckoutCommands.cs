using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>checkout, switch and restore: changing the branch loses nothing, writing over changes does.</summary>
internal static class CheckoutCommands
{
    private static readonly OptionTable CheckoutOptions = new(
        "f|force", "b|b=", "B|B=", "p|patch", "|ours", "|theirs", "|orphan=", "d|detach", "t|track?", "q|quiet", "l|l",
        "m|merge", "|conflict=", "|guess", "|overlay", "|progress", "|recurse-submodules?", "|pathspec-from-file=",
        "|pathspec-file-nul", "|overwrite-ignore", "|ignore-other-worktrees", "|ignore-skip-worktree-bits",
        "U|unified=", "|inter-hunk-context=");

    private static readonly OptionTable SwitchOptions = new(
        "|discard-changes", "f|force", "C|force-create=", "c|create=", "|orphan=", "d|detach", "t|track?", "q|quiet",
        "m|merge", "|conflict=", "|guess", "|progress", "|recurse-submodules?", "|overwrite-ignore",
        "|ignore-other-worktrees");

    private static readonly OptionTable RestoreOptions = new(
        "W|worktree", "S|staged", "s|source=", "p|patch", "|ours", "|theirs", "m|merge", "|conflict=", "U|unified=",
        "|inter-hunk-context=", "|recurse-submodules?", "|pathspec-from-file=", "|pathspec-file-nul", "|overlay",
        "|ignore-unmerged", "q|quiet", "|progress", "|ignore-skip-worktree-bits");

    private const string RestoreLater = "git stash push, or copy the files first";

    public static void Checkout(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, CheckoutOptions);
        if (options.Help)
        {
            return;
        }

        Move(call, options.Value("B"), options.Operands.FirstOrDefault(), effects);
        List<Word> operands = options.Operands;
        bool creates = options.Value("b") is not null || options.Value("B") is not null
            || options.Value("orphan") is not null;
        bool fromFile = options.Value("pathspec-from-file") is not null;
        int before = options.Separator < 0 ? operands.Count : options.Separator;
        bool paths = !creates && (operands.Count > Math.Min(before, 1) || fromFile || options.Has("ours")
            || options.Has("theirs"));
        if (paths && (options.Has("track") || options.Has("detach")) && !options.Has("patch"))
        {
            // git refuses these beside paths.
            return;
        }

        if (options.Has("patch"))
        {
            effects.Add(Over(call, operands, null, "lets changes be thrown away piece by piece", options));
        }
        else if (paths)
        {
            // A side of a conflict comes from the index: no commit is named, and every operand is a path.
            bool side = options.Has("ours") || options.Has("theirs");
            Word? source = before > 0 && !side ? operands[0] : null;
            Paths(call, options, source, operands[(side ? 0 : Math.Min(before, 1))..], effects);
        }
        else if (options.Has("force"))
        {
            effects.Add(WorkTreeCommands.Everything(call, "switches with force: every uncommitted change goes",
                operands.FirstOrDefault()?.Text, WorkTreeCommands.Recurses(call, options)));
        }
        else if (!creates && !options.Has("detach") && !options.Has("track") && operands is [{ Text: { } name } word]
            && !IsCommit(name))
        {
            if (word.HasGlob || IsPath(name))
            {
                Paths(call, options, null, operands, effects);
            }
            else
            {
                effects.Add(GitEffects.Destroy(call, GitEffects.WorkTree, name, GitEffects.NotMeasured,
                    $"restores {name}, if that is a path and no branch", new CheckoutNameProbe(call.Place, name),
                        RestoreLater));
            }
        }
    }

    public static void Switch(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, SwitchOptions);
        if (options.Help)
        {
            return;
        }

        Move(call, options.Value("force-create"), options.Operands.FirstOrDefault(), effects);
        if (options.Has("force") || options.Has("discard-changes"))
        {
            effects.Add(WorkTreeCommands.Everything(call, "switches with force: every uncommitted change goes",
                options.Operands.FirstOrDefault()?.Text, WorkTreeCommands.Recurses(call, options)));
        }
    }

    public static void Restore(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, RestoreOptions);
        bool staged = options.Has("staged");
        bool said = options.Index("staged") >= 0 || options.Index("worktree") >= 0;
        bool worktree = options.Has("worktree") || !said;
        bool any = options.Operands.Count > 0 || options.Has("patch")
            || options.Value("pathspec-from-file") is not null;
        if (options.Help || !worktree || !any)
        {
            return;
        }

        // With --staged the source is HEAD unless said otherwise, and the index is written too.
        string? source = options.Value("source") is { } word ? word.Text ?? word.Shown : staged ? "HEAD" : null;
        effects.Add(Over(call, options.Operands, source, options.Has("patch")
            ? "lets changes be thrown away piece by piece"
            : "writes an older version over changed files", options, staged));
    }

    private static void Paths(GitCall call, Options options, Word? source, List<Word> paths,
        ICollection<Effect> effects) =>
        effects.Add(Over(call, paths, source is null ? null : source.Text ?? source.Shown,
            source is null ? "writes the index over changed files"
                : $"writes the version of {source.Shown} over changed files",
            options, source is not null));

    private static Effect Over(
        GitCall call, List<Word> operands, string? source, string summary, Options options, bool index = false)
    {
        ImmutableArray<string> paths = options.Value("pathspec-from-file") is null ? WorkTreeCommands.Paths(operands)
            : [];
        return GitEffects.Destroy(
            call, GitEffects.WorkTree, WorkTreeCommands.Names(operands, call), GitEffects.NotMeasured, summary,
            new WorkTreeProbe(call.Place, index ? WorkScope.Everything : WorkScope.Unstaged, paths, source)
            {
                PathsUnknown = WorkTreeCommands.Unknown(options),
                Submodules = WorkTreeCommands.Recurses(call, options),
                SkippedToo = options.Has("ignore-skip-worktree-bits"),
                TakesSide = source is null && (options.Has("ours") || options.Has("theirs")),
            },
            RestoreLater);
    }

    /// <summary><c>-B</c> and <c>-C</c> set an existing branch somewhere else; its reflog stays.</summary>
    private static void Move(GitCall call, Word? branch, Word? start, ICollection<Effect> effects)
    {
        if (branch?.Text is { } name)
        {
            effects.Add(GitEffects.Modify(call, GitEffects.Branch, name,
                $"sets branch {name} to {start?.Shown ?? "HEAD"}",
                new RefProbe(call.Place, ["refs/heads/" + name], RefFate.Moved, start is null ? "HEAD" : start.Text)));
        }
    }

    /// <summary>A name that is surely no path of a work tree, or so common for a branch that no stat call is worth
    /// it.</summary>
    private static bool IsCommit(string name) =>
        name is "-" or "main" or "master" or "develop" or "dev" or "HEAD" or "staging" or "production" or "trunk" or "@"
        || name.Contains("@{", StringComparison.Ordinal) || name.AsSpan().IndexOfAny('~', '^') >= 0
        || name.StartsWith("feature/", StringComparison.Ordinal) || name.StartsWith("origin/", StringComparison.Ordinal)
        || (name.Length >= 7 && name.All(char.IsAsciiHexDigitLower));

    private static bool IsPath(string name) =>
        name is "." or ".." || name.StartsWith("./", StringComparison.Ordinal)
            || name.StartsWith("../", StringComparison.Ordinal)
        || name is [.., '/'] or ['/' or ':', ..];
}
