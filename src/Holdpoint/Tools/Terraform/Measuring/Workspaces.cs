using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Whether a workspace exists. Asking for the state of one that does not would make it: Terraform creates a
/// workspace that TF_WORKSPACE names as soon as its state is looked at.</summary>
internal static class Workspaces
{
    /// <summary>True or false; null where it cannot be told, and then why.</summary>
    public static bool? Exists(Scene scene, string name, IWorld world, MeasureBudget budget, out string why)
    {
        why = "";
        if (name == StatePlace.DefaultWorkspace)
        {
            return true;
        }

        if (scene.Place.Backend.IsLocal)
        {
            string state = StatePlace.LocalFile(scene.Directory, scene.Place.Backend, name);
            return world.Look(Path.GetDirectoryName(state) ?? "/").Exists;
        }

        // The list is asked from where the world stands now, never from the workspace in question.
        Scene chosen = scene with { SelectedBefore = false };
        if (Question.Ask(chosen, world, budget, ["workspace", "list"], plan: false, out why, besides: "TF_WORKSPACE")
            is not { } list)
        {
            return null;
        }

        foreach (string line in System.Text.Encoding.UTF8.GetString(list.Span).Split('\n'))
        {
            if (line.TrimStart(' ', '*').TrimEnd() == name)
            {
                return true;
            }
        }

        return false;
    }
}
