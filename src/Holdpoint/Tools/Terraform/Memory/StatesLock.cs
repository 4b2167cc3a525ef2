using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>The text format of what is remembered of states, docs/formats/states-lock.md: one fact a line, sorted,
/// and every line tells by itself what it belongs to, so that lines merge and a conflict loses none. Pure and
/// total.</summary>
/// <param name="Problems">What was wrong with the text, each with its line; while there are any, the file is not
/// written.</param>
internal sealed record StatesLock(ImmutableArray<RememberedState> States, ImmutableArray<string> Problems)
{
    public static readonly StatesLock Empty = new([], []);

    private const string Mark = "# holdpoint states";

    private const string Header =
        """
        # holdpoint states 1: what is known of this configuration's states, so that a lost or exchanged one is noticed.
        # Commit this file. It holds no secrets. A changed state is accepted with: holdpoint states accept

        """;

    /// <summary>Beyond this many problems the text is something else.</summary>
    private const int MaxProblems = 20;

    /// <summary>The state at a place; null when none is remembered.</summary>
    public RememberedState? Find(string key, string workspace) =>
        States.FirstOrDefault(s => s.Key == key && s.Workspace == workspace);

    /// <summary>The same with one state put in, in place of the one that was remembered at its place.</summary>
    public StatesLock With(RememberedState state) => this with
    {
        States = [.. States.Where(s => s.Key != state.Key || s.Workspace != state.Workspace).Append(state)],
    };

    /// <summary>
    /// Reads the text.
    /// 1 comments and blank lines; 2 marks of a git conflict: both sides count; 3 places; 4 facts of a place.
    /// </summary>
    public static StatesLock Read(string text)
    {
        Dictionary<string, RememberedState> states = new(StringComparer.Ordinal);
        List<string> order = [], problems = [];
        int number = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = raw.TrimEnd('\r', ' ');

            // 1
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            // 2
            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal)
                || line.StartsWith(">>>>>>>", StringComparison.Ordinal)
                || line.StartsWith("|||||||", StringComparison.Ordinal) || line is "=======")
            {
                Problem($"line {number}: a merge conflict is not resolved; both sides are read");
                continue;
            }

            string[] parts = line.Split(' ', 3);

            // 3
            if (parts is ["place", var id, var place] && place.LastIndexOf(' ') is > 0 and var blank)
            {
                if (states.TryAdd(id, new RememberedState(place[..blank], place[(blank + 1)..])))
                {
                    order.Add(id);
                }
            }

            // 4
            else if (parts is [var of, var fact, var value] && states.TryGetValue(of, out RememberedState? state)
                && Fact(state, fact, value) is { } changed)
            {
                states[of] = changed;
            }
            else
            {
                Problem($"line {number}: \"{(line.Length > 60 ? line[..60] + "…" : line)}\" "
                    + "is no fact that this version knows");
            }
        }

        if (order.Count == 0 && problems.Count == 0 && !text.Contains(Mark, StringComparison.Ordinal))
        {
            Problem("it is empty");
        }

        foreach (RememberedState two in states.Values.Where(s => s.Lineages.Count > 1))
        {
            Problem($"{two.Key} has {two.Lineages.Count} lineages: two branches saw different states");
        }

        return new StatesLock([.. order.Select(id => states[id])], [.. problems]);

        void Problem(string problem)
        {
            if (problems.Count < MaxProblems)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>A state with one more fact; null when the fact is not known or malformed.</summary>
    private static RememberedState? Fact(RememberedState state, string fact, string value)
    {
        switch (fact)
        {
            case "lineage":
                return state with { Lineages = state.Lineages.Add(value) };
            case "serial" when long.TryParse(value, out long serial) && serial >= 0:
                return state with { Serial = Math.Max(state.Serial, serial) };
            case "contents" when value is "encrypted":
                return state with { Encrypted = true };
            case "seen":
                return state with { Seen = string.CompareOrdinal(value, state.Seen) > 0 ? value : state.Seen };
            case "system" when Counted(value) is (var name, var resources):
                return state with { Systems = state.Systems.SetItem(name,
                    Math.Max(resources, state.Systems.GetValueOrDefault(name))) };
            case "address" when Counted(value) is (var address, var instances):
                return state with { Addresses =
                    state.Addresses.SetItem(address, Math.Max(instances, state.Addresses.GetValueOrDefault(address))) };
            case "sighted" when value.Split(' ') is [var lineage, var s, var seen, var r]
                && long.TryParse(s, out long number)
                && int.TryParse(r, out int count):
                return state with { Sighted = new Sighting(lineage, number, seen, count) };
            default:
                return null;
        }
    }

    /// <summary>A name and its number; without a number it is one. No address ends in a word of digits alone.</summary>
    private static (string Name, int Count)? Counted(string value) =>
        value.LastIndexOf(' ') is > 0 and var blank && int.TryParse(value.AsSpan(blank + 1), out int count) && count > 0
            ? (value[..blank], count)
            : (value, 1);

    /// <summary>The text, the same for the same facts on every computer.</summary>
    public string Write()
    {
        var text = new StringBuilder(Header.ReplaceLineEndings("\n"));
        foreach (RememberedState state in States.OrderBy(s => s.Key, StringComparer.Ordinal).ThenBy(s =>
            s.Workspace, StringComparer.Ordinal))
        {
            string id = Id(state);
            text.Append('\n').Append($"place {id} {state.Key} {state.Workspace}\n");
            foreach (string lineage in state.Lineages)
            {
                text.Append($"{id} lineage {lineage}\n");
            }

            text.Append($"{id} serial {state.Serial}\n");
            if (state.Seen.Length > 0)
            {
                text.Append($"{id} seen {state.Seen}\n");
            }

            if (state.Encrypted)
            {
                text.Append($"{id} contents encrypted\n");
            }

            foreach ((string name, int resources) in state.Systems)
            {
                text.Append($"{id} system {OneLine(name)} {resources}\n");
            }

            foreach ((string address, int instances) in state.Addresses)
            {
                text.Append($"{id} address {OneLine(address)}{(instances == 1 ? "" : $" {instances}")}\n");
            }

            if (state.Sighted is { } s)
            {
                text.Append($"{id} sighted {s.Lineage} {s.Serial} {s.Seen} {s.Resources}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Eight hex digits that stand for a place: enough for the few places of one configuration.</summary>
    private static string Id(RememberedState state) =>
        Sha256.Hex(Encoding.UTF8.GetBytes($"{state.Key} {state.Workspace}"))[..8];

    /// <summary>What a hand-made state could hold must not make lines of its own.</summary>
    private static string OneLine(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001f')
        ? string.Concat(text.Select(c => c < ' ' ? $"\\u{(int)c:x4}" : c.ToString()))
        : text;
}
