using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Sessions;

/// <summary>Looks what the makings of an action mean here and now, and leaves their traces.</summary>
/// <param name="directory">The directory of the action.</param>
internal sealed class TraceMaker(IWorld world, SessionMemory memory, string directory)
{
    /// <summary>A pattern that stands for more than this is taken for something that nobody knows.</summary>
    private const int MaxSources = 64;

    /// <summary>More paths than this in one action are no scratch files.</summary>
    private const int MaxTraces = 256;

    /// <summary>Writes what an action leaves; returns null, or what went wrong.</summary>
    /// <remarks>What is asked for may run once a person agreed: then it counts for nothing that was made, and against
    /// what came from elsewhere.</remarks>
    public string? Leave(ImmutableArray<Making> makings, Decision decision)
    {
        if (decision is Decision.Deny)
        {
            return null;
        }

        Takes(makings);
        foreach (Making making in makings.Take(MaxTraces))
        {
            Leave(making);
        }

        if (makings.Length > MaxTraces)
        {
            memory.Add(Trace.Unreadable with { At = memory.Now });
        }

        return memory.Save([.. memory.Fresh.Where(t => decision is Decision.Allow || t.Kind is not TraceKind.Made)]);
    }

    /// <summary>What goes is not remembered any longer, unless the same action makes it anew.</summary>
    private void Takes(ImmutableArray<Making> makings)
    {
        if (memory.Going.Count == 0)
        {
            return;
        }

        string[] anew = [.. makings.Where(m => m.Kind is not MakingKind.Gone).Select(Real).OfType<string>()];
        foreach (string path in memory.Going.Where(p =>
            !Array.Exists(anew, a => PathText.IsWithin(a, p) || PathText.IsWithin(p, a))))
        {
            memory.Add(new Trace(TraceKind.Gone, path, memory.Now));
        }
    }

    private void Leave(Making making)
    {
        switch (making.Kind)
        {
            case MakingKind.Copied:
                Copied(making);
                break;
            case MakingKind.Unpacked:
                Unpacked(making);
                break;
            case MakingKind.Moved:
                Moved(making);
                break;
            case MakingKind.Gone:
                if (Real(making) is { } gone && memory.Concerns(gone))
                {
                    memory.Add(new Trace(TraceKind.Gone, gone, memory.Now));
                }

                break;
            default:
                if (Real(making) is { } made)
                {
                    Made(made, making.Kind is MakingKind.MadeWithParents, memory.Now);
                }

                break;
        }
    }

    private void Made(string path, bool parents, DateTimeOffset at)
    {
        // Below a temporary folder nothing is asked for, unless that is where the agent works.
        string? temporary = world.Variable("TMPDIR");
        if (world.Look(path).Exists
            || (Places.IsTemporary(path, temporary) && !Places.IsTemporary(directory, temporary)))
        {
            return;
        }

        string top = path;
        while (parents && PathText.Parent(top) is { Length: > 1 } parent && !world.Look(parent).Exists)
        {
            top = parent;
        }

        memory.Add(new Trace(TraceKind.Made, top, at));
    }

    private void Copied(Making making)
    {
        if (Real(making) is not { } destination)
        {
            return;
        }

        if (Sources(making) is not { } sources)
        {
            Came(destination);
            return;
        }

        foreach (string source in sources)
        {
            foreach (string target in Targets(destination, source))
            {
                Made(target, parents: false, memory.Now);
                if (!IsOwn(source) && memory.Concerns(target))
                {
                    memory.Add(
                        new Trace(TraceKind.Copied, target, memory.Now, world.RealPath(source) ?? source));
                }
            }
        }
    }

    /// <summary>An archive that another program hands over was fetched, and can be again.</summary>
    private void Unpacked(Making making)
    {
        if (Real(making) is not { } folder)
        {
            return;
        }

        Made(folder, parents: true, memory.Now);
        if (Sources(making) is not { } archives)
        {
            Came(folder);
            return;
        }

        foreach (string archive in archives)
        {
            if (!IsOwn(archive) && memory.Concerns(folder))
            {
                memory.Add(new Trace(TraceKind.Copied, folder, memory.Now, world.RealPath(archive) ?? archive));
            }
        }
    }

    private void Moved(Making making)
    {
        List<string>? sources = Sources(making);
        bool known = Real(making) is not null && sources is [_, ..] && sources.TrueForAll(IsOwn);
        if (Real(making) is not { } destination)
        {
            Came("/");
            return;
        }

        if (!known || sources is null)
        {
            Came(destination);
            Came(world.RealPath(destination) ?? "/");
        }
        else
        {
            foreach (string source in sources)
            {
                Carried(source, destination);
            }
        }

        foreach (string source in sources ?? [])
        {
            if (memory.Concerns(source))
            {
                memory.Add(new Trace(TraceKind.Gone, source, memory.Now));
            }
        }
    }

    /// <summary>What was made in this session is so under its new name, with the time of its note.</summary>
    private void Carried(string source, string destination)
    {
        DateTimeOffset at = memory.MadeAt(source, copies: false) ?? memory.Now;
        foreach (string target in Targets(destination, source))
        {
            Made(target, parents: false, at);
        }
    }

    private void Came(string path)
    {
        if (memory.Concerns(path))
        {
            memory.Add(new Trace(TraceKind.Moved, path, memory.Now));
        }
    }

    /// <summary>Where a source may come to lie: in a folder of that name, or, where none is there yet, also under that
    /// name itself.</summary>
    private List<string> Targets(string destination, string source)
    {
        string below = PathText.Join(world.RealPath(destination) ?? destination, PathText.Name(source));
        return world.Look(world.RealPath(destination) ?? destination).Kind switch
        {
            EntryKind.Folder => [below],
            EntryKind.Missing => [destination, below],
            _ => [destination],
        };
    }

    /// <summary>Made in this session, be it by this very action, and no copy.</summary>
    private bool IsOwn(string path) => world.Look(path).Exists
        ? memory.MadeAt(path, copies: false) is not null
        : memory.IsPending(path);

    /// <summary>The sources as they lie here; null where they cannot all be known.</summary>
    private List<string>? Sources(Making making)
    {
        var found = new List<string>();
        foreach (Word word in making.From)
        {
            if (PathText.Absolute(word, making.Directory) is not { } path
                || Globs.Expand(path, world) is not { Count: <= MaxSources } matches)
            {
                return null;
            }

            foreach (string match in matches)
            {
                if (Resolved(match) is not { } real)
                {
                    return null;
                }

                found.Add(real);
            }
        }

        return found;
    }

    private string? Real(Making making) =>
        PathText.Absolute(making.Path, making.Directory) is { } path && !PathText.HasGlob(path) ? Resolved(path) : null;

    /// <summary>A path with the links of its folders resolved; null for what is no name of a file: other processes'
    /// folders, devices, names that are no text.</summary>
    private string? Resolved(string path)
    {
        if (path is "/" || world.RealPath(PathText.Parent(path)) is not { } folder)
        {
            return null;
        }

        string real = PathText.Join(folder, PathText.Name(path));
        bool odd = real.Contains('\uFFFD', StringComparison.Ordinal)
            || real.StartsWith("/proc/", StringComparison.Ordinal)
            || real.StartsWith("/dev/", StringComparison.Ordinal);
        return odd ? null : real;
    }
}
