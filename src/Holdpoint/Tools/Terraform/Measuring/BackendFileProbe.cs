using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Asks whether a file of the configuration that is written takes it away from a state that it has.</summary>
/// <param name="File">Absolute.</param>
/// <param name="Content">The new text; for an edit what is put in; null where it cannot be seen.</param>
/// <param name="Replaced">What an edit takes out; null where the whole file is written.</param>
/// <param name="Source">The file that is copied; absolute, null where none is.</param>
internal sealed record BackendFileProbe(string File, string? Content, string? Replaced, string? Source) : Probe
{
    /// <summary>As Terraform's own files are bounded.</summary>
    private const long MaxFileBytes = 2 * 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var start = new Measurement(effect);
        string folder = Path.GetDirectoryName(File) ?? "/";
        BackendSettings? initialised = world.Read(Path.Join(folder, ".terraform/terraform.tfstate"), MaxFileBytes)
            is FileAnswer.Content record ? BackendRecord.Read(record.Bytes, ".terraform/terraform.tfstate") : null;
        BackendSettings? configured = Configuration.Read(world, folder).Backend;
        BackendSettings now = initialised ?? configured ?? BackendSettings.Local;
        string? before = Text(world, File);
        string? after = After(world, before);
        BackendSettings? next = after is null ? null : Configuration.BackendOfFile(File, after);
        if (after is not null && next is null)
        {
            // Without a backend of its own it matters only if it had the one in force.
            bool had = before is not null && Configuration.BackendOfFile(File, before) is not null;
            next = had ? BackendSettings.Local : now;
        }

        if (next is not null && next.Key == now.Key)
        {
            return DestroyMeasure.Untouched(start, "the backend stays what it is");
        }

        if (!HasState(world, budget, folder, now, initialised))
        {
            return DestroyMeasure.Untouched(start, "no state of this configuration is known that it would leave");
        }

        string place = now.IsLocal ? StatePlace.LocalFile(folder, now, StatePlace.DefaultWorkspace) : now.Key;
        string to = next is null ? "a backend that cannot be seen" : $"the backend \"{next.Type}\"";
        return start with
        {
            Effect = effect with
            {
                Summary = $"moves the configuration to {to}, away from its state at {place}",
            },
        };
    }

    private static bool HasState(
        IWorld world, MeasureBudget budget, string folder, BackendSettings now, BackendSettings? initialised) =>
        initialised is { IsLocal: false }
        || !StateMemory.Load(world, folder).IsEmpty
        || (now.IsLocal && StateSight.OfFile(
                StatePlace.LocalFile(folder, now, StatePlace.DefaultWorkspace), world, budget)
            is StateSight.Hidden
            or StateSight.Held { Reading: not StateReading.Read { State.Instances.IsEmpty: true } });

    private string? After(IWorld world, string? before) => Source is { } source ? Text(world, source)
        : Replaced is { Length: > 0 } taken ? before?.Replace(taken, Content ?? "", StringComparison.Ordinal)
        : Content;

    private static string? Text(IWorld world, string path) =>
        world.Read(path, MaxFileBytes) is FileAnswer.Content content ? content.Text : null;
}
