using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>Protections that were taken away lately, by this action or by one that the journal holds. Nothing is read
/// until a loss away from this machine is at stake.</summary>
/// <param name="folder">Holdpoint's own folder; asked for only when it is read.</param>
/// <param name="session">The client's own id of the session; null in a dry look.</param>
internal sealed class Weakenings(IWorld world, Func<string> folder, string? session)
{
    /// <summary>A working day and a night: a protection that went last week is how things are now, not half of a
    /// deed.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Some 1,000 entries, searched in a few milliseconds.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Shown with one loss.</summary>
    private const int MaxShown = 4;

    /// <summary>A command beyond this is cut.</summary>
    private const int MaxCommand = 160;

    private List<Weakening>? _earlier;

    /// <summary>The measurements, each loss with what was taken away before it.</summary>
    public ImmutableArray<Measurement> Beside(Action action, ImmutableArray<Measurement> measured)
    {
        if (!measured.Any(IsLoss))
        {
            return measured;
        }

        var seen = new List<Weakening>();
        var beside = ImmutableArray.CreateBuilder<Measurement>(measured.Length);
        foreach (Measurement measurement in measured)
        {
            Effect effect = measurement.Effect;
            if (effect.Kind is EffectKind.Weaken)
            {
                seen.Add(Of(action, effect));
            }

            beside.Add(IsLoss(measurement) ? measurement with { Weakened = Concerning(effect, seen) } : measurement);
        }

        return beside.MoveToImmutable();
    }

    private static bool IsLoss(Measurement measurement) => measurement.Effect.Kind is EffectKind.Destroy
        && !TargetKinds.OnThisMachine(measurement.Effect.Target.Kind);

    private ImmutableArray<Weakening> Concerning(Effect effect, List<Weakening> seen)
    {
        string name = EntryWriter.Name(effect.Resource.Name);
        string place = EntryWriter.Name(effect.Target.Place);
        _earlier ??= Read();
        return
        [
            .. seen.Concat(_earlier).Where(w => w.Concerns(effect, name, place))
                .DistinctBy(w => (w.Resource, w.By)).Take(MaxShown),
        ];
    }

    private static Weakening Of(Action action, Effect effect) => new(
        effect.Tool, effect.Resource with { Name = EntryWriter.Name(effect.Resource.Name) },
        EntryWriter.Name(effect.Target.Place),
        Shown(effect.Invocation?.Shown ?? (action as Action.ShellCommand)?.Text ?? effect.Summary), Ago: null, "",
        Asked: false);

    private static string Shown(string command)
    {
        command = Redaction.Redact(command.Length > 8 * MaxCommand ? command[..(8 * MaxCommand)] : command);
        return command.Length > MaxCommand ? command[..MaxCommand] + "…" : command;
    }

    /// <summary>The newest first; a line that cannot be read tells nothing.</summary>
    private List<Weakening> Read()
    {
        var found = new List<Weakening>();
        if (world.ReadTail(JournalFile.At(folder()).Path, MaxBytes) is not FileAnswer.Content content)
        {
            return found;
        }

        ReadOnlyMemory<byte> left = content.Bytes;
        while (!left.IsEmpty)
        {
            int feed = left.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = feed < 0 ? left : left[..feed];
            left = feed < 0 ? default : left[(feed + 1)..];
            if (line.Span.IndexOf("\"weaken\""u8) >= 0)
            {
                Entry(line, found);
            }
        }

        found.Reverse();
        return found;
    }

    private void Entry(ReadOnlyMemory<byte> line, List<Weakening> found)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            JsonElement root = entry.RootElement;
            string verdict = Text(root, "verdict");
            TimeSpan ago = DateTimeOffset.TryParse(Text(root, "at"), out DateTimeOffset at)
                ? world.Clock.GetUtcNow() - at : TimeSpan.MaxValue;
            if (verdict is "deny" or "" || ago > Window || ago < -Window
                || !root.TryGetProperty("effects", out JsonElement effects))
            {
                return;
            }

            string where = session is null ? "" : Text(root, "session") == session ? "in this session"
                : "in another session";
            string by = root.TryGetProperty("action", out JsonElement action) ? Text(action, "text") : "";
            foreach (JsonElement effect in effects.EnumerateArray())
            {
                if (Text(effect, "kind") is "weaken")
                {
                    found.Add(new Weakening(
                        Text(effect, "tool"), new Resource(Text(effect, "type"), Text(effect, "name")),
                        Text(effect, "target"), Shown(by), ago < TimeSpan.Zero ? TimeSpan.Zero : ago, where,
                        verdict is "ask"));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The tail begins in the middle of a line; others are somebody else's.
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString() ?? "" : "";
}
