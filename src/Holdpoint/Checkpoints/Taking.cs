using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>Takes checkpoints and proves them.</summary>
internal sealed class Taking(CheckpointStore store, Bench bench)
{
    /// <summary>Room that is left to the machine: a full disk stops more than us.</summary>
    private const long Spare = 256L * 1024 * 1024;

    /// <summary>A copy, its proof, and a little of what is written meanwhile.</summary>
    private const double Copies = 2.2;

    /// <summary>Saves sources and restores them as a test.</summary>
    /// <param name="command">The action that they are saved for.</param>
    /// <returns>The checkpoint, verified or not; or why there is none.</returns>
    public (Manifest? Manifest, string Problem) Take(
        ImmutableArray<CheckpointSource> sources, string command, string directory, string fingerprint)
    {
        store.Sweep();
        bench.Workshop.SweepScratch();
        new Sealing(store, bench).SealLeft();
        string id = store.NewId();
        if (Room(sources) is { } full)
        {
            return (null, full);
        }

        (Begun? begun, string why) = store.Begin(id);
        if (begun is null)
        {
            return (null, why);
        }

        using (begun)
        {
            var parts = ImmutableArray.CreateBuilder<SavedPart>();
            foreach ((int number, CheckpointSource source) in sources.Index())
            {
                (SavedPart? part, string problem) = Save(source, begun.Folder, $"{number + 1}");
                if (part is null)
                {
                    bench.Workshop.Remove(begun.Folder);
                    return (null, $"{source.Place} could not be saved: {problem}");
                }

                parts.Add(part);
            }

            var manifest = new Manifest
            {
                Format = Manifest.CurrentFormat,
                Id = id,
                Taken = bench.World.Clock.GetUtcNow(),
                Command = Redaction.Redact(command),
                Directory = directory,
                Fingerprint = fingerprint,
                Parts = parts.ToImmutable(),
            };

            // It has its name before it is proved: what comes in between leaves a checkpoint that says it is unproved.
            return store.Finish(begun, manifest) is { } unfinished
                ? (null, unfinished)
                : (Prove(manifest, isFresh: true), "");
        }
    }

    /// <summary>Restores every part of a checkpoint as a test, and writes down what came of it.</summary>
    /// <param name="isFresh">It was digested just now, so its files are not read once more for that.</param>
    /// <param name="identity">A file with the key of an encrypted one; null where none was given.</param>
    public Manifest Prove(Manifest manifest, bool isFresh = false, string? identity = null)
    {
        (OpenedCheckpoint? opened, string closed) = new Sealing(store, bench).Open(manifest, identity);
        if (opened is null)
        {
            // It says nothing about the copy: what is written down stays.
            return manifest with
            {
                Parts = [.. manifest.Parts.Select(p => p with { Verified = null, Problem = $"not tried: {closed}" })],
            };
        }

        using OpenedCheckpoint held = opened;
        var parts = ImmutableArray.CreateBuilder<SavedPart>();
        foreach (SavedPart part in manifest.Parts)
        {
            parts.Add(Prove(part, opened.FolderOf(part), isFresh));
        }

        Manifest proved = manifest with { Parts = parts.ToImmutable() };
        return store.Update(proved) is { } problem
            ? proved with { Parts = [.. proved.Parts.Select(p => p with { Verified = null, Problem = problem })] }
            : proved;
    }

    private SavedPart Prove(SavedPart part, string folder, bool isFresh)
    {
        long start = bench.World.Clock.GetTimestamp();
        ProofAnswer answer = !isFresh && !part.IsSealed && store.Damage(part, folder) is { } damage
                ? new ProofAnswer.Broken(damage)
            : CheckpointKinds.Find(part.Kind) is not { } kind
                ? new ProofAnswer.Untried($"this program knows no checkpoint of the kind {part.Kind}")
            : kind.Verify(part, folder, bench);
        return answer switch
        {
            ProofAnswer.Equal equal => part with
            {
                Verified = new Verification(
                    bench.World.Clock.GetUtcNow(), equal.How,
                    Math.Round(bench.World.Clock.GetElapsedTime(start).TotalSeconds, 2)),
                Problem = null,
            },
            ProofAnswer.Broken broken => part with
            {
                Verified = null,
                Problem = $"it does not restore: {broken.Why}",
            },
            ProofAnswer.Untried untried => part with { Verified = null, Problem = $"not proved: {untried.Why}" },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private (SavedPart? Part, string Problem) Save(CheckpointSource source, string begun, string name)
    {
        string folder = Path.Join(begun, name);
        if (bench.Workshop.MakeFolder(folder) is { } problem)
        {
            return (null, problem);
        }

        if (CheckpointKinds.Find(source.Kind) is not { } kind)
        {
            return (null, $"nothing saves a {source.Kind}");
        }

        bench.Say($"saving {source.Place}");
        switch (kind.Take(source, folder, bench))
        {
            case PartAnswer.Saved saved:
                try
                {
                    return (saved.Part with { Folder = name, Files = store.FilesIn(folder) }, "");
                }
                catch (IOException e)
                {
                    return (null, e.Message);
                }

            case PartAnswer.Failed failed:
                return (null, failed.Why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Why there is not room enough; null where there is, or nobody knows.</summary>
    private string? Room(ImmutableArray<CheckpointSource> sources)
    {
        long needed = (long)(sources.Sum(s => s.Bytes ?? 0) * Copies) + Spare;
        return bench.Workshop.FreeBytes(store.Folder) is { } free && free < needed
            ? $"a checkpoint needs about {Policy.Words.Bytes(needed)} in {store.Folder}, "
                + $"where {Policy.Words.Bytes(free)} are free"
            : null;
    }
}
