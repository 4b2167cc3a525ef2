using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>The environment that the command would run in: what the action sets, over what the world has.</summary>
internal sealed class Surroundings(Invocation invocation, IWorld world)
{
    /// <summary>Folders that programs are installed into by an administrator; a program anywhere else may be an
    /// agent's own file.</summary>
    private static readonly ImmutableArray<string> SystemFolders =
        ["/usr/", "/bin/", "/sbin/", "/opt/", "/snap/", "/nix/store/", "/home/linuxbrew/", "/run/current-system/"];

    /// <summary>The program's base name.</summary>
    public string Name => invocation.Name ?? "terraform";

    /// <summary>Nothing comes from the world: <c>env -i</c>.</summary>
    public bool Clean => invocation.CleanEnvironment;

    /// <summary>A variable as the program sees it; null when unset.</summary>
    public Word? Variable(string name) =>
        invocation.Environment.TryGetValue(name, out Word? set) ? set
        : invocation.CleanEnvironment ? null
        : world.Variable(name) is { } value ? new Word(value) : null;

    /// <summary>The variables for a question of our own: those of the action, without what would change the
    /// question.</summary>
    /// <returns>Null when a variable that decides the answer cannot be known; then <paramref name="why"/> says
    /// which.</returns>
    public ImmutableDictionary<string, string?>? ForQuestion(bool plan, out string why)
    {
        ImmutableDictionary<string, string?>.Builder variables = ImmutableDictionary.CreateBuilder<string,
            string?>(StringComparer.Ordinal);
        foreach ((string name, Word? value) in invocation.Environment)
        {
            if (LoadsCode(name) && value is not null)
            {
                why = $"{name} would have the program load code of the action's choice: it was not run to be asked";
                return null;
            }

            bool input = name.StartsWith("TF_VAR_", StringComparison.Ordinal);
            if (value is { Text: null } && (plan || !input))
            {
                why = $"the variable {name} is {value.Shown}, which cannot be known";
                return null;
            }

            variables[name] = value?.Text;
        }

        // Our own question is complete: words that the environment adds would make another one of it. Logs could go
        // anywhere.
        foreach (string name in new[]
        {
            "TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_CLI_ARGS_show", "TF_CLI_ARGS_state_pull",
            "TF_LOG", "TF_LOG_CORE", "TF_LOG_PROVIDER", "TF_LOG_PATH",
        })
        {
            variables[name] = null;
        }

        variables["TF_INPUT"] = "0";
        variables["TF_IN_AUTOMATION"] = "1";
        variables["CHECKPOINT_DISABLE"] = "1";
        why = "";
        return variables.ToImmutable();
    }

    /// <summary>Variables that choose libraries or provider binaries; set by the action they are its code.</summary>
    private static bool LoadsCode(string name) => name.StartsWith("LD_", StringComparison.Ordinal)
        || name.StartsWith("DYLD_", StringComparison.Ordinal)
        || name is "TF_CLI_CONFIG_FILE" or "TERRAFORM_CONFIG" or "TF_REATTACH_PROVIDERS" or "TF_PLUGIN_CACHE_DIR";

    /// <summary>
    /// The program to ask: the one of the invocation, where it is one that a person or an administrator installed.
    /// A name is looked up on the world's own PATH; a path must lie on it or in a folder of the system. Anything else
    /// could be a file that the agent wrote, and asking it would run it before there is a verdict. </summary>
    public string? Program(out string why)
    {
        why = "";
        string? written = invocation.Program.Text;
        if (written is null)
        {
            why = $"the program is {invocation.Program.Shown}, which cannot be known";
            return null;
        }

        if (!written.Contains('/', StringComparison.Ordinal))
        {
            string? own = Variable("PATH")?.Text;
            string? usual = world.Variable("PATH");
            string? found = OnPath(written, own ?? usual);
            if (found is not null && found == OnPath(written, usual))
            {
                return found;
            }

            why = found is null ? $"{written} is not on PATH"
                : $"{found} is not on this user's own PATH, and was not run to be asked";
            return null;
        }

        string path = Path.GetFullPath(written, invocation.Directory.Text ?? "/");
        string name = Path.GetFileName(path);
        if (path == OnPath(name, world.Variable("PATH"))
            || SystemFolders.Any(f => path.StartsWith(f, StringComparison.Ordinal)))
        {
            return path;
        }

        why = $"{path} is not a program on PATH, and was not run to be asked";
        return null;
    }

    private string? OnPath(string name, string? path) => (path ?? "").Split(':')
        .Where(Path.IsPathRooted)
        .Select(folder => Path.Join(folder, name))
        .FirstOrDefault(candidate => world.Look(candidate).Kind is EntryKind.File or EntryKind.Link);
}
