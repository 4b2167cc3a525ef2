using Holdpoint.Checkpoints;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>A branch of a remote that is pushed over or deleted: its commits, as far as they were fetched, are saved
/// here; who brings them back is the person.</summary>
/// <param name="Tracking">The ref that tells where it was last seen.</param>
/// <param name="Branch">Full, on the remote.</param>
internal sealed record KeptRemote(string Name, string Tracking, string Branch)
{
    /// <summary>The remote is a folder of this machine, as far as the words and the configuration told.</summary>
    public bool IsHere { get; init; }

    /// <summary>Where the branch stands on the remote: asked where the remote is a folder of this machine, since every
    /// other way runs what the configuration of the repository says.</summary>
    /// <returns>Null where nobody can be asked; empty where there is no such branch.</returns>
    public string? Tip(GitAtWork git)
    {
        string url = git.Run("", ["ls-remote", "--get-url", Name]).FirstLine;
        string? pushed = git.Reader.Setting($"remote.{Name}.pushurl");
        if ((!url.StartsWith('/') && !url.StartsWith("file:///", StringComparison.Ordinal))
            || (pushed is not null && pushed != url))
        {
            return null;
        }

        GitAnswer answer = git.Run(
            "", ["ls-remote", "--upload-pack=git-upload-pack", "--refs", url, Branch], ("GIT_ALLOW_PROTOCOL", "file"));
        return answer.Ok ? answer.FirstLine.Split('\t')[0] : null;
    }

    /// <summary>What is proved of it.</summary>
    public ProofAnswer? Unproved(GitAtWork git, string saved) => Tip(git) switch
    {
        null => new ProofAnswer.Untried(
            $"{Name} was not asked whether {Branch} is still where it was last seen: what others pushed since is not "
            + "here; git fetch, and look"),
        { } tip when tip == saved => null,
        _ => new ProofAnswer.Broken($"{Branch} of {Name} is not where it was last seen: git fetch, then again"),
    };

    /// <summary>Null where the branch stands where it stood, as far as anybody here knows.</summary>
    public Difference? Differs(GitAtWork git, string saved)
    {
        string tip = Tip(git) ?? GitRefs.Named(git.Reader, [Tracking]).FirstOrDefault()?.Hash ?? "";
        string name = Tracking["refs/remotes/".Length..];
        return tip == saved ? null : new Difference(name, $"{name}: stood at {saved[..Reflog.ShownHash]}, "
            + (tip.Length == 0 ? "is gone now" : $"is at {tip[..Reflog.ShownHash]} now"))
        {
            IsData = true,
            IsMissing = tip.Length == 0,
            Gone = 1,
        };
    }

    /// <summary>What the person is to run.</summary>
    public string Push(string saved) =>
        $"its commits are here again; holdpoint does not push: git push --force {Name} {saved}:{Branch}";
}
