using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>git push: what it overwrites or deletes on a remote.</summary>
internal static class PushCommand
{
    private static readonly OptionTable PushOptions = new(
        "f|force", "|mirror", "d|delete", "|prune", "|force-with-lease?", "|force-if-includes", "n|dry-run",
        "v|verbose", "q|quiet", "|repo=", "|all", "|branches", "|tags", "|porcelain", "|recurse-submodules=", "|thin",
        "|receive-pack=", "|exec=", "u|set-upstream", "|progress", "|no-verify", "|follow-tags", "|signed?", "|atomic",
        "o|push-option=", "4|ipv4", "6|ipv6", "|verify");

    private const string Lease = "git push --force-with-lease: it refuses to overwrite commits that you have not seen";

    public static void Push(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, PushOptions);
        if (options.Help || (options.Has("dry-run") && !(options.MayHoldMore && call.FedByXargs)))
        {
            return;
        }

        Word? program = options.Value("receive-pack") ?? options.Value("exec");
        NestedCode.In(call, program, "the receive-pack program", effects);
        Word? remote = options.Operands.FirstOrDefault() ?? options.Value("repo");
        bool open = options.Operands.Count < 2
            || options.Operands.Exists(o => o is { Text: null, Prefix: "-" or "--" });
        if (options.MayHoldMore && call.FedByXargs && open)
        {
            Add(call, remote, null, PushFate.Forced, "may overwrite remote branches: only run time tells its options",
                effects);
            return;
        }

        if (options.Has("mirror"))
        {
            Add(call, remote, null, PushFate.Mirrored,
                "makes the remote a mirror: every remote branch and tag that is not here goes", effects);
            return;
        }

        if (options.Has("prune"))
        {
            Add(call, remote, null, PushFate.Pruned, "deletes every remote branch that is not here", effects);
        }

        List<Word> refs = options.Operands.Count > 1 ? options.Operands[1..] : [];
        if (refs.Count == 0)
        {
            Whole(call, options, remote, effects);
        }

        for (int i = 0; i < refs.Count; i++)
        {
            // "tag v1" is refs/tags/v1.
            bool tag = refs[i].Text is "tag" && i + 1 < refs.Count;
            One(call, options, remote, tag ? refs[++i] : refs[i], tag, effects);
        }
    }

    /// <summary>A push that names no ref: the current branch, or all.</summary>
    private static void Whole(GitCall call, Options options, Word? remote, ICollection<Effect> effects)
    {
        bool all = options.Has("all") || options.Has("branches");
        if (options.Has("force"))
        {
            Add(call, remote, null, all ? PushFate.ForcedAll : PushFate.Forced,
                all ? "overwrites every branch of the remote" : "overwrites the remote branch", effects);
        }
        else if (options.Has("force-with-lease"))
        {
            Leased(call, remote, null, effects);
        }
    }

    private static void One(GitCall call, Options options, Word? remote, Word refspec, bool tag,
        ICollection<Effect> effects)
    {
        string spec = refspec.Text ?? refspec.Prefix;
        bool plus = spec.StartsWith('+');
        string bare = plus ? spec[1..] : spec;
        int colon = bare.IndexOf(':');
        string name = colon < 0 ? bare : bare[(colon + 1)..];
        plus |= name.StartsWith('+');
        string? destination = refspec.Text is null ? null : Destination(name.TrimStart('+'), tag);
        if (options.Has("delete") || (colon == 0 && bare.Length > 1))
        {
            string shown = destination ?? refspec.Shown;
            Add(call, remote, destination, PushFate.Deleted, $"deletes {shown} of the remote", effects, refspec);
        }
        else if (plus || options.Has("force"))
        {
            string? source = colon > 0 ? bare[..colon] : bare;
            Add(call, remote, destination, PushFate.Forced, $"overwrites {destination ?? refspec.Shown} of the remote",
                effects, refspec, source);
        }
        else if (options.Has("force-with-lease") && LeaseCovers(options, destination))
        {
            Leased(call, remote, destination, effects);
        }
    }

    /// <summary>A lease that names other refs leaves this one unforced.</summary>
    private static bool LeaseCovers(Options options, string? destination) =>
        options.Value("force-with-lease") is not { } lease
        || lease.Text is not { } text
        || destination is null
        || Destination(text.Split(':')[0], false) == destination;

    private static void Leased(GitCall call, Word? remote, string? destination, ICollection<Effect> effects)
    {
        string name = destination is null ? "the remote branch" : Short(destination);
        effects.Add(GitEffects.Modify(call, GitEffects.RemoteRef, name,
            $"overwrites {name} if it stands where it was last seen", null) with
        {
            Target = Remote(call, remote, destination),
            Recovery = new Recovery.Window(GitEffects.DefaultReflogDays,
                "the remote-tracking branch keeps what is overwritten"),
        });
    }

    private static void Add(
        GitCall call, Word? remote, string? destination, PushFate fate, string summary, ICollection<Effect> effects,
        Word? refspec = null, string? source = null)
    {
        bool forced = fate is PushFate.Forced or PushFate.ForcedAll;
        effects.Add(GitEffects.Destroy(
            call, GitEffects.RemoteRef, destination is null ? refspec?.Shown ?? remote?.Shown ?? "the remote"
                : Short(destination),
            new Recovery.Unknown("only the remote knows what it holds"), summary,
            new PushProbe(call.Place, fate, remote?.Text, destination, source),
            forced ? Lease : null) with
        {
            Target = Remote(call, remote, destination),
        });
    }

    private static Target Remote(GitCall call, Word? remote, string? destination)
    {
        string place = remote?.Text ?? "the remote";
        return destination is null
            ? new Target("git-remote", place, [])
            : new Target("git-remote", $"{place} {destination}",
                [new Sign(SignKind.Branch, destination, "the arguments")]);
    }

    /// <summary>The full name on the remote, as far as the words tell; HEAD is the current branch.</summary>
    private static string? Destination(string name, bool tag) =>
        name is "" or "HEAD" or "@" ? null
        : name.StartsWith("refs/", StringComparison.Ordinal) ? name
        : tag ? "refs/tags/" + name
        : name.StartsWith("heads/", StringComparison.Ordinal) || name.StartsWith("tags/", StringComparison.Ordinal)
            ? "refs/" + name
        : "refs/heads/" + name;

    private static string Short(string name) =>
        name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name;
}
