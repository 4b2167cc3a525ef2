using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Unknown pieces inside code that is read all the same: each is one character of a private area while the
/// code is parsed.</summary>
internal sealed class Holes
{
    private const char First = '\uE000';
    private const char Last = '\uF8FF';
    private readonly List<Piece> _pieces = [];

    public bool Any => _pieces.Count > 0;

    /// <summary>Whether a character stands for an unknown piece.</summary>
    public bool IsHole(char c) => c >= First && c - First < _pieces.Count;

    public Piece At(char c) => _pieces[c - First];

    /// <summary>Whether a piece stands in code as a hole.</summary>
    public bool Knows(Piece piece) => _pieces.Exists(p => p.Value == piece.Value && p.Kind == piece.Kind);

    /// <summary>The word as code; null when there are more unknown pieces than characters for them.</summary>
    public string? Code(Word word)
    {
        if (word.Text is not null)
        {
            return word.Text;
        }

        var code = new StringBuilder();
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Kind is not PieceKind.Unknown)
            {
                code.Append(piece.Value);
                continue;
            }

            int number = _pieces.IndexOf(piece);
            if (number < 0)
            {
                number = _pieces.Count;
                _pieces.Add(piece);
            }

            if (number > Last - First)
            {
                return null;
            }

            code.Append((char)(First + number));
        }

        return code.ToString();
    }

    /// <summary>Text with its holes as unknown pieces again.</summary>
    public ImmutableArray<Piece> Pieces(string text, bool splits)
    {
        ImmutableArray<Piece>.Builder pieces = ImmutableArray.CreateBuilder<Piece>();
        int from = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsHole(text[i]))
            {
                continue;
            }

            if (i > from)
            {
                pieces.Add(new Piece(PieceKind.Text, text[from..i]));
            }

            if (i < text.Length)
            {
                pieces.Add(At(text[i]) with { Splits = splits });
            }

            from = i + 1;
        }

        return pieces.ToImmutable();
    }

    /// <summary>A source excerpt as a person reads it.</summary>
    public string Show(string text) =>
        !Any || !text.Any(IsHole) ? text : string.Concat(text.Select(c => IsHole(c) ? At(c).Value : c.ToString()));
}
