using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>Branches, tags and other refs: deleted or set somewhere else.</summary>
internal static class RefCommands
{
    private static readonly OptionTable BranchOptions = new(
        "d|delete", "D|D", "f|force", "m|move", "M|M", "c|copy", "C|C", "r|remotes", "a|all", "v|verbose", "q|quiet",
        "t|track?", "u|set-upstream-to=", "|set-upstream", "|unset-upstream", "|color?", "|contains?", "|no-contains?",
        "|with?", "|without?", "|abbrev?", "l|list", "|show-current", "|create-reflog", "|edit-description", "|merged?",
        "|no-merged?", "|column?", "|sort=", "|points-at=", "i|ignore-case", "|recurse-submodules", "|format=");

    private static readonly OptionTable TagOptions = new(
        "d|delete", "f|force", "l|list", "n|n?", "v|verify", "a|annotate", "m|message=", "F|file=", "e|edit", "s|sign",
        "|cleanup=", "u|local-user=", "|create-reflog", "|column?", "|contains?", "|no-contains?", "|with?",
        "|without?", "|merged?", "|no-merged?", "|sort=", "|points-at=", "|format=", "|color?", "i|ignore-case",
        "|trailer=");

    private static readonly OptionTable UpdateRefOptions = new(
        "d|d", "|stdin", "z|z", "m|m=", "|no-deref", "|create-reflog", "0|batch-updates");

    private static readonly OptionTable ReplaceOptions = new(
        "d|delete", "l|list", "e|edit", "g|graft", "f|force", "|raw", "|format=", "|convert-graft-file");

    private static readonly OptionTable FetchOptions = new(
        "f|force", "|dry-run", "a|append", "|depth=", "|deepen=", "|shallow-since=", "|shallow-exclude=", "k|keep",
        "p|prune", "P|prune-tags", "n|no-tags", "|refmap=", "t|tags", "|recurse-submodules?", "j|jobs=",
        "|submodule-prefix=", "u|update-head-ok", "|upload-pack=", "q|quiet", "v|verbose", "|progress",
        "o|server-option=", "4|ipv4", "6|ipv6", "|all", "|multiple", "|filter=", "|negotiation-tip=", "|stdin",
        "|set-upstream", "|atomic", "|unshallow", "|update-shallow", "|auto-maintenance", "|auto-gc",
        "|write-fetch-head");

    private const string KeepACopy = "git branch keep/NAME NAME, or push it, first";

    public static void Branch(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, BranchOptions);
        bool deletes = options.Has("D") || options.Has("delete");
        if (options.Help || options.Operands.Count == 0)
        {
            return;
        }

        if (deletes)
        {
            // Plain -d refuses what is not merged; a remote-tracking ref is fetched again.
            if ((options.Has("D") || options.Has("force")) && !options.Has("remotes"))
            {
                Deleted(call, GitEffects.Branch, "refs/heads/", options.Operands, "deletes branch", effects);
            }

            return;
        }

        bool force = options.Has("force") || options.Has("M") || options.Has("C");
        bool renames = options.Has("M") || options.Has("move");
        if (!force || options.Has("list") || options.Has("show-current"))
        {
            return;
        }

