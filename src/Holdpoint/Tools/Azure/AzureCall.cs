using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Azure;

/// <summary>One <c>az</c> command line, as far as it can be known. Pure.</summary>
/// <param name="Path">The words before the first option: <c>sql db delete</c>.</param>
/// <param name="Unseen">A word of the command, or one that may hold options, cannot be known.</param>
internal sealed record AzureCall(string Path, Flags Flags, bool Unseen)
{
    /// <summary>The last word: <c>delete</c>.</summary>
    public string Verb => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>"sql db".</summary>
    public string Group => Path.LastIndexOf(' ') is > 0 and var at ? Path[..at] : Path;

    public string Noun => Group[(Group.LastIndexOf(' ') + 1)..];

    /// <summary>What it falls on: its name within its resource group, or its ids.</summary>
    public string Name
    {
        get
        {
            string? name = Shown("name", "n") ?? Shown("ids") ?? Shown("container-name", "c") ?? Shown("source", "s")
                ?? Shown("image") ?? Shown("repository") ?? Shown("id") ?? Shown("url") ?? Shown("assignee");
            string? group = Shown("resource-group", "g") ?? Shown("account-name") ?? Shown("vault-name")
                ?? Shown("registry");
            return (name, group) switch
            {
                ({ } one, { } of) => $"{of}/{one}",
                ({ } one, null) => one,
                (null, { } of) => of,
                _ => "what it names",
            };
        }
    }

    /// <summary>Null when the command only prints.</summary>
    public static AzureCall? Read(ImmutableArray<Word> words)
    {
        ImmutableArray<Flag>.Builder flags = ImmutableArray.CreateBuilder<Flag>();
        var path = new List<string>();
        bool unseen = false;
        for (int i = 0; i < words.Length; i++)
        {
            Word word = words[i];
            string known = word.Prefix;
            if (known is ['-', _, ..])
            {
                string name = known.TrimStart('-');
                int equals = name.IndexOf('=', StringComparison.Ordinal);
                if (name is "help" or "h")
                {
                    return null;
                }

                if (equals > 0)
                {
                    flags.Add(new Flag(name[..equals],
                        word.Text is null ? Word.Unknown(word.Shown) : new Word(name[(equals + 1)..])));
                }
                else if (i + 1 < words.Length && !words[i + 1].Prefix.StartsWith('-'))
                {
                    flags.Add(new Flag(name, words[++i]));
                }
                else
                {
                    flags.Add(new Flag(name, null));
                }
            }
            else if (flags.Count > 0)
            {
                // More values of the option before: "--ids A B".
                unseen |= word.MaySplit;
                flags.Add(flags[^1] with { Value = word });
            }
            else if (word.Text is { } text)
            {
                path.Add(text);
            }
            else
            {
                unseen = true;
            }
        }

        return new AzureCall(string.Join(' ', path), new Flags(flags.ToImmutable()), unseen);
    }

    private string? Shown(string name, string? letter = null) =>
        (Flags.Value(name) ?? (letter is null ? null : Flags.Value(letter)))?.Shown is { Length: > 0 and < 200 } shown
            ? shown : null;
}
