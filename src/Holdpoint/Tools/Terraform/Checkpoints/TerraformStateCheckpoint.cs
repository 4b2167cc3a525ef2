using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Checkpoints;

/// <summary>The state of a Terraform or OpenTofu configuration: pulled by the action's own program, proved by pushing
/// it into an empty folder, brought back as the next serial.</summary>
/// <remarks>It brings back what a state knows, never what it knows of: a destroy is judged as if it were not
/// there.</remarks>
internal sealed class TerraformStateCheckpoint : CheckpointKind
{
    public const string KindId = "terraform-state";

    private const string FileName = "state.tfstate";

    /// <summary>States of 50,000 resources are about 100 MB.</summary>
    private const long MaxBytes = MeasureBudget.DefaultMaxBytes;

    /// <summary>Variables that would turn a question in a scratch folder into another one.</summary>
    private static readonly ImmutableDictionary<string, string?> Alone = new Dictionary<string, string?>
    {
        ["TF_WORKSPACE"] = null,
        ["TF_DATA_DIR"] = null,
        ["TF_CLI_ARGS"] = null,
        ["TF_CLI_ARGS_state_push"] = null,
        ["TF_CLI_ARGS_state_pull"] = null,
        ["TF_ENCRYPTION"] = null,
        ["TF_LOG"] = null,
        ["TF_LOG_PATH"] = null,
        ["TF_REATTACH_PROVIDERS"] = null,
        ["TF_INPUT"] = "0",
        ["TF_IN_AUTOMATION"] = "1",
        ["CHECKPOINT_DISABLE"] = "1",
    }.ToImmutableDictionary();

    public override string Id => KindId;

    /// <summary>A <c>state rm</c> takes no protection of a platform, but the record.</summary>
    public override bool IsFor(EffectKind effect) => effect is EffectKind.Weaken || base.IsFor(effect);

    public override CheckpointSource? Of(Measurement measured, IWorld world) => StateSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var state = (StateSource)source;
        (ReadOnlyMemory<byte>? bytes, string problem) = Now(state.Scene, bench);
        if (bytes is null || SavedState.Read(bytes.Value) is not { } saved)
        {
            return new PartAnswer.Failed(bytes is null ? problem
                : "it is encrypted, or of a format that is not read here: terraform state pull keeps a copy");
        }

        if (state.Scene.Surroundings.Program(out problem) is not { } program)
        {
            return new PartAnswer.Failed(problem);
        }

        return bench.Workshop.Write(Path.Join(folder, FileName), bytes.Value) is { } unwritten
            ? new PartAnswer.Failed(unwritten)
            : new PartAnswer.Saved(new SavedPart
            {
                Kind = KindId,
                Place = state.Place,
                What = $"state {state.Place}, {Policy.Words.Counted(saved.Resources, "resources")}"
                    + (state.Only ? "" : " (the record alone: undo does not make the objects again)"),
                Folder = "",
                Settings = state.Settings.Add("lineage", saved.Lineage).Add("program", program)
                    .Add("serial", saved.Serial.ToString(CultureInfo.InvariantCulture)),
            });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        (ReadOnlyMemory<byte> bytes, SavedState? saved) = Saved(folder, bench.World);
        if (saved is null || part.Settings.GetValueOrDefault("lineage") != saved.Lineage)
        {
            return new ProofAnswer.Broken("what was saved is no state, or another one");
        }

        string program = part.Settings.GetValueOrDefault("program") ?? "terraform";
        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            string file = Path.Join(scratch, FileName);
            string empty = Path.Join(scratch, "empty");
            if ((bench.Workshop.MakeFolder(empty) ?? bench.Workshop.Write(file, bytes)) is { } unmade)
            {
                return new ProofAnswer.Untried(unmade);
            }

            if (Run(program, ["state", "push", file], empty, Alone, bench) is { Problem: { Length: > 0 } refused })
            {
                return new ProofAnswer.Untried(refused);
            }

