using System.Collections.Immutable;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Images;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Compose;

/// <summary>The services of a project's compose files, the later file over the earlier.</summary>
internal sealed class ComposeProject
{
    private static readonly string[] Usual =
        ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    private static readonly string[] Over =
    [
        "compose.override.yaml", "compose.override.yml", "docker-compose.override.yaml",
        "docker-compose.override.yml",
    ];

    /// <summary>Files that include each other, and services that extend each other.</summary>
    private const int MaxDepth = 8;

    /// <summary>Files of one project, included ones among them.</summary>
    private const int MaxFiles = 32;

    private readonly Session _session;
    private readonly TaskFiles _files;
    private readonly Launch _launch;
    private readonly ImmutableArray<Tree> _trees;
    private readonly string _folder;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private ComposeProject(
        Session session, TaskFiles files, Launch launch, string path, ImmutableArray<Tree> trees, string folder,
        ImmutableArray<string> variables)
    {
        (_session, _files, _launch, Path, _trees, _folder) = (session, files, launch, path, trees, folder);

        // A file that the line names stands in the place of the project's own.
        foreach ((string key, string value) in (variables.IsEmpty ? [TaskFiles.Join(folder, ".env")] : variables)
            .SelectMany(f => DotEnv.Read(files.Text(f, launch.Span, "docker compose") ?? "")))
        {
            _variables[key] = value;
        }
    }

    /// <summary>The first of its files.</summary>
    public string Path { get; }

    /// <summary>Whether a folder has a file of its own.</summary>
    public static bool IsIn(string folder, TaskFiles files, Launch launch) => Array.Exists(
        Usual, f => files.Text(TaskFiles.Join(folder, f), launch.Span, "docker compose") is not null);

    /// <summary>Reads the files of a line; null when there is none, or none is understood, which is recorded.</summary>
    public static ComposeProject? Load(Session session, TaskFiles files, ComposeLine line, Launch launch)
    {
        if (launch.Directory.Text is not { } folder)
        {
            return null;
        }

        List<string> paths = [.. line.Files.Select(f => TaskFiles.Join(folder, f))];
        if (paths.Count == 0 && (TaskEnvironment.Value(session, launch, "COMPOSE_FILE")?.Text
            ?? DotEnv.Read(files.Text(TaskFiles.Join(folder, ".env"), launch.Span, "docker compose") ?? "")
                .FirstOrDefault(v => v.Key is "COMPOSE_FILE").Value) is { Length: > 0 } set)
        {
            paths.AddRange(set.Split(':', ';').Where(f => f.Length > 0).Select(f => TaskFiles.Join(folder, f)));
        }

        if (paths.Count == 0)
        {
            if (files.Nearest(line.Folder is { } other ? TaskFiles.Join(folder, other) : folder, Usual, launch.Span,
                "docker compose") is not { } found)
            {
                return null;
            }

            paths.Add(found);
            paths.AddRange(Over.Select(n => TaskFiles.Join(TaskFiles.Folder(found), n)).Where(files.Exists));
        }

        var all = new List<Tree>();
        paths.ForEach(p => Add(files, p, launch, all, 0));
        ImmutableArray<Tree> trees = [.. all];
        string home = line.Folder is { } named ? TaskFiles.Join(folder, named) : TaskFiles.Folder(paths[0]);
        return trees.IsEmpty ? null : new ComposeProject(session, files, launch, paths[0], trees, home,
            [.. line.VariableFiles.Select(f => TaskFiles.Join(folder, f))]);
    }

    /// <summary>A file behind those that it includes.</summary>
    private static void Add(TaskFiles files, string path, Launch launch, List<Tree> trees, int depth)
    {
        if (depth > MaxDepth || trees.Count >= MaxFiles
            || files.Tree(path, launch.Span, "docker compose") is not { } tree)
        {
            return;
        }

        foreach (string other in (tree["include"]?.Items ?? []).SelectMany(i => (i["path"] ?? i).Texts))
        {
            Add(files, TaskFiles.Join(TaskFiles.Folder(path), other), launch, trees, depth + 1);
        }

        trees.Add(tree);
    }

