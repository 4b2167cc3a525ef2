using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Operators of a parameter expansion that make a new text: patterns, substrings, case, quoting.</summary>
internal sealed class Transformations(Session session)
{
    /// <summary>Operators that make a new text out of a known one.</summary>
    public Word Apply(ParameterPart part, Word value)
    {
        if (value.Text is not { } text || value.HasGlob)
        {
            return Word.Unknown(session.Source.Of(part.Span), producer: value.Producer);
        }

        if (part.Operator == ":")
        {
            return Substring(part, text);
        }

        if (part.Operator == "@")
        {
            return Quoted(part, text);
        }

        if (
            session.Expander.Pattern(part.Operand) is not { } pattern
            || pattern.Length > Patterns.MaxLength
            || text.Length > Bounds.ValueLength / 32
        )
        {
            return Unknown(part);
        }

        switch (part.Operator)
        {
            case "#" or "##":
                return new Word(Patterns.RemovePrefix(text, pattern, part.Operator.Length == 2));
            case "%" or "%%":
                return new Word(Patterns.RemoveSuffix(text, pattern, part.Operator.Length == 2));
            // Whether an ampersand is the match depends on the version of bash.
            case "/" or "//" or "/#" or "/%":
                return session.Expander.Single(part.Second).Text is { } by
                    && !by.Contains('&', StringComparison.Ordinal)
                    ? new Word(Patterns.Replace(text, pattern, by, part.Operator))
                    : Unknown(part);
            case "^" or "^^" or "," or ",,":
                return new Word(Case(text, pattern, part.Operator));
            default:
                return Unknown(part);
        }
    }

    private Word Substring(ParameterPart part, string text)
    {
        long? offset = session.Expander.Parameters.Number(part.Operand);
        long? length = part.Second is null ? text.Length : session.Expander.Parameters.Number(part.Second);
        if (offset is null || length is null)
        {
            return Unknown(part);
        }

        long from = offset < 0 ? text.Length + offset.Value : offset.Value;
        if (from < 0 || from > text.Length)
        {
            return Word.Empty;
        }

        long end = length < 0 ? text.Length + length.Value : Math.Min(from + length.Value, text.Length);
        return end <= from ? Word.Empty : new Word(text[(int)from..(int)end]);
    }

    private static string Case(string text, string pattern, string op) =>
        string.Concat(
            text.Select(
                (c, i) =>
                    (i > 0 && op.Length == 1) || (pattern.Length > 0 && !Patterns.Matches(pattern, [c])) ? c
                    : op[0] == '^' ? char.ToUpperInvariant(c)
                    : char.ToLowerInvariant(c)
            )
        );

    private Word Quoted(ParameterPart part, string text) =>
        session.Expander.Single(part.Operand).Text switch
        {
            "U" => new Word(text.ToUpperInvariant()),
            "L" => new Word(text.ToLowerInvariant()),
            "u" => new Word(text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..]),
            "Q" => new Word("'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'"),
            "P" => Prompt(part, text),
            "E" => new Word(Escapes.Decode(text, EscapeStyle.Percent)),
            _ => Unknown(part),
        };

    /// <summary>A prompt's substitutions are run.</summary>
    private Word Prompt(ParameterPart part, string text)
    {
        session.Launcher.Code.RunSubstitutions(text, part.Span, "a prompt");
        return Unknown(part);
    }

    private Word Unknown(ParameterPart part) => Word.Unknown(session.Source.Of(part.Span));
}
