using System.Globalization;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>The account that this process runs under, by the kernel's word: variables are the agent's.</summary>
internal static class HostUser
{
    /// <summary>Machines with more accounts ask a server for them.</summary>
    private const long MaxBytes = 1024 * 1024;

    /// <summary>The account's name; its number where the machine's own list has no name; empty where even that cannot
    /// be told, as in a user namespace, where anybody is whom they like.</summary>
    public static string Name(IWorld world)
    {
        if (world.Read("/proc/self/uid_map", MaxBytes) is not FileAnswer.Content map
            || map.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not ["0", "0", "4294967295"])
        {
            return "";
        }

        string uid = world.Read("/proc/self/status", MaxBytes) is FileAnswer.Content status
            ? status.Text.Split('\n').FirstOrDefault(l => l.StartsWith("Uid:", StringComparison.Ordinal))?
                .Split('\t', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1) ?? ""
            : "";
        return uid.Length > 0 && uint.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && world.Read("/etc/passwd", MaxBytes) is FileAnswer.Content accounts
            && accounts.Text.Split('\n').Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 2 && f[2] == uid)
                is [{ Length: > 0 } name, ..]
            ? name
            : uid;
    }

    /// <summary>The account that an approver's name stands for: <c>ada</c> of <c>ada@work</c>.</summary>
    public static string Of(string approver) => approver.Split('@')[0];
}
