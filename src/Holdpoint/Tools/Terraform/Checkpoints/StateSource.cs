using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Checkpoints;

/// <summary>The state of a configuration: the record of what exists, not what exists.</summary>
/// <param name="Scene">Where and how the action reaches it.</param>
/// <param name="Only">The state is all that the action takes.</param>
internal sealed record StateSource(Scene Scene, bool Only)
    : CheckpointSource(TerraformStateCheckpoint.KindId, Scene.Place.Shown, null)
{
    public override bool Covers => Only;

    public override CheckpointSource With(CheckpointSource other) =>
        other is StateSource state ? this with { Only = Only && state.Only } : this;

    /// <summary>The state that a measured effect forgets or writes over, or of what it destroys.</summary>
    public static StateSource? Of(Measurement measured, IWorld world) =>
        measured.Unmeasured is null && measured.Effect.Invocation is { Outside: null } ? At(measured.Effect, world)
            : null;

    /// <summary>The same, whatever was measured: after the action the words still tell where the state is.</summary>
    public static StateSource? At(Effect effect, IWorld world)
    {
        if (effect.Probe is not TerraformProbe
            {
                Deed: Deed.Forget or Deed.Push or Deed.DeleteWorkspace or Deed.Destroy or Deed.Apply or Deed.ApplySaved,
            } probe
            || Scene.Locate(probe.Invocation, probe.Before, world, out _) is not { } scene)
        {
            return null;
        }

        if (probe.Deed is Deed.DeleteWorkspace)
        {
            if (scene.Line.Operands is not [{ Text: { } name }, ..])
            {
                return null;
            }

            scene = scene with
            {
                Place = StatePlace.Find(world, scene.Line, scene.Directory, scene.Place.Backend, name),
                SelectedBefore = true,
            };
        }

        return new StateSource(scene, probe.Deed is Deed.Forget or Deed.Push or Deed.DeleteWorkspace);
    }
}
