using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop whose process is killed at a moment that the test chooses: from then on it does
/// nothing.</summary>
internal sealed class Mortal(IWorkshop inner) : PassingWorkshop(inner)
{
    /// <summary>How much it still does.</summary>
    public int Left { get; set; } = int.MaxValue;

    /// <summary>What was given out to be thrown away.</summary>
    public List<string> Scratches { get; } = [];

    /// <summary>Removes what only the end of this process would set free.</summary>
    public void Clear() => Scratches.ForEach(s => Inner.Remove(s));

    public override string NewScratchPath()
    {
        Scratches.Add(Inner.NewScratchPath());
        return Scratches[^1];
    }

    public override string? MakeFolder(string path) => Alive().MakeFolder(path);

    public override string? Write(string path, ReadOnlyMemory<byte> bytes) => Alive().Write(path, bytes);

    public override bool TryMark(string path) => Alive().TryMark(path);

    public override string? Publish(string unfinished, string path) => Alive().Publish(unfinished, path);

    public override string? Remove(string path) => Alive().Remove(path);

    public override RunAnswer Run(RunRequest request) => Alive().Run(request);

    public override (Conversation? Conversation, string Problem) Start(RunRequest request) => Alive().Start(request);

    public override Ending RunThrough(ThroughRequest request) => Alive().RunThrough(request);

    private IWorkshop Alive() => Left-- > 0 ? Inner : throw new DeathException();
}

/// <summary>The process is not there any more.</summary>
internal sealed class DeathException : Exception
{
    public DeathException()
    {
    }

    public DeathException(string message)
        : base(message)
    {
    }

    public DeathException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
