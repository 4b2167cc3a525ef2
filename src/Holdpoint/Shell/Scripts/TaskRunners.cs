using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Make;
using Holdpoint.Shell.Scripts.Node;

namespace Holdpoint.Shell.Scripts;

/// <summary>Programs that run what a file of the project says under a name: one line each.</summary>
/// <remarks>The runner itself stays an invocation; what it runs comes before it, with the file's name.</remarks>
internal sealed class TaskRunners
{
    private readonly Session _session;
    private TaskFiles? _files;

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
        _ when name.Contains(':', StringComparison.Ordinal) => new ScriptSets(_session, Files).RunShort(name, launch),
        _ => false,
    };
}
