using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>An archive that takes in the files that it is made of: a move, unless the archive itself goes nowhere.
/// Pure.</summary>
internal static class Packing
{
    public static void Add(string name, ImmutableArray<Word> words, Output output, ICollection<FileTouch> touches)
    {
        if (Swallowed(name, words) is not var (archive, files))
        {
            return;
        }

        bool nowhere = archive is null or { Text: "-" }
            ? output is Output.ToFile(var file) && Emptyings.IsVoid(file.Path)
            : Emptyings.IsVoid(archive);
        if (nowhere)
        {
            foreach (Word path in files)
            {
                touches.Add(new FileTouch(TouchKind.Remove, path) { Recursive = true });
            }
        }
    }

    /// <summary>The archive and what it takes in for good; null where it takes in nothing, or copies.</summary>
    public static (Word? Archive, ImmutableArray<Word> Files)? Swallowed(string? name, ImmutableArray<Word> words)
    {
        if (name is "gzip" or "bzip2" or "xz" or "zstd" or "lzma" or "pigz")
        {
            return Squeezed(name, words);
        }

        if (name is not ("zip" or "7z" or "7za" or "7zz" or "tar" or "gtar" or "bsdtar"))
        {
            return null;
        }

        (bool swallows, Word? archive, IEnumerable<Word> files) = name switch
        {
            "zip" => Zipped(words),
            "7z" or "7za" or "7zz" => (words.Any(w => w.Text is "-sdel"), Operands(words).ElementAtOrDefault(1),
                Operands(words).Skip(2)),
            _ => Tarred(words),
        };
        return swallows ? (archive, [.. files]) : null;
    }

    /// <summary>A file that is put in the place of its own squeezed form; of a pattern, of the folder's.</summary>
    private static (Word? Archive, ImmutableArray<Word> Files)? Squeezed(string name, ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(
            words, "SbTMD", "keep", "stdout", "to-stdout", "decompress", "uncompress", "test", "list", "rm", "suffix=");
        bool stays = read.Has("k", "keep") || read.Has("c", "stdout") || read.Has("to-stdout") || read.Has("d", "t")
            || read.Has("decompress", "uncompress") || read.Has("test", "list") || (name is "zstd" && !read.Has("rm"));
        string ending = name switch
        {
            "bzip2" => ".bz2",
            "xz" => ".xz",
            "zstd" => ".zst",
            "lzma" => ".lzma",
            _ => ".gz",
        };
        return stays || read.Operands is not [var file, ..] ? null
            : (Shell.Evaluation.Words.Concat(file, new Word(ending)), [.. read.Operands]);
    }

    private static IEnumerable<Word> Operands(ImmutableArray<Word> words) =>
        words.Where(w => w.Prefix is not ['-', ..]);

    private static (bool Swallows, Word? Archive, IEnumerable<Word> Files) Zipped(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(words, "bnOPtx", "move", "output-file=");
        List<Word> operands = read.Operands;
        Word? other = read.Value("O", "output-file");
        Word? archive = other ?? (operands.Count > 0 ? operands[0] : null);
        return (read.Has("m", "move"), archive, operands.Skip(1));
    }

    private static (bool Swallows, Word? Archive, IEnumerable<Word> Files) Tarred(ImmutableArray<Word> words)
    {
        ImmutableArray<Word> dashed = Unpacking.Dashed(words);
        GnuArguments read = GnuArguments.Read(
            dashed, "fCTXbHIKNgVLF", "create", "append", "update", "file=", "directory=", "exclude=", "remove-files",
            "transform=", "files-from=", "exclude-from=");
        return (read.Has("remove-files") && !read.Has("x", "t"), read.Value("f", "file"), read.Operands);
    }
}
