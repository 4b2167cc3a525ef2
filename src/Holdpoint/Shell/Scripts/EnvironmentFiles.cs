using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts;

/// <summary>Programs that give what they run the variables of a file: dotenv, env-cmd, <c>node --env-file</c> and so
/// on.</summary>
/// <remarks>Of several files the first counts for dotenv-cli and dotenvx, the last for Node.js and uv; dotenv-cli's
/// <c>-c MODE</c> means <c>.env.MODE.local</c>, <c>.env.local</c>, <c>.env.MODE</c>, <c>.env</c>, the first before the
/// others; Bun loads the same by itself, <c>.env.local</c> before <c>.env.MODE</c>: as their documentation has
/// it.</remarks>
internal sealed class EnvironmentFiles(Session session, TaskFiles files)
{
    /// <summary>Stands in the names of files for what the program is told to run as.</summary>
    private const string AtHand = "{env}";

    /// <summary>The launch with the variables of the files that its program loads.</summary>
    public Launch Load(string name, Launch launch)
    {
        if (launch.Directory.Text is not { } folder || Loader.Find(name, launch.Arguments) is not { } loader)
        {
            return launch;
        }

        List<string> paths = [];
        var line = new Line(launch.Arguments);
        Launch loaded = launch;
        while (!line.Ended && line.Next?.Text is not "--")
        {
            if (!line.Option(loader.Options, out string option, out Word? value))
            {
                // The verb of the loader itself; options may follow it.
                if (line.Next?.Text is not { } word || !Wrapper.Has(loader.Verbs, word))
                {
                    break;
                }

                line.Skip(1);
                continue;
            }

            if (loader.Cascades && option is "c")
            {
                string mode = value?.Text is { } of && of is not "--" ? of : "";
                paths.AddRange(mode.Length > 0
                    ? [$".env.{mode}.local", ".env.local", $".env.{mode}", ".env"] : [".env.local", ".env"]);
            }
            else if (Wrapper.Has(loader.Files, option))
            {
                paths.AddRange((value?.Text ?? loader.Default).Split(',', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (Wrapper.Has(loader.Sections, option) && value?.Text is { } sections)
            {
                loaded = Sections(loaded, folder, sections, launch);
            }
            else if (option is "v" && name.StartsWith("dotenv", StringComparison.Ordinal)
                && value?.Prefix.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                loaded = loaded with
                {
                    Assigned = loaded.Assigned.Add(new(value.Prefix[..equals], Words.Skip(value, equals + 1))),
                };
            }
        }

        if (loader.LastWins)
        {
            paths.Reverse();
        }

        if (paths.Count == 0 && loader.Default.Length > 0 && !loader.Asked)
        {
            paths.AddRange(loader.Default.Replace(AtHand, Mode(launch), StringComparison.Ordinal).Split(',')
                .Where(f => f is not ".env.local" || Mode(launch) is not "test"));
        }

        foreach (string path in paths)
        {
            loaded = Load(loaded, TaskFiles.Join(folder, path), loader.Overrides, name);
        }

        return loaded;
    }

    private string Mode(Launch launch) =>
        TaskEnvironment.Value(session, launch, "NODE_ENV")?.Text is { Length: > 0 } mode ? mode : "development";

    /// <summary>The variables of a file that an option of a launch names; none where it is not there.</summary>
    public static IEnumerable<KeyValuePair<string, Word?>> Of(TaskFiles files, Launch launch, string path, string by) =>
        launch.Directory.Text is not { } folder ? []
            : DotEnv.Read(files.Text(TaskFiles.Join(folder, path), launch.Span, by) ?? "")
                .Select(v => KeyValuePair.Create(v.Key, (Word?)new Word(v.Value)));

    private Launch Load(Launch launch, string path, bool overrides, string by)
    {
        var assigned = ImmutableArray.CreateBuilder<KeyValuePair<string, Word?>>();
        foreach ((string key, string value) in DotEnv.Read(files.Text(path, launch.Span, by) ?? ""))
        {
            if (overrides || TaskEnvironment.Value(session, launch, key) is null)
            {
                assigned.Add(new(key, new Word(value)));
            }
        }

        return assigned.Count == 0 ? launch : launch with { Assigned = [.. launch.Assigned, .. assigned] };
    }

    /// <summary>Environments by their name in <c>.env-cmdrc</c>.</summary>
    private Launch Sections(Launch loaded, string folder, string sections, Launch launch)
    {
        foreach (string file in (ReadOnlySpan<string>)[".env-cmdrc", ".env-cmdrc.json"])
        {
            Tree? tree = files.Tree(TaskFiles.Join(folder, file), launch.Span, "env-cmd");
            foreach (string section in sections.Split(','))
            {
                loaded = loaded with
                {
                    Assigned =
                    [
                        .. loaded.Assigned,
                        .. (tree?[section]?.Entries ?? [])
                            .Select(e => KeyValuePair.Create(e.Key, (Word?)new Word(e.Value.Text ?? ""))),
                    ],
                };
            }
        }

        return loaded;
    }
}

/// <summary>How a program names its files of variables.</summary>
/// <param name="Files">Options whose value is a file.</param>
/// <param name="Default">Files that are loaded when no option names one.</param>
/// <param name="Asked">The default counts only where its option stands without a value.</param>
/// <param name="Overrides">The file wins over what is set.</param>
/// <param name="Verbs">Words of its own before the command.</param>
/// <param name="Sections">Options whose value names environments of <c>.env-cmdrc</c>.</param>
internal sealed record Loader(
    Wrapper Options, string Files, string Default, bool Asked, bool Overrides, string Verbs, string Sections = "")
{
    /// <summary>Of several files the last counts.</summary>
    public bool LastWins { get; init; }

    /// <summary><c>-c MODE</c> names the files that belong to a mode.</summary>
    public bool Cascades { get; init; }

    /// <summary>The loader of a name, one line each; null when the program loads nothing.</summary>
    public static Loader? Find(string name, ImmutableArray<Word> arguments) => name switch
    {
        "dotenv" => new(Of("fecvpq", "file env-file"), "f e file", ".env", Asked: false, Overrides: false, "run")
        {
            Cascades = true,
        },
        "dotenvx" => new(Of("fe", "env-file env"), "f env-file", ".env", Asked: false, Overrides: false, "run"),
        "env-cmd" => new(Of("fre", "file rc-file environments"), "f file", arguments.Any(a => a.Text is "-e" or "-r"
            or "--environments") ? "" : "./.env", Asked: false, Overrides: true, "", "e environments"),
        "node" or "nodejs" or "tsx" or "bun" or "deno" => new(
            Of("r", "env-file env-file-if-exists env require import loader"), "env-file env-file-if-exists env",
            name is "bun" ? ".env.{env}.local,.env.local,.env.{env},.env" : ".env", Asked: name is not "bun",
            Overrides: false, "run task")
        {
            LastWins = true,
        },
        "uv" => new(Of("pwm", "env-file with python package project directory"), "env-file", "", Asked: false,
            Overrides: false, "run")
        {
            LastWins = true,
        },
        "pipenv" => new(Of("", "python"), "", ".env", Asked: false, Overrides: false, "run"),
        "foreman" or "honcho" or "heroku" or "nf" => new(
            Of("efd", "env procfile"), "e env", ".env", Asked: false, Overrides: true, "run local:run start local"),
        _ => null,
    };

    private static Wrapper Of(string valued, string named) => new() { Valued = valued, LongValued = named };
}
