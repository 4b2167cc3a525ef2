using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>What was refused lately, and comes again in other words, from another shell or another session. Nothing is
/// read until an action is not allowed.</summary>
/// <param name="folder">Holdpoint's own folder; asked for only when it is read.</param>
/// <param name="session">The client's own id of the session.</param>
internal sealed class Refusals(IWorld world, Func<string> folder, string session)
{
    /// <summary>In a verdict's place of the rule: the same effect was refused before.</summary>
    public const string Rule = "refused-before";

    /// <summary>As for protections that were taken away: a working day and a night.</summary>
    public static readonly TimeSpan Window = Weakenings.Window;

    /// <summary>Shown with one judgement; the others are counted.</summary>
    public const int MaxShown = 4;

    /// <summary>Some 4,000 entries: more than an agent that wants to be forgotten writes unnoticed.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Beyond this a number says no more.</summary>
    private const int MaxCounted = 1000;

    /// <summary>Refusals whose evidence can heal: with another state, or the protection put back, the same effect is
    /// another question.</summary>
    private static readonly ImmutableArray<string> Healing =
        ["destroy-alarmed-state", "destroy-after-weaken", "state-alarm", "unmeasured", "unreadable-command", Rule];

    /// <summary>Refused for being all of something: what lies within is another question, and the one that their own
    /// words ask for.</summary>
    private static readonly ImmutableArray<string> Whole = ["forbidden", "holdpoint-itself", "destroy-whole-systems"];

    /// <summary>The judgement, with what was refused of the same effects before; where a person or a rule has refused
    /// them, a question becomes a no.</summary>
    /// <param name="again">It was refused before what it takes was saved: then also what that allows is looked at,
    /// since a copy that is proved is no answer to a person's no.</param>
    public Judgement Beside(Judgement judgement, bool again = false)
    {
        ImmutableArray<Reason> stopped =
        [
            .. judgement.Verdict.Reasons.Where(r => (again || r.Decision is not Decision.Allow)
                && r.Measurement.Effect.Kind is EffectKind.Destroy or EffectKind.Weaken or EffectKind.Expose),
        ];
        if (stopped.IsEmpty || (judgement.Verdict.Decision is Decision.Allow && !again))
        {
            return judgement;
        }

        (List<Refusal> found, bool binding) = Earlier(
            [.. stopped.Select(r => Trace.Of(r.Measurement.Effect))], judgement.Radius.Fingerprint, again);
        Verdict verdict = judgement.Verdict;
        return found.Count == 0 ? judgement : judgement with
        {
            Tried = [.. found.Take(MaxShown)],
            TriedTimes = found.Count,
            Verdict = binding && verdict.Decision is not Decision.Deny
                ? verdict with { Decision = Decision.Deny, Rule = Rule }
                : verdict,
        };
    }

