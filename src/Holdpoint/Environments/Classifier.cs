using Holdpoint.Policy;

namespace Holdpoint.Environments;

/// <summary>Stage 3: target → environment, by the policy's matchers first, then by signs. Pure.</summary>
internal static class Classifier
{
    public static Placement Classify(Target target, PolicySet policy) => new(EnvironmentKind.Unknown, "no sign tells");
}
