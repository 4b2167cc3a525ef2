using System.Collections.Immutable;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>What is remembered of a configuration's states: in the file committed beside it, and on this
/// computer.</summary>
/// <param name="Committed">From <c>.holdpoint/states.lock</c>; it travels with the code.</param>
/// <param name="Local">From this user's own memory; it also notes what was seen while an alarm stood.</param>
internal sealed record StateMemory(StatesLock Committed, StatesLock Local, string CommittedPath, string LocalPath)
{
    public const string CommittedName = ".holdpoint/states.lock";

    /// <summary>Has git lay both sides of a merge together line by line, as the format is made for.</summary>
    private const string Attributes = "states.lock merge=union\n";

    /// <summary>A memory of 100,000 addresses is about 10 MB; more was not written by us.</summary>
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>What should be told a person of the memory itself: conflicts, lines that make no sense, files that
    /// cannot be read.</summary>
    public ImmutableArray<string> Problems =>
        [.. Committed.Problems.Select(p => $"{CommittedName}: {p}"),
            .. Local.Problems.Select(p => $"{LocalPath}: {p}")];

    public bool IsEmpty => Committed.States.IsEmpty && Local.States.IsEmpty;

    /// <summary>Reads both memories of the configuration in a directory.</summary>
    public static StateMemory Load(IWorld world, string directory)
    {
        string real = world.RealPath(directory) ?? directory;
        string state = world.Variable("XDG_STATE_HOME") is { Length: > 0 } own && Path.IsPathRooted(own)
            ? own
            : Path.Join(world.Home, ".local/state");
        string name = Sha256.Hex(Encoding.UTF8.GetBytes(real))[..32];
        string committed = Path.Join(directory, CommittedName);
        string local = Path.Join(state, "holdpoint/states", name + ".lock");
        StatesLock travelled = Read(world, committed);
        if (travelled == StatesLock.Empty && Tracked.Is(directory, CommittedName, world))
        {
            travelled = StatesLock.Empty with { Problems = [$"it is gone; git has it: git restore {CommittedName}"] };
        }

        return new StateMemory(travelled, Read(world, local), committed, local)
        {
            MergesByLine = world.Look(AttributesOf(committed)).Exists,
        };
    }

    /// <summary>The committed file has its word to git beside it already.</summary>
    private bool MergesByLine { get; init; }

    private static string AttributesOf(string committed) =>
        Path.Join(Path.GetDirectoryName(committed), ".gitattributes");

    private static StatesLock Read(IWorld world, string path) => world.Read(path, MaxBytes) switch
    {
        FileAnswer.Content content => StatesLock.Read(content.Text),
        FileAnswer.Unreadable unreadable =>
            StatesLock.Empty with { Problems = [$"it cannot be read: {unreadable.Why}"] },
        _ => StatesLock.Empty,
    };

    /// <summary>What is wrong with the state that is there now; pure.</summary>
    /// <param name="now">Null when there is none.</param>
    public ImmutableArray<Alarm> Alarms(RememberedState? now, StatePlace place) =>
        StateAlarms.Of(now, Known(place), Elsewhere(place), place.Workspace);

    /// <summary>What is remembered of a place, each memory by itself.</summary>
    public ImmutableArray<RememberedState> Known(StatePlace place) =>
        [.. new[] { Committed.Find(place.Key, place.Workspace),
            Local.Find(place.Key, place.Workspace) }.OfType<RememberedState>()];

    /// <summary>
    /// The other places that may be where this configuration's state really is: those in the same workspace with
    /// another kind of backend, or another file. Two keys of one remote backend are two environments, as
    /// <c>-backend-config</c> has them. </summary>
    private ImmutableArray<RememberedState> Elsewhere(StatePlace place) =>
    [
        .. Committed.States.Concat(Local.States).Where(s => s.Key != place.Key || s.Workspace != place.Workspace)
            .Where(s => s.Workspace == place.Workspace ? MayBeOf(place, s) : s.Key == place.Key),
    ];

    private static bool MayBeOf(StatePlace place, RememberedState other) =>
        place.File is not null || TypeOf(other.Key) != TypeOf(place.Key);

    private static string TypeOf(string key) => key[..Math.Max(0, key.IndexOf(':', StringComparison.Ordinal))];

