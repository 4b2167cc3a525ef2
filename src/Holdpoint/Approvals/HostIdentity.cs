using System.Text;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>Tells this machine from others, so that a grant for one is none for another.</summary>
internal static class HostIdentity
{
    private const string MachineId = "/etc/machine-id";

    /// <summary>The SHA-256 of the machine's id, which is not to be given away itself (machine-id(5)); where there is
    /// none, of its name.</summary>
    public static string Of(IWorld world)
    {
        string id = world.Read(MachineId, 256) is FileAnswer.Content content
            && content.Text.Trim() is { Length: > 0 } text ? text : "name:" + Environment.MachineName;
        return Sha256.Hex(Encoding.UTF8.GetBytes("holdpoint-host-1\n" + id))[..32];
    }
}
