using System.Collections.Immutable;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Commands;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Git;

/// <summary>What else runs in the action of a git command that gives something up: <c>git merge X || git merge
/// --abort</c>. Pure.</summary>
internal static class Company
{
    /// <summary>More programs than this do more than try and give up.</summary>
    private const int MaxPrograms = 12;

    /// <summary>Whether the action begins a merge, a rebase or a pick, and every other program of it only
    /// looks.</summary>
    public static bool Begins(ImmutableArray<Invocation> invocations, int at)
    {
        if (invocations.Length > MaxPrograms)
        {
            return false;
        }

        bool begun = false;
        for (int i = 0; i < invocations.Length; i++)
        {
            Invocation other = invocations[i];
            bool begins = other.Name is "git" && GitCall.Read(other) is { Command: { } command } call
                && IsBeginning(call, command);
            begun |= begins && i < at;
            if (i != at && !begins && !OnlyLooks(other))
            {
                return false;
            }
        }

        return begun;
    }

    /// <summary>Whether an earlier part of the action adds the linked work tree that this one removes, and none of them
    /// moves anything that could lie in it by then.</summary>
    public static bool Adds(ReadOnlySpan<Invocation> earlier, string? folder, Invocation remover)
    {
        if (folder is null || EarlierMoves.Any(earlier)
            || PathText.Absolute(new Word(folder), remover.Directory) is not { } removed)
        {
            return false;
        }

        foreach (Invocation invocation in earlier)
        {
            var makings = new List<Making>();
            if (invocation.Name is "git" && GitCall.Read(invocation) is { Command: "worktree" })
            {
                GitMakings.Add(invocation, makings);
            }

            if (makings.Exists(m => PathText.Absolute(m.Path, m.Directory) == removed))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the stash entry that is dropped was laid over the work tree by a part of the action that
    /// succeeded, as <c>git stash pop</c> does it, and only looks came after.</summary>
    public static bool Applies(ImmutableArray<Invocation> invocations, int at, string? entry)
    {
        if (entry is null || invocations[at].After is not { } done)
        {
            return false;
        }

        for (int i = at - 1; i >= 0; i--)
        {
            Invocation other = invocations[i];
            if (other.Span.Start < done.Start || other.Span.End > done.End)
            {
                return false;
            }

            if (other.Name is "git" && GitCall.Read(other) is { Command: "stash" } call)
            {
                return call.Text(0) is "apply" && call.Place.Folder == GitCall.Read(invocations[at])?.Place.Folder
                    && Entry(call) == entry;
            }

            if (!OnlyLooks(other))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The entry that <c>stash apply</c> lays over the work tree; null where its words are not
    /// plain.</summary>
    private static string? Entry(GitCall call)
    {
        ImmutableArray<Word> names =
            [.. call.Arguments.Skip(1).Where(a => a.Text is not ("-q" or "--quiet" or "--index"))];
        return names switch
        {
            [] => StashCommand.Newest,
            [{ Text: [not '-', ..] name }] => name,
            _ => null,
        };
    }

    private static bool OnlyLooks(Invocation invocation) =>
        invocation.Files.All(f => f.Path.Text is "/dev/null")
        && (invocation.Name is "echo" or "printf" or "true" or "false" or ":" or "exit" or "ls" or "cat" or "sleep"
            || (invocation.Name is "git"
                && GitCall.Read(invocation) is
                {
                    Command: "status" or "log" or "diff" or "show" or "rev-parse" or "fetch",
                }));

    private static bool IsBeginning(GitCall call, string command) =>
        command is "merge" or "rebase" or "cherry-pick" or "revert" or "pull"
        && call.Settings.IsEmpty

        // A rebase may run programs, which may leave anything behind before it is given up.
        && !call.Arguments.Any(a => a.HasUnknown
            || a.Prefix is ['-', 'x' or 'i', ..] or ['-', '-', 'e' or 'i', ..] or "--abort" or "--skip");
}
