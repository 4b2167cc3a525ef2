using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>Commands that bring the files of another commit into the work tree: the settings of a client that hold the
/// hook may be among them. Pure.</summary>
internal static class ArrivingCommands
{
    /// <summary>Options of these commands whose value is the next word, and no commit.</summary>
    private const string Valued = " -m -X -s --strategy --strategy-option --exec -x -b -B -c -C --orphan --conflict ";

    public static void Add(GitCall call, string command, ICollection<Effect> effects)
    {
        Arrival? arrival = command switch
        {
            "checkout" or "switch" => Arrival.Whole,
            "reset" when call.Arguments.Any(a => a.Text is "--hard" or "--merge" or "--keep") => Arrival.Whole,
            "read-tree" when call.Arguments.Any(a => a.Text is ['-', .. var letters] && letters.Contains('u')) =>
                Arrival.Whole,
            "merge" or "rebase" or "pull" => Arrival.Branch,
            "cherry-pick" => Arrival.Change,
            "revert" => Arrival.Undone,
            "stash" when call.Text(0) is "pop" or "apply" => Arrival.Change,
            _ => null,
        };
        if (arrival is { } way && Commit(call, command) is { } commit)
        {
            effects.Add(GitEffects.Modify(
                call, GitEffects.WorkTree, commit, $"brings the files of {commit}",
                new ArrivalProbe(call.Place, way, commit)));
        }
    }

    private static string? Commit(GitCall call, string command)
    {
        Word? found = null;
        for (int i = command is "stash" ? 1 : 0; i < call.Arguments.Length && found is null; i++)
        {
            Word word = call.Arguments[i];
            if (word.Text is "--")
            {
                break;
            }

            if (word.Prefix is not ['-', _, ..])
            {
                // pull names the remote first.
                found = command is "pull" && i + 1 < call.Arguments.Length ? call.Arguments[i + 1] : word;
            }
            else if (Valued.Contains(" " + word.Text + " ", StringComparison.Ordinal))
            {
                i++;
            }
        }

        // With paths it is no branch that is changed to; HEAD brings nothing new, but for what undoes it.
        bool paths = command is "checkout" or "reset"
            && (call.Arguments.Count(a => a.Prefix is not ['-', _, ..] || a.Text is "--") > 1
                || call.Arguments.Any(a => a.Text is "--ours" or "--theirs"));
        return paths || found?.Text is "." or "" || (found?.Text is "HEAD" && command is not "revert") ? null
            : command is "stash" ? Stash(found?.Text)
            : found?.Text is "-" ? "@{-1}"
            : found?.Text;
    }

    private static string Stash(string? entry) =>
        entry is null ? "stash@{0}" : int.TryParse(entry, out int number) ? $"stash@{{{number}}}" : entry;
}