    /// <summary>What to write after a state was seen; pure. While an alarm stands nothing that is remembered is
    /// overwritten: what was seen is only noted on this computer, so that exchanging it again is noticed,
    /// too.</summary>
    /// <param name="watched">It was seen right after an action that was allowed: that explains fewer and other
    /// addresses.</param>
    public ImmutableArray<Lesson> Learn(RememberedState? now, StatePlace place, bool watched)
    {
        if (now is null || now.Lineages.IsEmpty)
        {
            return [];
        }

        ImmutableArray<RememberedState> known = Known(place);
        bool explained = !Alarms(now, place).Any(a =>
            !(watched && a.Kind is AlarmKind.Shrunk or AlarmKind.Foreign && !known.IsEmpty));
        bool alarming = !explained || (known.IsEmpty && Missed(place));
        if (alarming)
        {
            RememberedState entry = Local.Find(place.Key, place.Workspace)
                ?? Committed.Find(place.Key, place.Workspace)
                ?? new RememberedState(place.Key, place.Workspace);
            var sighting = new Sighting(now.Lineages[0], now.Serial, now.Seen, now.Resources);

            // Another state than the one noted first: the alarm stands until a person accepts one of them, else
            // asking twice would be enough to silence it.
            return entry.Sighted is { } first && (first.Lineage != sighting.Lineage || first.Serial == sighting.Serial)
                ? []
                : Lessons(Committed, Local.With(entry with { Sighted = sighting }), place);
        }

        if (known.IsEmpty && now.Resources == 0 && !now.Encrypted)
        {
            return []; // An empty state that nobody knew is nothing to remember.
        }

        return Lessons(Updated(Committed, now), Updated(Local, now), place);
    }

    /// <summary>A state of this configuration is remembered at another place: what grows here may be its
    /// double.</summary>
    private bool Missed(StatePlace place) => StateAlarms.Of(null, [], Elsewhere(place), place.Workspace).Length > 0;

    /// <summary>What to write when a person accepts the state that is there now, whatever was remembered;
    /// pure.</summary>
    /// <param name="now">Null: that there is none is accepted; the place is forgotten.</param>
    public ImmutableArray<Lesson> Accept(RememberedState? now, StatePlace place)
    {
        return Lessons(Put(Committed), Put(Local), place, accept: true);

        StatesLock Put(StatesLock memory)
        {
            StatesLock without = memory with
            {
                States = [.. memory.States.Where(s =>
                    s.Workspace != place.Workspace || !(s.Key == place.Key || MayBeOf(place, s)))],
                Problems = [],
            };
            return now is null ? without : without.With(now);
        }
    }

    /// <summary>One memory with a newer state of a place; the day changes only when something else does.</summary>
    private static StatesLock Updated(StatesLock memory, RememberedState now) =>
        memory.Find(now.Key, now.Workspace) is { } was && (was with { Seen = now.Seen, Sighted = null }) is var same
            && Same(same, now)
            ? memory.With(was with { Sighted = null })
            : memory.With(now);

    private static bool Same(RememberedState a, RememberedState b) =>
        a.Serial == b.Serial && a.Encrypted == b.Encrypted
            && a.Lineages.SequenceEqual(b.Lineages, StringComparer.Ordinal)
        && a.Addresses.SequenceEqual(b.Addresses) && a.Systems.SequenceEqual(b.Systems);

    /// <summary>The files that would differ from what was read; one with problems is left for a person, unless it is
    /// accepted.</summary>
    private ImmutableArray<Lesson> Lessons(
        StatesLock committed, StatesLock local, StatePlace place, bool accept = false)
    {
        ImmutableArray<Lesson>.Builder lessons = ImmutableArray.CreateBuilder<Lesson>();
        Add(CommittedPath, Committed, committed);
        if (lessons.Count > 0 && !MergesByLine)
        {
            lessons.Add(new Lesson(AttributesOf(CommittedPath), Attributes));
        }

        Add(LocalPath, Local, local);
        return lessons.ToImmutable();

        void Add(string path, StatesLock before, StatesLock after)
        {
            string text = after.Write();
            if ((before.Problems.IsEmpty || accept) && (accept || text != before.Write()))
            {
                lessons.Add(new StateLesson(path, text, after.Find(place.Key, place.Workspace)));
            }
        }
    }
}
