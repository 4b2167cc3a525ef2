using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Tools.Clis.Live;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Version control other than git: changes given up that were never committed.</summary>
internal static class VersionControl
{
    private static readonly Recovery Uncommitted =
        new Recovery.Unknown("what was not committed is kept nowhere that is known of");

    private static readonly Recovery Operations =
        new Recovery.FromSource("jj undo, or jj op restore of an operation before it");

    private static readonly Recovery UndoLog = new Recovery.FromSource("fossil undo");

    public static ImmutableArray<string> Names => ["hg", "svn", "p4", "jj", "fossil"];

    public static Cli? Find(string name) => name switch
    {
        "hg" => Of(name, "Mercurial", "R repository cwd config r rev d date I X include exclude",
            "n dry-run print p",
            Destroys("update|up|checkout|co|goto -C|--clean", "hg.changes", "gives up changes that are not committed",
                Uncommitted) with { Live = WorkingCopies.HgChanges(named: false) },
            Destroys("purge|clean", "hg.files", "deletes files that are not tracked", Uncommitted) with
            {
                Live = WorkingCopies.HgUntracked,
            },
            Destroys("revert --no-backup|-C", "hg.changes", "gives up changes of {} and keeps no copy", Uncommitted)
                with { Live = WorkingCopies.HgChanges(named: true) },
            Destroys("strip|debugstrip --no-backup", "hg.changesets", "removes the changesets {} and keeps no bundle",
                new Recovery.Never("no bundle of them is kept")),
            Destroys("strip|debugstrip", "hg.changesets", "removes the changesets {} (a bundle is kept)",
                new Recovery.FromSource("hg unbundle of the bundle that it leaves"))),
        "svn" => Of(name, "Subversion", "r revision m message F username password depth cl changelist targets "
                + "config-dir config-option", "dry-run",
            Destroys("revert", "svn.changes", "gives up changes of {} that are not committed", Uncommitted) with
            {
                Live = WorkingCopies.SvnChanges,
            },
            Destroys("cleanup --remove-unversioned|--remove-ignored", "svn.files", "deletes files that are not tracked",
                Uncommitted) with { Live = WorkingCopies.SvnUnknown },
            Destroys("delete|del|remove|rm --force", "svn.changes", "deletes {} with changes that are not committed",
                Uncommitted) with { Live = WorkingCopies.SvnAll }),

        // Its own files of settings may name a program as the server: it is not asked.
        "p4" => Of(name, "Perforce", "c p u P H C d", "n",
            Destroys("revert !-k", "p4.changes", "gives up changes of {} that are not submitted", Uncommitted),
            Destroys("clean", "p4.files", "makes {} as the depot has it", Uncommitted),
            Destroys("obliterate -y", "p4.depot", "removes {} from the depot with its history",
                new Recovery.Never("the server keeps nothing of it"))),
        "jj" => Of(name, "Jujutsu", "R repository at-operation at-op config config-file r revision revisions m message "
                + "from to into c changes b bookmark remote", "dry-run help h",
            Destroys("op|operation abandon", "jj.operations", "forgets the operations {}, from which work comes back",
                new Recovery.Never("what only they know of goes with the next jj util gc")),
            Destroys("util gc", "jj.operations", "deletes what no operation knows any more", Uncommitted),
            Destroys("git push --deleted", "jj.remote", "deletes bookmarks on the server",
                new Recovery.Unknown("the commits stay in this repository as long as an operation knows them")),
            Destroys("abandon", "jj.changes", "gives up the changes {}", Operations),
            Destroys("restore", "jj.changes", "gives up the working copy's changes of {}", Operations),
            Destroys("bookmark|branch delete|forget", "jj.bookmarks", "removes the bookmarks {}", Operations)),
        "fossil" => Of(name, "Fossil", "R repository m comment user", "n dry-run help",
            Destroys("clean --verily|-x|--disable-undo", "fossil.files", "deletes files that are not tracked, for good",
                Uncommitted),
            Destroys("clean", "fossil.files", "deletes files that are not tracked", UndoLog),
            Destroys("revert", "fossil.changes", "gives up changes of {} that are not committed", UndoLog),
            Destroys("checkout|co --force|-f", "fossil.changes", "gives up changes that are not committed",
                Uncommitted),
            Reads("purge list|ls|cat|obsolete"),
            Destroys("purge", "fossil.history", "takes {} out of the repository's history",
                new Recovery.FromSource("fossil purge undo")),
            Destroys("scrub --verily", "fossil.history", "empties the repository of all that is private",
                new Recovery.Never("nothing of it is kept"))),
        _ => null,
    };

    private static Cli Of(string name, string title, string valued, string harmless, params CliRule[] rules) => new()
    {
        Id = name,
        Title = title + ": work that was not committed",
        Target = "file",
        Valued = valued,
        Harmless = harmless,
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules = [.. rules],
    };
}
