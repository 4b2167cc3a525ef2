using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Whole systems destroyed through a state that is not the one known.</summary>
internal sealed class DestroyAlarmedState : Rule
{
    public override string Id => "destroy-alarmed-state";

    public override string Title => "Whole systems destroyed through a state that is not the one known";

    public override string Documentation =>
        """
        A state that was replaced, is missing, or holds addresses that were never here does not say what it
        seems to say. Destroying whole systems through it, with data and without a verified backup, is how
        years of data went in one evening.

        What to do: bring back the state that is known (the alarm names it), run a plan, and see whether
        anything is left to destroy.
        """;

    public override Row Defaults => new(Decision.Ask, Decision.Ask, Decision.Deny, Decision.Deny);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Destroy
        && WaysBack.WholeSystemsWithoutBackup(measurement)
        && Replaced(measurement);

    protected override string? Closing(Measurement measurement, Placement placement) =>
        "bring back the state that is known first, then plan again";

    public override string? Safer(Measurement measurement) => StateAlarm.Find;

    private static bool Replaced(Measurement measurement)
    {
        foreach (Alarm alarm in measurement.Alarms)
        {
            if (alarm.Kind is AlarmKind.Missing or AlarmKind.Replaced or AlarmKind.Foreign)
            {
                return true;
            }
        }

        return false;
    }
}
