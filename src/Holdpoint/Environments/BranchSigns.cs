namespace Holdpoint.Environments;

/// <summary>What a branch of a remote repository says: what others build and deploy from counts as
/// production.</summary>
internal static class BranchSigns
{
    private const string Heads = "refs/heads/";

    /// <summary>A branch without <c>refs/heads/</c>.</summary>
    public static ReadOnlySpan<char> Short(string branch) =>
        branch.StartsWith(Heads, StringComparison.Ordinal) ? branch.AsSpan(Heads.Length) : branch;

    public static EnvironmentKind? Read(string branch)
    {
        ReadOnlySpan<char> name = Short(branch);
        if (name.IsEmpty || name.StartsWith("refs/") || name.IndexOfAny("*?[") >= 0 || name is "HEAD")
        {
            return null;
        }

        if (name is "main" or "master" or "trunk" or "default" or "release" or "gh-pages"
            || name.StartsWith("release/") || name.StartsWith("release-") || name.StartsWith("releases/"))
        {
            return EnvironmentKind.Production;
        }

        // Whole segments only: "fix/prod-login" is somebody's work, "deploy/prod" is not.
        EnvironmentKind says = EnvironmentKind.Development;
        foreach (Range segment in name.Split('/'))
        {
            EnvironmentKind? one = name[segment] is "develop" or "development" or "dev"
                ? EnvironmentKind.Staging
                : EnvironmentWords.Whole(name[segment]);
            says = one is { } found && found > says ? found : says;
        }

        return says;
    }
}
