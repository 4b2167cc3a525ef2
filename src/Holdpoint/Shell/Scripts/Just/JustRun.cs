using System.Collections.Immutable;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Just;

/// <summary>One run of just over one justfile.</summary>
internal sealed class JustRun
{
    /// <summary>Recipes that need each other in a chain.</summary>
    private const int MaxDepth = 40;

    private readonly Session _session;
    private readonly TaskFiles _files;
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Launch _launch;
    private Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private int _depth;

    public JustRun(
        Session session, TaskFiles files, JustFile file, Launch launch, Dictionary<string, string> given,
        List<string> dotenv)
    {
        _session = session;
        _files = files;
        File = file;
        _values = given;
        string folder = TaskFiles.Folder(file.Path);
        string name = JustText.Literal(Setting("dotenv-filename")) ?? ".env";
        if (JustText.Literal(Setting("dotenv-path")) is { } set)
        {
            dotenv.Add(TaskFiles.Join(folder, set));
        }
        else if (dotenv.Count == 0 && (Setting("dotenv-load") is "true" || Setting("dotenv-filename").Length > 0))
        {
            dotenv.Add(TaskFiles.Join(folder, name));
        }

        InvocationFolder = launch.Directory.Text ?? folder;
        string work = JustText.Literal(Setting("working-directory")) is { } other
            ? TaskFiles.Join(folder, other) : folder;
        _launch = launch with { Directory = new Word(work) };
        foreach ((string key, string value) in dotenv.SelectMany(d =>
            DotEnv.Read(files.Text(d, launch.Span, "just") ?? "")))
        {
            _environment[key] = value;
        }
    }

    public JustFile File { get; }

    public string InvocationFolder { get; }

    /// <summary><c>error()</c> was evaluated.</summary>
    public bool Failed { get; set; }

    /// <summary>Runs recipes one after another; words after a recipe's name are its arguments.</summary>
    public void Run(List<Word> words)
    {
        foreach (string name in File.Variables.Keys)
        {
            Variable(name);
        }

        if (words.Count == 0 && File.Recipes is [var first, ..])
        {
            words = [new Word((File.Recipes.Find(r => r.Attributes.Contains("default")) ?? first).Name)];
        }

        for (int i = 0; i < words.Count && !_session.Stopped && !Failed;)
        {
            string name = words[i++].Text ?? "";
            string[] parts = name.Split("::");
            if (File.Modules.TryGetValue(parts[0], out string? module))
            {
                List<Word> rest = words.GetRange(i, words.Count - i);
                if (parts.Length > 1)
                {
                    rest.Insert(0, new Word(string.Join("::", parts[1..])));
                }

                if (_done.Add("mod " + name) && JustFile.Read(_files, module, _launch.Span, null) is { } read)
                {
                    new JustRun(_session, _files, read, _launch, [], []).Run(rest);
                }

                return;
            }

            JustRecipe[] recipes = [.. File.Named(name)];
            if (recipes.Length == 0)
            {
                return;
            }

            int count = recipes[0].Parameters.Exists(p => p.Many)
                ? words.Count - i
                : Math.Min(recipes[0].Parameters.Count, words.Count - i);
            List<string> arguments = [.. words.GetRange(i, count).Select(_files.Text)];
            i += count;
            foreach (JustRecipe recipe in recipes)
            {
                Run(recipe, arguments);
            }
        }
    }

    public string Variable(string name)
    {
        if (_parameters.TryGetValue(name, out string? value) || _values.TryGetValue(name, out value))
        {
            return value;
        }

        if (!File.Variables.TryGetValue(name, out (string Expression, bool Exported) variable) || !_open.Add(name))
        {
            return name switch { "HEX" => "0123456789abcdef", _ => "" };
        }

        Dictionary<string, string> outer = _parameters;
        _parameters = new(StringComparer.Ordinal);
        bool chosen = _session.Choices is not null;
        value = new JustExpression(this, variable.Expression).Value();
        _parameters = outer;
        _open.Remove(name);
        if (chosen || _session.Choices is null)
        {
            // A value that hangs on a choice is evaluated anew for each.
            _values[name] = value;
        }

        return value;
    }

    public string? Environment(string name) =>
        _environment.TryGetValue(name, out string? value) ? value
        : TaskEnvironment.Value(_session, _launch, name) is { } word ? _files.Text(word)
        : null;

    public string Output(string code) => _files.Output(Prepared([]), code, "just");

    public string Hole(string source) => _files.Hole(source);

    public bool HasHole(string text) => _files.HasHole(text);

    public int Pick(string key) => _session.Pick(key, 2);

    private string Setting(string name) => File.Settings.GetValueOrDefault(name) ?? "";

    private void Run(JustRecipe recipe, List<string> arguments)
    {
        string key = recipe.Name + "\0" + string.Join('\0', arguments);
        if (_depth >= MaxDepth || _session.Stopped || Failed || !_done.Add(key))
        {
            return;
        }

        _depth++;
        _session.Choosing((recipe, arguments), (_, r) => RunOnce(r.recipe, r.arguments));
        _depth--;
    }

