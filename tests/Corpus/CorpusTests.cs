using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Corpus;

/// <summary>The commands of other guards' test suites and of issue threads, judged on a machine that has something to
/// lose, where the shared corpus is present.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double LeastRecall = 0.98;
    private const double MostFalseStops = 0.01;

    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Judged(CorpusRow Row, Judgement Judgement, ReviewedClass? Class)
    {
        public bool Stopped => Judgement.Verdict.Decision is not Decision.Allow;

        public bool Agrees => Stopped == Row.Expected is Expectation.Stop;

        /// <summary>It counts for the figures.</summary>
        public bool Counts => Agrees || Class is null or { Kind: ClassKind.Wrong };
    }

    /// <summary>Strong rows hold the bars; each that is judged otherwise than its source wants has a reviewed reason,
    /// and none that agrees has one. The others are printed.</summary>
    [Fact]
    public void What_should_be_stopped_is_stopped_and_little_else()
    {
        IReadOnlyList<CorpusRow> rows = CorpusRow.ReadAll();
        Assert.SkipWhen(rows.Count == 0, "the shared corpus is not beside the project");
        string[] lines = File.ReadAllLines(Reviewed.FilePath);
        var reviewed = new Reviewed(lines);
        List<Judged> all = JudgeAll(rows, reviewed);
        List<Judged> strong = [.. all.Where(j => j.Row.Strength is "strong")];
        HashSet<(string, Expectation)> agreed =
            [.. strong.Where(j => j.Agrees && j.Class is not null).Select(j => (j.Row.Command, j.Row.Expected))];
        if (CaseFile.Accepts(Reviewed.FilePath))
        {
            File.WriteAllText(Reviewed.FilePath, Reviewed.Without(lines, agreed));
            agreed.Clear();
        }

        List<Judged> unreviewed = [.. strong.Where(j => !j.Agrees && j.Class is null)];
        (double recall, double wrong) = Print(strong, reviewed);
        double own = (double)strong.Count(IsOwn) / Math.Max(1, strong.Count(j => IsOwn(j) || IsOwnMiss(j)));
        output.WriteLine($"another guard's protection of itself, said of us: {strong.Count(IsOwn)} stopped, "
            + $"{strong.Count(IsOwnMiss)} missed ({own.ToString("P2", CultureInfo.InvariantCulture)})");
        PrintOthers(all);
        output.WriteLine("not reviewed:");
        unreviewed.ForEach(j => output.WriteLine(Line(j)));
        Dump(strong);

        HashSet<(string, Expectation)> known = [.. strong.Select(j => (j.Row.Command, j.Row.Expected))];
        Assert.DoesNotContain(reviewed.Rows, r => !known.Contains(r));
        Assert.True(agreed.Count == 0, "these agree now: HOLDPOINT_ACCEPT=reviewed takes them off the list:\n"
            + string.Join('\n', agreed.Select(a => a.Item1)));
        Assert.True(unreviewed.Count == 0, $"{unreviewed.Count} disagreements have no reviewed reason");
        Assert.True(recall >= LeastRecall, $"recall {recall:P2}");
        Assert.True(own >= LeastRecall, $"protection of ourselves {own:P2}");
        Assert.True(wrong <= MostFalseStops, $"false stops {wrong:P2}");
    }

    /// <summary>What must be stopped is judged where its words name something; what must pass, where they may
    /// not.</summary>
    private static List<Judged> JudgeAll(IReadOnlyList<CorpusRow> rows, Reviewed reviewed)
    {
        using var scene = new Scene(rows.Where(r => r.Expected is Expectation.Stop).Select(r => r.Command));
        return
        [
            .. rows.Select(row => new Judged(
                row,
                row.Expected is Expectation.Stop
                    ? scene.JudgeWithSomethingToLose(row.Command)
                    : scene.Judge(row.Command),
                reviewed.Of(row))),
        ];
    }

    private static bool IsOwn(Judged j) =>
        Translation.Concerns(j.Row) && j.Row.Expected is Expectation.Stop && j.Stopped;

    private static bool IsOwnMiss(Judged j) => Translation.Concerns(j.Row) && j.Row.Expected is Expectation.Stop
        && !j.Stopped && j.Counts;

    private (double Recall, double Wrong) Print(List<Judged> strong, Reviewed reviewed)
    {
        double recall = 1, wrong = 0;
        foreach (Expectation expected in Enum.GetValues<Expectation>())
        {
            List<Judged> rows = [.. strong.Where(j => j.Row.Expected == expected)];
            List<Judged> reach = [.. rows.Where(j => j.Counts)];
            int right = reach.Count(j => j.Agrees);
            double share = (double)right / reach.Count;
            (recall, wrong) = expected is Expectation.Stop ? (share, wrong) : (recall, 1 - share);
            string says = expected is Expectation.Stop ? "to be stopped" : "to pass";
            string ofAll = ((double)right / rows.Count).ToString("P1", CultureInfo.InvariantCulture);
            output.WriteLine($"strong rows {says}: {rows.Count}, as expected {right} ({ofAll} of all, "
                + $"{share.ToString("P2", CultureInfo.InvariantCulture)} of the {reach.Count} within reach)");
            foreach (IGrouping<string, Judged> part in rows.GroupBy(j => $"{j.Row.Source} {j.Row.Part}")
                .Where(g => g.Count() > 3))
            {
                output.WriteLine($"  {part.Key}: {part.Count()}, as expected {part.Count(j => j.Agrees)}, "
                    + $"wrong {part.Count(j => j.Counts && !j.Agrees)}");
            }
        }

        foreach (IGrouping<ReviewedClass?, Judged> g in strong.Where(j => !j.Agrees).GroupBy(j => j.Class)
            .OrderBy(g => g.Key?.Kind).ThenByDescending(g => g.Count()))
        {
            output.WriteLine($"  {g.Count(),4} {g.Key?.Kind} {g.Key?.Id}: {g.Key?.Reason}");
        }

        Assert.All(reviewed.Classes.Values, c => Assert.NotEmpty(c.Reason));
        return (recall, wrong);
    }

    private void PrintOthers(List<Judged> all)
    {
        foreach (var g in all.GroupBy(j => (j.Row.Strength, j.Row.Source, j.Row.Expected)))
        {
            output.WriteLine($"{g.Key.Strength} {g.Key.Source} {g.Key.Expected}: {g.Count()}, "
                + $"as expected {g.Count(j => j.Agrees)}");
        }
    }

    /// <summary>For a look from outside: CORPUS_DUMP names a file for the disagreements.</summary>
    private static void Dump(List<Judged> strong)
    {
        if (Environment.GetEnvironmentVariable("CORPUS_DUMP") is { Length: > 0 } path)
        {
            File.WriteAllLines(path, strong.Where(j => !j.Agrees).Select(j => JsonSerializer.Serialize(
                new[]
                {
                    j.Row.Expected.ToString(), j.Row.Source, j.Row.Part, j.Row.Command, j.Row.Why,
                    j.Judgement.Verdict.Rule, j.Judgement.Verdict.Reasons.FirstOrDefault()?.Message ?? "",
                    j.Class?.Id ?? "",
                }, Plain)));
        }
    }

    private static string Line(Judged j)
    {
        var text = new StringBuilder();
        text.Append(j.Row.Expected is Expectation.Stop ? "stop" : "allow").Append('\t')
            .Append(JsonSerializer.Serialize(j.Row.Command, Plain));
        return text.Append('\t').Append(j.Row.Why).ToString();
    }
}
