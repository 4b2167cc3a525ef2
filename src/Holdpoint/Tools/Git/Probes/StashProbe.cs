using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Which stash entries would be dropped, how old they are and how many files they hold.</summary>
/// <param name="Entry"><c>stash@{1}</c> or its number; null for every entry.</param>
internal sealed record StashProbe(GitPlace Place, string? Entry) : GitProbe(Place)
{
    /// <summary>One git call for each entry whose files are counted.</summary>
    private const int MaxCounted = 10;

    private static readonly Recovery Dropped = new Recovery.Never("no reflog keeps a dropped stash entry");

    /// <summary>The entry lies over the work tree by then: an earlier part of the action applied it.</summary>
    public bool Applied { get; init; }

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (Applied)
        {
            return Nothing(effect, "it was applied to the work tree just before");
        }

        GitAnswer answer = git.Run("log", "-g", "--no-show-signature", "--no-patch", "--format=%H%x1f%ct%x1f%gs",
            "refs/stash", "--");
        string[] lines = answer.Ok ? answer.Lines : [];
        if (lines.Length == 0)
        {
            return Unmeasured(effect, "there is no stash entry yet");
        }

        int? only = Number();
        if (only is { } one && one >= lines.Length)
        {
            return Unmeasured(effect, $"there is no stash@{{{one}}} yet");
        }

        ImmutableArray<Loss> losses =
        [
            .. Enumerable.Range(0, lines.Length)
                .Where(i => only is null || i == only)
                .Take(BlastRadius.MaxNamedLosses)
                .Select(i => Describe(git, i, lines[i].Split('\x1f'))),
        ];
        int count = only is null ? lines.Length : 1;
        return new Measurement(effect with { Recovery = Dropped })
        {
            Count = count,
            Unit = "stash entries",
            Losses = losses,
            Facts = [new Fact("stash entries", $"{lines.Length}", "git reflog")],
        };
    }

    /// <summary>The number of the entry; null for all, and for a form (a date) that only git understands.</summary>
    private int? Number()
    {
        ReadOnlySpan<char> text = Entry ?? "";
        if (text.StartsWith("stash@{") && text[^1] == '}')
        {
            text = text["stash@{".Length..^1];
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static Loss Describe(GitReader git, int index, string[] fields)
    {
        string message = FileLosses.Clean(fields.ElementAtOrDefault(2) ?? "");
        List<string> details = [];
        if (long.TryParse(fields.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture,
            out long seconds))
        {
            TimeSpan age = git.World.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(
                Math.Min(seconds, MaxUnixSeconds));
            details.Add(age.TotalDays >= 1 ? $"{(int)age.TotalDays} days old"
                : $"{Math.Max((int)age.TotalMinutes, 0)} minutes old");
        }

        if (index < MaxCounted)
        {
            GitAnswer files = git.Run("diff-tree", "-r", "--no-renames", "--name-only", "-z", $"{fields[0]}^1",
                fields[0]);
            details.Add($"{files.Records.Length} files");
        }

        return new Loss(new Resource(GitEffects.Stash, $"stash@{{{index}}}: {message}"), Dropped) { HoldsData = true,
            Details = [.. details] };
    }

    /// <summary>The year 9999: a commit may claim any date.</summary>
    private const long MaxUnixSeconds = 253_402_300_799;
}
