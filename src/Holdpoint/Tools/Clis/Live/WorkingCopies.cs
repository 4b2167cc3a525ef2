using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Live;

/// <summary>What a working copy of Mercurial or Subversion holds that no commit holds, as its own status tells: a
/// command that gives it up takes nothing where there is nothing.</summary>
/// <remarks>Neither question reads what a repository brings along: Mercurial is told to leave its <c>hgrc</c>, which
/// may name extensions; Subversion's working copies have no configuration. Mercurial may note anew, in its own cache,
/// that a file's time changed and its content did not.</remarks>
internal static class WorkingCopies
{
    /// <summary>A status is a line for each changed file.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>A person waits; a huge tree is told as not measured.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A repository's configuration is a page.</summary>
    private const int MaxConfiguration = 64 * 1024;

    private static LiveClient Mercurial => new("hg", "", "HG CHG", "")
    {
        AnyUser = true,
        Set = [("HGRCPATH", ""), ("HGRCSKIPREPO", "1"), ("HGPLAIN", "1"), ("HGMERGE", "false")],
    };

    private static LiveClient Subversion => new("svn", "", "SVN", "")
    {
        AnyUser = true,
        Set = [("LC_ALL", "C.UTF-8")],
    };

    /// <summary>Files that differ from what was committed: <c>hg update -C</c>.</summary>
    public static Func<Effect, CliLine, Invocation, IWorld, MeasureBudget, Measurement> HgChanges(bool named) =>
        (effect, line, invocation, world, budget) => Hg(effect, line, invocation, world, budget, "-m", named);

    /// <summary>Files that are not tracked: <c>hg purge</c>.</summary>
    public static Measurement HgUntracked(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget) =>
        Hg(effect, line, invocation, world, budget, line.Has("all|i|ignored") ? "-ui" : "-u", named: true);

    /// <summary>Changed files of Subversion: <c>svn revert -R</c>.</summary>
    public static Measurement SvnChanges(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget) =>
        Svn(effect, line, invocation, world, budget, s => s[0] is 'M' or 'C' or 'R' or '~' || s[1] is 'M' or 'C'
            || (s[0] is 'A' && line.Has("remove-added")));

    /// <summary>The same with files that it does not know: <c>svn rm --force</c>.</summary>
    public static Measurement SvnAll(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget) =>
        Svn(effect, line, invocation, world, budget,
            static s => s[0] is not ('D' or '!' or ' ') || s[1] is 'M' or 'C');

    /// <summary>Files that Subversion does not know: <c>svn cleanup --remove-unversioned</c>.</summary>
    public static Measurement SvnUnknown(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        bool unversioned = line.Has("remove-unversioned"), ignored = line.Has("remove-ignored");
        return Svn(effect, line, invocation, world, budget,
            s => (s[0] is '?' && unversioned) || (s[0] is 'I' && ignored));
    }

