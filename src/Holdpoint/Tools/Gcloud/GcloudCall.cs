using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Gcloud.Catalogue;

namespace Holdpoint.Tools.Gcloud;

/// <summary>One <c>gcloud</c> command line, as far as it can be known. Pure.</summary>
/// <param name="Path">The words of the command, without alpha, beta or preview: <c>compute instances delete</c>; as far
/// as they are known.</param>
/// <param name="Sort">What the catalogue says of it.</param>
/// <param name="Names">The words after the command that belong to no option.</param>
/// <param name="Unseen">A word of the command, or one that may hold options, cannot be known.</param>
internal sealed record GcloudCall(string Path, CommandSort Sort, Flags Flags, ImmutableArray<Word> Names, bool Unseen)
{
    /// <summary>The first name, or the words that say that none is given.</summary>
    public string Name =>
        Names is [var first, ..] ? string.Join(' ', Names.Select(n => n.Shown)) is { Length: < 160 } all
        ? all : first.Shown : "what it names";

    /// <summary>"compute instances".</summary>
    public string Group => Path.LastIndexOf(' ') is > 0 and var at ? Path[..at] : Path;

    /// <summary>"instances delete" → "instance".</summary>
    public string Noun => Group[(Group.LastIndexOf(' ') + 1)..] is [.. var one, 's'] ? one : Group;

    public bool Is(string path) => Path.Equals(path, StringComparison.Ordinal);

    /// <summary>Null when the command only prints.</summary>
    public static GcloudCall? Read(ImmutableArray<Word> words)
    {
        ImmutableArray<Flag>.Builder flags = ImmutableArray.CreateBuilder<Flag>();
        ImmutableArray<Word>.Builder names = ImmutableArray.CreateBuilder<Word>();
        uint hash = CommandIndex.Begin;
        CommandSort sort = CommandSort.Group;
        var path = new List<string>();
        bool unseen = false;
        for (int i = 0; i < words.Length; i++)
        {
            Word word = words[i];
            string known = word.Prefix;
            if (known is "--" || (known is "-" && word.Text is not null))
            {
                // What follows goes to the program that is run elsewhere: ssh.
                names.AddRange(words[(i + 1)..]);
                break;
            }

            if (known.StartsWith('-'))
            {
                flags.Add(Option(words, ref i));
                if (flags[^1].Name is "help" or "h")
                {
                    return null;
                }
            }
            else if (sort is not CommandSort.Group)
            {
                unseen |= word.MaySplit;
                names.Add(word);
            }
            else if (word.Text is not { } part)
            {
                unseen = true;
                sort = word.MaySplit && path.Count == 0 ? sort : CommandSort.Unlisted;
            }
            else if (path.Count > 0 || part is not ("alpha" or "beta" or "preview"))
            {
                path.Add(part);
                hash = CommandIndex.Add(hash, part);
                sort = CommandIndex.Find(hash);
            }
        }

        return new GcloudCall(
            string.Join(' ', path), sort, new Flags(flags.ToImmutable()), names.ToImmutable(), unseen);
    }

    private static Flag Option(ImmutableArray<Word> words, ref int at)
    {
        Word word = words[at];
        string known = word.Prefix.TrimStart('-');
        int equals = known.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            string name = known[..equals];
            return new Flag(name, word.Text is null ? Word.Unknown(word.Shown) : new Word(known[(equals + 1)..]));
        }

        if (IsSwitch(known) || at + 1 >= words.Length || words[at + 1].Prefix.StartsWith('-'))
        {
            return new Flag(known, null);
        }

        return new Flag(known, words[++at]);
    }

    /// <summary>Options without a value, after which a name may stand.</summary>
    private static bool IsSwitch(string name) => name is "q" or "quiet" or "async" or "force" or "all" or "global"
        or "recursive" or "r" or "R" or "validate-only" or "dry-run" or "log-http" or "help" or "h" or "delete-tags"
        or "force-delete-tags" or "auto-delete" or "enable-final-backup" or "continue-on-error" or "all-versions"
        or "delete-unmatched-destination-objects" or "clear-soft-delete" or "allow-unauthenticated" or "internal-ip"
        or "tunnel-through-iap" or "enable-ttl" or "disable-ttl" or "user-output-enabled"
        || name.StartsWith("no-", StringComparison.Ordinal);
}
