using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud;

/// <summary>One line of <c>gsutil</c> or <c>cbt</c>: a verb after options, then names and options.</summary>
internal sealed record StorageCommand(string? Verb, Flags Flags, ImmutableArray<Word> Names)
{
    /// <summary>The letters of short options and the names of long ones that take no value.</summary>
    public static StorageCommand Read(ImmutableArray<Word> words, Func<string, bool> takesValue)
    {
        ImmutableArray<Flag>.Builder flags = ImmutableArray.CreateBuilder<Flag>();
        ImmutableArray<Word>.Builder names = ImmutableArray.CreateBuilder<Word>();
        string? verb = "";
        for (int i = 0; i < words.Length; i++)
        {
            string known = words[i].Prefix;
            if (known is ['-', not '-', ..] or ['-', '-', _, ..])
            {
                string name = known.TrimStart('-');
                int equals = name.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                {
                    flags.Add(new Flag(name[..equals], words[i].Text is null
                        ? Word.Unknown(words[i].Shown) : new Word(name[(equals + 1)..])));
                }
                else if (takesValue(name) && i + 1 < words.Length)
                {
                    flags.Add(new Flag(name, words[++i]));
                }
                else
                {
                    flags.Add(new Flag(name, null));
                }
            }
            else if (verb is "")
            {
                verb = words[i].Text;
            }
            else
            {
                names.Add(words[i]);
            }
        }

        return new StorageCommand(verb, new Flags(flags.ToImmutable()), names.ToImmutable());
    }

    /// <summary>Whether a short option is given, alone or among others: <c>-rf</c>.</summary>
    public bool Short(char letter)
    {
        foreach (Flag flag in Flags.All)
        {
            if (flag.Name.Length <= 4 && flag.Name.Contains(letter, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public string Name =>
        Names is [] ? "what it names" : string.Join(' ', Names.Select(n => n.Shown)) is { Length: < 160 } all
        ? all : Names[0].Shown;
}
