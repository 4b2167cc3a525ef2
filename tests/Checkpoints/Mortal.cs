using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop whose process is killed at a moment that the test chooses: from then on it does
/// nothing.</summary>
internal sealed class Mortal(IWorkshop inner) : IWorkshop
{
    /// <summary>How much it still does.</summary>
    public int Left { get; set; } = int.MaxValue;

    /// <summary>What was given out to be thrown away.</summary>
    public List<string> Scratches { get; } = [];

    public bool IsRoot => inner.IsRoot;

    /// <summary>Removes what only the end of this process would set free.</summary>
    public void Clear() => Scratches.ForEach(s => inner.Remove(s));

    public string NewScratchPath()
    {
        Scratches.Add(inner.NewScratchPath());
        return Scratches[^1];
    }

    public void SweepScratch() => inner.SweepScratch();

    public string? MakeFolder(string path) => Alive().MakeFolder(path);

    public string? Write(string path, ReadOnlyMemory<byte> bytes) => Alive().Write(path, bytes);

    public bool TryMark(string path) => Alive().TryMark(path);

    public string? Publish(string unfinished, string path) => Alive().Publish(unfinished, path);

    public string? Remove(string path) => Alive().Remove(path);

    public long? FreeBytes(string path) => inner.FreeBytes(path);

    public string? DigestOf(string path) => inner.DigestOf(path);

    public RunAnswer Run(RunRequest request) => Alive().Run(request);

    public (Conversation? Conversation, string Problem) Start(RunRequest request) => Alive().Start(request);

    public Ending RunThrough(ThroughRequest request) => Alive().RunThrough(request);

    public IDisposable? TryLock(string path) => inner.TryLock(path);

    private IWorkshop Alive() => Left-- > 0 ? inner : throw new DeathException();
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
