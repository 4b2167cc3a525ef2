using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Databases;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>What is done in a container, in a pod or on another machine, as effects on that place. Pure.</summary>
internal static class OutsideEffects
{
    /// <summary>Parts of paths under which containers keep what outlives them.</summary>
    private static readonly string[] DataPaths =
    [
        "/data", "/var/lib/", "pgdata", "/backup", "/mnt/", "/srv", "/storage", "/upload", "/media", "/volume",
            "/persist",
        "/bitnami", "/home", "/export", ".db", ".sqlite",
    ];

    private static readonly Recovery NotLooked =
        new Recovery.Unknown("it lies on another machine, and was not looked at");

    /// <summary>Adds those of the effects that count where the invocation runs.</summary>
    public static void Add(Invocation invocation, List<Effect> there, ICollection<Effect> effects)
    {
        if (there.Count == 0 || invocation.Outside is not { } outside)
        {
            return;
        }

        (Target place, Probe? probe) = Where(outside);
        foreach (Effect effect in there)
        {
            bool files = TargetKinds.OnThisMachine(effect.Target.Kind) || effect.Target.Kind is "host";
            if (files && !Counts(effect, outside, invocation))
            {
                continue;
            }

            Effect moved = effect with
            {
                Target = Joined(place, effect.Target, files),
                Resource = effect.Resource.Name is "this machine"
                    ? effect.Resource with { Name = outside.Place.Shown }
                    : effect.Resource,
                Recovery = files && effect is { Kind: EffectKind.Destroy, Recovery: not Recovery.Trivial } ? NotLooked
                    : effect.Recovery,
                Probe = new OutsideProbe(place, files, probe, effect.Probe as ScriptProbe)
                {
                    Database = !invocation.Environment.IsEmpty && effect.Probe is CliProbe given
                        ? (effect.Target, given)
                        : null,
                },
            };
            effects.Add(VolumeOf(moved, outside, invocation) is { } volume ? OnVolume(moved, volume) : moved);
        }
    }

    /// <summary>The target of what runs a command elsewhere, and what finds the rest of it.</summary>
    private static (Target Place, Probe? Probe) Where(Outside outside)
    {
        Target? around = outside.Runner.Outside is { } outer ? Where(outer).Place : null;
        if (outside.Runner.Name is { } name && CliList.Find(name) is { Sources.IsEmpty: false } cli)
        {
            (Target target, CliProbe probe) =
                CliReader.Where(cli, CliLine.Read(cli, outside.Runner.Arguments, outside.Runner.Environment),
                    outside.Runner);
            target = target with
            {
                Signs = target.Signs.Add(new Sign(SignKind.Name, outside.Place.Shown, "its name")),
            };
            return around is null ? (target, probe) : (Joined(around, target, files: false), null);
        }

        string host = outside.Place.Shown;
        var machine = new Target("machine", host, [new Sign(SignKind.Host, host, "the machine")]);
        return (around is null ? machine : Joined(around, machine, files: false), null);
    }

    /// <summary>A target inside a place: what only this machine's words say does not count there, and where a
    /// container runs says nothing of a cloud that is reached out of it.</summary>
    internal static Target Joined(Target place, Target inner, bool files) => new(
        files ? "machine" : inner.Kind,
        inner.Place == inner.Kind || files ? place.Place : $"{inner.Place} in {place.Place}",
        [
            .. inner.Signs.Where(s => s.Kind is not SignKind.Path
                && !(s.Kind is SignKind.Host && HostSigns.IsLoopback(s.Value))),
            .. files || InPlace(inner) ? place.Signs : place.Signs.Where(s => !IsHere(s)),
        ]);

    /// <summary>Whether a target may lie in the container itself, or in one beside it.</summary>
    private static bool InPlace(Target inner) => inner.Signs.Any(IsHere) || TargetKinds.OnThisMachine(inner.Kind)
        || inner.Kind is "database" or "database-file" or "file" or "queue" or "machine" or "host" or "login" or "code"
            or "reach"
            or "program" or "docker" or "site";

