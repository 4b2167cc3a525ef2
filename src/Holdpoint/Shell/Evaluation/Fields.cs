using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Gathers expanded pieces into words: text joins the word at hand until a split ends it.</summary>
internal sealed class Fields
{
    private readonly StringBuilder _text = new();
    private ImmutableArray<Piece>.Builder? _pieces;
    private bool _open;
    private int _length;

    public List<Word> Done { get; } = [];

    /// <summary>A word begins, even if nothing follows: quotes were seen.</summary>
    public void Open() => _open = true;

    public void Text(string text) => Append(text);

    public void Add(Piece piece)
    {
        if (piece.Kind is PieceKind.Text)
        {
            Text(piece.Value);
            return;
        }

        _open = true;
        if (_length <= Bounds.ValueLength && (_pieces is null || _pieces.Count <= Bounds.Pieces))
        {
            _length += piece.Value.Length;
            Flush();
            (_pieces ??= ImmutableArray.CreateBuilder<Piece>()).Add(piece);
        }
    }

    /// <summary>Unquoted text: glob characters and bracket expressions are pieces of their own.</summary>
    public void Globbing(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAny('*', '?', '[');
        while (at >= 0)
        {
            int length = text[at] == '[' ? BracketLength(text[at..]) : 1;
            if (length > 0)
            {
                Plain(text[..at]);
                Add(new Piece(PieceKind.Glob, text.Slice(at, length).ToString()));
                text = text[(at + length)..];
                at = text.IndexOfAny('*', '?', '[');
            }
            else
            {
                int next = text[(at + 1)..].IndexOfAny('*', '?', '[');
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        Plain(text);
    }

    /// <summary>Ends the word at hand, if one has begun.</summary>
    public void Break()
    {
        if (!_open)
        {
            return;
        }

        Done.Add(Take());
    }

    /// <summary>The word at hand, or the empty word.</summary>
    public Word Take()
    {
        _open = false;
        _length = 0;
        if (_pieces is null)
        {
            Word word = _text.Length == 0 ? Word.Empty : new Word(_text.ToString());
            _text.Clear();
            return word;
        }

        Flush();
        var whole = new Word(_pieces.ToImmutable());
        _pieces = null;
        return whole;
    }

    /// <summary>An unquoted value: split at the separators, glob characters count.</summary>
    /// <param name="separators">The value of IFS; white space of it runs together, others part empty words too.</param>
    public void Splitting(string text, string separators, bool glob)
    {
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!separators.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            Part(text.AsSpan(from, i - from), glob);
            if (text[i] is not (' ' or '\t' or '\n') && !_open)
            {
                Open();
            }

            Break();
            i = SkipSeparator(text, i, separators);
            from = i + 1;
        }

        Part(text.AsSpan(from), glob);
    }

    /// <summary>The last index of the separator that begins at an index: white space, at most one other, white
    /// space.</summary>
    private static int SkipSeparator(string text, int at, string separators)
    {
        bool hard = text[at] is not (' ' or '\t' or '\n');
        while (at + 1 < text.Length && separators.Contains(text[at + 1], StringComparison.Ordinal))
        {
            bool white = text[at + 1] is ' ' or '\t' or '\n';
            if (!white && hard)
            {
                break;
            }

            hard |= !white;
            at++;
        }

        return at;
    }

    private void Part(ReadOnlySpan<char> text, bool glob)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (glob)
        {
            Globbing(text);
        }
        else
        {
            Plain(text);
        }
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            Append(text);
        }
    }

    /// <summary>Adds text; a word that grows too long is unknown from there on.</summary>
    private void Append(ReadOnlySpan<char> text)
    {
        _open = true;
        if (_length > Bounds.ValueLength)
        {
            return;
        }

        _length += text.Length;
        _text.Append(text);
        if (_length > Bounds.ValueLength)
        {
            Flush();
            (_pieces ??= ImmutableArray.CreateBuilder<Piece>()).Add(new Piece(PieceKind.Unknown, "…"));
        }
    }

    /// <summary>The length of the bracket expression that a text begins with; 0 when it is none.</summary>
    private static int BracketLength(ReadOnlySpan<char> text)
    {
        int i = 1;
        if (i < text.Length && text[i] is '!' or '^')
        {
            i++;
        }

        int end = i + 1 < text.Length ? text[(i + 1)..].IndexOf(']') : -1;
        return end < 0 || text[..(i + 1 + end)].Contains('/') ? 0 : i + 1 + end + 1;
    }

    private void Flush()
    {
        if (_text.Length > 0)
        {
            (_pieces ??= ImmutableArray.CreateBuilder<Piece>()).Add(new Piece(PieceKind.Text, _text.ToString()));
            _text.Clear();
        }
    }
}