    private static Measurement Hg(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget, string which,
        bool named)
    {
        if (line.Has("cwd R repository config I include X exclude"))
        {
            return Without(effect, "hg", "its options choose another repository, or some of its files");
        }

        if (invocation.Environment.Any(v => v.Key.StartsWith("HG", StringComparison.Ordinal)))
        {
            return Without(effect, "hg", "the command sets its configuration itself");
        }

        if (invocation.Directory.Text is not { } folder || Top(folder, ".hg", world) is not { } top)
        {
            return Without(effect, "hg", "no repository is to be seen there");
        }

        if (Brings(top, world) is { } why)
        {
            return Without(effect, "hg", why);
        }

        ImmutableArray<Word> places = named ? line.Operands[1..] : [];
        return Asked(effect, Mercurial, invocation, world, budget, places, ["status", which, "--print0"],
            text => [.. text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length > 2)
                .Select(l => PathText.Join(top, l[2..]))]);
    }

    /// <summary>Why Mercurial is not asked about a repository; null where nothing of its own is run by
    /// asking.</summary>
    private static string? Brings(string top, IWorld world)
    {
        if (world.Look(PathText.Join(top, ".hgsub")).Exists)
        {
            return "it has repositories within";
        }

        foreach (string name in (ReadOnlySpan<string>)[".hg/hgrc", ".hg/hgrc-not-shared"])
        {
            // Old versions do not know how to leave it out.
            string path = PathText.Join(top, name);
            if (world.Look(path).Exists && (world.Read(path, MaxConfiguration) is not FileAnswer.Content content
                || content.Text.Split('\n').Any(NamesCode)))
            {
                return $"{name} may name code that is run by asking";
            }
        }

        return null;
    }

    private static bool NamesCode(string line) =>
        line.Trim() is ['%' or '[', ..] and not ("[paths]" or "[ui]" or "[phases]");

    private static Measurement Svn(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget, Func<string, bool> goes)
    {
        if (line.Has("cl changelist targets config-dir config-option"))
        {
            return Without(effect, "svn", "its options choose some of the files, or a configuration of their own");
        }

        if (invocation.Directory.Text is not { } folder)
        {
            return Without(effect, "svn", "where it runs is known only at run time");
        }

        string depth = line.Value("depth")?.Text ?? "infinity";
        return Asked(effect, Subversion, invocation, world, budget, line.Operands[1..],
            ["status", "--non-interactive", "--ignore-externals", "--no-ignore", "--depth", depth],
            text => [.. text.Split('\n').Where(l => l.Length > 8 && l[7] is ' ' && goes(l))
                .Select(l => PathText.Join(folder, l[8..].TrimEnd('\r')))]);
    }

    private static Measurement Asked(
        Effect effect, LiveClient client, Invocation invocation, IWorld world, MeasureBudget budget,
        ImmutableArray<Word> places, ImmutableArray<string> question, Func<string, ImmutableArray<string>> read)
    {
        if (client.Refusal(invocation) is { } refusal)
        {
            return Without(effect, client.Program, refusal);
        }

        // Of a place that only run time knows, all of the tree is asked about.
        ImmutableArray<string> named = places.All(p => p.Text is not null && !p.HasGlob)
            ? [.. places.Select(p => p.Text).OfType<string>()] : [];
        DateTimeOffset deadline = world.Clock.GetUtcNow() + Patience;
        var request = new RunRequest(
            client.Program, [.. question, "--", .. named], invocation.Directory.Text ?? "/",
            client.Environment(invocation), deadline < budget.Deadline ? deadline : budget.Deadline, MaxBytes);
        RunAnswer answer = budget.Once($"status {string.Join('\0', request.Arguments)}\0{request.Directory}",
            () => world.Run(request));
        if (answer is not RunAnswer.Ended { ExitCode: 0 } ended)
        {
            return Without(effect, client.Program, answer switch
            {
                RunAnswer.Ended failed => failed.Errors.Split('\n')[0],
                RunAnswer.Failed failed => failed.Why,
                _ => "no answer",
            });
        }

        // Complaints beside an answer mean that not all was seen.
        if (ended.Errors.Trim().Length > 0)
        {
            return Without(effect, client.Program, ended.Errors.Trim().Split('\n')[0]);
        }

        string shown = $"{client.Program} {string.Join(' ', question)}";
        ImmutableArray<string> files = read(ended.Text);
        if (files.IsEmpty)
        {
            return new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Recovery = new Recovery.Trivial("nothing there is uncommitted"),
                Summary = $"{effect.Summary}: there are none",
            })
            {
                Facts = [new Fact("files that would go", "none", shown)],
            };
        }

        return new Measurement(effect)
        {
            Count = files.Length,
            Unit = "files",
            HoldData = files.Length,
            Losses =
            [
                .. files.Take(BlastRadius.MaxNamedLosses).Select(f =>
                    new Loss(new Resource("file", f), effect.Recovery) { HoldsData = true }),
            ],
            Facts = [new Fact("files that would go", $"{files.Length}", shown)],
        };
    }

    private static Measurement Without(Effect effect, string program, string why) =>
        new(effect) { Unmeasured = $"{program} was not asked what is not committed: {why}" };

    /// <summary>The nearest folder above that holds a folder of this name; null for none.</summary>
    private static string? Top(string folder, string name, IWorld world)
    {
        for (string at = PathText.Normal(folder); at.Length > 0; at = PathText.Parent(at))
        {
            if (world.Look(PathText.Join(at, name)).Kind is EntryKind.Folder)
            {
                return at;
            }

            if (at == "/")
            {
                break;
            }
        }

        return null;
    }
}
