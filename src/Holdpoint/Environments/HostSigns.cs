namespace Holdpoint.Environments;

/// <summary>What hosts and cluster contexts say.</summary>
internal static class HostSigns
{
    /// <summary>Clusters that only ever run on a developer's machine.</summary>
    public static bool IsLocalCluster(string context) =>
        context is "minikube" or "docker-desktop" or "docker-for-desktop" or "rancher-desktop" or "orbstack"
            or "colima" or "microk8s"
        || context.StartsWith("kind-", StringComparison.Ordinal)
        || context.StartsWith("k3d-", StringComparison.Ordinal);

    /// <summary>This machine by name, by address, or by a Unix socket.</summary>
    public static bool IsLoopback(ReadOnlySpan<char> host)
    {
        ReadOnlySpan<char> name = Name(host);
        return name.StartsWith("/")
            || name is "::1" or "0.0.0.0" or "host.docker.internal"
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("127.") && System.Net.IPAddress.TryParse(name, out _));
    }

    /// <summary>The words of a host's labels. The last label says nothing (<c>.dev</c> and <c>.live</c> are for sale,
    /// <c>.local</c> is many a company's production), but for <c>.test</c>, which RFC 6761 keeps for tests.</summary>
    public static EnvironmentKind? Words(ReadOnlySpan<char> host)
    {
        ReadOnlySpan<char> name = Name(host).TrimEnd('.');
        int dot = name.LastIndexOf('.');
        EnvironmentKind? words = EnvironmentWords.In(dot < 0 ? name : name[..dot]);
        return words ?? (dot >= 0 && name[(dot + 1)..] is "test" ? EnvironmentKind.Development : null);
    }

    /// <summary>The host alone, without user and port.</summary>
    public static ReadOnlySpan<char> Name(ReadOnlySpan<char> host) => WithoutPort(host[(host.LastIndexOf('@') + 1)..]);

    /// <summary>The host of a URL.</summary>
    public static ReadOnlySpan<char> OfUrl(ReadOnlySpan<char> url)
    {
        ReadOnlySpan<char> rest = AfterScheme(url);
        int slash = rest.IndexOf('/');
        return Name(slash < 0 ? rest : rest[..slash]);
    }

    /// <summary>A URL without its user and password, which belong into no message.</summary>
    public static string WithoutUser(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : scheme + 3;
        int slash = url.IndexOf('/', start);
        int user = (slash < 0 ? url.AsSpan(start) : url.AsSpan(start, slash - start)).LastIndexOf('@');
        return user < 0 ? url : string.Concat(url.AsSpan(0, start), url.AsSpan(start + user + 1));
    }

    /// <summary>A URL from its authority on; <c>git@host:path</c> and plain hosts are taken as they are.</summary>
    public static ReadOnlySpan<char> AfterScheme(ReadOnlySpan<char> url)
    {
        int scheme = url.IndexOf("://");
        return scheme < 0 ? url : url[(scheme + 3)..];
    }

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