    /// <summary>The newest first, and whether one of them binds.</summary>
    private (List<Refusal> Found, bool Binding) Earlier(
        ImmutableArray<Trace> wanted, string fingerprint, bool again)
    {
        var found = new List<Refusal>();
        bool binding = false;
        long agreed = 0;
        JournalEntry[] newest = [.. Newest()];
        Dictionary<string, JournalEntry> answers = newest.Where(e => e.Answer is not null)
            .GroupBy(e => e.Request, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (JournalEntry entry in newest.Where(e => e.Answer is null))
        {
            TimeSpan ago = world.Clock.GetUtcNow() - entry.At;
            if (ago > Window || found.Count >= MaxCounted)
            {
                break;
            }

            // The very same, and nobody has said no: the request itself counts how often.
            JournalEntry? answer = answers.GetValueOrDefault(entry.Request);
            bool itself = (again || entry.Verdict is "ask") && entry.Fingerprint == fingerprint && answer is null;
            if (entry.Rule == GrantDesk.GrantedRule)
            {
                // A person has agreed: what was refused before that is settled.
                agreed = agreed == 0 && entry.Effects.Any(e => wanted.Any(w => w.Is(e, whole: false)))
                    ? entry.Number : agreed;
            }
            else if (!itself && (answer ?? entry).Number > agreed && IsRefused(entry, answer) is { } why
                && Same(entry, wanted) is { Length: > 0 } same)
            {
                binding |= answer is not null || (entry.Verdict is "deny"
                    && !Healing.Contains(entry.Rule) && same.Any(s => s.Now.IsNoBetter(s.Then)));
                found.Add(new Refusal(
                    entry.Number, Cut(entry.Action), ago < TimeSpan.Zero ? TimeSpan.Zero : ago,
                    entry.Session == session ? "in this session" : "in another session", why));
            }
        }

        return (found, binding);
    }

    private static (EntryEffect Then, Trace Now)[] Same(JournalEntry entry, ImmutableArray<Trace> wanted) =>
    [
        .. entry.Effects.Where(e => e.Verdict is "ask" or "deny")
            .SelectMany(e => wanted.Where(w => w.Is(e, Whole.Contains(entry.Rule))).Select(w => (e, w))),
    ];

    /// <summary>By whom or what an entry was refused; null where it was not, or is not known to be.</summary>
    private static string? IsRefused(JournalEntry entry, JournalEntry? answer) => answer switch
    {
        { Answer.Approved: true } => null,
        { Answer: { } no } => $"denied by {answer.Approver}{(no.Reason.Length > 0 ? ": " + no.Reason : "")}",
        _ when entry is { Verdict: "ask", Request.Length: > 0 } => $"request {entry.Request} is not answered",
        _ when entry.Verdict is "deny" && entry.Rule is not ("not-judged" or InternalError.Rule) =>
            $"rule {entry.Rule}",
        _ => null,
    };

    private IEnumerable<JournalEntry> Newest()
    {
        if (world.ReadTail(JournalFile.At(folder()).Path, MaxBytes) is not FileAnswer.Content content)
        {
            yield break;
        }

        // The tail may begin in the middle of a line, which is then no entry.
        ReadOnlyMemory<byte> left = content.Bytes;
        while (!left.IsEmpty)
        {
            int feed = left.Span.LastIndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = left[(feed + 1)..];
            left = feed < 0 ? default : left[..feed];
            if ((line.Span.IndexOf("\"deny\""u8) >= 0 || line.Span.IndexOf("\"request\""u8) >= 0)
                && JournalEntry.Read(line) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private static string Cut(string command) => command.Length > 160 ? command[..160] + "…" : command;

    /// <summary>What is compared of an effect: as the journal keeps it.</summary>
    private sealed record Trace(string Kind, string Tool, string Type, string Name, string Place, string Recovery)
    {
        public static Trace Of(Effect effect) => new(
            effect.Kind.ToString().ToLowerInvariant(), effect.Tool, effect.Resource.Type,
            EntryWriter.Name(effect.Resource.Name), EntryWriter.Name(effect.Target.Place),
            effect.Recovery.Word);

        /// <summary>Nothing is known that would bring it back and was not known then.</summary>
        public bool IsNoBetter(EntryEffect then) => Recovery == then.Recovery || Recovery is "unknown" or "never";

        /// <summary>Whether an effect of an entry is the same: for files the same path, or one within the other; for
        /// what Terraform holds the same state; else the same name, or one within the other, at the same
        /// place.</summary>
        /// <param name="whole">Only what holds all of it is the same.</param>
        public bool Is(EntryEffect effect, bool whole)
        {
            if (effect.Kind != Kind || effect.Target.Length == 0)
            {
                return false;
            }

            if (Type is "file" || effect.Type is "file")
            {
                return Type == effect.Type && (PathText.IsWithin(effect.Target, Place)
                    || (!whole && PathText.IsWithin(Place, effect.Target)));
            }

            return effect.Target == Place && (effect.Name == Name
                || (!whole && ((Tool is "terraform" && effect.Tool is "terraform")
                    || Weakening.AreRelated(effect.Name, Name))));
        }
    }
}
