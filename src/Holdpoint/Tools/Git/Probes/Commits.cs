using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Commits that some refs hold and nothing else does.</summary>
/// <param name="Shown">Hash and subject of the newest, at most <see cref="BlastRadius.MaxNamedLosses"/>.</param>
internal sealed record Commits(long Count, ImmutableArray<string> Shown)
{
    /// <summary>A ref or hash as a commit's full hash; null when it is none.</summary>
    public static string? Resolve(GitReader git, string name)
    {
        // A name that begins with a dash would be an option; rev-parse has no way to say otherwise before 2.30.
        GitAnswer answer = name.StartsWith('-') ? default
            : git.Run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return answer.Ok && answer.Text is { Length: > 0 } ? answer.FirstLine : null;
    }

    /// <summary>What the tips reach and the rest does not; null where git gave no answer.</summary>
    /// <param name="rest">Revision arguments after <c>--not</c>: <c>--branches</c>, hashes.</param>
    public static Commits? Only(GitReader git, IEnumerable<string> tips, IEnumerable<string> rest)
    {
        string[] range = [.. tips, "--not", .. rest];
        GitAnswer count = git.Run(["rev-list", "--count", .. range, "--"]);
        if (!count.Ok || !long.TryParse(count.FirstLine, NumberStyles.None, CultureInfo.InvariantCulture,
            out long number))
        {
            return null;
        }

        if (number == 0)
        {
            return new Commits(0, []);
        }

        GitAnswer shown = git.Run(["rev-list", $"--max-count={BlastRadius.MaxNamedLosses}", "--format=%h %s", .. range,
            "--"]);
        return new Commits(number, [.. shown.Lines.Where(l => !l.StartsWith("commit ", StringComparison.Ordinal))
            .Select(FileLosses.Clean)]);
    }

    public IEnumerable<Loss> Losses(Recovery recovery) =>
        Shown.Select(c => new Loss(new Resource("git.commit", c[(c.IndexOf(' ') + 1)..]), recovery)
        {
            HoldsData = true,
            Details = ["commit " + c[..Math.Max(c.IndexOf(' '), 0)]],
        });
}
