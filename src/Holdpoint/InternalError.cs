using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint;

/// <summary>What becomes of a defect of our own: a question to a person that says what to report; never an
/// allow.</summary>
internal static class InternalError
{
    public const string Rule = "internal-error";

    /// <summary>The first lines of a trace say where; the rest is the runtime.</summary>
    private const int MaxFrames = 3;

    private const int MaxText = 400;

    /// <summary>A radius and a verdict for an action that a stage could not judge.</summary>
    internal sealed record Occurrence(BlastRadius Radius, Verdict Verdict);

    /// <summary>The judgement of an action on which a stage failed.</summary>
    /// <param name="stage">What was being done, as it fits after "while".</param>
    public static Occurrence Of(Exception e, string stage, Action action)
    {
        string what = Describe(e, stage);
        var effect = new Effect(
            EffectKind.Unknown,
            new Resource("holdpoint.error", stage),
            new Target("code", action.Directory, []),
            new Recovery.Unknown(what))
        {
            Tool = "holdpoint",
            Summary = "could not be judged",
        };
        var measurement = new Measurement(effect) { Unmeasured = what };
        var placement = new Placement(EnvironmentKind.Unknown, "it could not be judged");
        var reason = new Reason(
            Decision.Ask, Rule,
            [new(what), new("nothing is known of what this would do: read it yourself before you allow it")],
            measurement, placement);
        var radius = new BlastRadius([measurement], Fingerprint.Of(action, [measurement]));
        return new Occurrence(radius, new Verdict(Decision.Ask, Rule, [reason], null));
    }

    /// <summary>One clause: what failed, while what, and where.</summary>
    public static string Describe(Exception e, string stage)
    {
        string[] lines = e.ToString()
            .Split('\n', MaxFrames + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string text = Words.Plain(string.Join(" ", lines.Take(MaxFrames)), MaxText);
        return $"holdpoint itself failed while {stage}, which is a defect; please report it with the command: {text}";
    }
}
