using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>What a grant says to a judgement that asks.</summary>
internal abstract record GrantAnswer
{
    /// <summary>A person in the client, or at the terminal, is enough.</summary>
    internal sealed record NotNeeded : GrantAnswer;

    /// <summary>As many valid grants as are needed are there; none is taken yet.</summary>
    /// <param name="Statements">One of each approver.</param>
    internal sealed record Granted(
        Request Request, ImmutableArray<GrantStatement> Statements, NeededApprovals Needed) : GrantAnswer
    {
        /// <summary>Who has granted it: "ada", "ada and bob".</summary>
        public string Approver => string.Join(" and ", Statements.Select(s => s.Approver));
    }

    /// <summary>Nobody has answered yet, or too few.</summary>
    /// <param name="Given">Who has granted it so far.</param>
    /// <param name="Note">What a person should know beside it; null for nothing.</param>
    internal sealed record Open(
        Request Request, NeededApprovals Needed, ImmutableArray<string> Given, string? Note) : GrantAnswer;

    /// <summary>A person has said no.</summary>
    internal sealed record Denied(Request Request) : GrantAnswer;

    /// <summary>No request could be opened: nobody can answer it.</summary>
    internal sealed record Closed(string Why) : GrantAnswer;
}

/// <summary>Where judgements meet grants: opens requests, finds what was granted, and lets each grant be used as often
/// as it says.</summary>
internal sealed class GrantDesk(IWorld world, IWorkshop workshop, Requester by)
{
    /// <summary>Stands in a verdict for the rule: a person has granted it.</summary>
    public const string GrantedRule = "granted";

    /// <summary>It goes through <c>holdpoint exec</c>, which needs the grant.</summary>
    public const string ExecutionRule = "exec-needs-grant";

    /// <summary>A person has denied it.</summary>
    public const string RefusedRule = "refused";

    /// <summary>A working day and a night.</summary>
    private static readonly TimeSpan RequestLife = TimeSpan.FromHours(24);

    /// <summary>The journal keeps what was said; the files are looked through for every question.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Clocks of one machine that were set back meanwhile.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A screen of lines.</summary>
    private const int MaxLines = 40;

    /// <summary>True for who only asks: a grant that is there is told, and left for who runs the action.</summary>
    public bool Leaves { get; init; }

    private readonly RequestStore _store = new(world, workshop);

    /// <summary>The client has no question of its own: whatever must be asked needs a grant.</summary>
    public bool Unprompted { get; init; }

    /// <summary>Whether a judgement needs a grant: it asks about production, or was refused before; and somebody can
    /// give one.</summary>
    public bool Needs(Judgement judgement) =>
        Needed(judgement).Number > 0 && Approvers.Any(world);

    private NeededApprovals Needed(Judgement judgement) => judgement.Verdict switch
    {
        { Rule: Refusals.Rule } => judgement.Approvals.AtLeastOne,
        { Decision: Decision.Ask } when Unprompted => judgement.Approvals.AtLeastOne,
        { Decision: Decision.Ask } => judgement.Approvals,
        _ => default,
    };

    /// <summary>What is granted of a judgement that needs it; where nothing is, a request is opened, or
    /// joined.</summary>
    public GrantAnswer Look(Judgement judgement)
    {
        DateTimeOffset now = world.Clock.GetUtcNow();
        NeededApprovals needed = Needed(judgement);
        (ImmutableArray<Request> same, ImmutableArray<Request> worded, int count) = _store.About(
            judgement.Radius.Fingerprint, Shown(judgement.Action), judgement.Action.Directory);
        same = [.. same.Where(r => r.Expires > now)];
        if (same.Select(r => Usable(r, needed)).FirstOrDefault(g => g is not null) is { } granted)
        {
            return granted;
        }

        if (same.FirstOrDefault(r => r.Answer is { Approved: false }) is { } denied)
        {
            _ = _store.Write(denied with { Times = denied.Times + 1 });
            return new GrantAnswer.Denied(denied);
        }

        Request? join = same.FirstOrDefault(r => r.Answer is null);
        if (join is null && count >= RequestStore.MaxRequests)
        {
            return new GrantAnswer.Closed($"{RequestStore.MaxRequests} requests are there already");
        }

        Request open = join is { } joined
            ? joined with
            {
                Times = joined.Times + 1,
                TriedTimes = judgement.TriedTimes,
                Tried = Tried(judgement),
            }
            : New(judgement, now);
        open = open with { Approvals = needed.Number, NotBy = needed.NotByStarter ? HostUser.Name(world) : null };
        string? note = worded.Any(r => r.Answer is { Approved: true } && r.Expires > now)
            ? "the same command was approved before, but what it would do is not any more what was approved"
            : null;
        return _store.Write(open) is { } problem ? new GrantAnswer.Closed(problem)
            : new GrantAnswer.Open(open, needed, [.. Valid(open, needed).Select(s => s.Approver)], note);
    }