    /// <summary>The services that a line starts, with those on which they depend.</summary>
    public List<string> Services(ComposeLine line, int bound)
    {
        List<string> started = line.Names.IsEmpty
            ? [.. _trees.SelectMany(t => t["services"]?.Entries ?? []).Select(s => s.Key).Distinct()
                .Where(s => Items(s, "profiles") is [] || Items(s, "profiles").Exists(p => line.Profiles
                    .Contains(p.Text ?? "") || line.Profiles.Contains("*")))]
            : [.. line.Names];
        for (int i = 0; line.WithOthers && i < started.Count && i < bound; i++)
        {
            foreach (Tree tree in Nodes(started[i], "depends_on"))
            {
                started.AddRange((tree is Tree.Table table ? table.Pairs.Select(p => p.Key) : tree.Texts)
                    .Where(n => !started.Contains(n)).ToArray());
            }
        }

        return started.Count > bound ? started[..bound] : started;
    }

    /// <summary>The image that a service builds; null where it builds none.</summary>
    public BuiltImage? Image(string service) => Nodes(service, "build").LastOrDefault() is { } build
        ? BuiltImage.Of(build, _folder, _files, _launch) : null;

    /// <summary>The image that a service builds under a name; null where none does.</summary>
    public BuiltImage? Built(string image) => _trees.SelectMany(t => t["services"]?.Entries ?? [])
        .Where(s => BuiltImage.Same(s.Value["image"]?.Text, image) && s.Value["build"] is not null)
        .Select(s => Image(s.Key)).FirstOrDefault(i => i is not null);

    /// <summary>The program that the image of a service is known to start; null where nothing is known.</summary>
    public string? Starts(string service) => Nodes(service, "image").LastOrDefault()?.Text is { } image
        ? ProgramNames.OfImage(Filled(image)) : null;

    /// <summary>What a key of a service would run, as code; empty for nothing.</summary>
    public string Code(string service, string key) => Nodes(service, key).LastOrDefault() switch
    {
        Tree.Scalar text => Filled(text.Value),
        Tree.Sequence words => string.Join(' ', words.Texts.Select(w => Quoted(Filled(w)))),
        _ => "",
    };

    /// <summary>The same as words.</summary>
    public IEnumerable<string> Words(string service, string key) => Nodes(service, key).LastOrDefault() switch
    {
        Tree.Scalar text => Filled(text.Value).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Tree.Sequence words => words.Texts.Select(Filled),
        _ => [],
    };

    /// <summary>What a service is given of this machine, in the options of <c>docker run</c>.</summary>
    public IEnumerable<string> Given(string service)
    {
        string? work = Nodes(service, "working_dir").LastOrDefault()?.Text is { } named ? Filled(named) : null;
        foreach ((string source, string inside, string how) in Items(service, "volumes").Select(Mount)
            .Where(m => m.Inside.Length > 0))
        {
            bool path = source is ['/' or '.' or '~', ..];
            string whole = path && source[0] is '.' ? TaskFiles.Join(_folder, source) : source;
            yield return "-v";
            yield return $"{whole}:{inside}{(how.Length > 0 ? ":" + how : "")}";

            // An image works where the project is laid into it.
            work ??= whole == _folder ? inside : null;
        }

        if (work is not null)
        {
            yield return "-w";
            yield return work;
        }
    }

