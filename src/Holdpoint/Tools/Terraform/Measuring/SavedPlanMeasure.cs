using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What a saved plan would do; one that the same action makes before is planned here, too.</summary>
internal static class SavedPlanMeasure
{
    public static Measurement Of(Measurement start, Stage stage, Forerunners before)
    {
        if (stage.Scene.Line.Operands is not [{ Text: { } file }, ..])
        {
            return start with { Unmeasured = "which plan is meant cannot be known" };
        }

        // The file that lies there now is not the one that would be applied.
        if (before.Plans.LastOrDefault(p =>
            p.File.Text is null || Same(stage, p.File.Text, file)) is { Plan: { } earlier })
        {
            var surroundings = new Surroundings(earlier, stage.World);
            return ApplyMeasure.Of(start, stage, CommandLineReader.Read(earlier.Arguments, surroundings.Variable));
        }

        string path = Path.GetFullPath(file, stage.Scene.Directory);
        switch (stage.World.Read(path, stage.Budget.MaxBytes))
        {
            case FileAnswer.Content plan:
                string digest = Sha256.Hex(plan.Bytes.Span);
                Measurement judged = ApplyMeasure.OfPlan(
                    start with
                    {
                        Facts = start.Facts.Add(new Fact("plan", "sha256:" + digest, file) { IsFile = true }),
                    },
                    stage, path, file);

                // What was shown must be what was digested, or the digest speaks of another plan.
                return stage.World.Read(path, stage.Budget.MaxBytes) is FileAnswer.Content after
                    && after.Bytes.Span.SequenceEqual(plan.Bytes.Span)
                    ? judged
                    : start with { Unmeasured = $"{file} was exchanged while it was read" };
            case FileAnswer.Unreadable unreadable:
                return start with { Unmeasured = $"{file}: {unreadable.Why}" };
            default:
                return start with { Unmeasured = $"there is no file {file}" };
        }
    }

    private static bool Same(Stage stage, string a, string b) =>
        Path.GetFullPath(a, stage.Scene.Directory) == Path.GetFullPath(b, stage.Scene.Directory);
}
