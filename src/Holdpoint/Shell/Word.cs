using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell;

/// <summary>What is known of a piece of a word after expansion.</summary>
internal enum PieceKind : byte
{
    /// <summary>Text that is exactly this.</summary>
    Text,

    /// <summary>A glob character or bracket expression that the shell will match against file names.</summary>
    Glob,

    /// <summary>Text that cannot be known: any string, the empty one too. The value is the source as written:
    /// <c>$X</c>.</summary>
    Unknown,
}

/// <summary>A piece of a word after expansion.</summary>
/// <param name="Splits">An unknown that was not quoted: it may be no word, one, or many.</param>
internal readonly record struct Piece(PieceKind Kind, string Value, bool Splits = false)
{
    /// <summary>The program that the text comes from; null when it is none, or not known.</summary>
    public Invocation? Producer { get; init; }

    /// <summary>For a glob: it stands for one of its matches at a time, as the passes of a loop do.</summary>
    public bool OneByOne { get; init; }

    /// <summary>Pieces that read alike are alike, whoever made them.</summary>
    public bool Equals(Piece other) => Kind == other.Kind && Splits == other.Splits && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Kind, Value, Splits);
}

/// <summary>One word after expansion, as far as it can be known.</summary>
internal sealed class Word
{
    public static readonly Word Empty = new([]);

    /// <summary>Characters of the source of an unknown piece: more than a person reads.</summary>
    private const int LongestSource = 2000;

    /// <summary>The source of an unknown piece that is the world's own <c>$TMPDIR</c>; one that the script gave another
    /// value is written without braces.</summary>
    public const string TemporaryFolder = "${TMPDIR}";

    public Word(ImmutableArray<Piece> pieces)
    {
        Pieces = pieces;
        foreach (Piece piece in pieces)
        {
            HasUnknown |= piece.Kind is PieceKind.Unknown;
            HasGlob |= piece.Kind is PieceKind.Glob;
            MaySplit |= piece.Splits;
        }

        Text = HasUnknown ? null : Join(pieces.AsSpan());
    }

    public Word(string text)
        : this([new Piece(PieceKind.Text, text)]) { }

    public ImmutableArray<Piece> Pieces { get; }

    /// <summary>The whole text, glob characters included; null when a piece is unknown.</summary>
    public string? Text { get; }

    public bool HasUnknown { get; }

    public bool HasGlob { get; }

    /// <summary>It may be no word at all, or many.</summary>
    public bool MaySplit { get; }

    /// <summary>Nothing of it is known.</summary>
    public bool IsUnknown => Pieces is [{ Kind: PieceKind.Unknown }];

    /// <summary>The known text before the first unknown piece.</summary>
    public string Prefix
    {
        get
        {
            if (Text is not null)
            {
                return Text;
            }

            int known = 0;
            while (Pieces[known].Kind is not PieceKind.Unknown)
            {
                known++;
            }

            return Join(Pieces.AsSpan()[..known]);
        }
    }

    /// <summary>The known text after the last unknown piece.</summary>
    public string Suffix
    {
        get
        {
            int from = Pieces.Length;
            while (from > 0 && Pieces[from - 1].Kind is not PieceKind.Unknown)
            {
                from--;
            }

            return Join(Pieces.AsSpan()[from..]);
        }
    }

    /// <summary>The word as a person reads it: unknown pieces as written in the source.</summary>
    public string Shown => Text ?? Join(Pieces.AsSpan());

    /// <summary>The first program that a piece of it comes from; null when there is none.</summary>
    public Invocation? Producer
    {
        get
        {
            foreach (Piece piece in Pieces)
            {
                if (piece.Producer is { } producer)
                {
                    return producer;
                }
            }

            return null;
        }
    }

    /// <summary>A word about which nothing is known.</summary>
    /// <param name="producer">The program that it comes from.</param>
    public static Word Unknown(string source, bool splits = false, Invocation? producer = null) =>
        new([new Piece(PieceKind.Unknown, Source(source), splits) { Producer = producer }]);

    /// <summary>The source of an unknown piece as it is kept: what programs print is named by programs that read what
    /// programs print, and would double with each. Of a long one the beginning is kept, and a number that tells it from
    /// others.</summary>
    public static string Source(string source)
    {
        if (source.Length <= LongestSource)
        {
            return source;
        }

        ulong hash = 14695981039346656037;
        foreach (char c in source)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return $"{source.AsSpan(0, LongestSource / 2)}…{hash:x16}";
    }

    /// <summary>The text, when all of it is known and no glob could stand for something else.</summary>
    public bool TryText(out string text)
    {
        text = Text ?? "";
        return Text is not null && !HasGlob;
    }

    /// <summary>Two words of the same pieces.</summary>
    public bool SameAs(Word other) =>
        ReferenceEquals(this, other) || Pieces.AsSpan().SequenceEqual(other.Pieces.AsSpan());

    public override string ToString() => Shown;

    private static string Join(ReadOnlySpan<Piece> pieces)
    {
        switch (pieces)
        {
            case []:
                return "";
            case [var one]:
                return one.Value;
            case [var one, var two]:
                return one.Value + two.Value;
            default:
                var text = new StringBuilder();
                foreach (Piece piece in pieces)
                {
                    text.Append(piece.Value);
                }

                return text.ToString();
        }
    }
}
