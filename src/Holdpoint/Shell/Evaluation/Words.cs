using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Makes words out of words.</summary>
internal static class Words
{
    private static readonly Word LineEnd = new("\n");

    /// <summary>One after the other as one word; too long a text is unknown from there on.</summary>
    public static Word Concat(Word one, Word other)
    {
        if (one.Pieces.IsEmpty)
        {
            return other;
        }

        if (other.Pieces.IsEmpty)
        {
            return one;
        }

        if (IsLong(one) || IsLong(other))
        {
            return one.Pieces[^1].Kind is PieceKind.Unknown
                ? one
                : new Word([.. one.Pieces, new Piece(PieceKind.Unknown, "…")]);
        }

        return
            one.Pieces is [.. var before, { Kind: PieceKind.Text } last]
            && other.Pieces is [{ Kind: PieceKind.Text } first, .. var after]
            ? new Word([.. before, Joined(last, first), .. after])
            : new Word([.. one.Pieces, .. other.Pieces]);
    }

    private static Piece Joined(Piece one, Piece other) =>
        one with { Value = one.Value + other.Value, Producer = one.Producer ?? other.Producer };

    /// <summary>Whether a value is beyond what is kept.</summary>
    public static bool IsLong(Word word)
    {
        if (word.Pieces.Length > Bounds.Pieces)
        {
            return true;
        }

        int length = 0;
        foreach (Piece piece in word.Pieces)
        {
            length += piece.Value.Length;
        }

        return length > Bounds.ValueLength;
    }

    public static Word Line(Word word) => Concat(word, LineEnd);

    public static Word JoinWith(IEnumerable<Word> words, string separator)
    {
        // Known texts are gathered before they are laid to the rest: one by one, many words would cost their square.
        Word all = Word.Empty;
        var known = new StringBuilder();
        bool first = true;
        foreach (Word word in words)
        {
            known.Append(first ? "" : separator);
            first = false;
            if (word is { Text: { } text, HasGlob: false } && known.Length <= Bounds.ValueLength)
            {
                known.Append(text);
                continue;
            }

            all = Concat(Concat(all, new Word(known.ToString())), word);
            known.Clear();
        }

        return known.Length == 0 ? all : Concat(all, new Word(known.ToString()));
    }

    /// <summary>The same word as a value: unknown pieces are one text each, glob characters that were already matched
    /// stay.</summary>
    public static Word Quoted(Word word) =>
        word.MaySplit ? new Word([.. word.Pieces.Select(p => p with { Splits = false })]) : word;

    /// <summary>The same word as the value in the passes of a loop: one match of its globs after the other.</summary>
    public static Word OneByOne(Word word) => word.HasGlob
        ? new Word([.. word.Pieces.Select(p => p.Kind is PieceKind.Glob ? p with { OneByOne = true } : p)])
        : word;

    /// <summary>The word without the line ends at its end, as a substitution takes them away.</summary>
    public static Word WithoutLineEnds(Word word)
    {
        ImmutableArray<Piece> pieces = word.Pieces;
        while (pieces is [.. var before, { Kind: PieceKind.Text } last] && last.Value.EndsWith('\n'))
        {
            string rest = last.Value.TrimEnd('\n');
            pieces = rest.Length == 0 ? [.. before] : [.. before, last with { Value = rest }];
        }

        return pieces == word.Pieces ? word : new Word(pieces);
    }

    /// <summary>The word without its first known characters.</summary>
    public static Word Skip(Word word, int characters)
    {
        if (word.Text is { } text && !word.HasGlob)
        {
            return characters >= text.Length ? Word.Empty : new Word(text[characters..]);
        }

        ImmutableArray<Piece>.Builder pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (Piece piece in word.Pieces)
        {
            int skipped = piece.Kind is PieceKind.Unknown ? 0 : Math.Min(characters, piece.Value.Length);
            characters -= skipped;
            if (skipped == 0 || skipped < piece.Value.Length)
            {
                pieces.Add(skipped == 0 ? piece : piece with { Value = piece.Value[skipped..] });
            }
        }

        return new Word(pieces.ToImmutable());
    }

    /// <summary>The word with every occurrence of a known text replaced.</summary>
    public static Word Replace(Word word, string text, Word by)
    {
        if (text.Length == 0)
        {
            return word;
        }

        if (!word.Pieces.Any(p => p.Kind is PieceKind.Text && p.Value.Contains(text, StringComparison.Ordinal)))
        {
            return word;
        }

        var all = ImmutableArray.CreateBuilder<Piece>();
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Kind is not PieceKind.Text)
            {
                all.Add(piece);
                continue;
            }

            string[] parts = piece.Value.Split(text);
            for (int i = 0; i < parts.Length && all.Count <= Bounds.Pieces; i++)
            {
                all.AddRange(i > 0 ? by.Pieces : []);
                if (parts[i].Length > 0)
                {
                    all.Add(new Piece(PieceKind.Text, parts[i]));
                }
            }
        }

        return Merged(all);
    }

    /// <summary>Characters of all words together.</summary>
    public static int Length(ImmutableArray<Word> words)
    {
        int length = 0;
        foreach (Word word in words)
        {
            foreach (Piece piece in word.Pieces)
            {
                length += piece.Value.Length;
            }
        }

        return length;
    }

    /// <summary>Pieces as one word: texts beside each other are one, and too long a text is unknown from there
    /// on.</summary>
    private static Word Merged(ImmutableArray<Piece>.Builder all)
    {
        var merged = ImmutableArray.CreateBuilder<Piece>();
        int length = 0;
        for (int i = 0; i < all.Count; i++)
        {
            if (merged.Count > Bounds.Pieces || length > Bounds.ValueLength)
            {
                merged.Add(new Piece(PieceKind.Unknown, "…"));
                break;
            }

            Piece piece = all[i];
            int next = i + 1;
            if (piece.Kind is PieceKind.Text && next < all.Count && all[next].Kind is PieceKind.Text)
            {
                var text = new StringBuilder(piece.Value);
                for (; next < all.Count && all[next].Kind is PieceKind.Text; next++)
                {
                    text.Append(all[next].Value);
                    piece = piece with { Producer = piece.Producer ?? all[next].Producer };
                }

                piece = piece with { Value = text.ToString() };
                i = next - 1;
            }

            merged.Add(piece);
            length += piece.Value.Length;
        }

        return new Word(merged.ToImmutable());
    }

    /// <summary>A path as seen from a directory; unknown where either is.</summary>
    public static Word Resolve(Word directory, Word path)
    {
        if (path.Text is { } text && directory.Text is { } from)
        {
            return new Word(AbsolutePath.Normal(text.StartsWith('/') ? text : from + "/" + text));
        }

        return path.Prefix.StartsWith('/') || path.Prefix.Length == 0
            ? path
            : Concat(Concat(directory, new Word("/")), path);
    }
}
