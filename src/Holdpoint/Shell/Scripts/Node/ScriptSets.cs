using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>Programs that run several scripts of package.json: run-s and its kin, wireit, turbo, nx, lerna.</summary>
internal sealed class ScriptSets(Session session, TaskFiles files)
{
    private static readonly Wrapper SetOptions = new()
    {
        LongValued = "max-parallel npm-path config",
    };

    private static readonly Wrapper TaskOptions = new()
    {
        Valued = "F",
        LongValued = "filter scope concurrency cwd targets target projects project configuration t p parallel ignore "
            + "output-logs log-order cache-dir token team api env-mode exclude base head since",
    };

    private readonly PackageRunner _manager = new(session, files);

    /// <summary><c>run-s clean build:*</c>; false when no package is there.</summary>
    public bool RunAll(string name, Launch launch)
    {
        if (launch.Directory.Text is not { } folder
            || PackageFile.Nearest(files, folder, launch.Span, name) is not { } package)
        {
            return false;
        }

        var line = new Line(launch.Arguments);
        bool any = false;
        while (!line.Ended && !session.Stopped)
        {
            if (line.Next is { Text: "--" })
            {
                break;
            }

            if (line.Option(SetOptions, out _, out _) || line.Next is not { } word)
            {
                continue;
            }

            line.Skip(1);
            any |= word.Text is { } text && RunPattern(package, text, launch, name);
        }

        return any;
    }

    /// <summary><c>npm:build-*</c>, as concurrently takes it; false when the word means nothing of this kind.</summary>
    public bool RunShort(string name, Launch launch)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return IsShort(name) && launch.Directory.Text is { } folder
            && PackageFile.Nearest(files, folder, launch.Span, name) is { } package
            && RunPattern(package, name[(colon + 1)..], launch, name[..colon] + " run");
    }

    /// <summary>Whether a word is one of these: no program has such a name.</summary>
    public static bool IsShort(string program) =>
        program.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && program[..colon] is "npm" or "yarn" or "pnpm" or "bun" or "node";

    /// <summary>wireit, turbo, nx and lerna; false when nothing of theirs is found.</summary>
    public bool Run(string name, Launch launch)
    {
        if (launch.Directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        if (name == "wireit")
        {
            return session.Scope.Variables.GetValueOrDefault("npm_lifecycle_event") is
                { Alternatives: [{ Value.Text: { } script }] }
                && PackageFile.Nearest(files, folder, launch.Span, name) is { } own
                && RunWired(own, script, launch, new HashSet<string>(StringComparer.Ordinal));
        }

        List<string> filters = [];
        List<string> words = [];
        var line = new Line(launch.Arguments);
        string? target = null;
        while (!line.Ended)
        {
            if (line.Next is { Text: "--" })
            {
                break;
            }

            if (line.Option(TaskOptions, out string option, out Word? value))
            {
                if (option is "filter" or "F" or "scope" or "projects" or "project" or "p" && value?.Text is { } filter)
                {
                    filters.AddRange(filter.Split(','));
                }

                target = option is "target" or "targets" or "t" && value?.Text is { } one ? one : target;
            }
            else if (line.Next is { } word)
            {
                line.Skip(1);
                words.Add(word.Text ?? "");
            }
        }

        ImmutableArray<PackageFile> packages = PackageFile.Workspace(files, folder, launch.Span, name);
        return !packages.IsEmpty && name switch
        {
            "nx" => new NxRunner(files, _manager).Run(packages, words, target, filters, launch),
            "lerna" => words is ["run", var script, ..]
                && RunEverywhere(packages, [script], filters, folder, launch, "lerna run"),
            _ => RunTurbo(packages, words, filters, folder, launch),
        };
    }

    private bool RunTurbo(
        ImmutableArray<PackageFile> packages, List<string> words, List<string> filters, string folder, Launch launch)
    {
        List<string> tasks = words is ["run", ..] ? words.GetRange(1, words.Count - 1) : words;
        if (tasks is ["prune" or "login" or "link" or "daemon" or "gen" or "generate" or "telemetry" or "ls", ..])
        {
            return false;
        }

        Tree? turbo = files.Tree(TaskFiles.Join(packages[0].Folder, "turbo.json"), launch.Span, "turbo");
        List<string> all = [];
        for (int i = 0; i < tasks.Count && i < Bounds.Iterations; i++)
        {
            string task = tasks[i][(tasks[i].IndexOf('#', StringComparison.Ordinal) + 1)..];
            if (!all.Contains(task))
            {
                all.Add(task);
                Tree? entry = (turbo?["tasks"] ?? turbo?["pipeline"])?[task];
                tasks = [.. tasks, .. (entry?["dependsOn"]?.Texts ?? []).Where(d => !d.StartsWith('$'))
                    .Select(d => d.TrimStart('^'))];
            }
        }

        all.Reverse();
        return RunEverywhere(packages, all, filters, folder, launch, "turbo run");
    }

    private bool RunEverywhere(
        ImmutableArray<PackageFile> packages, List<string> scripts, List<string> filters, string folder, Launch launch,
        string by)
    {
        bool any = false;
        foreach (string script in scripts)
        {
            foreach (PackageFile package in packages)
            {
                if (filters.Count == 0 || filters.Exists(f => Filters.Match(f, package, packages[0].Folder, folder)))
                {
                    any |= _manager.RunAround(package, script, launch, [], $"{by} {script}", around: false);
                }
            }
        }

        return any;
    }

    private bool RunPattern(PackageFile package, string text, Launch launch, string by)
    {
        // A word may hold arguments of its own: run-s "build -- --watch".
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return false;
        }

        ImmutableArray<Word> arguments = [.. words.Skip(1).Where(w => w != "--").Select(w => new Word(w))];
        bool any = false;
        foreach (string script in words[0].Contains('*', StringComparison.Ordinal)
            ? package.Scripts.Where(s => TaskFiles.Matches(words[0].Replace("**", "*", StringComparison.Ordinal), s))
            : [words[0]])
        {
            any |= _manager.RunAround(package, script, launch, arguments, $"{by} {script}", around: true);
        }

        return any;
    }

    private bool RunWired(PackageFile package, string script, Launch launch, HashSet<string> done)
    {
        if (!done.Add(package.Folder + ":" + script) || done.Count > Bounds.Iterations
            || package.Tree.At("wireit", script) is not { } entry)
        {
            return false;
        }

        foreach (Tree dependency in entry["dependencies"]?.Items ?? [])
        {
            string name = dependency.Text ?? dependency["script"]?.Text ?? "";
            int colon = name.LastIndexOf(':');
            PackageFile? of = name.StartsWith('.') && colon > 0
                ? PackageFile.At(files, TaskFiles.Join(package.Folder, name[..colon]), launch.Span, "wireit")
                : package;
            name = of == package ? name : name[(colon + 1)..];
            if (of is not null && !RunWired(of, name, launch, done))
            {
                _manager.RunAround(of, name, launch, [], "wireit " + name, around: false);
            }
        }

        if (entry["command"]?.Text is { } command)
        {
            files.Run(
                launch with { Directory = new Word(package.Folder) }, package.Path, "wireit " + script,
                "wireit " + script, new Word(command));
        }

        return true;
    }
}
