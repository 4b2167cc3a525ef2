using System.Collections.Immutable;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>Checks the text of a policy file without using it; for <c>holdpoint policy validate</c>.</summary>
internal static class PolicyValidator
{
    /// <summary>Every mistake with its place; empty when there is none.</summary>
    /// <param name="name">The file's name as messages show it; <c>holdpoint.yaml</c> is read as a repository's
    /// file.</param>
    public static ImmutableArray<PolicyProblem> Validate(string text, string name)
    {
        PolicyOrigin origin = Path.GetFileName(name) is PolicyLoader.RepositoryFile
            ? PolicyOrigin.Repository
            : PolicyOrigin.User;
        return new PolicyReader(origin, name, folder: null, home: null).Read(text).Problems;
    }

    /// <summary>The same for the bytes of a file, which may be too many or no UTF-8.</summary>
    public static ImmutableArray<PolicyProblem> Validate(ReadOnlySpan<byte> bytes, string name) =>
        PolicyLoader.Decode(bytes, name) is var (text, problem) && problem is not null
            ? [problem]
            : Validate(text, name);
}
