using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a push does to refs of the remote that it does not merely advance.</summary>
internal enum PushFate
{
    Forced,
    ForcedAll,
    Deleted,
    Pruned,
    Mirrored,
}

/// <summary>What a push would overwrite or delete, as far as the remote-tracking refs tell; the network is not
/// asked.</summary>
/// <param name="Remote">Its name or URL; null for the default one.</param>
/// <param name="Destination">The full name on the remote; null for the branch that is pushed by default.</param>
/// <param name="From">What is pushed; null for HEAD.</param>
internal sealed record PushProbe(GitPlace Place, PushFate Fate, string? Remote, string? Destination, string? From)
    : GitProbe(Place)
{
    private const string Heads = "refs/heads/";

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        string current = git.Run("symbolic-ref", "--quiet", "--short", "HEAD").FirstLine;
        string remote = Remote ?? DefaultRemote(git, current);
        string? url = git.Setting($"remote.{remote}.pushurl") ?? git.Setting($"remote.{remote}.url");
        bool many = Fate is PushFate.ForcedAll or PushFate.Pruned or PushFate.Mirrored;
        string? destination = many ? null : Destination
            ?? (current.Length == 0 ? null : DefaultDestination(git, current));
        effect = Locate(effect, remote, url ?? remote, destination);
        return Fate switch
        {
            PushFate.Deleted => Deleted(effect, git, remote, destination),
            PushFate.Forced => Forced(effect, git, remote, destination),
            PushFate.ForcedAll => new Measurement(effect),
            _ => WithoutLocal(effect, git, remote),
        };
    }

    private static Measurement Deleted(Effect effect, GitReader git, string remote, string? destination)
    {
        if (destination is null || !destination.StartsWith(Heads, StringComparison.Ordinal))
        {
            string? held = destination is null ? null : Commits.Resolve(git, destination);
            return held is null
                ? new Measurement(effect)
                : new Measurement(effect with { Recovery =
                    new Recovery.FromSource($"git push {remote} {held[..8]}:{destination} brings it back") });
        }

        string name = destination[Heads.Length..];
        if (Commits.Resolve(git, $"refs/remotes/{remote}/{name}") is not { } tip)
        {
            return new Measurement(effect) { Unmeasured =
                $"{remote}/{name} was never fetched: nobody here knows what it holds" };
        }

        Commits? lost = Commits.Only(git, [tip], [$"--exclude={remote}/{name}", "--remotes", "--branches", "--tags"]);
        Recovery recovery = lost is { Count: 0 }
            ? new Recovery.FromSource(
                $"other refs hold its commits: git push {remote} {tip[..8]}:{destination} brings it back")
            : new Recovery.Never(
                $"no other branch holds its commits; until git gc: git push {remote} {tip[..8]}:{destination}");
        return new Measurement(effect with { Recovery = recovery })
        {
            Count = lost?.Count,
            Unit = "commits",
            Losses = [.. lost?.Losses(recovery) ?? []],
            Facts = [new Fact("last seen of the remote branch", tip[..8], $"refs/remotes/{remote}/{name}")],
        };
    }

    private Measurement Forced(Effect effect, GitReader git, string remote, string? destination)
    {
        string? name = destination?.StartsWith(Heads, StringComparison.Ordinal) == true ? destination[Heads.Length..]
            : null;
        if (name is null || Commits.Resolve(git, $"refs/remotes/{remote}/{name}") is not { } tip)
        {
            return new Measurement(effect) { Unmeasured =
                $"nothing here knows what {remote} {name ?? destination ?? "holds"} would lose" };
        }

        string? from = Commits.Resolve(git, From is null or "" ? "HEAD" : From);
        Commits? lost = from is null ? null : Commits.Only(git, [tip], [from]);
        Recovery known = new Recovery.FromSource($"git push {remote} {tip[..8]}:{destination} brings it back");
        return new Measurement(effect with
        {
            Recovery = new Recovery.Unknown(
                "commits that others pushed since the last fetch would be lost; a lease would refuse"),
        })
        {
            Count = lost?.Count,
            Unit = "commits",
            Losses = [.. lost?.Losses(known) ?? []],
            Facts = [new Fact("last seen of the remote branch", tip[..8], $"refs/remotes/{remote}/{name}")],
        };
    }

    /// <summary>Remote branches that have no branch of their name here.</summary>
    private static Measurement WithoutLocal(Effect effect, GitReader git, string remote)
    {
        HashSet<string> here = [.. git.Run("for-each-ref", "--format=%(refname:lstrip=2)", Heads).Lines];
        string[] gone =
        [
            .. git.Run("for-each-ref", "--format=%(refname:lstrip=3)", $"refs/remotes/{remote}/").Lines
                .Where(b => b is not "HEAD" && !here.Contains(b)),
        ];
        return new Measurement(effect)
        {
            Count = gone.Length,
            Unit = "branches",
            Losses =
            [
                .. gone.Take(BlastRadius.MaxNamedLosses)
                    .Select(b => new Loss(new Resource(GitEffects.RemoteRef, FileLosses.Clean($"{remote}/{b}")),
                    effect.Recovery) { HoldsData = true }),
            ],
            Facts = [new Fact("remote branches that are not here", $"{gone.Length}", "remote-tracking refs")],
        };
    }

    private static Effect Locate(Effect effect, string remote, string url, string? destination)
    {
        // The user of git@host:path is part of the address, and no secret.
        string shown = url.Contains("://", StringComparison.Ordinal) ? HostSigns.WithoutUser(url) : url;
        var signs = ImmutableArray.CreateBuilder<Sign>();
        string? branch = destination?.StartsWith(Heads, StringComparison.Ordinal) == true ? destination[Heads.Length..]
            : destination;
        if (branch is not null)
        {
            signs.Add(new Sign(SignKind.Branch, branch, "the pushed branch"));
        }

        if (shown.Contains(':') || shown.Contains('/'))
        {
            signs.Add(new Sign(SignKind.Url, shown, $"remote {remote}"));
        }

        string name = branch is null ? remote : $"{(remote == url ? shown : remote)}/{branch}";
        return effect with
        {
            Resource = effect.Resource with { Name = name },
            Target = new Target("git-remote", branch is null ? shown : $"{shown} {branch}", signs.ToImmutable()),
        };
    }

    private static string DefaultRemote(GitReader git, string current) =>
        git.Setting($"branch.{current}.pushremote") ?? git.Setting("remote.pushdefault")
            ?? git.Setting($"branch.{current}.remote") ?? "origin";

    private static string DefaultDestination(GitReader git, string current) =>
        git.Setting("push.default") is "upstream" or "tracking" && git.Setting($"branch.{current}.merge") is { } merge
            ? merge : Heads + current;
}
