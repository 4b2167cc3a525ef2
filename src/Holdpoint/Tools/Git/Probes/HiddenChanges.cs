using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Changed files of which status is told not to speak: assume-unchanged and skip-worktree. A checkout writes
/// over them all the same.</summary>
internal static class HiddenChanges
{
    /// <summary>One hash each; a local setting or two is what people hide.</summary>
    private const int MaxHashed = 200;

    /// <summary>Paths from the root of the work tree whose content is not that of the index.</summary>
    /// <param name="skipped">skip-worktree files too: a plain checkout of the same commit leaves these alone.</param>
    public static List<string> Read(GitReader git, string top, ImmutableArray<string> paths, bool skipped)
    {
        GitAnswer answer = git.Run(["ls-files", "-v", "-s", "-z", "--full-name", "--",
            .. paths.IsEmpty ? [":/"] : paths]);
        if (!answer.Ok)
        {
            return [];
        }

        // h 100644 <hash> 0<tab>path: a small letter hides changes, S is not in the work tree.
        List<(string Hash, string Path)> hidden =
        [
            .. answer.Records
                .Where(r => r.IndexOf('\t') > 0 && (char.IsAsciiLetterLower(r[0]) || (skipped && r[0] == 'S')))
                .Select(r => (r.Split(' ', 4)[2], r[(r.IndexOf('\t') + 1)..]))
                .Where(f => git.World.Look(Path.Join(top, f.Item2)).Kind is EntryKind.File),
        ];
        if (hidden.Count is 0 or > MaxHashed)
        {
            return [.. hidden.Select(f => f.Path)];
        }

        IEnumerable<string> files = hidden.Select(f => Path.Join(top, f.Path));
        GitAnswer hashes = git.Run(["hash-object", "--no-filters", "--", .. files]);
        string[] lines = hashes.Ok ? hashes.Lines : [];
        return [.. hidden.Where((f, i) => i >= lines.Length || lines[i].Trim() != f.Hash).Select(f => f.Path)];
    }
}
