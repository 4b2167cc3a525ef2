using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>Compares a state with what is remembered of its place. Pure.</summary>
internal static class StateAlarms
{
    /// <summary>When this share of the remembered resources is gone unseen, somebody should know. Day-to-day work
    /// takes fewer.</summary>
    public const double ShareThatAlarms = 0.5;

    /// <summary>In a state of two or three resources half of them is everyday.</summary>
    public const int FewestThatAlarm = 3;

    /// <summary>The alarms, gravest first; empty when the state is the one that is remembered, or none is.</summary>
    /// <param name="now">The state at the place; null when there is none.</param>
    /// <param name="known">What is remembered of the very place, each memory by itself; matching one of them is
    /// enough.</param>
    /// <param name="elsewhere">What is remembered of this configuration's other places.</param>
    /// <param name="workspace">The workspace that is asked about; what is missing here may be elsewhere in the same
    /// one only.</param>
    public static ImmutableArray<Alarm> Of(
        RememberedState? now, ImmutableArray<RememberedState> known, ImmutableArray<RememberedState> elsewhere,
            string workspace)
    {
        if (now is null or { Resources: 0, Lineages.IsEmpty: true })
        {
            return Missing(known, elsewhere, workspace);
        }

        string lineage = now.Lineages.FirstOrDefault() ?? "";
        if (known.Select(k => k.Sighted).OfType<Sighting>().FirstOrDefault(s => s.Lineage != lineage) is { } sighted)
        {
            return
            [
                new Alarm(AlarmKind.Replaced,
                    $"the state here was another one when it was last seen on {sighted.Seen}: "
                        + $"lineage {sighted.Lineage} with {Resources(sighted.Resources)}; "
                        + $"now lineage {lineage} with {Resources(now.Resources)} stands in its place"),
            ];
        }

        // A state that was emptied before us holds nothing that another could displace: that is how work begins anew.
        known = [.. known.Where(k => k.Resources > 0 || k.Encrypted || k.Lineages.Contains(lineage))];
        if (known.IsEmpty)
        {
            return elsewhere.FirstOrDefault(e =>
                e.Lineages.Contains(lineage) && e.Workspace != now.Workspace) is { } other
                ? [new Alarm(AlarmKind.Foreign,
                    $"this is the state of {Place(other)}: lineage {lineage} belongs there")]
                : [];
        }

        if (known.All(k => !k.Lineages.IsEmpty && !k.Lineages.Contains(lineage)))
        {
            RememberedState was = Latest(known);
            return
            [
                new Alarm(AlarmKind.Replaced,
                    $"another state stands here: lineage {lineage} with {Resources(now.Resources)}; "
                        + $"remembered is {Told(was)}"),
            ];
        }

        return Changed(now, known);
    }

    private static ImmutableArray<Alarm> Missing(
        ImmutableArray<RememberedState> known, ImmutableArray<RememberedState> elsewhere, string workspace)
    {
        // A state whose last resource went with us watching is no loss when its file goes, too.
        if (known.Where(k => k.Resources > 0 || k.Encrypted).ToImmutableArray() is { IsEmpty: false } here)
        {
            return [new Alarm(AlarmKind.Missing,
                $"this configuration has a state elsewhere: {Told(Latest(here))}; here there is none: {Again}")];
        }

        if (!known.IsEmpty)
        {
            return [];
        }

        return elsewhere.FirstOrDefault(e => e.Resources > 0 && e.Workspace == workspace) is { } other
            ? [new Alarm(AlarmKind.Missing,
                $"this configuration has its state at {Place(other)}: {Told(other)}; here there is none: {Again}")]
            : [];
    }

    private const string Again = "an apply would create them again";

    private static ImmutableArray<Alarm> Changed(RememberedState now, ImmutableArray<RememberedState> known)
    {
        ImmutableArray<Alarm>.Builder alarms = ImmutableArray.CreateBuilder<Alarm>();
        long serial = known.Max(k => k.Serial);
        RememberedState was = Latest(known);
        if (now.Serial < serial)
        {
            alarms.Add(new Alarm(AlarmKind.RolledBack,
                $"this state is older than the one last seen{On(was)}: "
                + $"serial {now.Serial}, {Resources(now.Resources)}; "
                + $"remembered is serial {serial}, {Resources(was.Resources)}"));
        }

        // An encrypted state tells no addresses: nothing can be said of them. A rolled back one is expected to hold
        // others.
        int gone = was.Addresses.Count(a => !now.Addresses.ContainsKey(a.Key));
        int lost = was.Addresses.Where(a => !now.Addresses.ContainsKey(a.Key)).Sum(a => a.Value);
        if (now.Encrypted || was.Encrypted || now.Serial < serial || lost < FewestThatAlarm)
        {
            return alarms.ToImmutable();
        }

        if (gone == was.Addresses.Count && now.Resources > 0)
        {
            alarms.Add(new Alarm(AlarmKind.Foreign,
                $"not one of the {was.Addresses.Count} remembered addresses is in this state; "
                    + $"it holds {Some(now.Addresses.Keys)} instead"));
        }
        else if (lost >= was.Resources * ShareThatAlarms)
        {
            alarms.Add(new Alarm(AlarmKind.Shrunk,
                $"{lost} of {Resources(was.Resources)} are gone from this state{Since(was)}, unseen: " +
                Some(was.Addresses.Keys.Where(a => !now.Addresses.ContainsKey(a)))));
        }

        return alarms.ToImmutable();
    }

    private static RememberedState Latest(ImmutableArray<RememberedState> known) =>
        known.OrderByDescending(k => k.Serial).ThenByDescending(k => k.Resources).First();

    private static string Told(RememberedState state)
    {
        IEnumerable<string> largest =
            state.Systems.OrderByDescending(s => s.Value).Take(5).Select(s => $"{s.Key} {s.Value}");
        string systems = state.Systems.Count == 0 ? "" : $" ({string.Join(", ", largest)})";
        string seen = state.Seen.Length > 0 ? $", last seen on {state.Seen}" : "";
        return $"lineage {state.Lineages.FirstOrDefault() ?? "unknown"}, serial {state.Serial}, " +
            $"{Resources(state.Resources)}{systems}{seen}";
    }

    private static string Since(RememberedState was) => was.Seen.Length > 0 ? $" since {was.Seen}" : "";

    private static string On(RememberedState was) => was.Seen.Length > 0 ? $" on {was.Seen}" : "";

    private static string Place(RememberedState state) =>
        state.Workspace == Backends.StatePlace.DefaultWorkspace ? state.Key
            : $"{state.Key} (workspace {state.Workspace})";

    private static string Resources(int count) => count == 1 ? "1 resource" : $"{count} resources";

    private static string Some(IEnumerable<string> names)
    {
        const int Shown = 3;
        string[] first = [.. names.Take(Shown + 1)];
        return string.Join(", ", first.Take(Shown)) + (first.Length > Shown ? " …" : "");
    }
}
