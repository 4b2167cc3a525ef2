using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>A state that is not what it was.</summary>
internal sealed class StateAlarm : Rule
{
    public override string Id => "state-alarm";

    public override string Title => "A state that is not what it was";

    public override string Documentation =>
        """
        The state is *missing*, *replaced* (another lineage), *rolled back* (a lower serial), *shrunk*, or
        holds *foreign* addresses, compared with what Holdpoint has seen in the journal or in the committed
        `.holdpoint/states.lock`. What a plan, an apply, an import or a destroy over it would do cannot be
        trusted, so even a plan asks. A state that is only *suspicious* (no memory, but a lock file without
        a state, or a plan that only creates) asks when something would be created, changed or destroyed,
        and lets reads pass.

        What to do: find the state that is known: the other computer, the backend's configuration, the
        bucket's versions. If the state that is there now is the right one, a person says so with
        `holdpoint states accept`; until then the alarm stands.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement)
    {
        foreach (Alarm alarm in measurement.Alarms)
        {
            if (alarm.Kind is not AlarmKind.Suspicious
                || measurement.Effect.Kind is EffectKind.Create or EffectKind.Modify or EffectKind.Destroy)
            {
                return true;
            }
        }

        return false;
    }

    public override string? Safer(Measurement measurement)
    {
        foreach (Alarm alarm in measurement.Alarms)
        {
            // Another way to the same command is no way out: first of all the state must be the right one.
            if (alarm.Kind is not AlarmKind.Suspicious)
            {
                return Find;
            }
        }

        return measurement.Effect.Safer ?? Find;
    }

    internal const string Find =
        "find the state that is known before anything is planned or applied over this one; a person who knows that "
        + "this one is right runs holdpoint states accept";
}
