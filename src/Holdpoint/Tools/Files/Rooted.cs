using Holdpoint.Shell;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Files;

/// <summary>What runs under another root, by the paths of this one: after <c>chroot /mnt</c>, <c>/etc</c> is
/// <c>/mnt/etc</c>. Pure.</summary>
internal static class Rooted
{
    /// <summary>The same invocation with the paths that they are outside of its root.</summary>
    public static Invocation Plain(Invocation invocation)
    {
        if (invocation.Root is not { } root)
        {
            return invocation;
        }

        root = root.Text is { } text ? new Word(text.TrimEnd('/')) : root;
        return invocation with
        {
            Directory = Under(root, invocation.Directory),
            Arguments = [.. invocation.Arguments.Select(a => Under(root, a))],
            Files = [.. invocation.Files.Select(f => f with { Path = Under(root, f.Path) })],
            Root = null,
        };
    }

    private static Word Under(Word root, Word path) =>
        path.Prefix.StartsWith('/') && !(path.Text ?? "").StartsWith("/dev/null", StringComparison.Ordinal)
            ? Words.Concat(root, path)
            : path;
}
