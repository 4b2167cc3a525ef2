using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>A package.json: the folder it stands in, its scripts, and the packages of its workspace.</summary>
internal sealed record PackageFile(string Folder, Tree Tree)
{
    public const string FileName = "package.json";

    /// <summary>Packages of one workspace that are looked at.</summary>
    private const int MaxPackages = 60;

    public string Path => TaskFiles.Join(Folder, FileName);

    public string Name => Tree["name"]?.Text ?? "";

    /// <summary>The package manager of the project as it says itself: "yarn@4.1.0"; empty when it does not.</summary>
    public string Manager => Tree["packageManager"]?.Text ?? "";

    public string? Script(string name) => Tree["scripts"]?[name]?.Text;

    public IEnumerable<string> Scripts => (Tree["scripts"]?.Entries ?? []).Select(e => e.Key);

    /// <summary>The package of a folder, or of the nearest above it; null when there is none.</summary>
    public static PackageFile? Nearest(TaskFiles files, string folder, Span span, string by) =>
        files.Nearest(folder, [FileName], span, by) is { } path ? At(files, TaskFiles.Folder(path), span, by) : null;

    /// <summary>The package of exactly this folder.</summary>
    public static PackageFile? At(TaskFiles files, string folder, Span span, string by) =>
        files.Tree(TaskFiles.Join(folder, FileName), span, by) is Tree.Table tree ? new(folder, tree) : null;

    /// <summary>The packages of the workspace that a folder belongs to, the root first; the nearest package alone where
    /// there is no workspace.</summary>
    public static ImmutableArray<PackageFile> Workspace(TaskFiles files, string folder, Span span, string by)
    {
        PackageFile? nearest = Nearest(files, folder, span, by);
        for (PackageFile? at = nearest; at is not null;)
        {
            string[] globs = [.. at.Globs(files, span, by)];
            if (globs.Length > 0)
            {
                return at.Members(files, globs, span, by);
            }

            at = at.Folder.Length > 1 ? Nearest(files, TaskFiles.Folder(at.Folder), span, by) : null;
        }

        return nearest is null ? [] : [nearest];
    }

    private ImmutableArray<PackageFile> Members(TaskFiles files, string[] globs, Span span, string by)
    {
        var found = ImmutableArray.CreateBuilder<PackageFile>();
        found.Add(this);
        HashSet<string> seen = new(StringComparer.Ordinal) { Folder };
        string[] excluded = [.. globs.Where(g => g.StartsWith('!')).Select(g => g[1..])];
        foreach (string glob in globs.Where(g => !g.StartsWith('!')))
        {
            foreach (string member in files.Match(Folder, glob))
            {
                if (found.Count < MaxPackages && seen.Add(member)
                    && !Array.Exists(excluded, e => TaskFiles.Matches(TaskFiles.Join(Folder, e), member))
                    && At(files, member, span, by) is { } package)
                {
                    found.Add(package);
                }
            }
        }

        return found.ToImmutable();
    }

    private IEnumerable<string> Globs(TaskFiles files, Span span, string by)
    {
        Tree? workspaces = Tree["workspaces"];
        foreach (string glob in (workspaces is Tree.Table ? workspaces["packages"] : workspaces)?.Texts ?? [])
        {
            yield return glob;
        }

        foreach (string name in (string[])["pnpm-workspace.yaml", "lerna.json"])
        {
            foreach (string glob in files.Tree(TaskFiles.Join(Folder, name), span, by)?["packages"]?.Texts ?? [])
            {
                yield return glob;
            }
        }
    }

    /// <summary>The variables that a package manager gives a script of this package.</summary>
    public IEnumerable<KeyValuePair<string, Word?>> Variables(string script, string code)
    {
        yield return Variable("npm_lifecycle_event", script);
        yield return Variable("npm_package_json", Path);
        yield return Variable("npm_package_name", Name);
        yield return Variable("npm_package_version", Tree["version"]?.Text ?? "");
        const string Prefix = "npm_package_";
        for (int at = code.IndexOf(Prefix, StringComparison.Ordinal); at >= 0;
            at = code.IndexOf(Prefix, at + 1, StringComparison.Ordinal))
        {
            int end = at;
            while (end < code.Length && (char.IsAsciiLetterOrDigit(code[end]) || code[end] == '_'))
            {
                end++;
            }

            if (Find(Tree, code[(at + Prefix.Length)..end], 0) is { } value)
            {
                yield return Variable(code[at..end], value);
            }
        }
    }

    /// <summary>The value that a name made of keys and underscores leads to: <c>config_db_host</c>.</summary>
    private static string? Find(Tree tree, string name, int depth)
    {
        if (tree.Text is { } text)
        {
            return name.Length == 0 ? text : null;
        }

        foreach ((string key, Tree value) in depth < Tree.MaxDepth ? tree.Entries : [])
        {
            string plain = string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
            if (name.StartsWith(plain, StringComparison.Ordinal) && key.Length > 0
                && (name.Length == plain.Length || name[plain.Length] == '_')
                && Find(value, name[Math.Min(name.Length, plain.Length + 1)..], depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static KeyValuePair<string, Word?> Variable(string name, string value) => new(name, new Word(value));
}