    /// <summary>The variables that a service sees.</summary>
    public Dictionary<string, string> Environment(string service, Launch launch)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in Image(service)?.File.Variables ?? [])
        {
            found[key] = value;
        }

        foreach (Tree file in Items(service, "env_file"))
        {
            string path = TaskFiles.Join(_folder, Filled(file.Text ?? file["path"]?.Text ?? ".env"));
            foreach ((string key, string value) in DotEnv.Read(
                _files.Text(path, launch.Span, "docker compose") ?? ""))
            {
                found[key] = value;
            }
        }

        foreach (Tree set in Nodes(service, "environment"))
        {
            foreach ((string key, string? value) in set is Tree.Table table
                ? table.Pairs.Select(p => (p.Key, p.Value.Text))
                : set.Texts.Select(t => t.Split('=', 2)).Select(p => (p[0], p.Length > 1 ? p[1] : null)))
            {
                if ((value is { Length: > 0 } ? Filled(value) : Variable(key)) is { } text)
                {
                    found[key] = text;
                }
            }
        }

        return found;
    }

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '=' or ':')
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary><c>source:inside:options</c>, or the long form.</summary>
    private (string Source, string Inside, string How) Mount(Tree mount)
    {
        if (mount is Tree.Table)
        {
            return (Filled(mount["source"]?.Text ?? ""), Filled(mount["target"]?.Text ?? ""),
                mount["read_only"]?.Text is "true" ? "ro" : "");
        }

        string[] parts = Filled(mount.Text ?? "").Split(':');
        return parts.Length < 2 ? ("", "", "") : (parts[0], parts[1], parts.Length > 2 ? parts[2] : "");
    }

    private IEnumerable<Tree> Nodes(string service, string key) => Nodes(_trees, _folder, service, key, 0);

    /// <summary>What a key of a service says, that of a service which it extends first.</summary>
    private IEnumerable<Tree> Nodes(
        IEnumerable<Tree> trees, string folder, string service, string key, int depth)
    {
        foreach (Tree tree in trees)
        {
            if (key is not "depends_on" && depth < MaxDepth && tree.At("services", service, "extends") is { } extends
                && (extends["service"] ?? extends).Text is { } parent
                && (parent != service || extends["file"] is not null))
            {
                string? file = extends["file"]?.Text is { } named ? TaskFiles.Join(folder, named) : null;
                Tree? other = file is null ? tree : _files.Tree(file, _launch.Span, "docker compose");
                foreach (Tree node in other is null ? []
                    : Nodes([other], file is null ? folder : TaskFiles.Folder(file), parent, key, depth + 1))
                {
                    yield return node;
                }
            }

            if (tree.At("services", service, key) is { } own)
            {
                yield return own;
            }
        }
    }

    private List<Tree> Items(string service, string key) => [.. Nodes(service, key).SelectMany(n => n.Items)];

    private string? Variable(string name) =>
        TaskEnvironment.Value(_session, _launch, name) is { } word ? _files.Text(word)
        : _variables.GetValueOrDefault(name);

    /// <summary>A text with its <c>${NAME:-default}</c> filled in; <c>$$</c> is a dollar of its own.</summary>
    private string Filled(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            string rest = text[(i + 1)..];
            if (text[i] is not '$' || rest.Length == 0)
            {
                filled.Append(text[i]);
            }
            else if (rest[0] is '$')
            {
                filled.Append('$');
                i++;
            }
            else if (rest[0] is '{' && rest.IndexOf('}', StringComparison.Ordinal) is > 1 and var end)
            {
                filled.Append(Value(rest[1..end]));
                i += end + 1;
            }
            else if (Length(rest) is > 0 and var length)
            {
                filled.Append(Variable(rest[..length]));
                i += length;
            }
            else
            {
                filled.Append('$');
            }
        }

        return filled.ToString();
    }

    private string? Value(string inner)
    {
        int length = Length(inner);
        string? value = Variable(inner[..length]);
        string otherwise = inner[length..];
        return otherwise switch
        {
            [':', '-', .. var text] => string.IsNullOrEmpty(value) ? text : value,
            ['-', .. var text] => value ?? text,
            [':', '+', .. var text] => string.IsNullOrEmpty(value) ? "" : text,
            _ => value,
        };
    }

    private static int Length(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_'))
        {
            length++;
        }

        return length;
    }
}
