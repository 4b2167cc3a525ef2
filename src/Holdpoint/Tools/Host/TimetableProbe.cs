using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Host;

/// <summary>Counts the lines of a user's timetable.</summary>
/// <param name="User">Null for whoever runs it.</param>
internal sealed record TimetableProbe(string? User) : Probe
{
    /// <summary>A timetable is some kilobytes.</summary>
    private const long MaxBytes = 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        ImmutableArray<string> arguments = User is { } user ? ["-u", user, "-l"] : ["-l"];
        var request = new RunRequest(
            "crontab", arguments, "/", ImmutableDictionary<string, string?>.Empty, budget.Deadline, MaxBytes);
        if (world.Run(request) is not RunAnswer.Ended answer)
        {
            return new Measurement(effect) { Unmeasured = "crontab gave no answer" };
        }

        // Without a timetable crontab fails and prints nothing.
        int lines = answer.Text.Split('\n').Count(l => l.Trim() is [not '#', ..]);
        return lines > 0
            ? new Measurement(effect) { Count = lines, Unit = "lines" }
            : new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Recovery = new Recovery.Trivial("the timetable is empty"),
            });
    }
}
