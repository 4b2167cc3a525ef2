using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Shell;
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

    private const string Directory = "directory";
    private const string Workspace = "workspace";
    private const string File = "file";

    /// <summary>What has to be known of it again.</summary>
    public ImmutableSortedDictionary<string, string> Settings => ImmutableSortedDictionary<string, string>.Empty
        .Add(Directory, Scene.Directory).Add(Workspace, Scene.Place.Workspace).Add(File, Scene.Place.File ?? "");

    /// <summary>The state of a part; null where it is not there any more.</summary>
    public static StateSource? Of(SavedPart part, IWorld world)
    {
        if (part.Settings.GetValueOrDefault(Directory) is not { } directory
            || part.Settings.GetValueOrDefault("program") is not { } program)
        {
            return null;
        }

        string workspace = part.Settings.GetValueOrDefault(Workspace) ?? StatePlace.DefaultWorkspace;
        string file = part.Settings.GetValueOrDefault(File) ?? "";
        Reading reading = ShellReader.Read(
            ShellQuoting.Join(
                [program, "state", "push", .. file.Length > 0 ? (string[])["-state=" + file] : [], "x"]),
            new ShellContext(directory, ImmutableDictionary<string, string>.Empty));
        return reading.Invocations is [var invocation] && Scene.Locate(
            invocation, Forerunners.None with { Workspace = new Word(workspace) }, world, out _) is { } scene
            && scene.Place.Shown == part.Place
            ? new StateSource(scene, Only: true)
            : null;
    }

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
