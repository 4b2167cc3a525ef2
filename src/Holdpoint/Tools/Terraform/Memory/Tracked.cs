using System.Text;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>Whether git has a file: its name stands in the index, in clear behind two bytes that hold its
/// length.</summary>
internal static class Tracked
{
    /// <summary>A work tree of a million files has an index of about this size.</summary>
    private const long MaxIndexBytes = 64 * 1024 * 1024;

    /// <summary>Whether git's index names the file.</summary>
    /// <param name="name">Relative to the directory.</param>
    public static bool Is(string directory, string name, IWorld world)
    {
        string real = world.RealPath(directory) ?? directory;
        for (string? at = real; at is not null; at = Path.GetDirectoryName(at))
        {
            if (world.Look(Path.Join(at, ".git")).Exists)
            {
                byte[] path = Encoding.UTF8.GetBytes(Path.GetRelativePath(at, Path.Join(real, name)));
                byte[] entry = [(byte)(path.Length >> 8), (byte)path.Length, .. path, 0];
                return world.Read(Path.Join(at, ".git/index"), MaxIndexBytes) is FileAnswer.Content index
                    && index.Bytes.Span.IndexOf(entry) >= 0;
            }
        }

        return false;
    }
}
