using System.Collections.Immutable;
using Holdpoint.Sessions;

namespace Holdpoint.Radius;

/// <summary>A question that stage 4 can put to the world about one effect; a value, made without asking
/// anything.</summary>
/// <remarks>Implementations live in the folder of their tool. They only read, under the deadline and bounds of the
/// budget, and never throw for what the world may answer: what cannot be measured is <see
/// cref="Measurement.Unmeasured"/>.</remarks>
internal abstract record Probe
{
    /// <summary>Asks the world.</summary>
    /// <param name="effect">The effect as recognised.</param>
    /// <param name="world">The only door.</param>
    /// <param name="budget">Deadline and size bounds for all probes of one action together.</param>
    public abstract Measurement Measure(Effect effect, World.IWorld world, MeasureBudget budget);

    /// <summary>Asks the world about an effect that may turn out to be several, or none: a file of statements that is
    /// read.</summary>
    public virtual ImmutableArray<Measurement> MeasureAll(
        Effect effect, World.IWorld world, MeasureBudget budget) => [Measure(effect, world, budget)];

    /// <summary>Looks again after the action was done, for what should be remembered of it; nothing for most.</summary>
    public virtual ImmutableArray<Lesson> Learn(Effect effect, World.IWorld world, MeasureBudget budget) => [];
}

/// <summary>Something to remember: a file of Holdpoint's own memory and its whole new text, written by stage 9 when
/// there is one.</summary>
/// <param name="Path">Absolute.</param>
internal record Lesson(string Path, string Text)
{
    /// <summary>This lesson, learned on top of another one of the same action about the same file; the later text holds
    /// where a tool does not know better.</summary>
    public virtual Lesson Upon(Lesson earlier) => this;
}

/// <summary>What stage 4 may cost for one action.</summary>
/// <param name="Deadline">When the last answer must be in.</param>
/// <param name="MaxBytes">The largest answer or file that is read.</param>
internal sealed record MeasureBudget(DateTimeOffset Deadline, long MaxBytes)
{
    /// <summary>States of 50,000 resources are about 100 MB; five times that is read, more is unmeasured.</summary>
    public const long DefaultMaxBytes = 512L * 1024 * 1024;

    /// <summary>The absolute directory in which the action starts, whatever <c>cd</c> it holds: its work tree is the
    /// agent's own.</summary>
    public string Start { get; init; } = "";

    /// <summary>What the agent made itself earlier; null where no session is known.</summary>
    public SessionMemory? Memory { get; init; }

    private readonly Dictionary<string, World.RunAnswer> _answers = new(StringComparer.Ordinal);

    /// <summary>The answer to a question that several effects of one action put: it is asked once.</summary>
    /// <param name="key">The same for the same question.</param>
    public World.RunAnswer Once(string key, Func<World.RunAnswer> ask)
    {
        if (!_answers.TryGetValue(key, out World.RunAnswer? answer))
        {
            _answers[key] = answer = ask();
        }

        return answer;
    }
}

/// <summary>One fact read from the world.</summary>
/// <param name="Name">What it tells: "lineage", "uncommitted files".</param>
/// <param name="Value">The value as a person reads it; never a secret.</param>
/// <param name="Source">The command or file that told it.</param>
/// <param name="Age">How old the answer is; null when it was read just now.</param>
internal sealed record Fact(string Name, string Value, string Source, TimeSpan? Age = null)
{
    /// <summary>True for a value that may differ when the same thing is measured again (a time, a private path):
    /// it is shown, but is no part of the fingerprint.</summary>
    public bool Passing { get; init; }

    /// <summary>It is the digest of a file that the action names. Where that file is ours and was made for the action,
    /// what the file would do stands in the fingerprint in its place.</summary>
    public bool IsFile { get; init; }
}

/// <summary>One thing that would be lost.</summary>
internal sealed record Loss(Resource Resource, Recovery Recovery)
{
    /// <summary>It holds data that configuration cannot make again: a database, a bucket, a volume, an uncommitted
    /// file.</summary>
    public required bool HoldsData { get; init; }

    /// <summary>How much of it: rows, objects, bytes; the most telling first. Empty where nothing tells.</summary>
    public ImmutableArray<Amount> Amounts { get; init; } = [];

    /// <summary>What else is known, each "name value": "engine postgres 15", "deletion protection off".</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>A protection that stands in the way of losing it: deletion protection, prevent_destroy. Null where
    /// none does.</summary>
    public string? Protection { get; init; }

