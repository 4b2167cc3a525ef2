using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>What the arguments of a destroy narrow it to; both empty means everything.</summary>
/// <param name="Targets">The values of <c>-target</c>, as written.</param>
/// <param name="Excludes">The values of <c>-exclude</c> (OpenTofu 1.9 and later), as written.</param>
internal sealed record DestroyScope(ImmutableArray<string> Targets, ImmutableArray<string> Excludes)
{
    public static readonly DestroyScope Everything = new([], []);

    public bool IsEverything => Targets.IsEmpty && Excludes.IsEmpty;
}
