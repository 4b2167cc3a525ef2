using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts;

/// <summary>Runners whose tasks are written in a language of their own, rake, invoke, nox and tox: the commands that
/// are written out in the named task.</summary>
internal sealed class LanguageTasks(Session session, TaskFiles files)
{
    /// <summary>Tasks that need each other.</summary>
    private const int MaxTasks = 50;

    private static readonly Wrapper Options = new()
    {
        Valued = "fcersk",
        LongValued = "rakefile collection search-root session sessions noxfile env",
    };

    /// <summary>Runs the tasks that a launch names; false when there is no file of them.</summary>
    public bool Run(string name, Launch launch)
    {
        if (launch.Directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        List<string> tasks = [];
        var line = new Line(launch.Arguments);
        while (line.Next is { } word && word.Text is not "--")
        {
            if (line.Option(Options, out string option, out Word? value))
            {
                if (option is "n" or "dry-run" or "T" or "tasks" or "l" or "list" or "P" or "D" or "version" or "help")
                {
                    return false;
                }

                if (option is "s" or "e" or "session" or "sessions" && value?.Text is { } named)
                {
                    tasks.AddRange(named.Split(','));
                }
            }
            else
            {
                line.Skip(1);
                string text = word.Text ?? "";
                tasks.Add(text.IndexOf('[', StringComparison.Ordinal) is > 0 and var open ? text[..open] : text);
            }
        }

        string[] names = name switch
        {
            "rake" => ["Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb"],
            "nox" => ["noxfile.py"],
            "tox" => ["tox.ini"],
            _ => ["tasks.py"],
        };
        if (files.Nearest(folder, names, launch.Span, name) is not { } path
            || files.Text(path, launch.Span, name) is not { } content)
        {
            return false;
        }

        launch = launch with { Directory = new Word(TaskFiles.Folder(path)) };
        switch (name)
        {
            case "rake":
                tasks = tasks.Count == 0 ? ["default"] : tasks;
                Rake(tasks, content.ReplaceLineEndings("\n").Split('\n'), path, launch);
                break;
            case "tox":
                Tox(tasks, content, path, launch);
                break;
            default:
                Python(name, tasks, content.ReplaceLineEndings("\n").Split('\n'), path, launch);
                break;
        }

        return true;
    }

    /// <summary><c>task :name => [:other] do … end</c>, found by its indentation.</summary>
    private void Rake(List<string> tasks, string[] lines, string path, Launch launch)
    {
        for (int t = 0; t < tasks.Count && t < MaxTasks; t++)
        {
            string name = tasks[t][(tasks[t].LastIndexOf(':') + 1)..];
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i].TrimStart();
                if (!line.StartsWith("task ", StringComparison.Ordinal)
                    && !line.StartsWith("task(", StringComparison.Ordinal))
                {
                    continue;
                }

                string[] words = line[5..].Split(
                    [' ', ',', '(', ')', '[', ']', '=', '>', '{', '}', '|', '\'', '"', ':'],
                    StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0 || words[0] != name)
                {
                    continue;
                }

                int indent = lines[i].Length - line.Length, end = i;
                if (line.Contains(" do", StringComparison.Ordinal) || line.EndsWith('{'))
                {
                    while (++end < lines.Length && !(lines[end].Trim() is "end" or "}"
                        && lines[end].Length - lines[end].TrimStart().Length == indent))
                    {
                    }
                }

                tasks.AddRange(words.Skip(1).TakeWhile(w => w is not "do").Where(w => !tasks.Contains(w)));
                Ruby(string.Join('\n', lines.Skip(i + 1).Take(end - i - 1)), path, tasks[t], launch);

                // What stands in a body was read with it; one without an end is all that is left.
                i = Math.Max(i, end - 1);
            }
        }
    }

    /// <summary>The body of a task of Ruby; <c>sh</c> is rake's own word for running.</summary>
    private void Ruby(string body, string path, string task, Launch launch)
    {
        string code = string.Join('\n', body.Split('\n').Select(l =>
        {
            string line = l.TrimStart();
            return line.StartsWith("sh ", StringComparison.Ordinal) || line.StartsWith("sh(", StringComparison.Ordinal)
                ? "system" + line[2..] : l;
        }));
        Code(launch, path, task, "rake " + task, "ruby", "-e", code);
    }

    /// <summary>A function of Python that a decorator makes a task, with those that it names as needed.</summary>
    private void Python(string runner, List<string> tasks, string[] lines, string path, Launch launch)
    {
        bool all = tasks.Count == 0 && runner == "nox";
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (!line.StartsWith("def ", StringComparison.Ordinal) || i == 0 || !lines[i - 1].StartsWith('@'))
            {
                continue;
            }

            string name = string.Concat(line.Skip(4).TakeWhile(c => char.IsLetterOrDigit(c) || c == '_'));
            string plain = name.Replace('_', '-');
            if (!all && !tasks.Exists(t => t.Replace('_', '-') == plain
                || t.StartsWith(plain + "-", StringComparison.Ordinal)
                || lines[i - 1].Contains($"\"{t}\"", StringComparison.Ordinal)))
            {
                continue;
            }

            int end = i + 1;
            while (end < lines.Length && (lines[end].Length == 0 || char.IsWhiteSpace(lines[end][0])))
            {
                end++;
            }

            Code(launch, path, name, $"{runner} {name}", "python3", "-c",
                string.Join('\n', lines[(i + 1)..end].Select(l => l.Trim())));
        }
    }

    private void Tox(List<string> environments, string content, string path, Launch launch)
    {
        string section = "";
        bool commands = false;
        foreach (string raw in content.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = raw.Trim();
            if (line is ['[', .., ']'])
            {
                section = line[1..^1];
                commands = false;
            }
            else if (raw.Length > 0 && !char.IsWhiteSpace(raw[0]))
            {
                int equals = line.IndexOf('=', StringComparison.Ordinal);
                commands = equals > 0 && line[..equals].Trim() is "commands" or "commands_pre" or "commands_post";
                line = commands ? line[(equals + 1)..].Trim() : "";
            }

            bool wanted = section is "testenv" || (section.StartsWith("testenv:", StringComparison.Ordinal)
                && (environments.Count == 0 || environments.Contains(section[8..])));
            bool known = line.Length > 0 && line[0] != '#' && !line.Contains('{', StringComparison.Ordinal);
            if (commands && wanted && known)
            {
                files.Run(launch, path, section, "tox", new Word(line.TrimStart('-', '!', ' ')));
            }
        }
    }

    /// <summary>Hands code of another language to who reads that language.</summary>
    private void Code(Launch launch, string path, string task, string by, string program, string flag, string code)
    {
        if (code.Trim().Length > 0)
        {
            ImmutableArray<Word> arguments = [new Word(flag), new Word(code)];
            session.Files.Within(files.Shown(path) + ":" + task, launch.Span, s => s.Launcher.Start(
                launch.Then(new Word(program), arguments, by) with { Files = [], OutputAway = true }));
        }
    }
}
