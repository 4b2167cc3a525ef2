using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Scripts;

/// <summary>The files that runners of tasks read, each read and understood once in an action, and the shells in which
/// their tasks run.</summary>
internal sealed class TaskFiles(Session session)
{
    /// <summary>Folders above the one at hand in which a project's file is looked for: deeper trees are rare.</summary>
    private const int MaxParents = 24;

    /// <summary>Paths that one glob may stand for.</summary>
    private const int MaxMatches = 500;

    /// <summary>Levels below which <c>**</c> looks.</summary>
    private const int MaxLevels = 4;

    /// <summary>Folders listed for one action.</summary>
    private const int MaxFolders = 200;

    private readonly Dictionary<string, Tree?> _trees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileText> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _names = new(StringComparer.Ordinal);

    /// <summary>The text of a file by its absolute path; null when there is none that is read, which is recorded where
    /// it matters.</summary>
    public string? Text(string path, Span span, string by)
    {
        if (!_texts.TryGetValue(path, out FileText? text))
        {
            text = session.Files.Read(new Word("/"), new Word(path));
            _texts[path] = text;
            if (text is FileText.Refused refused)
            {
                session.Files.Refuse(refused, span, by);
            }
        }

        return (text as FileText.Known)?.Text;
    }

    /// <summary>The tree of a file by its absolute path; null when it is missing, or is recorded as not
    /// understood.</summary>
    public Tree? Tree(string path, Span span, string by)
    {
        if (_trees.TryGetValue(path, out Tree? tree))
        {
            return tree;
        }

        if (Text(path, span, by) is { } text)
        {
            tree = Parse(path, text);
            if (tree is null && !string.IsNullOrWhiteSpace(text))
            {
                Refuse($"{path} cannot be understood", span, by);
            }
        }

        _trees[path] = tree;
        return tree;
    }

    /// <summary>Records that what a file would run is not known.</summary>
    public void Refuse(string why, Span span, string by) =>
        session.Files.Refuse(new FileText.Refused(why), span, by);

    /// <summary>The nearest file of one of these names in a folder or above it; null when there is none.</summary>
    public string? Nearest(string folder, ReadOnlySpan<string> names, Span span, string by)
    {
        string at = folder;
        for (int i = 0; i < MaxParents; i++)
        {
            foreach (string name in names)
            {
                string path = Join(at, name);
                if (Text(path, span, by) is not null)
                {
                    return path;
                }
            }

            if (at.Length <= 1)
            {
                return null;
            }

            at = Folder(at);
        }

        return null;
    }

    /// <summary>Names in a folder; none when it is missing.</summary>
    public ImmutableArray<string> Names(string folder)
    {
        if (!_names.TryGetValue(folder, out ImmutableArray<string> names))
        {
            _names[folder] = names = _names.Count < MaxFolders ? session.Context.Names(folder) : [];
        }

        return names;
    }

    /// <summary>Whether something is there.</summary>
    public bool Exists(string path) => Names(Folder(path)).Contains(Launcher.NameOf(path));

    /// <summary>A path as seen from a folder, where it lies below it.</summary>
    public static string Relative(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path;

    /// <summary>Paths below a folder that a glob of whole names matches (<c>packages/*</c>, <c>apps/**</c>), in
    /// order.</summary>
    public List<string> Match(string folder, string pattern)
    {
        List<string> found = [folder];
        string[] parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (pattern.StartsWith('/'))
        {
            found = ["/"];
        }

        foreach (string part in parts)
        {
            found = part switch
            {
                "." => found,
                ".." => [.. found.Select(Folder)],
                "**" => [.. found.SelectMany(f => Below(f, 0))],
                _ when part.AsSpan().IndexOfAny('*', '?', '[') < 0 => [.. found.Select(f => Join(f, part))],
                _ => [.. found.SelectMany(f => Names(f).Where(n => Matches(part, n)).Select(n => Join(f, n)))],
            };
            if (found.Count > MaxMatches)
            {
                found.RemoveRange(MaxMatches, found.Count - MaxMatches);
            }
        }

        return found;
    }

    /// <summary>Runs a task's code in a shell of its own.</summary>
    /// <param name="task">The name under which the file holds it.</param>
    /// <param name="by">What runs it, as a person says it: "npm run build".</param>
    public void Run(
        Launch launch, string path, string task, string by, Word code, ImmutableArray<Word> positional = default) =>
        session.Files.Within(Shown(path) + ":" + task, launch.Span, s => s.Launcher.Code.RunChild(
            launch with { Files = [], OutputAway = true },
            code, by, null, positional.IsDefault ? [] : positional, launch.Input));

    /// <summary>A path as a person of the action's directory sees it.</summary>
    public string Shown(string path)
    {
        string root = session.Context.Directory;
        return path.StartsWith(root, StringComparison.Ordinal) && path.Length > root.Length + 1
            && path[root.Length] == '/' ? path[(root.Length + 1)..] : path;
    }

    public static string Join(string folder, string path) =>
        AbsolutePath.Normal(path.StartsWith('/') ? path : folder + "/" + path);

    public static string Folder(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }

    public static bool Matches(string pattern, string name) =>
        pattern.Length <= Patterns.MaxLength && name.Length <= Patterns.MaxLength
        && (!name.StartsWith('.') || pattern.StartsWith('.')) && Patterns.Matches(pattern, name);

    private List<string> Below(string folder, int level)
    {
        List<string> all = [folder];
        if (level < MaxLevels)
        {
            foreach (string name in Names(folder))
            {
                if (name is not ['.', ..] and not "node_modules" && all.Count < MaxMatches)
                {
                    all.AddRange(Below(Join(folder, name), level + 1));
                }
            }
        }

        return all;
    }

    private static Tree? Parse(string path, string text) =>
        path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal)
            || path.EndsWith(".dist", StringComparison.Ordinal) ? YamlTree.Read(text)
        : path.EndsWith(".toml", StringComparison.Ordinal) || path.EndsWith("/Pipfile", StringComparison.Ordinal)
            ? TomlTree.Read(text)
        : JsonTree.Read(text);
}
