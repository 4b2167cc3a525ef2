using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>What a grant says to a judgement that asks.</summary>
internal abstract record GrantAnswer
{
    /// <summary>A person in the client, or at the terminal, is enough.</summary>
    internal sealed record NotNeeded : GrantAnswer;

    /// <summary>A valid grant is there; it is not taken yet.</summary>
    internal sealed record Granted(Request Request, GrantStatement Statement) : GrantAnswer;

    /// <summary>Nobody has answered yet.</summary>
    /// <param name="Note">What a person should know beside it; null for nothing.</param>
    internal sealed record Open(Request Request, string? Note) : GrantAnswer;

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

    private readonly RequestStore _store = new(world, workshop);

    /// <summary>Whether a judgement needs a grant: it asks about production, or was refused before; and somebody can
    /// give one.</summary>
    public bool Needs(Judgement judgement) =>
        (judgement.Verdict.Rule == Refusals.Rule
            || (judgement.Verdict.Decision is Decision.Ask && judgement.Verdict.Reasons.Any(
                r => r.Decision is Decision.Ask && r.Placement.Environment is EnvironmentKind.Production)))
        && Approvers.Any(world);

    /// <summary>What is granted of a judgement that needs it; where nothing is, a request is opened, or
    /// joined.</summary>
    public GrantAnswer Look(Judgement judgement)
    {
        DateTimeOffset now = world.Clock.GetUtcNow();
        ImmutableArray<Request> all = _store.All();
        ImmutableArray<Request> same =
            [.. all.Where(r => r.Fingerprint == judgement.Radius.Fingerprint && r.Expires > now)];
        if (same.Select(Usable).FirstOrDefault(g => g is not null) is { } granted)
        {
            return granted;
        }

        if (same.FirstOrDefault(r => r.Answer is { Approved: false }) is { } denied)
        {
            _ = _store.Write(denied with { Times = denied.Times + 1 });
            return new GrantAnswer.Denied(denied);
        }

        Request open = same.FirstOrDefault(r => r.Answer is null) is { } joined
            ? joined with
            {
                Times = joined.Times + 1,
                TriedTimes = judgement.TriedTimes,
                Tried = Tried(judgement),
            }
            : New(judgement, now);
        string? note = all.Any(r => r.Answer is { Approved: true } && r.Expires > now && r.Action == open.Action
            && r.Directory == open.Directory && r.Fingerprint != open.Fingerprint)
            ? "the same command was approved before, but what it would do is not any more what was approved"
            : null;
        return _store.Write(open) is { } problem
            ? new GrantAnswer.Closed(problem)
            : new GrantAnswer.Open(open, note);
    }

    /// <summary>What has become of an open request; nothing is counted or opened.</summary>
    public GrantAnswer Again(GrantAnswer.Open open) =>
        _store.Read(open.Request.Id) is not { } request ? new GrantAnswer.Closed("it is not there any more")
        : Usable(request) is { } granted ? granted
        : request.Answer is { Approved: false } ? new GrantAnswer.Denied(request)
        : open;

    /// <summary>Takes one use of a grant; false where it was used up, revoked, or has expired meanwhile.</summary>
    public bool Take(GrantAnswer.Granted granted)
    {
        if (Valid(granted.Request) is not { } statement)
        {
            return false;
        }

        for (int number = 1; number <= statement.Uses; number++)
        {
            if (_store.TryUse(granted.Request.Id, number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The statement of a request's grant where all of it holds here and now; null where anything does
    /// not.</summary>
    private GrantStatement? Valid(Request request)
    {
        if (_store.Grant(request.Id) is not { } grant
            || GrantStatement.Read(grant.Statement) is not { } statement)
        {
            return null;
        }

        // What the request's file says of the answer is not signed and counts for nothing.
        DateTimeOffset now = world.Clock.GetUtcNow();
        byte[] signature = new byte[64];
        return statement.Request == request.Id && statement.Fingerprint == request.Fingerprint
            && statement.Host == HostIdentity.Of(world)
            && statement.Issued - Skew <= now && now < statement.Expires
            && Convert.TryFromBase64String(grant.Signature, signature, out int length) && length == signature.Length
            && Approvers.All(world).Any(a =>
                a.Key.Id == grant.Key && a.Name == statement.Approver && a.Key.HasSigned(grant.Statement, signature))
            ? statement
            : null;
    }

    /// <summary>The grant of a request where it is valid and a use is left; null where not.</summary>
    private GrantAnswer.Granted? Usable(Request request) =>
        Valid(request) is { } statement
        && Enumerable.Range(1, statement.Uses).Any(n => !_store.IsUsed(request.Id, n))
            ? new GrantAnswer.Granted(request, statement)
            : null;

    private Request New(Judgement judgement, DateTimeOffset now)
    {
        _store.Prune(now - Kept);
        Reason reason = judgement.Verdict.Reasons[0];
        return new Request
        {
            Format = Request.CurrentFormat,
            Id = "r-" + TypedLetters.New(6),
            Opened = now,
            Expires = now + RequestLife,
            Action = Redaction.Redact(Text(judgement.Action)),
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

    private static string Text(Action action) => action switch
    {
        Action.ShellCommand shell => shell.Asked ?? shell.Text,
        Action.FileEdit edit => $"{edit.Kind} {edit.Path}",
        Action.ToolCall call => $"{call.Name} {call.Arguments}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
