using System.Collections.Immutable;
using Holdpoint.Shell;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Secrets;

/// <summary>What a program takes as a whole: folders with all in them, patterns, lists of names. Pure.</summary>
internal static class Heaps
{
    /// <summary>Things looked at for one sending.</summary>
    private const int Most = 16;

    /// <summary>Notes a path that may be more than one file.</summary>
    public static void Add(Invocation reader, Word path, Word directory, List<Heap> heaps)
    {
        if (path.Text is { Length: > 0 } text && text[0] != '-' && heaps.Count < Most
            && (path.HasGlob || TakesFolders(reader)))
        {
            heaps.Add(new Heap(path, directory, IsList: false, Left(reader)));
        }
    }

    /// <summary>Notes the lists of names that a program reads.</summary>
    public static void AddLists(Invocation reader, List<Heap> heaps)
    {
        ImmutableArray<Word> words = reader.Arguments;
        for (int i = 0; i < words.Length && IsArchiver(reader.Name); i++)
        {
            Word? list = words[i].Prefix.StartsWith("--files-from=", StringComparison.Ordinal)
                ? Words.Skip(words[i], "--files-from=".Length)
                : words[i].Text is "--files-from" or "-T" && i + 1 < words.Length ? words[i + 1] : null;
            if (list is not null && heaps.Count < Most)
            {
                heaps.Add(new Heap(list, reader.Directory, IsList: true, []));
            }
        }
    }

    private static bool IsArchiver(string? name) => name is "tar" or "gtar" or "bsdtar" or "rsync" or "cpio" or "zip";

    /// <summary>Whether it takes what is in a folder with it.</summary>
    public static bool TakesFolders(Invocation reader)
    {
        ImmutableArray<Word> words = reader.Arguments;
        return reader.Name switch
        {
            "tar" or "gtar" or "bsdtar" or "7z" or "pax" or "rclone" or "croc" or "wormhole" => true,
            "rg" => true,
            "grep" or "egrep" or "fgrep" => Has(words, "r", "--recursive --dereference-recursive")
                || Has(words, "R", ""),
            "zip" or "scp" or "cp" or "gcp" => Has(words, "r", "--recurse-paths --recursive") || Has(words, "R", ""),
            "rsync" => Has(words, "a", "--archive") || Has(words, "r", "--recursive"),
            "aws" or "gcloud" or "az" => Has(words, "r", "--recursive") || words.Any(w => w.Text is "sync" or "rsync"),
            "gsutil" or "s3cmd" or "s5cmd" or "mc" => Has(words, "r", "--recursive") || Has(words, "R", "")
                || words.Any(w => w.Text is "rsync" or "sync" or "mirror"),
            _ => false,
        };
    }

    private static bool Has(ImmutableArray<Word> words, string letter, string names) => words.Any(w =>
        w.Text is ['-', not '-', ..] ? w.Text.Contains(letter, StringComparison.Ordinal)
            : w.Text is { Length: > 2 } text && Shell.Wrappers.Wrapper.Has(names, text));

    private static ImmutableArray<string> Left(Invocation reader)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<Word> words = reader.Arguments;
        if (reader.Name is "rg" && !words.Any(w => w.Text is "--hidden" or "-." or "-uu" or "-uuu"))
        {
            // It does not look into what is hidden.
            left.Add(".*");
        }

        for (int i = 0; i < words.Length; i++)
        {
            string? pattern = words[i].Text is not { } text ? null
                : text.StartsWith("--exclude=", StringComparison.Ordinal) ? text["--exclude=".Length..]
                : text is "--exclude" or "-x" && i + 1 < words.Length ? words[i + 1].Text
                : null;
            if (pattern is { Length: > 0 })
            {
                left.Add(pattern);
            }
        }

        return left.ToImmutable();
    }
}
