using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Tables;

/// <summary>task: runs the tasks of a Taskfile with what they need.</summary>
internal sealed class TaskfileRunner(Session session, TaskFiles files)
{
    private static readonly string[] Names =
    [
        "Taskfile.yml", "taskfile.yml", "Taskfile.yaml", "taskfile.yaml", "Taskfile.dist.yml", "taskfile.dist.yml",
        "Taskfile.dist.yaml", "taskfile.dist.yaml",
    ];

    private static readonly Wrapper Options = new()
    {
        Valued = "dtCoI",
        LongValued = "dir taskfile concurrency output interval sort output-group-begin output-group-end timeout",
    };

    private const string Answers = "n dry l list a list-all j json status summary init i version help h completion "
        + "experiments";

    /// <summary>Runs the tasks that a launch names; false when there is no Taskfile.</summary>
    public bool Run(Launch launch)
    {
        if (launch.Directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        var line = new Line(launch.Arguments);
        string? path = null, work = null;
        List<string> tasks = [];
        var given = ImmutableDictionary<string, string>.Empty;
        while (line.Next is { } word)
        {
            if (word.Text is "--")
            {
                line.Skip(1);
                given = given.SetItem("CLI_ARGS", string.Join(' ', line.Rest.Select(Quoted)));
                break;
            }

            if (line.Option(Options, out string option, out Word? value))
            {
                if (Wrapper.Has(Answers, option))
                {
                    return false;
                }

                path = option is "t" or "taskfile" && value?.Text is { } file ? TaskFiles.Join(folder, file) : path;
                work = option is "d" or "dir" && value?.Text is { } other ? TaskFiles.Join(folder, other) : work;
                continue;
            }

            line.Skip(1);
            if (word.Prefix.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                given = given.SetItem(word.Prefix[..equals], files.Text(Words.Skip(word, equals + 1)));
            }
            else
            {
                tasks.Add(word.Text ?? "");
            }
        }

        path ??= files.Nearest(work ?? folder, Names, launch.Span, "task");
        if (path is null || files.Tree(path, launch.Span, "task") is not { } tree)
        {
            return path is not null;
        }

        tasks = tasks.Count == 0 ? ["default"] : tasks;
        string shown = files.Shown(path) + ":" + string.Join(' ', tasks);
        given = given.SetItem("USER_WORKING_DIR", folder).SetItem("ROOT_DIR", TaskFiles.Folder(path));
        session.Files.Within(shown, launch.Span, _ =>
        {
            var run = new TaskfileRun(session, files, launch with { Files = [], OutputAway = true }, given);
            foreach (string task in tasks)
            {
                run.Run(new TaskPlace(path, tree, work ?? TaskFiles.Folder(path)), task,
                    ImmutableDictionary<string, string>.Empty);
            }
        });
        return true;
    }

    private string Quoted(Word word) => word.Text is { } text ? Patterns.Quote(text) : files.Text(word);
}

/// <summary>A Taskfile with the folder in which its tasks run.</summary>
internal sealed record TaskPlace(string Path, Tree Tree, string Folder)
{
    /// <summary>Variables that who includes it gives it.</summary>
    public Tree? Given { get; init; }
}

/// <summary>One run of task.</summary>
internal sealed class TaskfileRun(
    Session session, TaskFiles files, Launch launch, ImmutableDictionary<string, string> given)
{
    /// <summary>Tasks that call each other in a chain.</summary>
    private const int MaxDepth = 30;

    private int _depth;

    /// <summary>Runs a task of a file, or of one that it includes.</summary>
    /// <param name="call">Variables that who calls it gives it.</param>
    public void Run(TaskPlace place, string name, ImmutableDictionary<string, string> call)
    {
        if (_depth >= MaxDepth || !session.Step(launch.Span))
        {
            return;
        }

        _depth++;
        string key = name.TrimStart(':');
        if (Find(place.Tree, key, out string match) is { } task)
        {
            // A task may be called again with other values; a circle ends at the bound.
            session.Choosing(0, (_, _) => Task(place, key, task, call.SetItem("MATCH", match)));
        }
        else if (key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && Included(place, key[..colon]) is { } inner)
        {
            string rest = key[(colon + 1)..];
            Run(inner, rest.Length == 0 ? "default" : rest, call);
        }
        else if (Included(place, key) is { } whole)
        {
            Run(whole, "default", call);
        }
        else
        {
            foreach ((string included, Tree entry) in place.Tree["includes"]?.Entries ?? [])
            {
                if (entry["flatten"]?.Text is "true" && Included(place, included) is { } flat
                    && Find(flat.Tree, key, out _) is not null)
                {
                    Run(flat, key, call);
                }
            }
        }

        _depth--;
    }

    private static Tree? Find(Tree tree, string name, out string match)
    {
        match = "";
        foreach ((string key, Tree task) in tree["tasks"]?.Entries ?? [])
        {
            if (key == name || (task["aliases"]?.Texts.Contains(name) ?? false))
            {
                return task;
            }

            if (key.Contains('*', StringComparison.Ordinal) && TaskFiles.Matches(key, name))
            {
                match = name[Math.Min(key.IndexOf('*', StringComparison.Ordinal), name.Length)..];
                return task;
            }
        }

        return null;
    }

    private TaskPlace? Included(TaskPlace place, string name)
    {
        if (place.Tree.At("includes", name) is not { } entry
            || (entry.Text ?? entry["taskfile"]?.Text) is not { } where)
        {
            return null;
        }

        string folder = TaskFiles.Folder(place.Path);
        string at = TaskFiles.Join(folder, where);
        foreach (string path in (IEnumerable<string>)[at, at + "/Taskfile.yml", at + "/Taskfile.yaml"])
        {
            bool isFile = path.EndsWith(".yml", StringComparison.Ordinal)
                || path.EndsWith(".yaml", StringComparison.Ordinal);
            if (isFile && files.Tree(path, launch.Span, "task") is { } tree)
            {
                string work = entry["dir"]?.Text is { } own ? TaskFiles.Join(folder, own) : place.Folder;
                return new TaskPlace(path, tree, work) { Given = entry["vars"] };
            }
        }

        return null;
    }

    private Outcome Task(TaskPlace place, string name, Tree task, ImmutableDictionary<string, string> call)
    {
        var scope = ImmutableDictionary<string, string>.Empty
            .SetItem("TASK", name).SetItem("TASKFILE_DIR", TaskFiles.Folder(place.Path)).SetItem("CLI_ARGS", "");
        Launch inner = launch with { Directory = new Word(place.Folder) };
        inner = Environment(inner, place.Tree, place.Folder, scope);
        scope = Variables(scope, place.Tree["vars"], inner);
        scope = Variables(scope, place.Given, inner).SetItems(given).SetItems(call);
        scope = Variables(scope, task["vars"], inner);
        string folder = task["dir"]?.Text is { } own ? TaskFiles.Join(place.Folder, Fill(own, scope)) : place.Folder;
        inner = Environment(inner with { Directory = new Word(folder) }, task, folder, scope);
        foreach (Tree need in task["deps"]?.Items ?? [])
        {
            Command(place, name, need.Text is { } text ? Named(text) : need, scope, inner);
        }

        foreach (Tree test in (task["status"]?.Items ?? []).Concat(task["preconditions"]?.Items ?? []))
        {
            Shell(test.Text ?? test["sh"]?.Text ?? "", scope, inner, place, name);
        }

        Tree? commands = task is Tree.Table ? task["cmds"] ?? task["cmd"] : task;
        foreach (Tree command in commands is Tree.Table ? [commands] : commands?.Items ?? [])
        {
            Command(place, name, command, scope, inner);
        }

        return Outcome.Unknown;
    }

    private static Tree.Table Named(string name) =>
        new([KeyValuePair.Create<string, Tree>("task", new Tree.Scalar(name))]);

    private void Command(
        TaskPlace place, string name, Tree command, ImmutableDictionary<string, string> scope, Launch inner)
    {
        if (command["for"] is { } loop)
        {
            foreach (string item in Loop(loop, scope))
            {
                Once(place, name, command, scope.SetItem(loop["as"]?.Text ?? "ITEM", item), inner);
            }

            return;
        }

        Once(place, name, command, scope, inner);
    }

    private IEnumerable<string> Loop(Tree loop, ImmutableDictionary<string, string> scope) =>
        (loop is Tree.Sequence list ? [.. list.Texts]
        : loop["var"]?.Text is { } variable && scope.TryGetValue(variable, out string? value)
            ? value.Split(loop["split"]?.Text is { Length: > 0 } by ? by : " ", StringSplitOptions.RemoveEmptyEntries)
        : (string[])[files.Hole("{{.ITEM}}")]).Take(Bounds.Iterations);

    private void Once(
        TaskPlace place, string name, Tree command, ImmutableDictionary<string, string> scope, Launch inner)
    {
        Tree at = command["defer"] is { } later ? later : command;
        if (at["task"]?.Text is { } called)
        {
            var call = ImmutableDictionary<string, string>.Empty;
            foreach ((string key, Tree value) in at["vars"]?.Entries ?? [])
            {
                call = call.SetItem(key, Fill(value.Text ?? "", scope));
            }

            Run(place, Fill(called, scope), call);
            return;
        }

        Shell(at.Text ?? at["cmd"]?.Text ?? "", scope, inner, place, name);
    }

    private void Shell(
        string code, ImmutableDictionary<string, string> scope, Launch inner, TaskPlace place, string name)
    {
        string filled = Fill(code, scope);
        if (filled.Trim().Length > 0)
        {
            _ = place;
            session.Launcher.Code.RunChild(inner, new Word(filled), "task " + name, null, [], inner.Input);
        }
    }

    private string Fill(string text, ImmutableDictionary<string, string> scope) =>
        TaskTemplate.Fill(
            text,
            n => scope.TryGetValue(n, out string? value) ? value
                : TaskEnvironment.Value(session, launch, n) is { } word ? files.Text(word) : null,
            files.Hole);

    private ImmutableDictionary<string, string> Variables(
        ImmutableDictionary<string, string> scope, Tree? table, Launch inner)
    {
        foreach ((string name, Tree value) in table?.Entries ?? [])
        {
            scope = scope.SetItem(name, value["sh"]?.Text is { } code
                ? files.Output(inner, Fill(code, scope), "task")
                : value["ref"]?.Text is { } other ? Fill("{{" + other + "}}", scope)
                : value is Tree.Sequence list ? string.Join(' ', list.Texts.Select(t => Fill(t, scope)))
                : Fill(value.Text ?? "", scope));
        }

        return scope;
    }

    /// <summary>The launch with the variables that a file or a task exports; files of variables give way to what is
    /// set.</summary>
    private Launch Environment(Launch inner, Tree tree, string folder, ImmutableDictionary<string, string> scope)
    {
        var assigned = ImmutableArray.CreateBuilder<KeyValuePair<string, Word?>>();
        foreach (string name in tree["dotenv"]?.Texts ?? [])
        {
            string path = TaskFiles.Join(folder, Fill(name, scope));
            foreach ((string key, string value) in DotEnv.Read(files.Text(path, launch.Span, "task") ?? ""))
            {
                if (TaskEnvironment.Value(session, inner, key) is null && !assigned.Any(a => a.Key == key))
                {
                    assigned.Add(new(key, new Word(value)));
                }
            }
        }

        foreach ((string name, Tree value) in tree["env"]?.Entries ?? [])
        {
            string text = value["sh"]?.Text is { } code
                ? files.Output(inner, Fill(code, scope), "task") : Fill(value.Text ?? "", scope);
            assigned.Add(new(name, files.Word(text)));
        }

        return inner with { Assigned = [.. inner.Assigned, .. assigned] };
    }
}
