namespace Holdpoint.Environments;

/// <summary>What a sign says of an environment when no policy file speaks, and how strongly.</summary>
/// <remarks>docs/formats/policy.md holds the same order for people.</remarks>
internal static class BuiltInSigns
{
    /// <summary>The environment that a sign tells, and its strength (higher is stronger); null when it tells
    /// nothing.</summary>
    public static (EnvironmentKind Environment, int Strength)? Read(Sign sign, string targetKind) => sign.Kind switch
    {
        SignKind.Tag => Tag(sign.Value),
        SignKind.Account => At(Place, EnvironmentWords.In(sign.Value)),
        SignKind.Workspace => sign.Value is "default" ? null : At(Place, EnvironmentWords.In(sign.Value)),
        SignKind.Context when HostSigns.IsLocalCluster(sign.Value) => (EnvironmentKind.Development, Place),
        SignKind.Context => At(Place, EnvironmentWords.In(sign.Value)),
        SignKind.Host => Host(sign.Value),
        SignKind.Url => targetKind is TargetKinds.GitRemote ? null : Url(sign.Value),
        SignKind.Branch => targetKind is TargetKinds.GitRemote ? At(Name, BranchSigns.Read(sign.Value)) : null,
        SignKind.Name => targetKind is TargetKinds.GitRemote ? null : At(Name, EnvironmentWords.In(sign.Value)),
        SignKind.Path => At(Name, PathSigns.Read(sign.Value)),
        _ => null,
    };

    /// <summary>A tag that is there to say the environment.</summary>
    private const int Spoken = 3;

    /// <summary>The name of a whole place: an account, a workspace, a context, a host.</summary>
    private const int Place = 2;

    /// <summary>The name of one thing, a folder, a branch; loopback too, since a tunnel may stand behind it.</summary>
    private const int Name = 1;

    private static (EnvironmentKind, int)? At(int strength, EnvironmentKind? environment) =>
        environment is { } one ? (one, strength) : null;

    private static (EnvironmentKind, int)? Tag(string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return null;
        }

        ReadOnlySpan<char> key = value.AsSpan(0, equals);
        ReadOnlySpan<char> word = value.AsSpan(equals + 1);

        // Other tags name owners, teams and purposes: "Team=development" runs production as well.
        return key switch
        {
            _ when SaysEnvironment(key) => At(Spoken, EnvironmentWords.In(word)),
            _ when key.Equals("name", StringComparison.OrdinalIgnoreCase) => At(Name, EnvironmentWords.In(word)),
            _ => null,
        };
    }

    private static bool SaysEnvironment(ReadOnlySpan<char> key)
    {
        int start = key.LastIndexOfAny(":/.") + 1;
        ReadOnlySpan<char> last = key[start..];
        return last.Equals("env", StringComparison.OrdinalIgnoreCase)
            || last.Equals("stage", StringComparison.OrdinalIgnoreCase)
            || last.Equals("tier", StringComparison.OrdinalIgnoreCase)
            || last.Contains("environment", StringComparison.OrdinalIgnoreCase);
    }

    private static (EnvironmentKind, int)? Host(ReadOnlySpan<char> host) =>
        HostSigns.IsLoopback(host) ? (EnvironmentKind.Development, Name) : At(Place, HostSigns.Words(host));

    private static (EnvironmentKind, int)? Url(ReadOnlySpan<char> url)
    {
        ReadOnlySpan<char> rest = HostSigns.AfterScheme(url);
        int slash = rest.IndexOf('/');
        (EnvironmentKind Environment, int Strength)? host = Host(slash < 0 ? rest : rest[..slash]);
        (EnvironmentKind Environment, int Strength)? path =
            slash < 0 ? null : At(Name, EnvironmentWords.In(rest[slash..]));
        return host is { } h && path is { } p
            ? h.Strength > p.Strength || h.Environment > p.Environment ? h : p
            : host ?? path;
    }
}
