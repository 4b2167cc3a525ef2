using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Live;

/// <summary>What the engine says of the volumes that a command would delete: how large, and which containers use them.
/// </summary>
internal static class DockerEvidence
{
    private const int MaxVolumes = 20;
    private const long Kilobyte = 1000;

    /// <summary><c>volume rm NAME…</c>.</summary>
    public static Measurement Named(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        var live = new LiveQuestions(LiveClient.Docker, invocation, Globals(line), world, budget);
        ImmutableArray<string?> names = [.. line.Operands.Skip(2).Take(MaxVolumes + 1).Select(w => w.Text)];
        if (names.IsEmpty || names.Length > MaxVolumes || names.Any(n => n is not { Length: > 0 } || n[0] is '-'))
        {
            return new Measurement(effect)
            {
                Unmeasured = "the engine was not asked: the words do not tell which volumes",
            };
        }

        return Measured(effect, live, [.. names.OfType<string>()]);
    }

    /// <summary><c>volume prune</c> and its kin: those that no container uses.</summary>
    public static Measurement Unused(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        var live = new LiveQuestions(LiveClient.Docker, invocation, Globals(line), world, budget);
        LiveAnswer answer = live.Ask("volumes that no container uses", "volume", "ls", "--quiet", "--filter",
            "dangling=true");
        if (answer.Why is { } why)
        {
            return new Measurement(effect) { Unmeasured = why };
        }

        string[] names = Lines(answer.Text);
        Measurement measured = Measured(effect, live, [.. names.Take(MaxVolumes)]);
        return measured with { Count = names.Length, HoldData = names.Length };
    }

    /// <summary><c>compose down --volumes</c>: the volumes that the engine knows of the project, by the label that
    /// compose gives them; where it does not answer, those that the file declares.</summary>
    public static Measurement Project(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        Measurement declared = ComposeFiles.Look(effect, line, invocation, world);
        var live = new LiveQuestions(LiveClient.Docker, invocation, Globals(line), world, budget);
        if (ComposeFiles.Project(line, invocation, world) is not { } project
            || live.Ask($"volumes of project {project}", "volume", "ls", "--quiet", "--filter",
                $"label=com.docker.compose.project={project}") is not { Why: null, Text: var text }
            || Lines(text) is not { Length: > 0 and <= MaxVolumes } names)
        {
            return declared;
        }

        Measurement measured = Measured(declared.Effect, live, [.. names]);
        return measured.Unmeasured is null ? measured : declared;
    }

    private static Measurement Measured(Effect effect, LiveQuestions live, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            return new Measurement(effect) { Count = 0, Unit = "volumes", HoldData = 0 };
        }

        string shown = string.Join(' ', names);
        LiveAnswer answer = live.Ask(
            $"volume {shown}", [.. (ReadOnlySpan<string>)["volume", "inspect"], .. names]);
        if (answer.Why is { } why)
        {
            return new Measurement(effect) { Unmeasured = why };
        }

        JsonElement? sizes = live.Ask("the sizes of volumes", "system", "df", "--verbose", "--format", "json").Json;
        ImmutableArray<Loss> losses = [.. answer.Json.Items().Select(v => Volume(effect, v, sizes, live))];
        return new Measurement(effect)
        {
            Losses = losses,
            Count = losses.Length,
            Unit = "volumes",
            Bytes = losses.All(l => l.Amounts.IsEmpty) ? null : losses.Sum(l => l.Amounts.Sum(a => a.Number)),
            HoldData = losses.Length,
            Facts = [new Fact("asked about", shown, live.Source("volume", "inspect"))],
        };
    }

    private static Loss Volume(Effect effect, JsonElement? volume, JsonElement? sizes, LiveQuestions live)
    {
        string name = volume.Text("Name") ?? "a volume";
        JsonElement? usage = sizes.Items("Volumes").FirstOrDefault(v => v.Text("Name") == name);
        LiveAnswer users = live.Ask($"containers of {name}", "ps", "--all", "--filter", $"volume={name}", "--format",
            "{{.Names}} ({{.State}})");
        string? project = volume.Text("Labels", "com.docker.compose.project");
        return new Loss(effect.Resource with { Name = name }, effect.Recovery)
        {
            HoldsData = true,
            Amounts = Size(usage.Text("Size")) is { } bytes ? [Amount.Size(bytes, Certainty.About)] : [],
            Details =
            [
                $"driver {volume.Text("Driver")}",
                .. project is null ? (ReadOnlySpan<string>)[] : [$"compose project {project}"],
            ],
            Dependents =
            [
                .. Lines(users.Text)
                    .Take(BlastRadius.MaxNamedLosses).Select(u => $"container {u}"),
            ],
        };
    }

    /// <summary>The engine's own spelling: "1.234GB", "12.5kB", "0B".</summary>
    internal static long? Size(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int end = text.Length - text.AsSpan().TrimStart("0123456789.").Length;
        long unit = end <= 0 ? 0 : text[end..].ToUpperInvariant() switch
        {
            "B" => 1,
            "KB" => Kilobyte,
            "MB" => Kilobyte * Kilobyte,
            "GB" => Kilobyte * Kilobyte * Kilobyte,
            "TB" => Kilobyte * Kilobyte * Kilobyte * Kilobyte,
            _ => 0,
        };
        return unit > 0
            && double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? (long)(number * unit) : null;
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The context; null where the command brings an engine of its own.</summary>
    internal static ImmutableArray<string>? Globals(CliLine line)
    {
        if (line.Has("H host config tlscacert tlscert tlskey url connection"))
        {
            return null;
        }

        return line.Option("c context") is not { Value: var context } ? []
            : context?.Text is { Length: > 0 } text && text[0] is not '-' ? ["--context", text] : null;
    }
}
