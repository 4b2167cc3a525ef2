using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>npm, pnpm, yarn and bun: the scripts of package.json that a command runs, those around them
/// included.</summary>
internal sealed class PackageRunner(Session session, TaskFiles files)
{
    /// <summary>Commands of the managers, which no script of the same name takes over.</summary>
    private const string Npm = "access adduser audit bugs cache completion config dedupe deprecate diff dist-tag docs "
        + "doctor edit exec explain explore find-dupes fund get help help-search init link ll login logout ls list org "
        + "outdated owner ping pkg prefix profile prune query rebuild repo root sbom search set shrinkwrap star stars "
        + "team token undeprecate uninstall unpublish unstar update up upgrade version view whoami x create rm remove "
        + "un r why info show dlx patch patch-commit import store env setup server deploy fetch unlink node bin "
        + "autoclean generate-lock-entry licenses policies self-update versions plugin constraints npm stage pm "
        + "discover outdated approve-builds cat-file cat-index find-hash licenses sh";

    private const string Install = "install i in ins inst insta instal isnt isnta isntal isntall ci clean-install ic "
        + "install-clean isntall-clean it install-test cit install-ci-test";

    /// <summary>Runs the scripts of a command; false when it runs none.</summary>
    public bool Run(string name, Launch launch)
    {
        var line = NodeLine.Read(name is "yarnpkg" ? "yarn" : name, launch.Arguments);
        Word directory = line.Folder is { } folder ? Words.Resolve(launch.Directory, folder) : launch.Directory;
        if (directory.Text is not { } start || session.Stopped)
        {
            return false;
        }

        launch = launch with { Directory = directory };
        string by = line.Verb is null ? name : $"{name} {line.Verb}";
        switch (line.Verb)
        {
            case null:
                return name is "yarn" && Installing(line, launch, start, by);
            case "workspaces" when name is "yarn":
                return Nested(line, launch, start, by);
            case "workspace" when name is "yarn" && line.Words is [{ Text: { } package }, ..]:
                NodeLine inner = line.Inner(1);
                inner.Packages.Add(package);
                return Scripts(inner, launch, start, by);
        }

        return Scripts(line, launch, start, by);
    }

    /// <summary><c>node --run NAME</c>: the script alone, without those around it.</summary>
    public bool RunNode(Launch launch)
    {
        for (int i = 0; i < launch.Arguments.Length; i++)
        {
            string option = launch.Arguments[i].Prefix;
            if (option is not ['-', ..])
            {
                return false;
            }

            string? script = option.StartsWith("--run=", StringComparison.Ordinal) ? option[6..]
                : option is "--run" && i + 1 < launch.Arguments.Length ? launch.Arguments[++i].Text
                : null;
            if (script is not null && launch.Directory.Text is { } folder
                && PackageFile.Nearest(files, folder, launch.Span, "node --run") is { } package)
            {
                int end = launch.Arguments.IndexOf(launch.Arguments.FirstOrDefault(a => a.Text is "--") ?? Word.Empty);
                return RunScript(
                    package, script, launch, end < 0 ? [] : launch.Arguments[(end + 1)..], "node --run " + script);
            }
        }

        return false;
    }

    /// <summary>Runs a script of a package with those that npm runs before and after it; false when there is
    /// none.</summary>
    public bool RunAround(
        PackageFile package, string script, Launch launch, ImmutableArray<Word> arguments, string by, bool around)
    {
        if (package.Script(script) is null)
        {
            return false;
        }

        if (around)
        {
            RunScript(package, "pre" + script, launch, [], by);
        }

        RunScript(package, script, launch, arguments, by);
        if (around)
        {
            RunScript(package, "post" + script, launch, [], by);
        }

        return true;
    }

    /// <summary>Whether the manager runs <c>preNAME</c> and <c>postNAME</c>: pnpm since its version 9, yarn before its
    /// version 2.</summary>
    public static bool RunsAround(string manager, PackageFile package)
    {
        string own = package.Manager;
        return manager switch
        {
            "yarn" => !own.StartsWith("yarn@", StringComparison.Ordinal)
                || own.StartsWith("yarn@1", StringComparison.Ordinal),
            "pnpm" => own is not ['p', 'n', 'p', 'm', '@', '6' or '7' or '8', '.', ..],
            _ => true,
        };
    }

