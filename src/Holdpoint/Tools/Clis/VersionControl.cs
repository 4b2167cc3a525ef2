using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Version control other than git: changes given up that were never committed. What a command would find
/// is not counted.</summary>
internal static class VersionControl
{
    private static readonly Recovery Uncommitted =
        new Recovery.Unknown("what was not committed is kept nowhere that is known of");

    public static ImmutableArray<string> Names => ["hg", "svn", "p4"];

    public static Cli? Find(string name) => name switch
    {
        "hg" => Of(name, "Mercurial", "R repository cwd config r rev d date I X include exclude",
            "n dry-run print",
            Destroys("update|up|checkout|co|goto -C|--clean", "hg.changes", "gives up changes that are not committed",
                Uncommitted),
            Destroys("purge|clean", "hg.files", "deletes files that are not tracked", Uncommitted),
            Destroys("revert --no-backup", "hg.changes", "gives up changes of {} and keeps no copy", Uncommitted),
            Destroys("strip|debugstrip", "hg.changesets", "removes the changesets {} (a bundle is kept)",
                new Recovery.FromSource("hg unbundle of the bundle that it leaves"))),
        "svn" => Of(name, "Subversion", "r revision m message F username password depth cl changelist", "dry-run",
            Destroys("revert", "svn.changes", "gives up changes of {} that are not committed", Uncommitted),
            Destroys("cleanup --remove-unversioned|--remove-ignored", "svn.files", "deletes files that are not tracked",
                Uncommitted),
            Destroys("delete|del|remove|rm --force", "svn.changes", "deletes {} with changes that are not committed",
                Uncommitted)),
        "p4" => Of(name, "Perforce", "c p u P H C d", "n",
            Destroys("revert !-k", "p4.changes", "gives up changes of {} that are not submitted", Uncommitted),
            Destroys("clean", "p4.files", "makes {} as the depot has it", Uncommitted),
            Destroys("obliterate -y", "p4.depot", "removes {} from the depot with its history",
                new Recovery.Never("the server keeps nothing of it"))),
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
