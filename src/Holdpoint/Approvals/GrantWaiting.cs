using Holdpoint.Execution;

namespace Holdpoint.Approvals;

/// <summary>Waits for a person's answer, with a bound.</summary>
internal static class GrantWaiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The answer that is there, or comes within some time.</summary>
    public static GrantAnswer For(
        GrantDesk desk, Judgement judgement, TimeSpan patience, IPerson person, TimeProvider clock)
    {
        GrantAnswer answer = desk.Look(judgement);
        if (answer is not GrantAnswer.Open open || patience <= TimeSpan.Zero)
        {
            return answer;
        }

        person.Tell($"request {open.Request.Id} is open: `holdpoint approve {open.Request.Id}` in another terminal; "
            + $"waiting {patience.TotalMinutes:0.#} min for it", Weight.Passing);
        DateTimeOffset end = clock.GetUtcNow() + patience;
        while (answer is GrantAnswer.Open && clock.GetUtcNow() < end)
        {
            Task.Delay(Pause, clock).Wait();
            answer = desk.Again(open);
        }

        return answer;
    }
}
