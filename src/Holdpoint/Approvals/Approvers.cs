using System.Collections.Immutable;
using System.Text;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>A person whose signature counts.</summary>
/// <param name="Name">The name of the file without its ending.</param>
internal sealed record Approver(string Name, SigningKey.PublicKey Key);

/// <summary>The public keys that are pinned on this machine.</summary>
/// <remarks>Where <c>/etc/holdpoint/approvers</c> is there, only those in it count: an agent's user cannot write
/// there.</remarks>
internal static class Approvers
{
    private const string Machine = "/etc/holdpoint/approvers";
    private const string Ending = ".pem";

    /// <summary>Of a key that counts no more, under whatever name it is pinned again.</summary>
    private const string Revoked = ".revoked";
    private const long MaxBytes = 16 * 1024;

    /// <summary>Where this user's are.</summary>
    public static string OwnFolder(IWorld world) => Path.Join(world.Home, ".config/holdpoint/approvers");

    /// <summary>All of them; a file that holds no such key counts for nothing.</summary>
    public static ImmutableArray<Approver> All(IWorld world)
    {
        ImmutableArray<Entry> entries = [.. world.List(Folder(world)) ?? []];
        string[] revoked = [.. Keys(world, entries, Revoked).Select(k => k.Key.Id)];
        return [.. Keys(world, entries, Ending).Where(a => !revoked.Contains(a.Key.Id, StringComparer.Ordinal))];
    }

    /// <summary>Where those lie that count here.</summary>
    public static string Folder(IWorld world) => world.List(Machine) is null ? OwnFolder(world) : Machine;

    /// <summary>Whether production needs grants here: somebody could give them. Where the last key was revoked nobody
    /// can, and production stays closed until another is pinned.</summary>
    public static bool Any(IWorld world) =>
        !All(world).IsEmpty
        || (world.List(Folder(world)) ?? []).Any(e => e.Path.EndsWith(Revoked, StringComparison.Ordinal));

    /// <summary>A key counts no more from now on: neither it nor any grant that it has signed.</summary>
    /// <returns>Null, or why that could not be done.</returns>
    public static string? Revoke(Approver approver, IWorld world, IWorkshop workshop)
    {
        string pinned = Path.Join(Folder(world), approver.Name);
        return workshop.Write($"{pinned}.{approver.Key.Id}{Revoked}", Encoding.UTF8.GetBytes(approver.Key.Text))
            ?? workshop.Remove(pinned + Ending);
    }

    private static IEnumerable<Approver> Keys(IWorld world, ImmutableArray<Entry> entries, string ending)
    {
        foreach (Entry entry in entries)
        {
            if (entry.Path.EndsWith(ending, StringComparison.Ordinal)
                && world.Read(entry.Path, MaxBytes) is FileAnswer.Content content
                && SigningKey.PublicKey.Read(content.Text) is { } key)
            {
                yield return new Approver(Path.GetFileName(entry.Path)[..^ending.Length], key);
            }
        }
    }
}
