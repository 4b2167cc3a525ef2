using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>Something that can be saved before it is lost; a value, made without touching anything.</summary>
/// <param name="Kind">The id of the kind that saves it.</param>
/// <param name="Place">Where it lies: the same place is saved once.</param>
/// <param name="Bytes">About how large it is; null where nothing tells.</param>
internal abstract record CheckpointSource(string Kind, string Place, long? Bytes)
{
    /// <summary>Sources of one kind with the same key are saved together.</summary>
    public virtual string Key => Place;

    /// <summary>What is saved is all that the effect takes; where false it is saved for what it is worth, and the
    /// effect is judged as if it were not.</summary>
    public virtual bool Covers => true;

    /// <summary>Saving it changes what it is saved from: a volume is told to keep its disk, a snapshot is made. A
    /// person who must be asked anyway is asked before.</summary>
    public virtual bool Marks => false;

    /// <summary>This and another one of the same key.</summary>
    public virtual CheckpointSource With(CheckpointSource other) => this;
}

/// <summary>A kind of checkpoint: how one sort of thing is saved, proved, and brought back. Its class lies in the room
/// of the tool; <see cref="CheckpointKinds"/> lists them.</summary>
internal abstract class CheckpointKind
{
    /// <summary>Lower-case, stable; it is written into manifests.</summary>
    public abstract string Id { get; }

    /// <summary>Whether it has something to save before an effect of a kind.</summary>
    public virtual bool IsFor(EffectKind effect) => effect is EffectKind.Destroy or EffectKind.Modify;

    /// <summary>What would bring back all that a measured effect takes; null where this kind cannot.</summary>
    public abstract CheckpointSource? Of(Measurement measured, IWorld world);

    /// <summary>Saves into an empty folder, which goes away when it fails.</summary>
    public abstract PartAnswer Take(CheckpointSource source, string folder, Bench bench);

    /// <summary>Restores into something that is thrown away, and compares with what was there when it was
    /// saved.</summary>
    /// <param name="folder">The part's folder, absolute.</param>
    public abstract ProofAnswer Verify(SavedPart part, string folder, Bench bench);

    /// <summary>What differs between now and then: what the action did since, and what bringing it back would
    /// overwrite.</summary>
    public abstract DifferenceAnswer Compare(SavedPart part, string folder, Bench bench);

    /// <summary>Brings it back, all or nothing where the system has such a thing.</summary>
    /// <returns>Null, or why it could not be done and what is there now.</returns>
    public abstract string? Restore(SavedPart part, string folder, Bench bench);

    /// <summary>What is there now where a part would be brought back to, so that it can be saved first; null where
    /// nothing is.</summary>
    public abstract CheckpointSource? Present(SavedPart part, string folder, Bench bench);
}

/// <summary>The answer to saving something.</summary>
internal abstract record PartAnswer
{
    /// <summary>It lies in the folder.</summary>
    /// <param name="Part">Without its files: whoever asked lists them.</param>
    internal sealed record Saved(SavedPart Part) : PartAnswer;

    internal sealed record Failed(string Why) : PartAnswer;
}

/// <summary>The answer to proving a part.</summary>
internal abstract record ProofAnswer
{
    /// <summary>It was restored, and is what was saved.</summary>
    /// <param name="How">One clause: what was restored where, and what was compared.</param>
    internal sealed record Equal(string How) : ProofAnswer;

    /// <summary>It does not restore, or not to what was there.</summary>
    internal sealed record Broken(string Why) : ProofAnswer;

    /// <summary>It could not be tried here.</summary>
    internal sealed record Untried(string Why) : ProofAnswer;
}

/// <summary>The answer to comparing what is there now with what was saved.</summary>
internal abstract record DifferenceAnswer
{
    internal sealed record Found(ImmutableArray<Difference> Differences) : DifferenceAnswer;

    internal sealed record Failed(string Why) : DifferenceAnswer;
}

/// <summary>One thing that differs between what was saved and what is there.</summary>
/// <param name="Name">The thing as a loss names it: <c>public.users</c>.</param>
/// <param name="Line">For a person.</param>
internal sealed record Difference(string Name, string Line)
{
    /// <summary>Data differs, not a definition or a counter that goes with it.</summary>
    public bool IsData { get; init; }

    /// <summary>It is not there at all now: bringing it back overwrites nothing.</summary>
    public bool IsMissing { get; init; }

    /// <summary>How many rows or files are gone; negative where there are more.</summary>
    public long Gone { get; init; }
}

/// <summary>What a kind works with.</summary>
/// <param name="Say">Tells a person what is being done: a clause, at most one a second.</param>
internal sealed record Bench(IWorld World, IWorkshop Workshop, Action<string> Say)
{
    /// <summary>How long one program may take: copying and restoring large databases takes hours.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The action's own words that reach the thing again (its URL, its variables), for a restore; null where
    /// there is none.</summary>
    public Reached? Reached { get; init; }
}

/// <summary>The measured effects of the action that a checkpoint was taken for, measured again where it is brought
/// back.</summary>
internal sealed record Reached(ImmutableArray<Measurement> Measurements);