            (ReadOnlyMemory<byte> pulled, string problem) = Run(program, ["state", "pull"], empty, Alone, bench);
            return problem.Length > 0 ? new ProofAnswer.Broken(problem)
                : SavedState.Read(pulled) is not { } back || back.Lineage != saved.Lineage
                    || back.Serial != saved.Serial || !back.Holds(saved)
                    ? new ProofAnswer.Broken("what came back of an empty folder is not what was pushed into it")
                : new ProofAnswer.Equal(
                    "pushed into an empty folder and pulled again: "
                    + $"{Policy.Words.Counted(saved.Resources, "resources")}, serial {saved.Serial} of lineage "
                    + $"{saved.Lineage}, equal");
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World).State is not { } saved)
        {
            return new DifferenceAnswer.Failed("what was saved is no state");
        }

        if (Reached(part, bench) is not { } source)
        {
            return new DifferenceAnswer.Failed("the action's words do not lead to it any more");
        }

        (ReadOnlyMemory<byte>? bytes, string problem) = Now(source.Scene, bench);
        SavedState? now = bytes is { Length: > 0 } ? SavedState.Read(bytes.Value) : null;
        if (now is null && (bytes is null ? problem.Length > 0 : bytes.Value.Length > 0))
        {
            return new DifferenceAnswer.Failed(bytes is null ? problem : "what is there now is no state");
        }

        return new DifferenceAnswer.Found(
        [
            .. saved.Objects.Where(o => now is null || !now.Objects.TryGetValue(o.Key, out string? there)
                    || there != o.Value)
                .Select(o => Differs(o.Key, now is null || !now.Objects.ContainsKey(o.Key))),
            .. now is null ? [] : now.Objects.Keys.Where(k => !saved.Objects.ContainsKey(k))
                .Select(k => new Difference(k, $"{k}: was not in the state") { IsData = true, Gone = -1 }),
            .. now is null || now.Lineage == saved.Lineage ? [] : (Difference[])
                [new("lineage", $"lineage: was {saved.Lineage}, is {now.Lineage} now")],
        ]);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) =>
        Reached(part, bench) is { } source && Now(source.Scene, bench).Bytes is { Length: > 0 } bytes
            && SavedState.Read(bytes) is not null ? source : null;

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        (ReadOnlyMemory<byte> bytes, SavedState? saved) = Saved(folder, bench.World);
        if (saved is null || Reached(part, bench) is not { } source)
        {
            return saved is null ? "what was saved is no state" : "the action's words do not lead to it any more";
        }

        SavedState? now = Now(source.Scene, bench).Bytes is { } there ? SavedState.Read(there) : null;
        ReadOnlyMemory<byte> next = SavedState.With(bytes, Math.Max(saved.Serial, now?.Serial ?? 0) + 1);
        if (Push(source.Scene, next, force: now is not null && now.Lineage != saved.Lineage, bench) is { } problem)
        {
            return problem;
        }

        return Now(source.Scene, bench).Bytes is { } after && SavedState.Read(after) is { } back && back.Holds(saved)
            && back.Lineage == saved.Lineage ? null : "it was pushed, but what is there is not what was saved";
    }

    private static Difference Differs(string address, bool gone) => new(
        address, $"{address}: {(gone ? "is not in the state now" : "is another one now")}")
    {
        IsData = true,
        IsMissing = gone,
        Gone = gone && SavedState.IsResource(address) ? 1 : 0,
    };

    /// <summary>Writes a state to where the action's is: through its backend, with the lock that it has.</summary>
    private static string? Push(Scene scene, ReadOnlyMemory<byte> state, bool force, Bench bench)
    {
        // A file that an option names is no backend's own.
        if (scene.Place.File is { } file
            && file != StatePlace.LocalFile(scene.Directory, scene.Place.Backend, scene.Place.Workspace))
        {
            return bench.Workshop.Write(file, state);
        }

        if (scene.Surroundings.Program(out string why) is not { } program
            || scene.Surroundings.ForQuestion(plan: false, out why) is not { } variables)
        {
            return why;
        }

        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            string copy = Path.Join(scratch, FileName);
            return bench.Workshop.MakeFolder(scratch) ?? bench.Workshop.Write(copy, state)
                ?? (Run(program, ["state", "push", .. force ? (string[])["-force"] : [], copy], scene.Directory,
                    (scene.SelectedBefore ? variables.SetItem("TF_WORKSPACE", scene.Place.Workspace) : variables)
                        .SetItem("TF_CLI_ARGS_state_push", null), bench)
                    is { Problem: { Length: > 0 } problem } ? problem : null);
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    /// <summary>The state as it is; null where it could not be had, or, without a problem, where there is
    /// none.</summary>
    private static (ReadOnlyMemory<byte>? Bytes, string Problem) Now(Scene scene, Bench bench)
    {
        if (scene.Place.File is { } file)
        {
            return bench.World.Read(file, MaxBytes) switch
            {
                FileAnswer.Content content => (content.Bytes, ""),
                FileAnswer.Unreadable unreadable => (null, $"{file}: {unreadable.Why}"),
                _ => (null, ""),
            };
        }

        var budget = new MeasureBudget(bench.World.Clock.GetUtcNow() + bench.Patience, MaxBytes);
        if (scene.SelectedBefore
            && Workspaces.Exists(scene, scene.Place.Workspace, bench.World, budget, out string unlisted) is not true)
        {
            return (null, unlisted);
        }

        ReadOnlyMemory<byte>? pulled =
            Question.Ask(scene, bench.World, budget, ["state", "pull"], plan: false, out string why);
        return (pulled, pulled is null ? why : "");
    }

    /// <summary>The action's own words, read again; without them, what the part knows of them.</summary>
    private static StateSource? Reached(SavedPart part, Bench bench) =>
        bench.Reached?.Measurements.Select(m => StateSource.At(m.Effect, bench.World))
            .FirstOrDefault(s => s?.Place == part.Place) ?? StateSource.Of(part, bench.World);

    private static (ReadOnlyMemory<byte> Bytes, SavedState? State) Saved(string folder, IWorld world) =>
        world.Read(Path.Join(folder, FileName), MaxBytes) is FileAnswer.Content content
            ? (content.Bytes, SavedState.Read(content.Bytes))
            : (default, null);

    private static (ReadOnlyMemory<byte> Output, string Problem) Run(
        string program, ImmutableArray<string> arguments, string directory,
        ImmutableDictionary<string, string?> variables, Bench bench) => bench.Workshop.Run(new RunRequest(
            program, arguments, directory, variables, bench.World.Clock.GetUtcNow() + bench.Patience, MaxBytes)) switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended => (ended.Output, ""),
            RunAnswer.Ended ended =>
                (default, $"{Path.GetFileName(program)} state: {Question.FirstError(ended.Errors)}"),
            RunAnswer.Failed failed => (default, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
