using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>Texts that code puts together, and where it gets them from outside.</summary>
internal static class Texts
{
    /// <summary><c>"rm %s" % x</c> and <c>sprintf</c>: each placeholder in its order.</summary>
    public static Word Format(Word format, CodeValue values)
    {
        ImmutableArray<CodeValue> items = values is CodeValue.List(var list) ? list : [values];
        int next = 0;
        return Replace(format, '%', (text, at) =>
        {
            int end = at + 1;
            string? key = null;
            if (end < text.Length && text[end] == '(')
            {
                int close = text.IndexOf(')', end);
                key = close < 0 ? null : text[(end + 1)..close];
                end = close < 0 ? end : close + 1;
            }

            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '-' or '.' or '+'))
            {
                end++;
            }

            if (end >= text.Length || text[end] is not ('s' or 'd' or 'r' or 'i' or 'f' or 'x' or 'u' or '%'))
            {
                return (0, null);
            }

            Word? by = text[end] == '%' ? new Word("%")
                : key is not null ? (values[key] ?? CodeValue.Nothing).AsWord()
                : next < items.Length ? items[next++].AsWord() : Word.Unknown("{…}");
            return (end + 1 - at, by);
        });
    }

    /// <summary><c>"rm {}".format(x)</c>: each placeholder by its number, its name, or in its order.</summary>
    public static Word Fill(Word format, CodeCall call)
    {
        int next = 0;
        return Replace(format, '{', (text, at) =>
        {
            int close = text.IndexOf('}', at);
            if (close < 0)
            {
                return (0, null);
            }

            string key = text[(at + 1)..close].Split(':', '!', '.')[0];
            CodeValue value = key.Length == 0 ? call.Argument(next++)
                : int.TryParse(key, out int number) && number >= 0 ? call.Argument(number)
                : call.Option(key) ?? new CodeValue.Unknown(key);
            return (close + 1 - at, value.AsWord());
        });
    }

    private static Word Replace(Word word, char mark, Func<string, int, (int Length, Word? By)> find)
    {
        Word result = Word.Empty;
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Kind is PieceKind.Unknown)
            {
                result = Words.Concat(result, new Word([piece]));
                continue;
            }

            int from = 0;
            for (int at = piece.Value.IndexOf(mark); at >= 0; at = piece.Value.IndexOf(mark, at))
            {
                (int length, Word? by) = find(piece.Value, at);
                if (by is null)
                {
                    at++;
                    continue;
                }

                result = Words.Concat(Words.Concat(result, new Word(piece.Value[from..at])), by);
                at = from = at + length;
            }

            result = from < piece.Value.Length ? Words.Concat(result, new Word(piece.Value[from..])) : result;
        }

        return result;
    }

    /// <summary>Parts of a path as one; a part that begins at the root begins anew.</summary>
    public static Word Path(ImmutableArray<Word> parts)
    {
        Word path = Word.Empty;
        foreach (Word part in parts)
        {
            path = path.Pieces.IsEmpty || part.Prefix.StartsWith('/') ? part
                : Words.Concat(path.Suffix.EndsWith('/') ? path : Words.Concat(path, new Word("/")), part);
        }

        return path;
    }

    /// <summary>A variable of the environment that is named so; null where it is none.</summary>
    public static CodeValue? Environment(string path, string name, ICodeListener listener) =>
        path is "os.environ" or "environ" or "process.env" or "ENV" or "$ENV" or "$_ENV" or "$_SERVER"
            or "import.meta.env"
            or "Bun.env" or "env"
            && name.Length > 0 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')
            ? new CodeValue.Text(listener.Variable(name))
            : null;

    /// <summary>An argument of the program, or all of them; null where something else is meant.</summary>
    public static CodeValue? Arguments(string path, CodeValue index, ICodeListener listener)
    {
        int? first = path switch
        {
            "sys.argv" or "argv" or "$argv" or "arg" => 0,
            "process.argv" or "Bun.argv" => -1,
            "ARGV" or "$ARGV" or "Deno.args" => 1,
            _ => null,
        };
        return first is not { } offset ? null
            : int.TryParse(index.Known, out int at) && at + offset > 0 ? listener.Argument(at + offset)
            : index.Known is null ? listener.Argument(null) : null;
    }

    /// <summary>A pattern of file names as the shell would match it.</summary>
    public static Word Glob(Word pattern)
    {
        ImmutableArray<Piece>.Builder pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (Piece piece in pattern.Pieces)
        {
            int from = 0;
            for (int i = 0; piece.Kind is PieceKind.Text && i < piece.Value.Length; i++)
            {
                if (piece.Value[i] is '*' or '?')
                {
                    if (i > from)
                    {
                        pieces.Add(new Piece(PieceKind.Text, piece.Value[from..i]));
                    }

                    pieces.Add(new Piece(PieceKind.Glob, piece.Value[i].ToString()));
                    from = i + 1;
                }
            }

            if (from < piece.Value.Length)
            {
                pieces.Add(from == 0 ? piece : piece with { Value = piece.Value[from..] });
            }
        }

        return new Word(pieces.ToImmutable());
    }

    /// <summary>Text out of base 64; null where it is none.</summary>
    public static string? FromBase64(string text)
    {
        string plain = text.Trim().Replace('-', '+').Replace('_', '/');
        Span<byte> bytes = new byte[(plain.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out int length)
            ? Encoding.UTF8.GetString(bytes[..length])
            : null;
    }

    /// <summary>Text out of hexadecimal digits; null where it is none.</summary>
    public static string? FromHex(string text)
    {
        string plain = text.Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length % 2 != 0 || !plain.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Convert.FromHexString(plain));
    }
}
