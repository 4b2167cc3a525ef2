using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop that hands all on to another one; each test's own changes what it is about.</summary>
internal abstract class PassingWorkshop(IWorkshop inner) : IWorkshop
{
    /// <summary>The one that does it.</summary>
    protected IWorkshop Inner { get; } = inner;

    public virtual bool IsRoot => Inner.IsRoot;

    public virtual string NewScratchPath() => Inner.NewScratchPath();

    public virtual void SweepScratch() => Inner.SweepScratch();

    public virtual string? MakeFolder(string path) => Inner.MakeFolder(path);

    public virtual string? Write(string path, ReadOnlyMemory<byte> bytes) => Inner.Write(path, bytes);

    public virtual bool TryMark(string path) => Inner.TryMark(path);

    public virtual string? Publish(string unfinished, string path) => Inner.Publish(unfinished, path);

    public virtual string? Remove(string path) => Inner.Remove(path);

    public virtual long? FreeBytes(string path) => Inner.FreeBytes(path);

    public virtual string? DigestOf(string path) => Inner.DigestOf(path);

    public virtual RunAnswer Run(RunRequest request) => Inner.Run(request);

    public virtual (Conversation? Conversation, string Problem) Start(RunRequest request) => Inner.Start(request);

    public virtual Ending RunThrough(ThroughRequest request) => Inner.RunThrough(request);

    public virtual IDisposable? TryLock(string path) => Inner.TryLock(path);
}
