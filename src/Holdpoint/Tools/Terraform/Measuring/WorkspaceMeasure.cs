using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Losses;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What goes with a workspace that is deleted: without <c>-force</c> only an empty one can be.</summary>
internal static class WorkspaceMeasure
{
    public static Measurement Of(Measurement start, Stage stage)
    {
        Scene scene = stage.Scene;
        if (scene.Bare)
        {
            return start with { Unmeasured = scene.WhyBare };
        }

        if (!scene.Line.Has("force"))
        {
            return Empty(start, "deletes a workspace if it is empty; with resources in it Terraform refuses");
        }

        if (scene.Line.Operands is not [{ Text: { } name }, ..])
        {
            return start with { Unmeasured = "which workspace is meant cannot be known" };
        }

        StatePlace place = StatePlace.Find(stage.World, scene.Line, scene.Directory, scene.Place.Backend, name);
        StateSight sight = StateSight.Look(
            scene with { Place = place, SelectedBefore = true }, stage.World, stage.Budget);
        return sight switch
        {
            StateSight.None => Empty(start, "deletes an empty workspace"),
            { Summary: { } state } => state.Instances.IsEmpty
                ? Empty(start, "deletes an empty workspace")
                : Forgotten(start, TerraformRadius.OfDestroy(state, DestroyScope.Everything, place.Shown)),
            StateSight.Hidden hidden => start with { Unmeasured = hidden.Why },
            _ => start with { Unmeasured = "the workspace's state cannot be read" },
        };
    }

    private static Measurement Empty(Measurement start, string summary) => start with
    {
        Effect = start.Effect with
        {
            Kind = EffectKind.Modify,
            Recovery = new Recovery.Trivial("workspace new makes it again"),
            Summary = summary,
        },
        Count = 0,
        Unit = "resources",
    };

    /// <summary>The objects live on; the only record of them goes.</summary>
    private static Measurement Forgotten(Measurement start, TerraformLosses losses) => losses.Over(start) with
    {
        Effect = start.Effect with { Recovery = new Recovery.Unknown("the state of a deleted workspace is not kept") },
        Losses = [],
        Bytes = null,
    };
}
