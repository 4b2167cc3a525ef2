using System.Text;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>Writes what a person reads about one effect: what, where, how much, whose, and whether it can come
/// back.</summary>
/// <remarks>Words from the world (names in a state, tags) are shown without control characters: they could otherwise
/// repaint the terminal on which they are judged.</remarks>
internal static class Explanation
{
    /// <summary>A command line beyond this is cut: the first words say what it is.</summary>
    private const int MaxCommand = 160;

    /// <summary>Data-bearing things named in a message; the full list is in the radius.</summary>
    private const int MaxNames = 5;

    private const int MaxSystems = 6;
    private const int MaxTypes = 4;

    /// <summary>The message of one reason.</summary>
    public static string Of(Measurement measurement, Placement placement, Decision decision, string? closing)
    {
        var text = new StringBuilder(256);
        What(text, measurement.Effect, placement);
        if (decision is Decision.Allow)
        {
            return text.ToString();
        }

        HowMuch(text, measurement);
        Data(text, measurement);
        Systems(text, measurement);
        foreach (Alarm alarm in measurement.Alarms)
        {
            Sentence(text, alarm.Message);
        }

        if (measurement.Unmeasured is { } why)
        {
            Sentence(text, "not everything could be measured: ").AppendPlain(why);
        }

        if (measurement.Effect.Kind is EffectKind.Destroy or EffectKind.Modify && !ToldAlready(measurement))
        {
            Return(text, WaysBack.Deciding(measurement));
        }

        if (closing is not null)
        {
            Sentence(text, closing);
        }

        return text.ToString();
    }

    private static void What(StringBuilder text, Effect effect, Placement placement)
    {
        if (effect.Invocation?.Shown is { Length: > 0 } command)
        {
            bool cut = command.Length > MaxCommand;
            text.Append('`').AppendPlain(cut ? command[..MaxCommand] : command).Append(cut ? "…` " : "` ");
        }

        text.AppendPlain(effect.Summary).Append(" (");
        if (effect.Target.Kind is not "code"
            && !effect.Summary.Contains(effect.Target.Place, StringComparison.Ordinal))
        {
            text.AppendPlain(effect.Target.Place).Append(", ");
        }

        text.Append(Words.Of(placement.Environment)).Append(": ").AppendPlain(placement.Because).Append(')');
    }

    private static void HowMuch(StringBuilder text, Measurement measurement)
    {
        if (measurement.Count is not (> 0 and var count))
        {
            return;
        }

        bool one = count == 1;
        Sentence(text, "").AppendPlain(Words.Counted(count, measurement.Unit));
        if (measurement.Bytes is { } bytes)
        {
            text.Append(", ").Append(Words.Bytes(bytes));
        }

        text.Append((measurement.Effect.Kind is EffectKind.Destroy, one) switch
        {
            (true, true) => " goes",
            (true, false) => " go",
            (false, true) => " is touched",
            (false, false) => " are touched",
        });
        for (int i = 0; i < measurement.Types.Length && i < MaxTypes; i++)
        {
            (string type, int number) = measurement.Types[i];
            text.Append(i == 0 ? ": " : ", ").Append(number).Append(' ').AppendPlain(type);
        }

        if (measurement.Types.Length > MaxTypes)
        {
            text.Append(" and ").Append(measurement.Types.Length - MaxTypes).Append(" more types");
        }
    }

    private static void Data(StringBuilder text, Measurement measurement)
    {
        int named = 0;
        int holding = 0;
        foreach (Loss loss in measurement.Losses)
        {
            if (!loss.HoldsData || ++holding > MaxNames)
            {
                continue;
            }

            if (named++ == 0)
            {
                Sentence(text, "data would be lost: ");
            }
            else
            {
                text.Append(", ");
            }

            One(text, loss);
        }

        if (holding > MaxNames)
        {
            text.Append(" and ").Append(holding - MaxNames).Append(" more");
        }
    }

    private static void One(StringBuilder text, Loss loss)
    {
        text.AppendPlain(loss.Resource.Name);
        string separator = " (";
        foreach (string detail in loss.Details)
        {
            text.Append(separator).AppendPlain(detail);
            separator = ", ";
        }

        if (loss.Protection is { } protection)
        {
            text.Append(separator).AppendPlain(protection);
            separator = ", ";
        }

        if (loss.BackupsLost is { } backups)
        {
            text.Append(separator).Append("its backups go with it: ").AppendPlain(backups);
            separator = ", ";
        }

        if (separator == ", ")
        {
            text.Append(')');
        }
    }

    private static void Systems(StringBuilder text, Measurement measurement)
    {
        if (measurement.Systems.All(s => measurement.Effect.Summary.Contains(s.Name, StringComparison.Ordinal)))
        {
            return;
        }

        for (int i = 0; i < measurement.Systems.Length && i < MaxSystems; i++)
        {
            SystemGroup system = measurement.Systems[i];
            if (i == 0)
            {
                int all = measurement.Systems.Length;
                Sentence(text, all == 1 ? "system: " : $"{all} systems: ");
            }
            else
            {
                text.Append(", ");
            }

            text.AppendPlain(system.Name).Append(" (").Append(system.Resources)
                .Append(system.Shared ? ", shared" : "").Append(system.Whole ? ", all of it)" : ", in part)");
        }

        if (measurement.Systems.Length > MaxSystems)
        {
            text.Append(" and ").Append(measurement.Systems.Length - MaxSystems).Append(" more");
        }
    }

    private static void Return(StringBuilder text, Recovery recovery)
    {
        string how = recovery switch
        {
            Recovery.Trivial r => $"can be made again: {r.How}",
            Recovery.FromSource r => $"can be brought back: {r.How}",
            Recovery.Window r => $"can be brought back for {r.Days} days: {r.How}",
            Recovery.FromBackup { LastVerified: { } at } r =>
                $"a backup restored as a test on {at:yyyy-MM-dd} could bring it back: {r.How}",
            Recovery.FromBackup r => $"there is a backup that was never restored as a test: {r.How}",
            Recovery.Never r => $"nothing brings it back: {r.Why}",
            Recovery.Unknown r => $"whether it can come back is not known: {r.Why}",
            _ => recovery.Word,
        };
        Sentence(text, how);
    }

    /// <summary>An unknown way back says nothing beside what makes it unknown: not measured, or forbidden
    /// anyway.</summary>
    private static bool ToldAlready(Measurement measurement) => WaysBack.Deciding(measurement) switch
    {
        Recovery.Unknown => measurement.Unmeasured is not null || measurement.Effect.Forbidden is not null,
        Recovery.Never never => never.Why == measurement.Effect.Forbidden || never.Why == measurement.Unmeasured,
        _ => false,
    };

    private static StringBuilder Sentence(StringBuilder text, string sentence)
    {
        text.Append(". ");
        return sentence.Length == 0
            ? text
            : text.Append(char.ToUpperInvariant(sentence[0])).AppendPlain(sentence.AsSpan(1));
    }
}
