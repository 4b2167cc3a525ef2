using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>How an effect can be undone, as the verdict table groups it; from easy to impossible.</summary>
internal enum WayBack
{
    /// <summary>Made again: trivial, from-source.</summary>
    Easy,

    /// <summary>Brought back by somebody: a window of days, a backup that a restore has proved.</summary>
    Limited,

    /// <summary>Never, or nobody knows; a backup that was never restored counts as unknown.</summary>
    None,
}

/// <summary>Finds the way back that counts.</summary>
internal static class WaysBack
{
    /// <summary>The worst of the effect's own recovery and those of the data that would be lost.</summary>
    public static WayBack Of(Measurement measurement)
    {
        WayBack worst = Of(measurement.Effect.Recovery);
        foreach (Loss loss in measurement.Losses)
        {
            if (loss.HoldsData && Of(loss.Recovery) is var way && way > worst)
            {
                worst = way;
            }
        }

        return worst;
    }

    public static WayBack Of(Recovery recovery) => recovery switch
    {
        Recovery.Trivial or Recovery.FromSource => WayBack.Easy,
        Recovery.Window { Days: > 0 } => WayBack.Limited,
        Recovery.FromBackup { LastVerified: not null } => WayBack.Limited,
        _ => WayBack.None,
    };

    /// <summary>The recovery of which a message should speak: the first that is as bad as the worst.</summary>
    public static Recovery Deciding(Measurement measurement)
    {
        WayBack worst = Of(measurement);
        if (Of(measurement.Effect.Recovery) == worst)
        {
            return measurement.Effect.Recovery;
        }

        foreach (Loss loss in measurement.Losses)
        {
            if (loss.HoldsData && Of(loss.Recovery) == worst)
            {
                return loss.Recovery;
            }
        }

        return measurement.Effect.Recovery;
    }

    /// <summary>A whole system goes, with data in it that nothing brings back.</summary>
    public static bool WholeSystemsWithoutBackup(Measurement measurement)
    {
        foreach (SystemGroup system in measurement.Systems)
        {
            if (system.Whole && HoldsLostData(measurement, system))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsLostData(Measurement measurement, SystemGroup system)
    {
        foreach (Loss loss in measurement.Losses)
        {
            // Data that nothing assigns to a system may be any system's.
            if (loss.HoldsData && Of(loss.Recovery) is WayBack.None
                && (loss.System is null || loss.System == system.Name))
            {
                return true;
            }
        }

        return false;
    }
}
