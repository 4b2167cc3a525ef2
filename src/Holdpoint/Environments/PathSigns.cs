namespace Holdpoint.Environments;

/// <summary>What the folder of a configuration or the key of a state says.</summary>
/// <remarks>A careful word counts in every component. A lax one only where it is there to say the environment (under
/// <c>environments/</c>, or as the last folder): <c>~/dev/infra</c> is where somebody keeps all work, production
/// too.</remarks>
internal static class PathSigns
{
    public static EnvironmentKind? Read(ReadOnlySpan<char> path)
    {
        EnvironmentKind? found = null;
        bool absolute = path.StartsWith("/");
        ReadOnlySpan<char> folder = WithoutFile(path.TrimEnd('/'));
        ReadOnlySpan<char> parent = [];
        bool first = true;
        foreach (Range range in folder.Split('/'))
        {
            ReadOnlySpan<char> part = folder[range];
            if (part.IsEmpty)
            {
                continue;
            }

            // Offset arithmetic instead of strings: the last folder ends where the path ends.
            bool last = range.End.GetOffset(folder.Length) == folder.Length;
            bool speaks = last || (first && !absolute) || NamesEnvironments(parent);
            if (Says(part, speaks) is { } says && (found is not { } other || says > other))
            {
                found = says;
            }

            parent = part;
            first = false;
        }

        return found;
    }

    private static EnvironmentKind? Says(ReadOnlySpan<char> part, bool speaks)
    {
        // "live" is also how Terragrunt names the folder that holds every environment.
        EnvironmentKind? says = part is "live" && !speaks ? null : EnvironmentWords.In(part);
        bool terragrunt = part.EndsWith("-live") || part.StartsWith("live-");
        return says switch
        {
            EnvironmentKind.Production when terragrunt => EnvironmentWords.In(WithoutLive(part)) is { } other
                && (speaks || other is EnvironmentKind.Production) ? other : null,
            EnvironmentKind.Production => says,
            _ when speaks => says,
            _ => null,
        };
    }

    private static ReadOnlySpan<char> WithoutLive(ReadOnlySpan<char> part) =>
        part.EndsWith("-live") ? part[..^"-live".Length] : part["live-".Length..];

    private static bool NamesEnvironments(ReadOnlySpan<char> parent) =>
        parent is "env" or "envs" or "environment" or "environments" or "stage" or "stages" or "live"
            or "deploy" or "deployments" or "accounts" or "workspaces" or "overlays" or "clusters"
            or "stacks" or "tfvars"
        || parent.EndsWith("-live");

    /// <summary>Without a last component that is a file by its extension.</summary>
    private static ReadOnlySpan<char> WithoutFile(ReadOnlySpan<char> path)
    {
        int slash = path.LastIndexOf('/');
        return path.EndsWith(".tfstate") || path.EndsWith(".tf") || path.EndsWith(".tofu") || path.EndsWith(".json")
            ? path[..Math.Max(slash, 0)]
            : path;
    }
}
