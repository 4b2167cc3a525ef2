using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Memory;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Measures one Terraform command: what it would do to the very state that it would act upon.</summary>
/// <param name="Before">What ran before it in the same action.</param>
internal sealed record TerraformProbe(Deed Deed, Invocation Invocation, Forerunners Before) : Probe
{
    /// <summary>
    /// Measures.
    /// 1 locate; 2 look at the state and at what is remembered of it; 3 ask what this deed would do;
    /// 4 lay what is uncertain over it.
    /// </summary>
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        // 1
        var unknown = new Measurement(effect);
        if (Scene.Locate(Invocation, Before, world, out string why) is not { } scene)
        {
            return unknown with { Unmeasured = why };
        }

        // 2
        StateMemory memory = StateMemory.Load(world, scene.Directory);
        bool cheap = scene.Place.File is not null;
        bool idle = Deed is Deed.DeleteWorkspace // the state of another workspace than the chosen one
            || (Deed is Deed.Look or Deed.Rewrite && !cheap && memory.IsEmpty);
        StateSight sight = idle
            ? new StateSight.Hidden("")
            : StateSight.Look(scene, world, budget);
        Measurement start = Begin(effect, scene, memory, sight, world);

        // 3
        var stage = new Stage(scene, sight, world, budget);
        Measurement measured = Deed switch
        {
            Deed.Look => start,
            Deed.Destroy => DestroyMeasure.Of(start, stage),
            Deed.Apply when scene.Line.Operands.IsEmpty => ApplyMeasure.Of(start, stage, scene.Line),
            Deed.Apply or Deed.ApplySaved => SavedPlanMeasure.Of(start, stage, Before),
            Deed.Forget => StateEntryMeasure.OfForget(start, stage),
            Deed.Push => StateEntryMeasure.OfPush(start, stage, Invocation),
            Deed.DeleteWorkspace => WorkspaceMeasure.Of(start, stage),
            Deed.Migrate => BackendMeasure.OfMigrate(start, stage),
            Deed.Reconfigure => BackendMeasure.OfReconfigure(start, stage),
            Deed.Unknown => start with { Unmeasured = "what this subcommand does is not known" },
            _ => start,
        };

        // 4
        return Careful(measured, effect, scene);
    }

    /// <summary>After the action: the state is looked at again, and remembered unless an alarm stands.</summary>
    public override ImmutableArray<Lesson> Learn(Effect effect, IWorld world, MeasureBudget budget)
    {
        // A workspace that this action selected before is the one that it acted upon, whatever it selected later. One
        // that cannot be known is the chosen one by now.
        Forerunners before = Before.Workspace is { Text: null } ? Forerunners.None : Before;
        if (Deed is Deed.Look || Scene.Locate(Invocation, before, world, out _) is not { } scene)
        {
            return [];
        }

        StateSight sight = StateSight.Look(scene, world, budget);
        return StateMemory.Load(world, scene.Directory).Learn(sight.Remembered(scene, world), scene.Place,
            watched: true);
    }

    private Measurement Begin(Effect effect, Scene scene, StateMemory memory, StateSight sight, IWorld world)
    {
        RememberedState? now = sight.Remembered(scene, world);
        ImmutableArray<Alarm> alarms = sight is StateSight.Hidden || Deed is Deed.DeleteWorkspace ? []
            : memory.Alarms(now, scene.Place);
        if (alarms.IsEmpty && sight is StateSight.None && Deed is Deed.Apply or Deed.ApplySaved or Deed.Rewrite)
        {
            alarms = Suspicion.Of(scene, memory, world);
        }

        if (alarms.IsEmpty && sight is not StateSight.Hidden && Deed is not Deed.DeleteWorkspace)
        {
            alarms = Suspicion.OfMemory(scene, memory);
        }

        return new Measurement(effect with { Target = scene.Target(effect.Target, sight.Summary?.Signs ?? []) })
        {
            Alarms = alarms,
            Facts = Facts(scene, memory, sight),
            Learned = sight is StateSight.Hidden || Deed is Deed.DeleteWorkspace ? []
                : memory.Learn(now, scene.Place, watched: false),
        };
    }

    private static ImmutableArray<Fact> Facts(Scene scene, StateMemory memory, StateSight sight)
    {
        ImmutableArray<Fact>.Builder facts = ImmutableArray.CreateBuilder<Fact>();
        facts.Add(new Fact("state", scene.Place.Shown, scene.Place.Backend.Source));
        if (scene.Place.Workspace != Backends.StatePlace.DefaultWorkspace)
        {
            facts.Add(new Fact("workspace", scene.Place.Workspace, scene.DataDirectory));
        }

        if (sight is StateSight.None)
        {
            facts.Add(new Fact("state file", "none", scene.Place.Shown));
        }

        if (scene.Line.AddedBy is { } variable)
        {
            facts.Add(new Fact("arguments added", variable, "the environment"));
        }

        facts.AddRange(memory.Problems.Select(p => new Fact("memory problem", p, StateMemory.CommittedName)));
        return facts.ToImmutable();
    }

    /// <summary>What could be otherwise when the command runs: then the words' own, graver reading stands, with its
    /// reason.</summary>
    private Measurement Careful(Measurement measured, Effect words, Scene scene)
    {
        string? doubt = scene.Line.Unclear is { } unclear ? $"{unclear} may be any option"
            : Before.Disturbance is { } disturbance && Deed is not Deed.Look
                ? $"\"{disturbance}\" runs before it and may change what it does"
            : null;
        if (doubt is null || words.Kind is EffectKind.Read or EffectKind.Modify or EffectKind.Create)
        {
            return measured;
        }

        bool lighter = measured.Effect.Kind < words.Kind || (measured.Effect.Kind == words.Kind && measured.Count is 0);
        return measured with
        {
            Effect = lighter
                ? measured.Effect with { Kind = words.Kind, Recovery = words.Recovery, Summary = words.Summary }
                : measured.Effect,
            Count = lighter ? null : measured.Count,
            Unmeasured = measured.Unmeasured is { } already ? $"{doubt}; {already}" : doubt,
        };
    }
}

/// <summary>What every measurement of one command has at hand.</summary>
internal sealed record Stage(Scene Scene, StateSight Sight, IWorld World, MeasureBudget Budget);
