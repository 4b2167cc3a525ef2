namespace Holdpoint.Environments;

/// <summary>What hosts and cluster contexts say.</summary>
internal static class HostSigns
{
    /// <summary>Clusters that only ever run on a developer's machine.</summary>
    public static bool IsLocalCluster(string context) =>
        context is "minikube" or "docker-desktop" or "docker-for-desktop" or "rancher-desktop" or "orbstack" or "colima" or "microk8s"
        || context.StartsWith("kind-", StringComparison.Ordinal)
        || context.StartsWith("k3d-", StringComparison.Ordinal);

    /// <summary>This machine by name, by address, or by a Unix socket.</summary>
    public static bool IsLoopback(ReadOnlySpan<char> host)
    {
        ReadOnlySpan<char> name = WithoutPort(WithoutUser(host));
        return name.StartsWith("/")
            || name is "::1" or "0.0.0.0" or "host.docker.internal"
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("127.") && System.Net.IPAddress.TryParse(name, out _));
    }

    /// <summary>The words of a host's labels. The last label says nothing (<c>.dev</c> and <c>.live</c> are for sale, <c>.local</c> is many
    /// a company's production), but for <c>.test</c>, which RFC 6761 keeps for tests.</summary>
    public static EnvironmentKind? Words(ReadOnlySpan<char> host)
    {
        ReadOnlySpan<char> name = WithoutPort(WithoutUser(host)).TrimEnd('.');
        int dot = name.LastIndexOf('.');
        EnvironmentKind? words = EnvironmentWords.In(dot < 0 ? name : name[..dot]);
        return words ?? (dot >= 0 && name[(dot + 1)..] is "test" ? EnvironmentKind.Development : null);
    }

    /// <summary>A URL from its authority on; <c>git@host:path</c> and plain hosts are taken as they are.</summary>
    public static ReadOnlySpan<char> AfterScheme(ReadOnlySpan<char> url)
    {
        int scheme = url.IndexOf("://");
        return scheme < 0 ? url : url[(scheme + 3)..];
    }

    private static ReadOnlySpan<char> WithoutUser(ReadOnlySpan<char> authority) => authority[(authority.LastIndexOf('@') + 1)..];

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        if (host.StartsWith("["))
        {
            int end = host.IndexOf(']');
            return end < 0 ? host : host[1..end];
        }

        int colon = host.IndexOf(':');
        return colon >= 0 && colon == host.LastIndexOf(':') ? host[..colon] : host;
    }
}
