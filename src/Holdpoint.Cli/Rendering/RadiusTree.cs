using Holdpoint.Pages;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Cli.Rendering;

/// <summary>One measurement as a tree: the systems, widest first, the losses under each, and what was read.</summary>
internal static class RadiusTree
{
    /// <summary>Losses named under one system.</summary>
    private const int MaxLosses = 8;

    private const int MaxSystems = 8;
    private const int MaxFacts = 12;
    private const int MaxTypes = 8;

    public static void Write(TerminalPage page, Measurement measured)
    {
        page.Line(1, Heading(measured));
        foreach (Alarm alarm in measured.Alarms)
        {
            page.Line(2, $"alarm, {alarm.Kind.ToString().ToLowerInvariant()}: {alarm.Message}", Ink.Bad);
        }

        foreach (Weakening weakening in measured.Weakened)
        {
            page.Line(2, $"its protection was taken away first: {weakening.Text}", Ink.Bad);
        }

        if (measured.Unmeasured is { } why)
        {
            page.Line(2, $"unmeasured: {why}", Ink.Warning);
        }

        Types(page, measured);
        Groups(page, measured);
        foreach (Fact fact in measured.Facts.Take(MaxFacts))
        {
            string age = fact.Age is { } old ? $", {old.TotalHours:0.#} h old" : "";
            page.Line(2, $"{fact.Name}: {fact.Value} (from {fact.Source}{age})", Ink.Faint);
        }

        More(page, 2, "facts", measured.Facts.Length - MaxFacts);
    }

    private static string Heading(Measurement measured)
    {
        string count = measured.Count is { } n ? $": {Words.Counted(n, measured.Unit)}" : "";
        string bytes = measured.Bytes is { } size ? $", {Words.Bytes(size)}" : "";
        string kind = measured.Effect.Kind.ToString().ToLowerInvariant();
        return $"{kind} {measured.Effect.Resource.Type} {measured.Effect.Resource.Name}{count}{bytes}; "
            + $"recovery {measured.Effect.Recovery.Word}";
    }

    private static void Types(TerminalPage page, Measurement measured)
    {
        if (!measured.Types.IsEmpty)
        {
            string more = measured.Types.Length > MaxTypes ? $" and {measured.Types.Length - MaxTypes} more types" : "";
            page.Line(2, string.Join(", ", measured.Types.Take(MaxTypes).Select(t => $"{t.Count} {t.Type}")) + more);
        }
    }

    /// <summary>Losses that belong to no system stand last, under no heading.</summary>
    private static void Groups(TerminalPage page, Measurement measured)
    {
        List<SystemGroup> systems = [.. measured.Systems.OrderByDescending(s => s.Resources)];
        foreach (SystemGroup system in systems.Take(MaxSystems))
        {
            string part = system.Shared ? ", shared" : system.Whole ? ", all of it" : ", a part of it";
            string count = Words.Counted(system.Resources, measured.Unit);
            page.Line(2, $"{system.Name}: {count} ({system.Sign}{part})", Ink.Strong);
            Losses(page, 3, [.. measured.Losses.Where(l => l.System == system.Name)], system.Resources);
        }

        More(page, 2, "systems", systems.Count - MaxSystems);
        Losses(page, 2, [.. measured.Losses.Where(l => !systems.Exists(s => s.Name == l.System))],
            Weights.All(measured) - systems.Sum(s => (long)s.Resources));
    }

    /// <summary>The named losses, and how many more there are.</summary>
    /// <param name="all">How many there are, named or not; fewer than are named where nobody counted.</param>
    private static void Losses(TerminalPage page, int level, List<Loss> losses, long all)
    {
        int shown = Math.Min(losses.Count, MaxLosses);
        long more = shown == 0 ? 0 : Math.Max(losses.Count, all) - shown;
        for (int i = 0; i < shown; i++)
        {
            page.Line(
                level,
                Describe(losses[i]),
                losses[i].HoldsData ? Ink.Warning : Ink.Plain,
                i == shown - 1 && more == 0 ? "└─ " : "├─ ");
        }

        if (more > 0)
        {
            page.Line(level, $"and {more} more", Ink.Faint, "└─ ");
        }
    }

    private static string Describe(Loss loss)
    {
        List<string> parts = [loss.HoldsData ? "holds data" : loss.Recovery.Word, .. LossWords.Of(loss)];
        return $"{loss.Resource.Type} {loss.Resource.Name} ({string.Join(", ", parts)})";
    }

    private static void More(TerminalPage page, int level, string what, int more)
    {
        if (more > 0)
        {
            page.Line(level, $"and {more} more {what}", Ink.Faint);
        }
    }
}