    private static bool IsHere(Sign sign) => sign.Kind switch
    {
        SignKind.Host => HostSigns.IsLoopback(sign.Value),
        SignKind.Url => HostSigns.IsLoopback(HostSigns.OfUrl(sign.Value)),
        _ => false,
    };

    /// <summary>Whether an effect on files or on the machine itself counts there.</summary>
    private static bool Counts(Effect effect, Outside outside, Invocation invocation) => outside.Kind switch
    {
        OutsideKind.Machine => !IsScratch(invocation),
        _ when effect.Kind is not EffectKind.Destroy || effect.Target.Kind is not TargetKinds.Path => false,
        OutsideKind.Pod => invocation.Arguments.Any(IsData),
        _ => VolumeOf(effect, outside, invocation) is not null,
    };

    private static bool IsData(Word word) => word.Shown is "/" or "/*"
        || Array.Exists(DataPaths, p => word.Shown.Contains(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>Temporary files and builds, wherever they are.</summary>
    private static bool IsScratch(Invocation invocation)
    {
        bool any = false;
        foreach (Word word in invocation.Arguments)
        {
            if (word.Text is ['-', ..])
            {
                continue;
            }

            string shown = word.Shown.TrimEnd('/', '*');
            string name = PathText.Name(shown);
            any = true;
            if (!Places.IsTemporary(shown, null) && !KnownNames.IsBuildFolder(name)
                && !KnownNames.IsBuildFolderOfProject(name) && !KnownNames.IsMadeAgain(name))
            {
                return false;
            }
        }

        return any;
    }

    /// <summary>The named volume in which a path of the invocation lies.</summary>
    private static string? VolumeOf(Effect effect, Outside outside, Invocation invocation) =>
        outside.Kind is OutsideKind.Container && effect.Kind is EffectKind.Destroy
            ? ContainerMounts.Volume(invocation)
            : null;

    private static Effect OnVolume(Effect effect, string volume) => effect with
    {
        Resource = new Resource("docker.volume", volume),
        Recovery = new Recovery.Never("what a volume holds is kept nowhere else"),
    };
}

/// <summary>Finds the place where something is done, and reads the file of statements that is handed over.</summary>
/// <param name="Place">The place as the words name it.</param>
/// <param name="Files">The effect is on files of that place, or on the place itself.</param>
/// <param name="Locate">What finds the rest of the place; null when the words say all.</param>
/// <param name="Script">What reads the file of statements; null when there is none.</param>
internal sealed record OutsideProbe(Target Place, bool Files, Probe? Locate, ScriptProbe? Script) : Probe
{
    /// <summary>A target that the variables tell which were given along; null for none.</summary>
    public (Target Target, CliProbe Probe)? Database { get; init; }

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (Database is not var (target, probe)
            || new CliTargets(probe, world).Resolve(target) is not { } inner || inner.Place == inner.Kind)
        {
            return new(effect with { Target = Found(effect, effect.Target, world, budget) });
        }

        return new(effect with
        {
            Target = Found(effect, inner, world, budget),
            Resource = probe.NamesPlace ? effect.Resource with { Name = inner.Place } : effect.Resource,
        });
    }

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget) =>
        Script is null
            ? [Measure(effect, world, budget)]
            :
            [
                .. Script.MeasureAll(effect, world, budget).Select(m => m with
                {
                    Effect = m.Effect with { Target = Found(effect, m.Effect.Target, world, budget) },
                }),
            ];

    private Target Found(Effect effect, Target inner, IWorld world, MeasureBudget budget)
    {
        Target place = Locate is null
            ? Place
            : Locate.Measure(effect with { Target = Place }, world, budget).Effect.Target;
        Target joined = OutsideEffects.Joined(place, inner, Files);
        return joined with { Place = Files ? place.Place : joined.Place };
    }
}
