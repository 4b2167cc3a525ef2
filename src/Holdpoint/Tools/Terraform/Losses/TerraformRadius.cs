using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>The blast radius of a destroy or a plan, from a state or a plan that was read. Pure.</summary>
internal static class TerraformRadius
{
    /// <summary>A destroy of a state: every managed instance in its scope, and what depends on it.</summary>
    /// <param name="source">Where the state was read, for the facts.</param>
    public static TerraformLosses OfDestroy(StateSummary state, DestroyScope scope, string source) =>
        new() { Kind = EffectKind.Destroy, Count = state.Instances.Length, Recovery = new Recovery.Unknown("not read yet") };

    /// <summary>A plan: its deletions, replacements, forgets, imports and the protections that it turns off.</summary>
    /// <param name="prior">The state that the plan was made against, where a whole one is at hand; else the plan's own prior state counts.</param>
    /// <param name="source">Where the plan was read, for the facts.</param>
    public static TerraformLosses OfPlan(PlanSummary plan, StateSummary? prior, string source) =>
        new() { Kind = EffectKind.Destroy, Count = plan.Deletes, Recovery = new Recovery.Unknown("not read yet") };
}
