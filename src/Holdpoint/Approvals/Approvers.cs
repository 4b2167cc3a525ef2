using System.Collections.Immutable;
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
    private const long MaxBytes = 16 * 1024;

    /// <summary>Where this user's are.</summary>
    public static string OwnFolder(IWorld world) => Path.Join(world.Home, ".config/holdpoint/approvers");

    /// <summary>All of them; a file that holds no such key counts for nothing.</summary>
    public static ImmutableArray<Approver> All(IWorld world)
    {
        string folder = world.List(Machine) is null ? OwnFolder(world) : Machine;
        var all = ImmutableArray.CreateBuilder<Approver>();
        foreach (Entry entry in world.List(folder) ?? [])
        {
            if (entry.Path.EndsWith(Ending, StringComparison.Ordinal)
                && world.Read(entry.Path, MaxBytes) is FileAnswer.Content content
                && SigningKey.PublicKey.Read(content.Text) is { } key)
            {
                all.Add(new Approver(Path.GetFileName(entry.Path)[..^Ending.Length], key));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>Whether production needs grants here: somebody can give them.</summary>
    public static bool Any(IWorld world) => !All(world).IsEmpty;
}
