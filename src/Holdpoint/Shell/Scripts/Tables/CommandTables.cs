using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Tables;

/// <summary>Programs that run commands out of a table of a settings file: poe, pdm, hatch, pipenv, composer, deno,
/// cargo make.</summary>
internal sealed class CommandTables(Session session, TaskFiles files)
{
    /// <summary>Commands that call each other in a chain.</summary>
    private const int MaxDepth = 20;

    private static readonly Wrapper Options = new()
    {
        Valued = "Cpedf",
        LongValued = "root project directory env environment config cwd working-dir makefile profile python",
    };

    private readonly HashSet<(string File, string By, string Key)> _running = [];
    private int _depth;

    /// <summary>Runs the command that a launch names; false when no table holds it.</summary>
    public bool Run(string name, Launch launch)
    {
        if (launch.Directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        var line = new Line(launch.Arguments);
        while (line.Option(Options, out string option, out Word? value))
        {
            folder = option is "C" or "root" or "project" or "directory" or "cwd" or "working-dir" or "d" or "p"
                && value?.Text is { } other ? TaskFiles.Join(folder, other) : folder;
        }

        ImmutableArray<Word> words = line.Rest;
        switch (name)
        {
            case "poe" or "task":
                break;
            case "cargo" when words is [{ Text: "make" }, .. var rest]:
                words = rest;
                break;
            case "deno" when words is [{ Text: "task" }, .. var rest]:
                words = rest;
                break;
            case "composer" when words is [{ Text: "run" or "run-script" }, .. var rest]:
                words = rest;
                break;
            case "composer" when words is [{ Text: { } verb }, ..]:
                return Composer(verb, words, folder, launch);
            case "makers":
                break;
            case "pdm" or "hatch" or "pipenv" or "rye" or "pixi" or "uv" when words is [{ Text: "run" }, .. var rest]:
                words = rest;
                break;
            case "pdm":
                break;
            default:
                return false;
        }

        line = new Line(words);
        while (line.Option(Options, out _, out _))
        {
        }

        return line.Rest is [{ Text: { } task }, .. var arguments] && Named(name, task, arguments, folder, launch);
    }

    private bool Named(string name, string task, ImmutableArray<Word> arguments, string folder, Launch launch)
    {
        string by = name is "poe" or "task" or "pdm" ? $"{name} {task}" : $"{name} run {task}";
        foreach ((string[] names, string[] path) in Tables(name))
        {
            if (files.Nearest(folder, names, launch.Span, by) is not { } file
                || files.Tree(file, launch.Span, by) is not { } tree)
            {
                continue;
            }

            string key = task;
            Tree? table = tree.At(path);
            if (name == "hatch")
            {
                int colon = task.IndexOf(':', StringComparison.Ordinal);
                key = task[(colon + 1)..];
                table = tree.At("tool", "hatch", "envs", colon < 0 ? "default" : task[..colon], "scripts")
                    ?? tree.At("envs", colon < 0 ? "default" : task[..colon], "scripts");
            }

            if (table?[key] is { } command)
            {
                // Commands of a table that calls itself end at the bound.
                Command(table, key, command, arguments, file, by, launch with
                {
                    Directory = new Word(TaskFiles.Folder(file)),
                });
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the tables of a program stand.</summary>
    private static IEnumerable<(string[] Files, string[] Path)> Tables(string name) => name switch
    {
        "poe" => [(["pyproject.toml"], ["tool", "poe", "tasks"]), (["poe_tasks.toml"], ["tool", "poe", "tasks"])],
        "task" => [(["pyproject.toml"], ["tool", "taskipy", "tasks"])],
        "pdm" => [(["pyproject.toml"], ["tool", "pdm", "scripts"])],
        "rye" => [(["pyproject.toml"], ["tool", "rye", "scripts"])],
        "hatch" => [(["pyproject.toml"], []), (["hatch.toml"], [])],
        "pixi" => [(["pixi.toml"], ["tasks"]), (["pyproject.toml"], ["tool", "pixi", "tasks"])],
        "pipenv" => [(["Pipfile"], ["scripts"])],
        "composer" => [(["composer.json"], ["scripts"])],
        "deno" => [(["deno.json", "deno.jsonc"], ["tasks"]), (["package.json"], ["scripts"])],
        "cargo" or "makers" => [(["Makefile.toml"], ["tasks"])],
        _ => [],
    };

    private void Command(
        Tree table, string key, Tree command, ImmutableArray<Word> arguments, string file, string by, Launch launch)
    {
        // Tasks that name each other twice would be as many as two to the depth.
        if (_depth >= MaxDepth || !session.Step(launch.Span) || !_running.Add((file, by, key)))
        {
            return;
        }

        _depth++;
        launch = Variables(command["env"], launch);
        if (command["cwd"]?.Text is { } own && launch.Directory.Text is { } folder)
        {
            launch = launch with { Directory = new Word(TaskFiles.Join(folder, own)) };
        }

        foreach (string field in (ReadOnlySpan<string>)
            ["dependencies", "deps", "depends-on", "depends_on", "run_task", "sequence", "parallel", "composite"])
        {
            foreach (Tree part in command[field]?.Items ?? [])
            {
                Part(table, key, part, [], file, by, launch, isName: true);
            }
        }

        if (command is Tree.Sequence or Tree.Scalar)
        {
            // A list of commands for composer and hatch, of tasks for poe; a name of the table is the task.
            foreach (Tree part in command.Items)
            {
                Part(table, key, part, arguments, file, by, launch, isName: command is Tree.Sequence);
            }
        }
        else
        {
            Fields(key, command, arguments, file, by, launch);
        }

        _depth--;
        _running.Remove((file, by, key));
    }

    /// <summary>What a table with fields says: its command, its shell code or its script.</summary>
    private void Fields(
        string key, Tree command, ImmutableArray<Word> arguments, string file, string by, Launch launch)
    {
        foreach (string field in (ReadOnlySpan<string>)["cmd", "shell", "command", "script", "run", "expr"])
        {
            Tree? value = command[field];
            ImmutableArray<Tree> parts = value?.Items ?? [];
            if (field is "command" && command["args"] is { } more && value?.Text is not null)
            {
                string whole = string.Join(' ', value.Texts.Concat(more.Texts.Select(Patterns.Quote)));
                files.Run(launch, file, key, by, new Word(whole));
            }
            else if (field is "cmd" or "command" && value is Tree.Sequence)
            {
                string whole = string.Join(' ', value.Texts.Select(Patterns.Quote));
                files.Run(launch, file, key, by, new Word(WithArguments(whole, arguments)), arguments);
            }
            else if (field is "script" && file.EndsWith("pyproject.toml", StringComparison.Ordinal))
            {
                // The name of a function of Python.
                continue;
            }
            else if (!parts.IsEmpty)
            {
                string whole = string.Join('\n', value?.Texts ?? []);
                files.Run(launch, file, key, by, new Word(WithArguments(whole, arguments)), arguments);
            }
        }
    }

    private void Part(
        Tree table, string key, Tree part, ImmutableArray<Word> arguments, string file, string by, Launch launch,
        bool isName)
    {
        string text = part.Text ?? "";
        string name = text.TrimStart('@');
        string first = name.Split(' ')[0];
        bool calls = (isName || text.StartsWith('@')) && first != key;
        if (part is not Tree.Scalar)
        {
            Command(table, key, part, arguments, file, by, launch);
        }
        else if (calls && (table[name] ?? (text.StartsWith('@') ? table[first] : null)) is { } called)
        {
            Command(table, first, called, arguments, file, by, launch);
        }
        else if (text.StartsWith("@putenv ", StringComparison.Ordinal))
        {
            return;
        }
        else if (!text.Contains("::", StringComparison.Ordinal) && text.Length > 0)
        {
            string code = text.StartsWith("@php ", StringComparison.Ordinal)
                || text.StartsWith("@composer ", StringComparison.Ordinal) ? text[1..] : text;
            files.Run(launch, file, key + (_depth > 1 ? " " + first : ""), by,
                new Word(WithArguments(code, arguments)), arguments);
        }
    }

    private static string WithArguments(string code, ImmutableArray<Word> arguments) =>
        code.Contains("{args", StringComparison.Ordinal)
            ? code.Replace("{args}", "\"$@\"", StringComparison.Ordinal)
            : arguments.IsEmpty ? code : code + " \"$@\"";

    private static Launch Variables(Tree? table, Launch launch) => table is null ? launch : launch with
    {
        Assigned =
        [
            .. launch.Assigned,
            .. table.Entries.Where(e => e.Value.Text is not null)
                .Select(e => KeyValuePair.Create(e.Key, (Word?)new Word(e.Value.Text ?? ""))),
        ],
    };

    /// <summary>Scripts of composer by their name, and those that its own commands run.</summary>
    private bool Composer(string verb, ImmutableArray<Word> words, string folder, Launch launch)
    {
        if (launch.Arguments.Any(a => a.Text is "--no-scripts"))
        {
            return false;
        }

        string events = verb switch
        {
            "install" or "i" => "pre-install-cmd post-install-cmd pre-autoload-dump post-autoload-dump",
            "update" or "u" or "upgrade" or "require" or "remove" =>
                "pre-update-cmd post-update-cmd pre-autoload-dump post-autoload-dump",
            "dump-autoload" or "dumpautoload" => "pre-autoload-dump post-autoload-dump",
            "status" => "pre-status-cmd post-status-cmd",
            "archive" => "pre-archive-cmd post-archive-cmd",
            _ => verb,
        };
        bool any = false;
        foreach (string script in events.Split(' '))
        {
            any |= Named("composer", script, script == verb ? words[1..] : [], folder, launch);
        }

        return any;
    }
}
