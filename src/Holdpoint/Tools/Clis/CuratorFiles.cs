using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the actions in a file of Curator.</summary>
internal static class CuratorFiles
{
    /// <summary>Bytes of a file of actions.</summary>
    private const int MaxFile = 256 * 1024;

    /// <summary>A file that deletes nothing is a read.</summary>
    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        if (line.Operands is not [{ Text: { } name }, ..])
        {
            return new Measurement(effect);
        }

        string path = name.StartsWith('/') ? name : $"{invocation.Directory.Text}/{name}";
        return world.Read(path, MaxFile) is FileAnswer.Content content
            && !content.Text.Contains("delete_", StringComparison.Ordinal)
            ? new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Recovery = new Recovery.Trivial("its actions delete nothing"),
            })
            : new Measurement(effect);
    }
}
