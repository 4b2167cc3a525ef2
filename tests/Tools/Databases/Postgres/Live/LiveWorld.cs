using System.Collections.Immutable;
using Holdpoint.Tests.Native;
using Holdpoint.World;

namespace Holdpoint.Tests.Tools.Databases.Postgres.Live;

/// <summary>The machine, with the published holdpoint-live, and no variables that lead to a database.</summary>
internal sealed class LiveWorld : IWorld
{
    private readonly Machine _machine = new();

    public TimeProvider Clock => _machine.Clock;

    public string Home => "/nonexistent";

    public string? LiveProgram { get; init; } = LiveBinary.Path;

    /// <summary>Where programs are looked for; null: as for the tests themselves.</summary>
    public string? SearchPath { get; init; }

    public string? Variable(string name) => name is "PATH" ? _machine.Variable(name) : null;

    public Entry Look(string path) => _machine.Look(path);

    public string? RealPath(string path) => _machine.RealPath(path);

    public FileAnswer Read(string path, long maxBytes) => _machine.Read(path, maxBytes);

    public IEnumerable<Entry>? List(string path) => _machine.List(path);

    public RunAnswer Run(RunRequest request) => _machine.Run(SearchPath is null ? request
        : request with { Environment = request.Environment.SetItem("PATH", SearchPath) });

    public IPrivateFolder MakePrivateFolder() => _machine.MakePrivateFolder();
}
