using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>Stage 2: asks each tool of the catalogue about the invocations that concern it. Pure.</summary>
internal static class Recogniser
{
    private static readonly Dictionary<string, Tool> ByProgram = Catalog.Tools
        .SelectMany(t => (t.Programs ?? []).Select(p => (p, t)))
        .ToDictionary(pair => pair.p, pair => pair.t, StringComparer.Ordinal);

    private static readonly ImmutableArray<Tool> Watchers = [.. Catalog.Tools.Where(t => t.Programs is null)];

    public static ImmutableArray<Effect> Recognise(Action action, Reading? reading)
    {
        var effects = new List<Effect>();
        ImmutableArray<Invocation> invocations = reading?.Invocations ?? [];
        for (int at = 0; at < invocations.Length; at++)
        {
            Invocation invocation = invocations[at];
            if (invocation.Name is { } name && ByProgram.TryGetValue(name, out Tool? tool))
            {
                tool.Recognise(invocations, at, effects);
            }

            foreach (Tool watcher in Watchers)
            {
                watcher.Recognise(invocations, at, effects);
            }
        }

        foreach (OpaqueCode code in reading?.Opaque ?? [])
        {
            effects.Add(OpaqueEffects.Of(code, action.Directory));
        }

        if (action is Action.FileEdit edit)
        {
            foreach (Tool tool in Catalog.Tools)
            {
                tool.RecogniseEdit(edit, effects);
            }
        }

        return [.. effects];
    }
}