    /// <summary>What has become of an open request; nothing is counted or opened.</summary>
    public GrantAnswer Again(GrantAnswer.Open open) =>
        _store.Read(open.Request.Id) is not { } request ? new GrantAnswer.Closed("it is not there any more")
        : Usable(request, open.Needed) is { } granted ? granted
        : request.Answer is { Approved: false } ? new GrantAnswer.Denied(request)
        : open;

    /// <summary>Takes one use of a grant; false where it was used up, revoked, or has expired meanwhile.</summary>
    public bool Take(GrantAnswer.Granted granted)
    {
        if (Leaves || Usable(granted.Request, granted.Needed) is not { } still)
        {
            return false;
        }

        for (int number = 1; number <= Uses(still.Statements); number++)
        {
            if (_store.TryUse(granted.Request.Id, number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The statements of a request's grants of which all holds here and now, one of each approver, those that
    /// can be used most often first.</summary>
    private ImmutableArray<GrantStatement> Valid(Request request, NeededApprovals needed)
    {
        ImmutableArray<Approver> approvers = Approvers.All(world);
        string? starter = needed.NotByStarter ? HostUser.Name(world) : null;
        return
        [
            .. _store.GrantsOf(request.Id, approvers.Select(a => a.Key.Id)).Select(g => Valid(request, g, approvers))
                .OfType<GrantStatement>()
                .Where(s => starter is null || (starter.Length > 0 && HostUser.Of(s.Approver) != starter))
                .OrderByDescending(s => s.Uses).ThenBy(s => s.Approver, StringComparer.Ordinal)
                .DistinctBy(s => HostUser.Of(s.Approver)),
        ];
    }

    /// <summary>The statement of one grant; null where anything of it does not hold.</summary>
    private GrantStatement? Valid(Request request, SignedGrant grant, ImmutableArray<Approver> approvers)
    {
        // What the request's file says of the answer is not signed and counts for nothing.
        DateTimeOffset now = world.Clock.GetUtcNow();
        byte[] signature = new byte[64];
        return GrantStatement.Read(grant.Statement) is { } statement
            && statement.Request == request.Id && statement.Fingerprint == request.Fingerprint
            && statement.Host == HostIdentity.Of(world)
            && statement.Issued - Skew <= now && now < statement.Expires
            && Convert.TryFromBase64String(grant.Signature, signature, out int length) && length == signature.Length
            && approvers.Any(a =>
                a.Key.Id == grant.Key && a.Name == statement.Approver && a.Key.HasSigned(grant.Statement, signature))
            ? statement
            : null;
    }

    /// <summary>As many valid grants of a request as are needed, where a use of them is left; null where not.</summary>
    private GrantAnswer.Granted? Usable(Request request, NeededApprovals needed)
    {
        int number = Math.Max(1, needed.Number);
        ImmutableArray<GrantStatement> valid = [.. Valid(request, needed).Take(number)];
        return valid.Length == number
            && Enumerable.Range(1, Uses(valid)).Any(n => !_store.IsUsed(request.Id, n))
                ? new GrantAnswer.Granted(request, valid, needed)
                : null;
    }

    /// <summary>Each use is one of every approver.</summary>
    private static int Uses(ImmutableArray<GrantStatement> statements) => statements.Min(s => s.Uses);

    private Request New(Judgement judgement, DateTimeOffset now)
    {
        _store.Prune(now - RequestLife - Kept);
        Reason reason = judgement.Verdict.Reasons[0];
        return new Request
        {
            Format = Request.CurrentFormat,
            Id = "r-" + TypedLetters.New(6),
            Opened = now,
            Expires = now + RequestLife,
            Action = Shown(judgement.Action),
            Directory = judgement.Action.Directory,
            Fingerprint = judgement.Radius.Fingerprint,
            Rule = judgement.Verdict.Rule,
            Target = Redaction.Redact(reason.Measurement.Effect.Target.Place),
            Lines = [.. judgement.Verdict.Reasons.SelectMany(Lines).Take(MaxLines).Select(Redaction.Redact)],
            TriedTimes = judgement.TriedTimes,
            Tried = Tried(judgement),
            By = by with
            {
                User = world.Variable("USER") ?? world.Variable("LOGNAME") ?? "",
                Host = HostIdentity.Of(world),
            },
        };
    }

    private static ImmutableArray<string> Tried(Judgement judgement) => [.. judgement.Tried.Select(t => t.Text)];

    private static IEnumerable<string> Lines(Reason reason)
    {
        foreach (Statement statement in reason.Said)
        {
            yield return statement.Text;
            foreach (string item in statement.Items)
            {
                yield return "- " + item;
            }

            if (statement.More > 0)
            {
                yield return $"- and {statement.More} more";
            }
        }
    }

    /// <summary>As a request keeps it.</summary>
    private static string Shown(Action action) => Redaction.Redact(Text(action));

    private static string Text(Action action) => action switch
    {
        Action.ShellCommand shell => shell.Asked ?? shell.Text,
        Action.FileEdit edit => $"{edit.Kind} {edit.Path}",
        Action.ToolCall call => $"{call.Name} {call.Arguments}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
