using System.Collections.Immutable;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Asks the same find what it would find, with <c>-print0</c> in the place of its removing, and looks at
/// each.</summary>
/// <param name="Roots">Where it looks.</param>
/// <param name="Question">Options and tests that only look; null when they are not all known.</param>
/// <param name="Narrowed">A test stands between the roots and everything below them.</param>
internal sealed record FindProbe(
    ImmutableArray<Word> Roots, ImmutableArray<string>? Question, bool Narrowed, bool Recursive, Word Directory) : Probe
{
    /// <summary>Names of some 100,000 files; who deletes more is asked anyway.</summary>
    private const long MaxAnswer = 16 * 1024 * 1024;

    /// <summary>A find over a whole disk takes minutes; a hook has seconds.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(8);

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var tally = new Tally();
        var trees = new WorkTrees(world, budget, Directory.Text ?? "/");
        var removals = new RemovalFates(world, budget, trees, tally);
        foreach (Word root in Roots)
        {
            Look(root, removals, trees, tally, world, budget);
        }

        return tally.Measurement(effect, "files");
    }

    private void Look(
        Word root, RemovalFates removals, WorkTrees trees, Tally tally, IWorld world, MeasureBudget budget)
    {
        if ((root.HasUnknown && UnknownPaths.IsTemporary(root, Directory))
            || (UnknownPaths.WithoutTemporaryFolder(root) is { } bare && UnknownPaths.IsNowhere(bare, world)))
        {
            return;
        }

        if (PathText.Absolute(root, Directory) is not { } pattern)
        {
            tally.CannotSee($"what {root.Shown} stands for is known only when it runs");
            return;
        }

        foreach (string path in Globs.Expand(pattern, world) ?? [])
        {
            string real = world.RealPath(path) ?? path;
            string? why = Places.WhyRoot(path, world.Home) ?? Places.WhyRoot(real, world.Home);
            if (why is not null && !Narrowed)
            {
                tally.Forbidden ??= $"{path} is {why}";
            }
            else if (why is not null)
            {
                tally.CannotSee($"{path} is {why}: what is below it is too much to look at");
            }
            else if (!Narrowed)
            {
                removals.Remove(real, recursive: true, force: true, real);
            }
            else
            {
                Ask(real, removals, trees, tally, world, budget);
            }
        }
    }

    private void Ask(
        string root, RemovalFates removals, WorkTrees trees, Tally tally, IWorld world, MeasureBudget budget)
    {
        if (!trees.IsDisposable(root) && world.Look(root).Exists && Question is { } question)
        {
            DateTimeOffset soon = world.Clock.GetUtcNow() + MaxTime;
            RunAnswer answer = world.Run(new RunRequest(
                "find", ["-P", root, .. question], "/", ImmutableDictionary<string, string?>.Empty,
                soon < budget.Deadline ? soon : budget.Deadline, MaxAnswer));
            if (answer is RunAnswer.Ended { ExitCode: 0 } ended)
            {
                var guarded = new GuardedFiles(world, trees);
                foreach (string found in Encoding.UTF8.GetString(ended.Output.Span)
                    .Split('\0', StringSplitOptions.RemoveEmptyEntries))
                {
                    string path = PathText.Normal(found);
                    if (trees.IsOwn(path) && guarded.Of(path, path) is { } place)
                    {
                        tally.Forbidden ??= $"{path} is {place.What}";
                    }

                    Found(path, root, removals, trees);
                }

                return;
            }
        }

        // Without an answer everything below may be meant.
        removals.Remove(root, recursive: true, force: true, root);
    }

    private void Found(string path, string root, RemovalFates removals, WorkTrees trees)
    {
        // -delete takes folders only when they are empty by then: their files were found themselves.
        if (path != trees.Own || Recursive)
        {
            removals.Remove(path, Recursive, force: true, root);
        }
    }
}
