using System.Runtime.InteropServices;

namespace Holdpoint.Cli.Agents;

/// <summary>Whether the user who runs this could put another file in the place of one.</summary>
internal static partial class Changeable
{
    private const int MayWrite = 2;

    /// <summary>The part of a path that this user may write: the file, or a folder above it; null when there is
    /// none.</summary>
    public static string? By(string path)
    {
        for (string? at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Access(at, MayWrite) == 0)
            {
                return at;
            }
        }

        return null;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
