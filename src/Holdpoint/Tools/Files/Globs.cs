using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Matches file names as the shell does, and finds what a pattern stands for.</summary>
internal static class Globs
{
    /// <summary>More matches than this are judged as everything below the pattern's folder.</summary>
    public const int MaxMatches = 10_000;

    /// <summary>The paths that a pattern stands for now; the pattern without glob marks where nothing matches; null
    /// beyond the bound.</summary>
    public static List<string>? Expand(string path, IWorld world)
    {
        if (!PathText.HasGlob(path))
        {
            return [path];
        }

        List<string> found = ["/"];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!PathText.HasGlob(part))
            {
                found = found.ConvertAll(f => PathText.Join(f, part));
                continue;
            }

            var next = new List<string>();
            foreach (string folder in found)
            {
                next.AddRange((world.List(folder) ?? []).Select(e => PathText.Name(e.Path)).Where(n => Matches(part, n))
                    .Select(n => PathText.Join(folder, n)));
                if (next.Count > MaxMatches)
                {
                    return null;
                }
            }

            found = next;
        }

        // Literal parts after a pattern were not looked at.
        return path.AsSpan(path.LastIndexOf('/')).IndexOfAnyInRange(PathText.Star, PathText.Close) >= 0
            ? found
            : found.FindAll(f => world.Look(f).Exists);
    }

    /// <summary>Whether a part of a pattern matches a name; a leading dot must be written.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (name is ['.', ..] && pattern is not ['.', ..])
        {
            return false;
        }

        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == PathText.Star)
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && One(pattern[p..], name[n], out int taken))
            {
                p += taken;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart(PathText.Star).IsEmpty;
    }

    private static bool One(ReadOnlySpan<char> pattern, char c, out int taken)
    {
        taken = 1;
        if (pattern[0] == PathText.Open && pattern.IndexOf(PathText.Close) is > 0 and var end)
        {
            taken = end + 1;
            return InBrackets(pattern[1..end], c);
        }

        return pattern[0] == PathText.Any || pattern[0] == c;
    }

    private static bool InBrackets(ReadOnlySpan<char> set, char c)
    {
        // Classes such as [:alpha:] are taken to match: too wide is the careful side.
        if (set.Contains("[:", StringComparison.Ordinal))
        {
            return true;
        }

        bool negated = set is ['!' or '^', ..];
        set = negated ? set[1..] : set;
        bool found = false;
        for (int i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= set[i] <= c && c <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= set[i] == c;
            }
        }

        return found != negated;
    }
}
