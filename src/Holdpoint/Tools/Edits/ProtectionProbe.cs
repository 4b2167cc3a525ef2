using Holdpoint.Radius;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Edits;

/// <summary>Compares a configuration as it is with what an edit makes of it.</summary>
internal sealed record ProtectionProbe(string Path, Action.FileEdit Edit) : Probe
{
    /// <summary>Bytes of one file of a configuration.</summary>
    private const int MaxFile = 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (world.Read(Path, MaxFile) is not FileAnswer.Content content)
        {
            return Nothing(effect);
        }

        string before = content.Text;
        string? after = Edit.Kind switch
        {
            FileEditKind.Delete => null,
            FileEditKind.Write => Edit.Content,
            _ when Edit is { Content: { } put, Replaced: { } taken } =>
                SettingsChange.Edited(before, taken, put, Edit.All),
            _ => null,
        };
        if (after is null)
        {
            // Several edits at once, or text that is not there: what is taken out is compared with what comes in.
            after = Edit.Content;
            before = Edit.Replaced ?? "";
        }

        return after is not null && Protections.Lost(before, after) is { } lost
            ? new Measurement(effect with { Summary = $"takes {lost} away in {effect.Resource.Name}" })
            : Nothing(effect);
    }

    private static Measurement Nothing(Effect effect) => new(effect with { Kind = EffectKind.Read });
}
