using System.Collections.Immutable;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Files;

/// <summary>Which paths an invocation brings something to, as its words tell it. Pure.</summary>
/// <remarks>What is missed here is asked for when it is removed. What is taken for new and is not would be lost without
/// a question: a program whose output may be the last there is of something is none that makes.</remarks>
internal static class FileMakings
{
    /// <summary>Programs whose output people keep before they take the original away.</summary>
    private static readonly string[] Savers =
    [
        "git", "tar", "gtar", "bsdtar", "cpio", "zip", "gzip", "bzip2", "xz", "zstd", "lz4", "7z", "dd", "gpg", "age",
        "openssl", "sops", "ssh", "scp", "rsync", "pg_dump", "pg_dumpall", "mysqldump", "mariadb-dump", "mongodump",
        "mongoexport", "sqlite3", "psql", "mysql", "mariadb", "redis-cli", "terraform", "tofu", "kubectl", "helm",
        "aws", "gcloud", "gsutil", "az", "docker", "podman", "vault", "op", "pass", "crontab", "heroku", "doctl",
    ];

    /// <summary>A pipe longer than this is not followed; what it writes is not noted.</summary>
    private const int MaxPipe = 8;

    public static void Add(Invocation invocation, ICollection<Making> makings)
    {
        if (!invocation.Files.IsEmpty)
        {
            OfRedirections(invocation, makings);
        }

        if (invocation.Name is { } name && !invocation.Arguments.IsEmpty)
        {
            OfProgram(name, invocation, makings);
        }
    }

    private static void OfRedirections(Invocation invocation, ICollection<Making> makings)
    {
        foreach (OpenedFile file in invocation.Files)
        {
            if (file.Kind is RedirectKind.Output or RedirectKind.Clobber or RedirectKind.OutputAndErrors
                or RedirectKind.Append or RedirectKind.AppendOutputAndErrors && !Saves(invocation))
            {
                ImmutableArray<Word> from = Shown(invocation);
                makings.Add(new Making(
                    from.IsEmpty ? MakingKind.Made : MakingKind.Copied, file.Path, invocation.Directory)
                {
                    From = from,
                });
            }
        }
    }

    private static void OfProgram(string name, Invocation invocation, ICollection<Making> makings)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        switch (name)
        {
            case "mkdir" or "touch":
                GnuArguments read = GnuArguments.Read(
                    words, name is "touch" ? "drt" : "m", "mode=", "parents", "verbose", "no-create", "date=",
                    "reference=", "time=", "help", "version");
                MakingKind kind = name is "mkdir" && read.Has("p", "parents")
                    ? MakingKind.MadeWithParents
                    : MakingKind.Made;
                Each(kind, read.Operands, invocation, makings);
                break;
            case "tee" or "curl" or "wget" or "sort" or "truncate" when !Saves(invocation):
                var touches = new List<FileTouch>();
                FileTouches.OfProgram(name, words, touches);
                Each(MakingKind.Made, touches.Select(t => t.Path), invocation, makings);
                break;
            case "cp" or "gcp" or "install" or "mv" or "gmv" or "ln":
                Copied(Copies.Read(name.TrimStart('g'), words), invocation, makings);
                break;
            case "rmdir":
                Each(MakingKind.Gone, GnuArguments.Read(words, "").Operands, invocation, makings);
                break;
            case "cc" or "gcc" or "g++" or "clang" or "clang++" or "rustc" or "go":
                Compiled(words, invocation, makings);
                break;
            case "tar" or "gtar" or "bsdtar" or "unzip" or "zip" or "7z" or "rsync":
                Packed(name, invocation, makings);
                break;
            case "rename" or "prename" or "perl-rename" or "mmv" or "vidir" or "mount":
                makings.Add(Making.Anywhere);
                break;
        }
    }

    private static void Copied(Copies? read, Invocation invocation, ICollection<Making> makings)
    {
        if (read is null)
        {
            return;
        }

        if (read.MayHoldMore || read.Exchanges)
        {
            makings.Add(Making.Anywhere);
            return;
        }

        // ln target, in this directory.
        Word into = read.Destination ?? new Word(".");
        bool content = read.Sources.Any(s => s.Text is "." or ".." || s.Shown.EndsWith("/.", StringComparison.Ordinal));
        bool moves = read.Name is "mv" || read.Linked || content;
        if (moves || read.Name is not "ln")
        {
            makings.Add(new Making(moves ? MakingKind.Moved : MakingKind.Copied, into, invocation.Directory)
            {
                From = read.Sources,
            });
        }
    }

    /// <summary><c>-o FILE</c>.</summary>
    private static void Compiled(ImmutableArray<Word> words, Invocation invocation, ICollection<Making> makings)
    {
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (words[i].Text is "-o")
            {
                makings.Add(new Making(MakingKind.Made, words[i + 1], invocation.Directory));
            }
        }
    }

    /// <summary>Archives laid out are copies of the archive; an archive that swallows its sources holds the only
    /// ones.</summary>
    private static void Packed(string name, Invocation invocation, ICollection<Making> makings)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        bool swallows = name switch
        {
            "zip" => words.Any(w => w.Text is "--move" || (w.Text is ['-', not '-', ..] o && o.Contains('m'))),
            "7z" => words.Any(w => w.Text is "-sdel"),
            _ => words.Any(w => w.Shown.StartsWith("--remove", StringComparison.Ordinal)),
        };
        if (name is not "rsync" && (swallows || words.Any(w => w is { HasUnknown: true, MaySplit: true })))
        {
            makings.Add(Making.Anywhere);
        }
        else if (name is "rsync")
        {
            makings.Add(new Making(MakingKind.Moved, words[^1], invocation.Directory));
        }
        else if (name is not ("zip" or "7z") && Unpacking.Read(name, words) is { } unpacking)
        {
            bool saved = unpacking.Archive is null && Saves(invocation with { Name = "" });
            makings.Add(new Making(
                saved ? MakingKind.Moved : MakingKind.Unpacked, unpacking.Into ?? invocation.Directory,
                invocation.Directory)
            {
                From = unpacking.Archive is { } archive ? [archive] : [],
            });
        }
    }

    private static void Each(
        MakingKind kind, IEnumerable<Word> paths, Invocation invocation, ICollection<Making> makings)
    {
        foreach (Word path in paths)
        {
            makings.Add(new Making(kind, path, invocation.Directory));
        }
    }

    /// <summary>The files that <c>cat</c> shows: what it writes is a copy of them.</summary>
    private static ImmutableArray<Word> Shown(Invocation invocation) => invocation.Name is "cat"
        ? [.. invocation.Arguments.Where(a => a.Prefix is not ['-', ..]),
            .. invocation.Input is Input.FromFile file ? [file.Path] : Array.Empty<Word>()]
        : [];

    /// <summary>Whether what a program writes comes from one that people save with.</summary>
    private static bool Saves(Invocation invocation)
    {
        for (int i = 0; i < MaxPipe; i++)
        {
            if (invocation.Name is null || Array.IndexOf(Savers, invocation.Name) >= 0)
            {
                return true;
            }

            if (invocation.Input is not Input.Piped(var producer))
            {
                return false;
            }

            invocation = producer;
        }

        return true;
    }
}
