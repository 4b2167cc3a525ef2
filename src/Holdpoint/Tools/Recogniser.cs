using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools.Clis;
using Holdpoint.Tools.Host;

namespace Holdpoint.Tools;

/// <summary>Stage 2: asks each tool of the catalogue about the invocations that concern it. Pure.</summary>
internal static class Recogniser
{
    public static ImmutableArray<Effect> Recognise(Action action, Reading? reading)
    {
        var effects = new List<Effect>();
        ImmutableArray<Invocation> invocations = reading?.Invocations ?? [];
        for (int at = 0; at < invocations.Length; at++)
        {
            if (invocations[at].Name is { } name && KnownName(name) is var known && known != name)
            {
                invocations = invocations.SetItem(at, invocations[at] with { Name = known });
            }

            if (at > 0 && Selections.Chosen(invocations, at) is var chosen && !ReferenceEquals(chosen, invocations[at]))
            {
                invocations = invocations.SetItem(at, chosen);
            }

            if (invocations[at].Root is not null)
            {
                invocations = invocations.SetItem(at, Files.Rooted.Plain(invocations[at]));
            }

            if (invocations[at].Outside is null)
            {
                Ask(invocations, at, effects);
            }
            else
            {
                Elsewhere(invocations[at], effects);
            }
        }

        foreach (OpaqueCode code in reading?.Opaque ?? [])
        {
            effects.Add(OpaqueEffects.Of(code, action.Directory));
        }

        foreach (Swarm swarm in reading?.Swarms ?? [])
        {
            effects.Add(HostTool.Of(swarm));
        }

        if (action is Action.FileEdit edit)
        {
            foreach (Tool tool in Catalog.Tools)
            {
                tool.RecogniseEdit(edit, effects);
            }
        }

        if (action is Action.ToolCall call)
        {
            foreach (Tool tool in Catalog.Tools)
            {
                tool.RecogniseCall(call, effects);
            }
        }

        return [.. effects];
    }

    private static void Ask(ImmutableArray<Invocation> invocations, int at, List<Effect> effects)
    {
        foreach (Tool tool in Catalog.Tools)
        {
            if (tool.Programs is null || Answers(tool, invocations[at].Name))
            {
                tool.Recognise(invocations, at, effects);
            }
        }
    }

    /// <summary>What is done in a container or on another machine is done there; what a container has of this machine's
    /// files is done here.</summary>
    private static void Elsewhere(Invocation invocation, List<Effect> effects)
    {
        var there = new List<Effect>();
        Ask([invocation], 0, there);
        OutsideEffects.Add(invocation, there, effects);
        if (ContainerMounts.Here(invocation) is { } here)
        {
            var local = new List<Effect>();
            Ask([here], 0, local);
            effects.AddRange(local.Where(e => TargetKinds.OnThisMachine(e.Target.Kind)));
        }
    }

    /// <summary>The paths that an action brings something to.</summary>
    public static ImmutableArray<Making> Makings(Action action, Reading? reading)
    {
        var makings = new List<Making>();
        foreach (Invocation invocation in reading?.Invocations ?? [])
        {
            if (invocation.Outside is not null)
            {
                continue;
            }

            foreach (Tool tool in Catalog.Tools)
            {
                if (tool.Programs is null || Answers(tool, invocation.Name))
                {
                    tool.AddMakings(invocation, makings);
                }
            }
        }

        switch (action)
        {
            case Action.FileEdit { Kind: not FileEditKind.Delete } edit:
                makings.Add(new Making(
                    MakingKind.MadeWithParents, new Word(edit.Path), new Word(edit.Directory)));
                break;

            // Servers of files call theirs move_file and the like; where to is in words of their own.
            case Action.ToolCall { Name: var name } when name.Contains("move", StringComparison.OrdinalIgnoreCase)
                || name.Contains("rename", StringComparison.OrdinalIgnoreCase):
                makings.Add(Making.Anywhere);
                break;
            case Action.ToolCall call:
                Patches.PatchesTool.AddMakings(Patches.PatchesTool.Of(call), makings);
                break;
        }

        return [.. makings];
    }

    /// <summary>The name as the catalogue has it: one that ends in a version or <c>.exe</c> is that of the program:
    /// terraform1.5, tofu_1.8, terraform_1.5.7_linux_amd64. Any other is returned as it is.</summary>
    private static string KnownName(string name)
    {
        bool executable = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
        int digit = name.AsSpan().IndexOfAnyInRange('0', '9');
        if ((!executable && digit <= 0) || IsListed(name))
        {
            return name;
        }

        string known = executable ? name[..^4] : name;
        if (known.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var at)
        {
            ReadOnlySpan<char> stem = known.AsSpan(0, at);
            known = (stem is [.., '-' or '_' or '.' or '@', 'v'] ? stem[..^1] : stem).TrimEnd("-_.@").ToString();
        }

        return IsListed(known) ? known : name;
    }

    /// <summary>Whether a tool names a program as its own.</summary>
    public static bool IsListed(string program)
    {
        foreach (Tool tool in Catalog.Tools)
        {
            if (Answers(tool, program))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A walk over the names: a table would be built anew in every hook process, to be asked once.</summary>
    private static bool Answers(Tool tool, string? program)
    {
        if (tool.Programs is not { } programs)
        {
            return false;
        }

        foreach (string known in programs)
        {
            if (known == program)
            {
                return true;
            }
        }

        return false;
    }
}