    private Outcome RunOnce(JustRecipe recipe, List<string> arguments)
    {
        Dictionary<string, string> outer = _parameters;
        _parameters = new(StringComparer.Ordinal);
        for (int i = 0; i < recipe.Parameters.Count; i++)
        {
            JustParameter parameter = recipe.Parameters[i];
            _parameters[parameter.Name] =
                parameter.Many && i < arguments.Count ? string.Join(' ', arguments.Skip(i))
                : i < arguments.Count ? arguments[i]
                : new JustExpression(this, parameter.Default ?? "''").Value();
        }

        Needed(recipe.Before);
        Body(recipe, arguments);
        Needed(recipe.After);
        _parameters = outer;
        return Outcome.Unknown;
    }

    private void Needed(List<JustNeed> needs)
    {
        foreach (JustNeed need in needs)
        {
            List<string> arguments = [.. need.Arguments.Select(a => new JustExpression(this, a).Value())];
            foreach (JustRecipe recipe in File.Named(need.Name))
            {
                Run(recipe, arguments);
            }
        }
    }

    private void Body(JustRecipe recipe, List<string> arguments)
    {
        ImmutableArray<KeyValuePair<string, Word?>> parameters =
        [
            .. recipe.Parameters.Where(p => p.Exported || Setting("export") is "true")
                .Select(p => KeyValuePair.Create(p.Name, (Word?)_files.Word(_parameters[p.Name]))),
        ];
        Launch launch = Prepared(parameters);
        if (recipe.Attributes.Contains("no-cd"))
        {
            launch = launch with { Directory = new Word(InvocationFolder) };
        }
        else if (recipe.Attribute("working-directory") is { } folder && JustText.Literal(folder) is { } at
            && launch.Directory.Text is { } work)
        {
            launch = launch with { Directory = new Word(TaskFiles.Join(work, at)) };
        }

        string by = "just " + recipe.Name;
        bool script = recipe.Attribute("script") is not null;
        if (recipe.Body is [['#', '!', ..], ..] || script)
        {
            string text = Filled(string.Join('\n', recipe.Body));
            string first = JustText.Literal(recipe.Attribute("script") ?? "") is { } named ? "#!" + named + "\n" : "";
            _files.RunScript(launch, File.Path, recipe.Name + " script", by, first + text);
            return;
        }

        ImmutableArray<Word> positional = Setting("positional-arguments") is "true"
            || recipe.Attributes.Contains("positional-arguments")
                ? [.. arguments.Select(a => _files.Word(a))] : [];
        foreach (string line in Lines(recipe.Body))
        {
            string code = Filled(line);
            if (Failed)
            {
                return;
            }

            if (code.Trim().Length > 0)
            {
                Line(launch, code, by, positional);
            }
        }
    }

    private void Line(Launch launch, string code, string by, ImmutableArray<Word> positional)
    {
        List<string> shell = [.. Setting("shell").Trim('[', ']').Split(',').Select(JustText.Literal).OfType<string>()];
        if (shell.Count > 0 && Launcher.NameOf(shell[0]) is not ("sh" or "bash" or "zsh" or "dash" or "ksh"))
        {
            _session.Launcher.Start(launch.Then(
                new Word(shell[0]), [.. shell.Skip(1).Select(s => new Word(s)), new Word(code)], by));
            return;
        }

        _session.Launcher.Code.RunChild(launch, new Word(code), by, null, positional, launch.Input);
    }

    /// <summary>The launch of a recipe, with what is exported to it.</summary>
    private Launch Prepared(ImmutableArray<KeyValuePair<string, Word?>> more) => _launch with
    {
        Assigned =
        [
            .. _launch.Assigned,
            .. _environment.Where(e => TaskEnvironment.Value(_session, _launch, e.Key) is null)
                .Select(e => KeyValuePair.Create(e.Key, (Word?)new Word(e.Value))),
            .. File.Variables.Where(v => (v.Value.Exported || Setting("export") is "true") && !_open.Contains(v.Key))
                .Select(v => KeyValuePair.Create(v.Key, (Word?)_files.Word(Variable(v.Key)))),
            .. more,
        ],
    };

    /// <summary>The lines of a body, those that a backslash continues joined, their signs taken off.</summary>
    private static IEnumerable<string> Lines(List<string> body)
    {
        var line = new StringBuilder();
        foreach (string raw in body)
        {
            line.Append(line.Length > 0 ? raw.TrimStart() : raw);
            if (raw.EndsWith('\\'))
            {
                line.Length--;
                continue;
            }

            string whole = line.ToString().TrimStart();
            line.Clear();
            if (whole is not ['#', ..])
            {
                yield return whole.TrimStart('@', '-', '?').TrimStart();
            }
        }

        yield return line.ToString().TrimStart('@', '-');
    }

    /// <summary>A text with what stands between <c>{{</c> and <c>}}</c> evaluated.</summary>
    private string Filled(string text)
    {
        int open = text.IndexOf("{{", StringComparison.Ordinal);
        if (open < 0)
        {
            return text;
        }

        var filled = new StringBuilder();
        int from = 0;
        for (; open >= 0; open = text.IndexOf("{{", from, StringComparison.Ordinal))
        {
            filled.Append(text, from, open - from);
            if (string.CompareOrdinal(text, open, "{{{{", 0, 4) == 0)
            {
                filled.Append("{{");
                from = open + 4;
                continue;
            }

            int close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                from = open;
                break;
            }

            filled.Append(new JustExpression(this, text[(open + 2)..close]).Value());
            from = close + 2;
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }
}
