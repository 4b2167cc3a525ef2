using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Where other file systems hang, read once when somebody asks.</summary>
internal sealed class Mounts(IWorld world)
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>A table of thousands of mounts is below a megabyte.</summary>
    private const long MaxTable = 4 * 1024 * 1024;

    private List<string>? _points;

    /// <summary>A mount point that is a folder or lies below it; null for none, or where the system does not
    /// tell.</summary>
    public string? At(string folder) => (_points ??= Read()).Find(p => PathText.IsWithin(p, folder));

    private List<string> Read()
    {
        if (world.Read(Table, MaxTable) is not FileAnswer.Content content)
        {
            return [];
        }

        var points = new List<string>();
        foreach (string line in content.Text.Split('\n'))
        {
            // Spaces and the like stand there in octal.
            if (line.Split(' ') is [_, _, _, _, var point, ..])
            {
                points.Add(point
                    .Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
                    .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal));
            }
        }

        return points;
    }
}
