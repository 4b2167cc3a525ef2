using Holdpoint.World;

namespace Holdpoint.Bench;

/// <summary>A world in which nothing exists: what is left is the cost of our own thinking.</summary>
internal sealed class SilentWorld : IWorld
{
    public TimeProvider Clock => TimeProvider.System;

    public string Home => "/home/dev";

    public string? Variable(string name) => null;

    public Entry Look(string path) => new(path, EntryKind.Missing, 0, default);

    public string? RealPath(string path) => path;

    public FileAnswer Read(string path, long maxBytes) => new FileAnswer.Missing();

    public IEnumerable<Entry>? List(string path) => null;

    public RunAnswer Run(RunRequest request) => new RunAnswer.Failed("nothing runs here");

    public IPrivateFolder MakePrivateFolder() => new Folder();

    private sealed class Folder : IPrivateFolder
    {
        public string Path => "/nonexistent";

        public void Dispose()
        {
        }
    }
}
