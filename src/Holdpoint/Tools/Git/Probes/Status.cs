namespace Holdpoint.Tools.Git.Probes;

/// <summary>One path of <c>git status --porcelain=v2</c>.</summary>
/// <param name="Index">How the index differs from HEAD: <c>.</c> not at all.</param>
/// <param name="WorkTree">How the work tree differs from the index.</param>
/// <param name="Path">From the root of the work tree.</param>
internal readonly record struct StatusEntry(char Index, char WorkTree, string Path)
{
    public bool Untracked => Index == '?';

    /// <summary>A conflict that was not resolved yet.</summary>
    public bool Unmerged => Index == 'u';

    /// <summary>A conflict of two texts, which git marks in the file; a file deleted on one side gets no
    /// marks.</summary>
    public bool MarkedConflict => Unmerged && WorkTree == 'U';

    /// <summary>The index holds content that no commit holds.</summary>
    public bool Staged => Index is not ('.' or 'D' or '?');

    /// <summary>The work tree holds content that the index does not hold; a file that is gone holds none.</summary>
    public bool Changed => WorkTree is not ('.' or 'D' or '?');
}

/// <summary>Reads the state of a work tree.</summary>
internal static class Status
{
    /// <summary>The paths that differ; null, with the reason, where git gave no answer.</summary>
    public static List<StatusEntry>? Read(GitReader git, IReadOnlyCollection<string> paths, bool untracked,
        out string problem)
    {
        GitAnswer answer = git.RunOverFiles(
        [
            "status", "--porcelain=v2", "-z", "--no-renames", "--ignore-submodules=all", untracked
            ? "--untracked-files=all" : "--untracked-files=no",
            "--", .. paths,
        ]);
        problem = answer.Problem;
        return answer.Ok ? [.. answer.Records.Select(Parse).OfType<StatusEntry>()] : null;
    }

    private static StatusEntry? Parse(string record) => record[0] switch
    {
        '1' when After(record, 8) is { } path => new StatusEntry(record[2], record[3], path),
        'u' when After(record, 10) is { } path => new StatusEntry('u', record[2..4] is "UU" or "AA" ? 'U' : 'D', path),
        '?' when record.Length > 2 => new StatusEntry('?', '?', record[2..]),
        _ => null,
    };

    /// <summary>What follows a number of blanks: a path may hold blanks itself.</summary>
    private static string? After(string record, int blanks)
    {
        int at = -1;
        for (int i = 0; i < blanks; i++)
        {
            at = record.IndexOf(' ', at + 1);
            if (at < 0)
            {
                return null;
            }
        }

        return record[(at + 1)..];
    }
}
