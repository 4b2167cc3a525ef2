using System.Text;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Scripts.Just;

/// <summary>A parameter of a recipe.</summary>
/// <param name="Many">It takes all words that are left.</param>
internal sealed record JustParameter(string Name, bool Many, bool Exported, string? Default);

/// <summary>A recipe that another one needs, with expressions as arguments.</summary>
internal sealed record JustNeed(string Name, List<string> Arguments);

/// <summary>A recipe as it is written.</summary>
internal sealed record JustRecipe(string Name, List<JustParameter> Parameters)
{
    public List<JustNeed> Before { get; } = [];

    public List<JustNeed> After { get; } = [];

    public List<string> Body { get; } = [];

    /// <summary>What stands in brackets before it: "no-cd", "working-directory: 'x'".</summary>
    public List<string> Attributes { get; init; } = [];

    public string? Attribute(string name) =>
        Attributes.Find(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim(' ', ':', '(', ')');
}

/// <summary>A justfile, not evaluated yet.</summary>
internal sealed class JustFile
{
    /// <summary>Files that import each other.</summary>
    private const int MaxFiles = 16;

    private string? _text;
    private bool _imports;

    public required string Path { get; init; }

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (string Expression, bool Exported)> Variables { get; } = new(StringComparer.Ordinal);

    public List<JustRecipe> Recipes { get; } = [];

    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Modules by name, with the path of their file.</summary>
    public Dictionary<string, string> Modules { get; } = new(StringComparer.Ordinal);

    /// <summary>A recipe by its name; of several for different systems all count.</summary>
    public IEnumerable<JustRecipe> Named(string name) =>
        Recipes.Where(r => r.Name == Aliases.GetValueOrDefault(name, name));

    /// <summary>Reads a justfile with what it imports; null when it is missing.</summary>
    /// <param name="known">One read before: the same text that imports nothing is not read again.</param>
    public static JustFile? Read(TaskFiles files, string path, Span span, JustFile? known)
    {
        if (known is { _imports: false } && known.Path == path && files.Text(path, span, "just") == known._text)
        {
            return known;
        }

        var file = new JustFile { Path = path };
        var seen = new HashSet<string>();
        bool read = file.Add(files, path, span, seen);
        file._imports = seen.Count > 1;
        return read ? file : null;
    }

    private bool Add(TaskFiles files, string path, Span span, HashSet<string> seen)
    {
        if (seen.Count >= MaxFiles || !seen.Add(path) || files.Text(path, span, "just") is not { } text)
        {
            return false;
        }

        _text ??= text;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        List<string> attributes = [];
        string folder = TaskFiles.Folder(path);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = Whole(lines, ref i);
            string trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (trimmed is ['[', .. var inner, ']'])
            {
                attributes.AddRange(inner.Split(',').Select(a => a.Trim()));
                continue;
            }

            if (char.IsWhiteSpace(line[0]) || Statement(files, trimmed, folder, span, seen))
            {
                attributes = [];
                continue;
            }

            if (JustText.Header(trimmed, attributes) is { } recipe)
            {
                Recipes.Add(recipe);
                Body(recipe, lines, ref i);
            }

            attributes = [];
        }

        return true;
    }

    /// <summary>A line with those that its open quotes and backslashes take along.</summary>
    private static string Whole(string[] lines, ref int i)
    {
        string line = lines[i];
        if (i + 1 >= lines.Length || line.Length == 0 || char.IsWhiteSpace(line[0]) || line[0] == '#')
        {
            return line;
        }

        var open = new JustOpening();
        var whole = new StringBuilder();
        while (true)
        {
            bool slash = line.EndsWith('\\');
            string part = slash ? line[..^1] + " " : line + "\n";
            whole.Append(part);
            open.Read(part);
            if (i + 1 >= lines.Length || !(slash || open.IsOpen))
            {
                return slash || whole.Length == 0 ? whole.ToString() : whole.ToString(0, whole.Length - 1);
            }

            line = slash ? lines[++i].Trim() : lines[++i];
        }
    }

    private static void Body(JustRecipe recipe, string[] lines, ref int i)
    {
        int indent = -1;
        while (i + 1 < lines.Length && (lines[i + 1].Length == 0 || char.IsWhiteSpace(lines[i + 1][0])))
        {
            string line = lines[++i];
            int own = line.Length - line.TrimStart().Length;
            indent = indent < 0 && line.Trim().Length > 0 ? own : indent;
            recipe.Body.Add(line[Math.Min(Math.Max(indent, 0), own)..]);
        }
    }

    private bool Statement(TaskFiles files, string line, string folder, Span span, HashSet<string> seen)
    {
        string[] words = line.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        int assign = line.IndexOf(":=", StringComparison.Ordinal);
        string value = assign < 0 ? "" : line[(assign + 2)..].Trim();
        switch (words[0].TrimEnd('?'))
        {
            case "set" when words.Length > 1:
                Settings[words[1]] = assign < 0 ? "true" : value;
                return true;
            case "alias" when words.Length > 1 && assign > 0:
                Aliases[words[1]] = value;
                return true;
            case "unexport":
                return true;
            case "import" when words.Length > 1 && JustText.Literal(line[words[0].Length..].Trim()) is { } imported:
                Add(files, TaskFiles.Join(folder, imported), span, seen);
                return true;
            case "mod" when words.Length > 1 && !line.Contains(':', StringComparison.Ordinal):
                string? named = words.Length > 2 ? JustText.Literal(words[2]) : null;
                string[] places = named is not null ? [named, named + "/justfile", named + "/mod.just"]
                    : [words[1] + ".just", words[1] + "/mod.just", words[1] + "/justfile", words[1] + "/.justfile"];
                if (places.Select(p => TaskFiles.Join(folder, p))
                    .FirstOrDefault(p => files.Text(p, span, "just") is not null) is { } place)
                {
                    Modules[words[1]] = place;
                }

                return true;
        }

        string name = assign < 0 ? "" : line[..assign].Trim();
        bool exported = name.StartsWith("export ", StringComparison.Ordinal);
        name = exported ? name[7..].Trim() : name;
        if (name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
        {
            Variables[name] = (value, exported);
            return true;
        }

        return false;
    }
}
