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
            text = session.Files.Read(new("/"), new(path));
            _texts[path] = text;
            if (text is FileText.Refused refused)
            {
                Refuse(refused.Why, path, span, by);
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
                Refuse("it cannot be understood", path, span, by);
            }
        }

        _trees[path] = tree;
        return tree;
    }

    /// <summary>Records that what a file would run is not known.</summary>
    public void Refuse(string why, string path, Span span, string by) =>
        session.Files.Refuse(new FileText.Refused($"{by}: {why}"), span, Shown(path));

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

    /// <summary>What code prints, without the line ends at its end; what is not known of it is a hole, one character of
    /// the session's <see cref="Holes"/>.</summary>
    public string Output(Launch launch, string code, string by)
    {
        if (string.IsNullOrWhiteSpace(code) || session.Stopped)
        {
            return "";
        }

        Launch inner = launch with { Files = [], OutputAway = false, OutputFile = null };
        ImmutableArray<Word> outputs = session.Walker.Capture(code, launch.Span, () =>
            session.Launcher.Code.RunChild(inner, new(code), by, null, [], Input.Inherited.Instance));
        Word output = Words.WithoutLineEnds(outputs[session.Pick(null, outputs.Length)]);
        return Text(output.HasUnknown
            ? new([.. output.Pieces.Select(p => p.Kind is PieceKind.Unknown ? p with { Splits = true } : p)])
            : output);
    }

    /// <summary>A word as a text in which holes stand for what is not known.</summary>
    public string Text(Word word) => session.Holes.Code(word) ?? "…";

    /// <summary>A text with holes as a word of the shell.</summary>
    public Word Word(string text, bool splits = false) => new(session.Holes.Pieces(text, splits));

    /// <summary>A character that stands for text which is not known.</summary>
    public string Hole(string source) => Text(Holdpoint.Shell.Word.Unknown(source, splits: true));

    /// <summary>Whether something in a text is not known.</summary>
    public bool HasHole(string text) => session.Holes.Any && text.Any(session.Holes.IsHole);

    /// <summary>Runs a script of a language by its first line, or of a shell.</summary>
    public void RunScript(Launch launch, string path, string task, string by, string text)
    {
        if (ScriptRunner.Interpreter(text) is [var program, .. var options])
        {
            if (program.EndsWith("/env", StringComparison.Ordinal) && options is [{ } named, .. var rest])
            {
                (program, options) = (named, rest);
            }

            string name = Launcher.NameOf(program);
            string? flag = name.StartsWith("python", StringComparison.Ordinal) ? "-c"
                : name is "node" or "nodejs" or "ruby" or "perl" or "bun" ? "-e"
                : name is "php" ? "-r"
                : null;
            if (flag is not null)
            {
                session.Files.Within(Shown(path) + ":" + task, launch.Span, s => s.Launcher.Start(
                    launch.Then(new(name), [new(flag), new(text)], by) with
                    {
                        Files = [], OutputAway = true,
                    }));
                return;
            }
        }

        Run(launch, path, task, by, new(text));
    }

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
