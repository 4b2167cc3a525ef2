using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>What the journal tells of the sessions of agents: each with its own entries, and with what persons and
/// executions did about them.</summary>
/// <param name="Sessions">In the order of their first entries.</param>
/// <param name="Left">Entries that were not looked at, since there are more than fit.</param>
/// <param name="Record">What a check of the chain says.</param>
internal sealed record ActivityReport(ImmutableArray<SessionReport> Sessions, long Left, JournalReport Record)
{
    /// <summary>A report of more is read by nobody; some weeks of work.</summary>
    private const int MaxEntries = 20_000;

    /// <summary>What an agent started through <c>exec</c> waits for a person at most so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Entries back from one without a session; more than one agent sends in <see cref="Longest"/>.</summary>
    private const int MaxBack = 1_000;

    /// <summary>Reads the files of a journal, oldest first.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ActivityReport Of(IReadOnlyList<string> files)
    {
        var entries = new Queue<JournalEntry>();
        long left = 0;
        foreach (JournalEntry entry in files.SelectMany(AppendOnlyFile.Lines).Select(l => JournalEntry.Read(l.Line))
            .OfType<JournalEntry>())
        {
            entries.Enqueue(entry);
            if (entries.Count > MaxEntries)
            {
                entries.Dequeue();
                left++;
            }
        }

        return new ActivityReport(Grouped([.. entries]), left, JournalCheck.Run(files));
    }

    /// <summary>The one session of an id, or of its beginning; null where it is none, or several.</summary>
    public SessionReport? Find(string session)
    {
        ImmutableArray<SessionReport> found = [.. Sessions.Where(s => s.Session == session)];
        found = found.IsEmpty && session.Length >= 4
            ? [.. Sessions.Where(s => s.Session.StartsWith(session, StringComparison.Ordinal))]
            : found;
        return found is [var only] ? only : null;
    }

    /// <summary>Pure.</summary>
    internal static ImmutableArray<SessionReport> Grouped(ImmutableArray<JournalEntry> entries)
    {
        var sessions = new List<(string Agent, string Session, List<JournalEntry> Entries)>();
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] owned = new int[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            JournalEntry entry = entries[i];
            int owner = IsOfNoSession(entry) ? Owner(entries, owned, i, owners) : -1;
            if (owner < 0)
            {
                owner = sessions.FindIndex(s => s.Agent == entry.Agent && s.Session == entry.Session);
            }

            if (owner < 0)
            {
                owner = sessions.Count;
                sessions.Add((entry.Agent, entry.Session, []));
            }

            owned[i] = owner;
            sessions[owner].Entries.Add(entry);
            foreach (string mark in Marks(entry))
            {
                owners[mark] = owner;
            }
        }

        return [.. sessions.Select(s => new SessionReport(s.Agent, s.Session, [.. s.Entries]))];
    }

    /// <summary>Our own program writes these on behalf of somebody: an execution, an answer.</summary>
    private static bool IsOfNoSession(JournalEntry entry) =>
        entry is { Session.Length: 0, Agent: "exec" or "terminal" };

    /// <summary>Whose an entry without a session is: who asked for the same request or the same evidence, or who sent
    /// the words that hold it; -1 where nobody did.</summary>
    private static int Owner(
        ImmutableArray<JournalEntry> entries, int[] owned, int at, Dictionary<string, int> owners)
    {
        JournalEntry entry = entries[at];
        foreach (string mark in Marks(entry))
        {
            if (owners.TryGetValue(mark, out int owner))
            {
                return owner;
            }
        }

        for (int i = at - 1; i >= 0 && i >= at - MaxBack && entry.Action.Length > 0; i--)
        {
            JournalEntry earlier = entries[i];
            if (entry.At - earlier.At > Longest)
            {
                break;
            }

            if (!IsOfNoSession(earlier) && earlier.Directory == entry.Directory
                && earlier.Action.Contains(entry.Action, StringComparison.Ordinal))
            {
                return owned[i];
            }
        }

        return -1;
    }

    private static IEnumerable<string> Marks(JournalEntry entry) =>
        ((string[])[entry.Request, entry.Fingerprint, entry.Execution?.Checkpoint ?? ""]).Where(m => m.Length > 0);
}

/// <summary>One session of an agent in the journal.</summary>
/// <param name="Session">Empty where the client names none.</param>
internal sealed record SessionReport(string Agent, string Session, ImmutableArray<JournalEntry> Entries)
{
    /// <summary>What the hook refused: denied, or sent to a person who has to sign.</summary>
    public IEnumerable<JournalEntry> Stopped =>
        Entries.Where(e => e.Verdict is "deny" || e is { Verdict: "ask", Request.Length: > 0 });

    /// <summary>What the client was told to ask its person about; whether it ran then, no hook is told.</summary>
    public IEnumerable<JournalEntry> Asked => Entries.Where(e => e is { Verdict: "ask", Request.Length: 0 });

    public IEnumerable<JournalEntry> Passed => Entries.Where(e => e.Verdict is "allow");

    public IEnumerable<JournalEntry> Executed => Entries.Where(e => e.Execution is not null);

    /// <summary>Each request with the entries that ask for it, use it, or answer it.</summary>
    public IEnumerable<IGrouping<string, JournalEntry>> Requests =>
        Entries.Where(e => e.Request.Length > 0).GroupBy(e => e.Request, StringComparer.Ordinal);

    /// <summary>The executions that saved something first.</summary>
    public IEnumerable<JournalEntry> Checkpoints => Entries.Where(e => e.Execution is { Checkpoint.Length: > 0 });
}
