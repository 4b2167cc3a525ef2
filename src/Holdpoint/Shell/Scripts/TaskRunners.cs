using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Compose;
using Holdpoint.Shell.Scripts.Just;
using Holdpoint.Shell.Scripts.Make;
using Holdpoint.Shell.Scripts.Node;
using Holdpoint.Shell.Scripts.Tables;

namespace Holdpoint.Shell.Scripts;

/// <summary>Programs that run what a file of the project says under a name: one line each.</summary>
/// <remarks>The runner itself stays an invocation; what it runs comes before it, with the file's name.</remarks>
internal sealed class TaskRunners
{
    private readonly Session _session;
    private TaskFiles? _files;
    private JustRunner? _just;

    public TaskRunners(Session session) => _session = session;

    private TaskFiles Files => _files ??= new TaskFiles(_session);

    /// <summary>Runs the tasks that a launch names; false when the program is no runner, or has another meaning
    /// here.</summary>
    public bool Run(string name, Launch launch) => name switch
    {
        "npm" or "pnpm" or "yarn" or "yarnpkg" or "bun" => new PackageRunner(_session, Files).Run(name, launch),
        "node" or "nodejs" => new PackageRunner(_session, Files).RunNode(launch),
        "run-s" or "run-p" or "npm-run-all" or "npm-run-all2" => new ScriptSets(_session, Files).RunAll(name, launch),
        "wireit" or "turbo" or "nx" or "lerna" => new ScriptSets(_session, Files).Run(name, launch),
        "make" or "gmake" or "bmake" or "pmake" or "mingw32-make" => new MakeRunner(_session, Files).Run(launch),
        "just" => (_just ??= new JustRunner(_session, Files)).Run(launch),
        "task" or "go-task" => new TaskfileRunner(_session, Files).Run(launch) || RunTable(name, launch),
        "poe" or "pdm" or "hatch" or "pipenv" or "rye" or "pixi" or "composer" or "composer.phar" or "deno" or "cargo"
            or "makers" => RunTable(name, launch),
        "docker" or "podman" or "nerdctl" or "finch" or "docker-compose" or "podman-compose" =>
            new ComposeRunner(_session, Files).Run(name, launch),
        "rake" or "invoke" or "inv" or "nox" or "tox" => new LanguageTasks(_session, Files).Run(name, launch),
        _ when name.Contains(':', StringComparison.Ordinal) => new ScriptSets(_session, Files).RunShort(name, launch),
        _ => false,
    };

    /// <summary>The launch with the variables of the files that its program loads.</summary>
    public Launch WithVariables(string name, Launch launch) => name switch
    {
        "dotenv" or "dotenvx" or "env-cmd" or "node" or "nodejs" or "tsx" or "bun" or "deno" or "uv" or "pipenv"
            or "foreman" or "honcho" or "nf" or "heroku" => new EnvironmentFiles(_session, Files).Load(name, launch),
        _ => launch,
    };

    private bool RunTable(string name, Launch launch) =>
        new CommandTables(_session, Files).Run(name is "composer.phar" ? "composer" : name, launch);
}
