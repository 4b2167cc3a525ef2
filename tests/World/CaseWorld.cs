using Holdpoint.Tests.Cases;
using Holdpoint.World;

namespace Holdpoint.Tests.World;

/// <summary>The machine as a case sees it: its own home, its own environment, real files and real programs.</summary>
internal sealed class CaseWorld(CaseFolder folder, IReadOnlyList<string> environment) : IWorld
{
    private readonly Machine _machine = new();

    private readonly Dictionary<string, string> _variables = environment
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public TimeProvider Clock => TimeProvider.System;

    public string Home => folder.Home;

    public string? Variable(string name) => name switch
    {
        "HOME" => Home,
        "PATH" when !_variables.ContainsKey("PATH") => Repository.PathWithTools,
        _ => _variables.GetValueOrDefault(name),
    };

    public IEnumerable<KeyValuePair<string, string>> Variables => _variables;

    /// <summary>The repository that the tests lie in is none of the case's.</summary>
    public Entry Look(string path) =>
        path.EndsWith("/.git", StringComparison.Ordinal) && folder.IsAbove(Path.GetDirectoryName(path))
        ? new Entry(path, EntryKind.Missing, 0, default)
        : _machine.Look(path);

    public FileAges? AgesOf(string path) => _machine.AgesOf(path);

    public FileIdentity? IdentityOf(string path) => _machine.IdentityOf(path);

    public string? RealPath(string path) => _machine.RealPath(path);

    public FileAnswer Read(string path, long maxBytes) => _machine.Read(path, maxBytes);

    public IEnumerable<Entry>? List(string path) => _machine.List(path);

    /// <summary>Clients of clouds are not this machine's: a case brings its own, first on its PATH.</summary>
    public RunAnswer Run(RunRequest request) =>
        request.Program is "aws" or "gcloud" or "az" or "kubectl" or "helm" or "docker" or "svn"
        && !File.Exists(Path.Join(_variables.GetValueOrDefault("PATH", "").Split(':')[0], request.Program))
        ? new RunAnswer.Failed($"{request.Program} was not found on PATH") : _machine.Run(request with
    {
        Environment = request.Environment.SetItem("HOME", Home).SetItem("TF_CLI_CONFIG_FILE", null)
            .SetItem("PATH", Repository.PathWithTools)
            .SetItem("GIT_CONFIG_NOSYSTEM", "1").SetItem("GIT_CEILING_DIRECTORIES", Path.GetDirectoryName(folder.Work))
            .SetItems(_variables.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))),
    });

    public IPrivateFolder MakePrivateFolder() => _machine.MakePrivateFolder();
}
