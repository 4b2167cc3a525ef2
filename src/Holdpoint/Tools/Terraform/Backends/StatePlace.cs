using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>The place where the state of a command lies.</summary>
/// <param name="Key">The same on every computer, without blanks and secrets: <c>local:terraform.tfstate</c>.</param>
/// <param name="Workspace">"default" where none is chosen.</param>
/// <param name="File">The state file of a local backend; null for a remote one.</param>
/// <param name="Backend">The backend in force.</param>
internal sealed record StatePlace(string Directory, string Key, string Workspace, string? File, BackendSettings Backend)
{
    public const string DefaultWorkspace = "default";

    /// <summary>The place as one word, unambiguous on this machine.</summary>
    public string Shown => (File is null ? Key : $"local:{File}") + (File is null && Workspace != DefaultWorkspace
        ? $"#{Workspace}" : "");

    /// <summary>What the place tells about its environment, strongest first.</summary>
    public ImmutableArray<Sign> Signs
    {
        get
        {
            ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
            if (Workspace != DefaultWorkspace)
            {
                signs.Add(new Sign(SignKind.Workspace, Workspace, "the workspace"));
            }

            foreach ((string name, string value) in Backend.Settings)
            {
                SignKind kind = name switch
                {
                    "address" or "endpoint" => SignKind.Url,
                    "region" => SignKind.Region,
                    "account_id" or "subscription_id" or "project" => SignKind.Account,
                    "hostname" => SignKind.Host,
                    "profile" => SignKind.Context,
                    "path" => SignKind.Path,
                    _ => SignKind.Name,
                };
                // A state served on this machine says nothing of where its objects are: tunnels and proxies do that.
                if (name is "address" && Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.IsLoopback)
                {
                    continue;
                }

                signs.Add(new Sign(kind, value, $"the {Backend.Type} backend's {name}"));
            }

            return signs.ToImmutable();
        }
    }

    /// <summary>Finds the place: a <c>-state</c> option first, then the backend in force and the workspace.</summary>
    /// <param name="backend">The backend that <c>init</c> left, else the one configured.</param>
    public static StatePlace Find(IWorld world, CommandLine line, string directory, BackendSettings backend,
        string workspace)
    {
        bool filesOnly = line.Subcommand?.StartsWith("state ", StringComparison.Ordinal) is true;
        string? file = line.Value("state")?.Text is { Length: > 0 } given && (backend.IsLocal || filesOnly)
            ? Path.GetFullPath(given, directory)
            : backend.IsLocal ? LocalFile(directory, backend, workspace) : null;
        if (file is null)
        {
            return new StatePlace(directory, backend.Key, workspace, null, backend);
        }

        string real = world.RealPath(directory) ?? directory;
        string key = "local:" + Path.GetRelativePath(real, world.RealPath(file) ?? file).Replace(" ", "%20",
            StringComparison.Ordinal);
        return new StatePlace(directory, key, workspace, file, backend);
    }

    /// <summary>Where the local backend keeps the state of a workspace.</summary>
    public static string LocalFile(string directory, BackendSettings backend, string workspace)
    {
        string path = workspace == DefaultWorkspace
            ? Setting(backend, "path", "terraform.tfstate")
            : Path.Join(Setting(backend, "workspace_dir", "terraform.tfstate.d"), workspace, "terraform.tfstate");
        return Path.GetFullPath(path, directory);
    }

    private static string Setting(BackendSettings backend, string name, string otherwise) =>
        backend.Settings.TryGetValue(name, out string? value) && value.Length > 0 ? value : otherwise;
}