    private bool RunScript(
        PackageFile package, string script, Launch launch, ImmutableArray<Word> arguments, string by)
    {
        if (package.Script(script) is not { } code || session.Stopped)
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(code))
        {
            return true;
        }

        Launch inner = launch with
        {
            Directory = new Word(package.Folder),
            Assigned =
            [
                .. launch.Assigned,
                .. package.Variables(script, code),
                new("INIT_CWD", launch.Directory),
            ],
        };
        files.Run(inner, package.Path, script, by, new Word(arguments.IsEmpty ? code : code + " \"$@\""), arguments);
        return true;
    }

    private bool Nested(NodeLine line, Launch launch, string start, string by)
    {
        // yarn 1: workspaces run NAME; later: workspaces foreach -A run NAME.
        int skip = line.Words is [{ Text: "foreach" }, ..] ? 1 : 0;
        ImmutableArray<Word> words = line.Words;
        while (skip < words.Length && words[skip].Prefix is ['-', ..])
        {
            skip++;
        }

        NodeLine inner = line.Inner(skip);
        return ForEach(inner, Packages(inner, launch, start, by, all: true), launch, start, by);
    }

    private bool Scripts(NodeLine line, Launch launch, string start, string by)
    {
        if (line.Verb is null || Wrapper.Has(Install, line.Verb) || (line.Verb is "add" && line.Manager is "yarn"))
        {
            return Installing(line, launch, start, by);
        }

        if (line.Packages.Count > 0 || line.AllPackages || line.Root)
        {
            return ForEach(line, Packages(line, launch, start, by, line.AllPackages), launch, start, by);
        }

        return PackageFile.Nearest(files, start, launch.Span, by) is { } package
            ? RunVerb(line, package, launch, by) || (IsBin(line, package) && RunBin(line, launch, start))
            : IsBin(line, null) && RunBin(line, launch, start);
    }

    private bool ForEach(
        NodeLine line, ImmutableArray<PackageFile> packages, Launch launch, string start, string by)
    {
        bool any = false;
        foreach (PackageFile package in packages)
        {
            any |= RunVerb(line, package, launch, by);
        }

        if (!any && ((line.Verb is "exec" && line.Manager is "pnpm" or "yarn") || IsBin(line, null)))
        {
            foreach (PackageFile package in packages)
            {
                any |= RunBin(line, launch, package.Folder);
            }

            return any || RunBin(line, launch, start);
        }

        return any;
    }

    private bool RunVerb(NodeLine line, PackageFile package, Launch launch, string by)
    {
        ImmutableArray<Word> words = line.Words;
        bool around = RunsAround(line.Manager, package) && !line.IgnoreScripts;
        launch = launch with { Assigned = [.. launch.Assigned, .. line.Settings] };
        switch (line.Verb)
        {
            case "run" or "run-script" or "rum" or "urn" when words is [{ Text: { } script }, .. var arguments]:
                return RunNamed(line, package, script, launch, arguments, by, around);
            case "test" or "tst" or "t" when line.Manager is not "bun":
                return RunAround(package, "test", launch, words, by, around);
            case "start" when package.Script("start") is null && line.Manager is "npm":
                session.Launcher.Start(launch.Then(new Word("node"), [new Word("server.js"), .. words], by) with
                {
                    Directory = new Word(package.Folder), Files = [], OutputAway = true,
                });
                return true;
            case "start" or "stop":
                return RunAround(package, line.Verb, launch, words, by, around);
            case "restart" when package.Script("restart") is null:
                return RunAround(package, "stop", launch, words, by, around)
                    | RunAround(package, "start", launch, words, by, around);
            case "restart":
                return RunAround(package, "restart", launch, words, by, around);
            case "publish" or "pack" or "version" or "rebuild" or "rb":
                return !line.IgnoreScripts && Lifecycle(line.Verb, package, launch, by);
        }

        return line.Verb is { } name && (line.Manager is "yarn" or "pnpm" or "bun") && !IsCommand(line.Manager, name)
            && RunNamed(line, package, name, launch, words, by, around);
    }

    private bool RunNamed(
        NodeLine line, PackageFile package, string script, Launch launch, ImmutableArray<Word> arguments, string by,
        bool around)
    {
        by = by.EndsWith(script, StringComparison.Ordinal) ? by : $"{by} {script}";
        if (line.Manager is "pnpm" && script is ['/', .., '/'])
        {
            // A regular expression over the names of scripts; those that begin as it does may match.
            string known = string.Concat(script[1..^1].TrimStart('^').TakeWhile(c => c is not
                ('.' or '*' or '+' or '?' or '(' or '[' or '|' or '$' or '\\' or '{')));
            bool any = false;
            foreach (string name in package.Scripts.Where(s => s.Contains(known, StringComparison.Ordinal)))
            {
                any |= RunAround(package, name, launch, arguments, by, around);
            }

            return any;
        }

        return RunAround(package, script, launch, arguments, by, around);
    }

    private bool Lifecycle(string verb, PackageFile package, Launch launch, string by)
    {
        bool any = false;
        foreach (string script in (verb switch
        {
            "publish" => "prepublishOnly prepack prepare postpack publish postpublish",
            "pack" => "prepack prepare postpack",
            "version" => "preversion version postversion",
            "install" => "pnpm:devPreinstall preinstall install postinstall prepublish preprepare prepare postprepare",
            _ => "preinstall install postinstall prepare",
        }).Split(' '))
        {
            any |= RunScript(package, script, launch, [], $"{by} ({script})");
        }

        return any;
    }

    /// <summary>What installing runs of the project itself; naming packages to add runs it with yarn only.</summary>
    private bool Installing(NodeLine line, Launch launch, string start, string by)
    {
        if (line.IgnoreScripts || line.Global || (!line.Words.IsEmpty && line.Manager is not "yarn"))
        {
            return false;
        }

        bool any = false;
        foreach (PackageFile package in Packages(line, launch, start, by, line.AllPackages))
        {
            any |= Lifecycle("install", package, launch, by);
            if (line.Verb is "it" or "install-test" or "cit" or "install-ci-test")
            {
                any |= RunAround(package, "test", launch, [], by, around: true);
            }
        }

        return any;
    }

    private ImmutableArray<PackageFile> Packages(NodeLine line, Launch launch, string start, string by, bool all)
    {
        if (line.Packages.Count == 0 && !all && !line.Root)
        {
            return PackageFile.Nearest(files, start, launch.Span, by) is { } nearest ? [nearest] : [];
        }

        ImmutableArray<PackageFile> packages = PackageFile.Workspace(files, start, launch.Span, by);
        return line.Root && line.Packages.Count == 0 ? packages[..Math.Min(1, packages.Length)]
            : line.Packages.Count == 0 ? packages
            : [.. packages.Where(p => line.Packages.Exists(f => Filters.Match(f, p, packages[0].Folder, start)))];
    }

    /// <summary>A word of yarn, pnpm or bun that is neither command nor script is a program of node_modules.</summary>
    private static bool IsBin(NodeLine line, PackageFile? package) =>
        line.Manager is "yarn" or "pnpm"
        && (line.Verb is "run" ? line.Words is [{ Text: [not '-', ..] }, ..]
            : line.Verb is not null && !IsCommand(line.Manager, line.Verb)
                && line.Verb is not ("run" or "test" or "start" or "stop" or "restart" or "publish" or "pack"))
        && package?.Script(line.Verb ?? "") is null;

    private bool RunBin(NodeLine line, Launch launch, string folder)
    {
        (Word program, ImmutableArray<Word> arguments) =
            line is { Verb: "run" or "exec", Words: [var first, .. var rest] }
            ? (first, rest)
            : (new Word(line.Verb ?? ""), line.Words);
        if (program.Text is { Length: > 0 })
        {
            session.Launcher.Start(launch.Then(program, arguments, line.Manager) with
            {
                Directory = new Word(folder), Files = [], OutputAway = true,
            });
        }

        return true;
    }

    /// <summary>Whether options after a verb are the manager's own.</summary>
    public static bool TakesOptions(string manager, string verb) =>
        verb is "run" or "workspace" or "workspaces" || IsCommand(manager, verb);

    private static bool IsCommand(string manager, string verb) =>
        Wrapper.Has(Npm, verb) || Wrapper.Has(Install, verb) || verb is "add" or "exec" or "run-script"
        || (manager is "bun" && (verb is "test" or "build" or "repl" || verb.Contains('/', StringComparison.Ordinal)
            || verb.Contains('.', StringComparison.Ordinal)));
}