        Word? over = renames || options.Has("C") || options.Has("copy") ? options.Operands[^1] : options.Operands[0];
        string? start = renames || options.Has("C") || options.Has("copy") ? null : options.Operands.Count > 1
            ? options.Operands[1].Text : "HEAD";
        effects.Add(GitEffects.Modify(
            call, GitEffects.Branch, over.Shown, $"sets branch {over.Shown} over the one that has this name",
            over.Text is { } name ? new RefProbe(call.Place, ["refs/heads/" + name], renames ? RefFate.Renamed
                : RefFate.Moved, start) : null,
            KeepACopy));
    }

    public static void Tag(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, TagOptions);
        if (options.Help || options.Operands.Count == 0 || options.Has("list") || options.Has("verify"))
        {
            return;
        }

        if (options.Has("delete"))
        {
            Deleted(call, GitEffects.Tag, "refs/tags/", options.Operands, "deletes tag", effects);
        }
        else if (options.Has("force"))
        {
            Word tag = options.Operands[0];
            effects.Add(GitEffects.Modify(call, GitEffects.Tag, tag.Shown, $"sets tag {tag.Shown} to another commit",
                tag.Text is { } name ? new RefProbe(call.Place, ["refs/tags/" + name], RefFate.Overwritten, null)
                    : null));
        }
    }

    public static void UpdateRef(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, UpdateRefOptions);
        if (options.Help)
        {
            return;
        }

        if (options.Has("stdin"))
        {
            FromInput(call, effects);
            return;
        }

        if (options.Operands is not [var target, ..])
        {
            return;
        }

        if (options.Has("d"))
        {
            Deleted(call, TypeOf(target.Shown), "", [target], "deletes ref", effects);
        }
        else if (options.Operands.Count > 1)
        {
            Moved(call, target, options.Operands[1].Text, effects);
        }
    }

    /// <summary><c>fetch REMOTE +THEIRS:OURS</c> sets a branch of this repository, whatever it held.</summary>
    public static void Fetch(GitCall call, ICollection<Effect> effects)
    {
        if (!call.Arguments.Any(a => a.Prefix.Contains(':')))
        {
            return;
        }

        Options options = Options.Read(call, FetchOptions);
        if (options.Help || options.Has("dry-run"))
        {
            return;
        }

        foreach (Word word in options.Operands.Skip(1))
        {
            string spec = word.Text ?? "";
            bool force = options.Has("force") || spec.StartsWith('+');
            if (!force || spec.IndexOf(':') is not (> 0 and var colon) || spec[(colon + 1)..] is not { Length: > 0 } to
                || to.StartsWith("refs/remotes/", StringComparison.Ordinal))
            {
                continue;
            }

            string name = to.StartsWith("refs/", StringComparison.Ordinal) ? to : "refs/heads/" + to;
            effects.Add(to.Contains('*')
                ? GitEffects.Destroy(call, GitEffects.Branch, to, GitEffects.NotMeasured,
                    "sets every branch to what the remote holds", null, KeepACopy)
                : GitEffects.Modify(call, TypeOf(name), to, $"sets {to} to what the remote holds",
                    new RefProbe(call.Place, [name], RefFate.Moved, null), KeepACopy));
        }
    }

    public static void Replace(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, ReplaceOptions);
        if (!options.Help && options.Operands.Count > 0 && options.Has("delete"))
        {
            effects.Add(GitEffects.Destroy(call, GitEffects.History, options.Operands[0].Shown, GitEffects.NotMeasured,
                "deletes a replacement object, which no reflog keeps", null));
        }
    }

    /// <summary>The lines of <c>update-ref --stdin</c>: <c>delete REF</c>, <c>update REF NEW</c>.</summary>
    private static void FromInput(GitCall call, ICollection<Effect> effects)
    {
        if (call.Invocation.Input is not Input.Given { Text.Text: { } text })
        {
            effects.Add(GitEffects.Destroy(call, GitEffects.Branch, "refs from the input", GitEffects.NotMeasured,
                "changes refs that only its input names", null, "write the refs out, one command each"));
            return;
        }

        foreach (string line in text.Split('\n', '\0'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["delete", var gone, ..])
            {
                Deleted(call, TypeOf(gone), "", [new Word(gone)], "deletes ref", effects);
            }
            else if (words is ["update", var moved, var to, ..])
            {
                Moved(call, new Word(moved), to, effects);
            }
        }
    }

    private static void Moved(GitCall call, Word target, string? to, ICollection<Effect> effects)
    {
        // Forty zeros delete as well.
        if (to is not null && to.AsSpan().IndexOfAnyExcept('0') < 0)
        {
            Deleted(call, TypeOf(target.Shown), "", [target], "deletes ref", effects);
            return;
        }

        effects.Add(GitEffects.Modify(call, TypeOf(target.Shown), target.Shown,
            $"sets {target.Shown} to {to ?? "another commit"}",
            target.Text is { } name ? new RefProbe(call.Place, [name], RefFate.Moved, to) : null));
    }

    private static void Deleted(
        GitCall call, string type, string prefix, List<Word> refs, string summary, ICollection<Effect> effects)
    {
        string names = WorkTreeCommands.Names(refs, call);
        ImmutableArray<string> known = WorkTreeCommands.Paths(refs);
        Probe? probe = known.IsEmpty ? null : new RefProbe(call.Place, [.. known.Select(n => prefix + n)],
            RefFate.Deleted, null);
        effects.Add(GitEffects.Destroy(call, type, names, GitEffects.NotMeasured, $"{summary} {names}", probe,
            KeepACopy));
    }

    private static string TypeOf(string name) =>
        name.StartsWith("refs/tags/", StringComparison.Ordinal) ? GitEffects.Tag
        : name.StartsWith("refs/stash", StringComparison.Ordinal) ? GitEffects.Stash
        : GitEffects.Branch;
}
