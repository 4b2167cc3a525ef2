using Holdpoint.Checkpoints;
using Holdpoint.Policy;

namespace Holdpoint.Execution;

/// <summary>Stage 6: asks a person where the verdict wants one.</summary>
internal static class Asking
{
    /// <summary>Null where the action may go on; else how it ended, which is told.</summary>
    /// <param name="saved">What was saved for it; null where nothing was.</param>
    /// <param name="left">What was left undone, for the sentence after a no: "nothing was run".</param>
    /// <param name="always">A person is asked also where the verdict allows it.</param>
    public static Outcome? Stops(
        IPerson person, Judgement judgement, Manifest? saved, string left, bool always = false)
    {
        if (judgement.Verdict.Decision is Decision.Allow && !always)
        {
            return null;
        }

        switch (person.Asked(judgement, saved))
        {
            case Answer.Yes when judgement.Verdict.Decision is not Decision.Deny:
                return null;
            case Answer.Nobody nobody when judgement.Verdict.Decision is not Decision.Deny:
                person.Tell($"stopped: a person must decide, and {nobody.Why}", Weight.Bad);
                return new Outcome.Unasked();
            default:
                person.Tell($"stopped: {left}", Weight.Bad);
                return new Outcome.Refused();
        }
    }
}
