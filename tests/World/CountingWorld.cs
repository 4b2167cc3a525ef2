using Holdpoint.World;

namespace Holdpoint.Tests.World;

/// <summary>Another world, with a count of how often the end of a file was read.</summary>
internal sealed class CountingWorld(IWorld world) : IWorld
{
    public int Tails { get; private set; }

    public TimeProvider Clock => world.Clock;

    public string Home => world.Home;

    public IEnumerable<KeyValuePair<string, string>> Variables => world.Variables;

    public string? Variable(string name) => world.Variable(name);

    public Entry Look(string path) => world.Look(path);

    public FileAges? AgesOf(string path) => world.AgesOf(path);

    public FileIdentity? IdentityOf(string path) => world.IdentityOf(path);

    public string? RealPath(string path) => world.RealPath(path);

    public FileAnswer Read(string path, long maxBytes) => world.Read(path, maxBytes);

    public FileAnswer ReadTail(string path, int bytes)
    {
        Tails++;
        return world.ReadTail(path, bytes);
    }

    public IEnumerable<Entry>? List(string path) => world.List(path);

    public RunAnswer Run(RunRequest request) => world.Run(request);

    public IPrivateFolder MakePrivateFolder() => world.MakePrivateFolder();
}
