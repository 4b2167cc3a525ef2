using System.Collections.Immutable;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Journal;
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

    /// <summary>As much of it is looked through for secrets: a secret that is cut in two may not look like
    /// one.</summary>
    private const int MaxRead = 8 * MaxCommand;

    /// <summary>Data-bearing things named in a message; the full list is in the radius.</summary>
    private const int MaxNames = 5;

    /// <summary>The last command line that was told, and how: the effects of one come one after the other.</summary>
    [ThreadStatic]
    private static string? t_command;

    [ThreadStatic]
    private static string? t_redacted;

    private const int MaxSystems = 6;
    private const int MaxTypes = 4;

    /// <summary>What one reason says, the deed first; only the deed where the answer is allow.</summary>
    public static ImmutableArray<Statement> Of(
        Measurement measurement, Placement placement, Decision decision, string? closing)
    {
        var said = ImmutableArray.CreateBuilder<Statement>();
        said.Add(What(measurement.Effect, placement));
        if (decision is Decision.Allow)
        {
            return said.DrainToImmutable();
        }

        foreach (Alarm alarm in measurement.Alarms)
        {
            Add(said, Plain(alarm.Message));
        }

        Add(said, Weakened(measurement));
        Add(said, HowMuch(measurement));
        Add(said, Data(measurement));
        Add(said, Systems(measurement));
        if (measurement.Unmeasured is { } why)
        {
            Add(said, Plain($"not everything could be measured: {why}"));
        }

        if (measurement.Effect.Kind is EffectKind.Destroy or EffectKind.Modify && !ToldAlready(measurement))
        {
            Add(said, Plain(Return(WaysBack.Deciding(measurement))));
        }

        Add(said, closing is null ? null : Plain(closing));
        return said.DrainToImmutable();
    }

    private static void Add(ImmutableArray<Statement>.Builder said, Statement? statement)
    {
        if (statement is { Text.Length: > 0 })
        {
            said.Add(statement);
        }
    }

    private static Statement Plain(string text) => new(new StringBuilder(text.Length).AppendPlain(text).ToString());

    private static Statement What(Effect effect, Placement placement)
    {
        var text = new StringBuilder(256);
        if (effect.Invocation?.Shown is { Length: > 0 } command)
        {
            command = Redacted(command);
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
        return new Statement(text.ToString());
    }

    private static Statement? Weakened(Measurement measurement) => measurement.Weakened.IsEmpty ? null
        : new Statement("a protection of it was taken away first")
        {
            Items = [.. measurement.Weakened.Select(w => Plain(w.Text).Text)],
        };

    /// <summary>A command line without its secrets; a client's SQL has thousands of effects of one.</summary>
    private static string Redacted(string command)
    {
        if (t_redacted is { } known && ReferenceEquals(t_command, command))
        {
            return known;
        }

        // Variables stand for what they hold, so that a password out of a file could stand here.
        string redacted = Redaction.Redact(command.Length > MaxRead ? command[..MaxRead] : command);
        (t_command, t_redacted) = (command, redacted);
        return redacted;
    }

    private static Statement? HowMuch(Measurement measurement)
    {
        if (measurement.Count is not (> 0 and var count))
        {
            return null;
        }

        bool one = count == 1;
        var text = new StringBuilder();
        text.AppendPlain(Words.Counted(count, measurement.Unit));
        if (measurement.Bytes is { } bytes)
        {
            text.Append(" (").Append(Words.Bytes(bytes)).Append(')');
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

        return new Statement(text.ToString());
    }

    private static Statement? Data(Measurement measurement)
    {
        var named = ImmutableArray.CreateBuilder<string>();
        int holding = 0;
        foreach (Loss loss in measurement.Losses)
        {
            if (loss.HoldsData && ++holding <= MaxNames)
            {
                named.Add(One(loss));
            }
        }

        return holding == 0 ? null : new Statement("data would be lost")
        {
            Items = named.DrainToImmutable(),
            More = Math.Max(0, All(measurement, holding) - MaxNames),
        };
    }

    /// <summary>All that hold data: counted, or as many as there are where each of as many as are named holds
    /// some.</summary>
    private static long All(Measurement measurement, int named) =>
        measurement.HoldData
        ?? (named == BlastRadius.MaxNamedLosses && measurement.Count is { } count && count > named ? count : named);

    private static string One(Loss loss)
    {
        var text = new StringBuilder();
        text.AppendPlain(loss.Resource.Name);
        string separator = " (";
        foreach (string known in LossWords.Of(loss))
        {
            text.Append(separator).AppendPlain(known);
            separator = ", ";
        }

        if (separator == ", ")
        {
            text.Append(')');
        }

        return text.ToString();
    }

    /// <summary>The systems, where the deed's own summary or target does not name them already.</summary>
    private static Statement? Systems(Measurement measurement)
    {
        ImmutableArray<SystemGroup> systems = measurement.Systems;
        if (systems.IsEmpty || measurement.Effect.Summary.Contains(systems[0].Name, StringComparison.Ordinal)
            || measurement.Effect.Target.Place == systems[0].Name)
        {
            return null;
        }

        var named = ImmutableArray.CreateBuilder<string>();
        foreach (SystemGroup system in systems)
        {
            if (named.Count == MaxSystems)
            {
                break;
            }

            named.Add(new StringBuilder().AppendPlain(system.Name).Append(" (").Append(system.Resources)
                .Append(system.Shared ? ", shared" : "").Append(system.Whole ? ", all of it)" : ", in part)")
                .ToString());
        }

        return new Statement(systems.Length == 1 ? "system" : $"{systems.Length} systems")
        {
            Items = named.DrainToImmutable(),
            More = systems.Length - Math.Min(systems.Length, MaxSystems),
        };
    }

    private static string Return(Recovery recovery) => recovery switch
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

    /// <summary>An unknown way back says nothing beside what makes it unknown: not measured, or forbidden
    /// anyway.</summary>
    private static bool ToldAlready(Measurement measurement) => WaysBack.Deciding(measurement) switch
    {
        Recovery.Unknown => measurement.Unmeasured is not null || measurement.Effect.Forbidden is not null,
        Recovery.Never never => never.Why == measurement.Effect.Forbidden || never.Why == measurement.Unmeasured,
        _ => false,
    };
}
