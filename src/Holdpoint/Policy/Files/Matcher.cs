using Holdpoint.Environments;

namespace Holdpoint.Policy.Files;

/// <summary>A pattern of a policy file that names the environment of every target with a sign that it
/// matches.</summary>
/// <param name="Pattern">A glob as written: <c>*</c> stands for any run of characters, <c>?</c> for one.</param>
/// <param name="Absolute">For a path: the pattern from the root on; else the pattern.</param>
internal sealed record Matcher(
    SignKind Kind, string Pattern, string Absolute, EnvironmentKind Environment, int Line, int Column)
{
    public bool Matches(Sign sign) => (Kind, sign.Kind) switch
    {
        (SignKind.Path, SignKind.Path) => MatchesPath(sign.Value),
        (SignKind.Url, SignKind.Url) => MatchesUrl(sign.Value),
        (SignKind.Host, SignKind.Host) => Glob.Matches(Pattern, HostSigns.Name(sign.Value), ignoreCase: true),
        (SignKind.Host, SignKind.Url) => Glob.Matches(Pattern, HostSigns.OfUrl(sign.Value), ignoreCase: true),
        (SignKind.Branch, SignKind.Branch) => Glob.Matches(Pattern, BranchSigns.Short(sign.Value), ignoreCase: true),
        var (mine, its) => mine == its && Glob.Matches(Pattern, sign.Value, ignoreCase: true),
    };

    /// <summary>The path itself, and everything under it.</summary>
    private bool MatchesPath(string path)
    {
        // GetFullPath of an absolute path is arithmetic: dev/../prod is prod.
        string plain = path.StartsWith('/') ? Path.GetFullPath(path) : path;
        return Under(Absolute, plain) || (Absolute != Pattern && Under(Pattern, plain));
    }

    private static bool Under(string pattern, string path)
    {
        ReadOnlySpan<char> left = path.AsSpan().TrimEnd('/');
        ReadOnlySpan<char> glob = pattern.AsSpan().TrimEnd('/');
        while (!left.IsEmpty)
        {
            if (Glob.Matches(glob, left, ignoreCase: false))
            {
                return true;
            }

            left = left[..Math.Max(left.LastIndexOf('/'), 0)];
        }

        return glob.IsEmpty && path.StartsWith('/');
    }

    private bool MatchesUrl(string url)
    {
        string plain = HostSigns.WithoutUser(url);
        return Glob.Matches(Pattern, plain, ignoreCase: true)
            || (!Pattern.Contains("://", StringComparison.Ordinal)
                && Glob.Matches(Pattern, HostSigns.AfterScheme(plain), ignoreCase: true));
    }
}