    /// <summary>Backups that die with it: "automated backups and PITR". Null where none are known to.</summary>
    public string? BackupsLost { get; init; }

    /// <summary>Copies that stay, the newest first; at most <see cref="BlastRadius.MaxNamedLosses"/>.</summary>
    public ImmutableArray<Backup> Backups { get; init; } = [];

    /// <summary>What hangs on it and stops working without it, each as a person would name it; at most <see
    /// cref="BlastRadius.MaxNamedLosses"/>.</summary>
    public ImmutableArray<string> Dependents { get; init; } = [];

    /// <summary>The system that it belongs to; null where nothing tells.</summary>
    public string? System { get; init; }
}

/// <summary>A group of resources that serve one purpose.</summary>
/// <param name="Sign">What says so: "tag Project=datatalks", "module site", "name prefix courses-".</param>
/// <param name="Shared">True for what several systems hang on.</param>
/// <param name="Whole">True when all of the system's resources would go.</param>
internal sealed record SystemGroup(string Name, int Resources, string Sign, bool Shared, bool Whole);

/// <summary>What is wrong with a state compared with what was known of it.</summary>
internal enum AlarmKind
{
    /// <summary>A state is known to exist elsewhere; here there is none.</summary>
    Missing,

    /// <summary>Another lineage stands in its place.</summary>
    Replaced,

    /// <summary>The serial is lower than the one last seen.</summary>
    RolledBack,

    /// <summary>A share of its resources is gone.</summary>
    Shrunk,

    /// <summary>It holds addresses that were never here.</summary>
    Foreign,

    /// <summary>No memory, but signs of a lost state: a lock file without a state, a plan that only creates.</summary>
    Suspicious,
}

/// <summary>An alarm about a state, with the sentence that a person reads.</summary>
internal sealed record Alarm(AlarmKind Kind, string Message);

/// <summary>What the world answered about one effect.</summary>
/// <param name="Effect">The effect as the world tells it: its kind, target and recovery may differ from what the
/// words said. An effect that turns out to touch nothing is a <see cref="EffectKind.Read"/>.</param>
internal sealed record Measurement(Effect Effect)
{
    /// <summary>How many things would be lost; null when not counted.</summary>
    public long? Count { get; init; }

    /// <summary>What <see cref="Count"/> counts, plural: "resources", "files", "commits".</summary>
    public string Unit { get; init; } = "things";

    /// <summary>Their size in bytes; null when not measured.</summary>
    public long? Bytes { get; init; }

    /// <summary>True where <see cref="Count"/> moves by itself while nobody does anything wrong: the rows of a database
    /// in use. The fingerprint then holds its order of magnitude only.</summary>
    public bool Moving { get; init; }

    /// <summary>The losses worth naming, data-bearing first; at most <see
    /// cref="BlastRadius.MaxNamedLosses"/>.</summary>
    public ImmutableArray<Loss> Losses { get; init; } = [];

    /// <summary>How many of all the losses hold data, named or not; null where only the named ones were looked
    /// at.</summary>
    public long? HoldData { get; init; }

    /// <summary>Losses by type with their number, most first: (aws_subnet, 6).</summary>
    public ImmutableArray<(string Type, int Count)> Types { get; init; } = [];

    /// <summary>The systems touched, largest first.</summary>
    public ImmutableArray<SystemGroup> Systems { get; init; } = [];

    /// <summary>What is wrong with the target compared with memory.</summary>
    public ImmutableArray<Alarm> Alarms { get; init; } = [];

    /// <summary>Protections of the target that were taken away before, the newest first.</summary>
    public ImmutableArray<Weakening> Weakened { get; init; } = [];

    /// <summary>What was read, each with its source.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>A digest of all that a plan would change, values too, whatever file it lies in; null where there is no
    /// plan.</summary>
    public string? Changes { get; init; }

    /// <summary>What was learned about the target and is not remembered yet; nothing while an alarm stands.</summary>
    public ImmutableArray<Lesson> Learned { get; init; } = [];

    /// <summary>Why something (or all) could not be measured; null when all was.</summary>
    public string? Unmeasured { get; init; }
}

/// <summary>Everything that an action would do, measured.</summary>
/// <param name="Fingerprint">A digest over action, targets and evidence, <c>sha256:</c> and 64 hex digits; see
/// docs/formats/fingerprint.md.</param>
internal sealed record BlastRadius(ImmutableArray<Measurement> Measurements, string Fingerprint)
{
    /// <summary>More names than this are "and N more": a person reads a screen, not a thousand lines.</summary>
    public const int MaxNamedLosses = 50;
}
