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
            if (invocation.Name is { } name && Find(name, out string known) is { } tool)
            {
                if (!ReferenceEquals(known, name))
                {
                    invocation = invocation with { Name = known };
                    invocations = invocations.SetItem(at, invocation);
                }

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

    /// <summary>The tool of a program's name. A name that ends in a version or <c>.exe</c> is that of the program:
    /// terraform1.5, tofu_1.8, terraform_1.5.7_linux_amd64.</summary>
    /// <param name="known">The name as the catalogue has it; the very same object where nothing was cut.</param>
    private static Tool? Find(string name, out string known)
    {
        known = name;
        if (ByProgram.TryGetValue(name, out Tool? tool))
        {
            return tool;
        }

        if (known.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        {
            known = known[..^4];
        }

        if (known.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var digit)
        {
            ReadOnlySpan<char> stem = known.AsSpan(0, digit);
            known = (stem is [.., '-' or '_' or '.' or '@', 'v'] ? stem[..^1] : stem).TrimEnd("-_.@").ToString();
        }

        return ReferenceEquals(known, name) ? null : ByProgram.GetValueOrDefault(known);
    }
}
