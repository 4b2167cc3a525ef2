using Holdpoint.Policy;

namespace Holdpoint.Approvals;

/// <summary>What a person or an agent reads of a request. Pure.</summary>
internal static class GrantWords
{
    /// <summary>One sentence about an answer; empty where nothing is to be said.</summary>
    public static string Of(GrantAnswer answer) => answer switch
    {
        GrantAnswer.Open open =>
            $"a person's grant is needed: request {open.Request.Id} is open; a person approves it with "
            + $"`holdpoint approve {open.Request.Id}` in a terminal of their own, then the same command passes once"
            + (open.Needed.Number > 1 ? $"; {Words.Counted(open.Needed.Number, "different approvers")} must grant it, "
                + (open.Given.IsEmpty ? "none has so far" : $"so far {string.Join(", ", open.Given)} has") : "")
            + open.Request.NotBy switch
            {
                null => "",
                "" => "; the account that runs it cannot be told here, so by the policy no grant counts",
                var starter => $"; {starter}, who runs it, may not",
            }
            + (open.Request.TriedTimes > 0
                ? $"; they are shown that it was refused {Words.Counted(open.Request.TriedTimes, "times")} before" : "")
            + (open.Note is { } note ? $" ({note})" : ""),
        GrantAnswer.Denied denied => Denied(denied.Request),
        GrantAnswer.Granted granted =>
            $"granted by {granted.Approver} (request {granted.Request.Id})",
        GrantAnswer.Closed closed => $"production needs a grant, and no request could be opened: {closed.Why}",
        _ => "",
    };

    /// <summary>That a person said no, and why.</summary>
    private static string Denied(Request request) =>
        $"{request.Answer?.Approver} has denied request {request.Id}"
        + (request.Answer?.Reason is { Length: > 0 } reason ? $": {reason}" : "")
        + (request.Times > 1 ? $" (asked for {Words.Counted(request.Times, "times")})" : "");
}
