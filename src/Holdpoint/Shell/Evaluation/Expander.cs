using System.Buffers;
using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>How what is expanded becomes words.</summary>
internal enum Mode : byte
{
    /// <summary>Arguments: unquoted values split and glob.</summary>
    Split,

    /// <summary>Assignments, here-strings, subjects: one word, no globs.</summary>
    Single,

    /// <summary>Inside double quotes.</summary>
    Quoted,
}

/// <summary>Expands words as written into words as the program sees them, in the session's scope.</summary>
internal sealed class Expander(Session session)
{
    /// <summary>Characters of unquoted text that are not simply themselves.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("{~*?[");

    private readonly Parameters _parameters = new(session);

    public Parameters Parameters => _parameters;

    /// <summary>The words of a command after every expansion.</summary>
    public List<Word> Expand(ImmutableArray<WordNode> nodes)
    {
        List<Word> words = new(nodes.Length);
        foreach (WordNode node in nodes)
        {
            if (
                node.Parts is [LiteralPart literal]
                && !literal.Text.AsSpan().ContainsAny(Special)
                && !session.Holes.Any
            )
            {
                words.Add(new Word(literal.Text));
                continue;
            }

            if (node.Parts is [QuotedPart quoted] && !session.Holes.Any)
            {
                words.Add(quoted.Text.Length == 0 ? Word.Empty : new Word(quoted.Text));
                continue;
            }

            Expand(node, words);
            if (words.Count > Bounds.Words)
            {
                session.Stop($"more than {Bounds.Words} words in a command", node.Span);
                break;
            }
        }

        return words;
    }

    /// <summary>A word that stays one: nothing splits and nothing globs.</summary>
    /// <param name="tildes">Tildes count at the start and after each colon, as in an assignment.</param>
    public Word Single(WordNode? node, bool tildes = false)
    {
        if (node is null)
        {
            return Word.Empty;
        }

        if (
            node.Parts is [LiteralPart literal]
            && !session.Holes.Any
            && !(tildes && literal.Text.Contains('~', StringComparison.Ordinal))
        )
        {
            return new Word(literal.Text);
        }

        var fields = new Fields();
        bool first = tildes;
        foreach (WordPart part in node.Parts)
        {
            if (tildes && part is LiteralPart text && text.Text.Contains('~', StringComparison.Ordinal))
            {
                AfterColons(text.Text, fields, first, ReferenceEquals(part, node.Parts[^1]));
            }
            else
            {
                Part(part, fields, Mode.Single);
            }

            first = false;
        }

        fields.Break();
        return fields.Done.Count switch
        {
            0 => Word.Empty,
            1 => fields.Done[0],
            _ => Words.JoinWith(fields.Done, " "),
        };
    }

    /// <summary>A word as a pattern, its quoted characters behind backslashes; null when it is not all known.</summary>
    public string? Pattern(WordNode? node)
    {
        if (node is null)
        {
            return "";
        }

        var pattern = new System.Text.StringBuilder();
        foreach (WordPart part in node.Parts)
        {
            var fields = new Fields();
            Part(part, fields, Mode.Single);
            string? text = fields.Take().Text;
            if (text is null || pattern.Length > Patterns.MaxLength)
            {
                return null;
            }

            pattern.Append(part is QuotedPart or DoubleQuotedPart ? Patterns.Quote(text) : text);
        }

        return pattern.ToString();
    }

    /// <summary>The parts of an operand such as that of <c>${X:-…}</c>, into the words at hand.</summary>
    public void Parts(WordNode? node, Fields fields, Mode mode)
    {
        if (node is null || !session.Enter(node.Span))
        {
            return;
        }

        bool first = true;
        foreach (WordPart part in node.Parts)
        {
            if (first && mode is not Mode.Quoted && part is LiteralPart literal && literal.Text.StartsWith('~'))
            {
                Tilde(literal.Text, fields, mode, node.Parts.Length == 1);
            }
            else if (mode is Mode.Split && part is LiteralPart text && !session.Holes.Any)
            {
                // Here alone, unquoted text as written is split too: ${X:-a b}.
                fields.Splitting(text.Text, _parameters.Separators, !session.Scope.NoGlob);
            }
            else
            {
                Part(part, fields, mode);
            }

            first = false;
        }

        session.Leave();
    }

    /// <summary>A value into the words at hand, as the mode says.</summary>
    public void Value(Word value, Fields fields, Mode mode)
    {
        foreach (Piece piece in value.Pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Text when mode is Mode.Split:
                    fields.Splitting(piece.Value, _parameters.Separators, !session.Scope.NoGlob);
                    break;
                case PieceKind.Unknown:
                    fields.Add(piece with { Splits = mode is Mode.Split });
                    break;
                default:
                    fields.Add(piece);
                    break;
            }
        }
    }

    /// <summary>Runs a substitution and tells what it would print, as far as that is known.</summary>
    public Word Substitute(CommandList body, Span span)
    {
        ImmutableArray<Word> outputs = session.Walker.Capture(body, span, out _);
        return Words.WithoutLineEnds(outputs[session.Pick(null, outputs.Length)]);
    }

    private void Expand(WordNode node, List<Word> words)
    {
        if (!Braces.MayExpand(node))
        {
            ExpandOne(node, words);
            return;
        }

        if (Braces.Expand(node) is not { } nodes)
        {
            words.Add(Word.Unknown(session.Source.Of(node.Span), splits: true));
            return;
        }

        foreach (WordNode one in nodes)
        {
            ExpandOne(one, words);
        }
    }

    private void ExpandOne(WordNode node, List<Word> words)
    {
        var fields = new Fields();
        for (int i = 0; i < node.Parts.Length; i++)
        {
            WordPart part = node.Parts[i];
            if (i == 0 && part is LiteralPart literal && TildeStart(literal.Text) is var at and >= 0)
            {
                if (at > 0)
                {
                    fields.Text(literal.Text[..at]);
                }

                Tilde(literal.Text[at..], fields, Mode.Split, node.Parts.Length == 1);
            }
            else
            {
                Part(part, fields, Mode.Split);
            }
        }

        fields.Break();
        words.AddRange(fields.Done);
    }

    /// <summary>Where a tilde that counts stands: at the start, or after the equals sign of a word like an
    /// assignment.</summary>
    private static int TildeStart(string text)
    {
        if (text.StartsWith('~'))
        {
            return 0;
        }

        int at = text.IndexOf("=~", StringComparison.Ordinal);
        return at > 0 && text.AsSpan(0, at).IndexOfAnyExcept(NameCharacters) < 0 ? at + 1 : -1;
    }

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );

    private void Part(WordPart part, Fields fields, Mode mode)
    {
        switch (part)
        {
            case LiteralPart literal:
                Literal(literal.Text, fields, mode is Mode.Split && !session.Scope.NoGlob, splits: mode is Mode.Split);
                break;
            case QuotedPart quoted:
                fields.Open();
                Literal(quoted.Text, fields, globs: false, splits: false);
                break;
            case DoubleQuotedPart quoted:
                DoubleQuoted(quoted, fields);
                break;
            case ParameterPart parameter:
                if (session.Enter(part.Span))
                {
                    _parameters.Expand(parameter, fields, mode);
                    session.Leave();
                }

                break;
            case CommandSubstitutionPart command:
                Value(Substitute(command.Body, command.Span), fields, mode);
                break;
            case ArithmeticPart arithmetic:
                Value(Number(arithmetic), fields, mode);
                break;
            case ProcessSubstitutionPart process:
                fields.Text(session.Walker.OpenProcess(process));
                break;
        }
    }

    private void DoubleQuoted(DoubleQuotedPart quoted, Fields fields)
    {
        // "$@" without parameters is no word at all; every other pair of quotes is one.
        if (
            quoted.Parts
            is not [ParameterPart { Name: "@" } or ParameterPart { Index.Parts: [LiteralPart { Text: "@" }] }]
        )
        {
            fields.Open();
        }

        foreach (WordPart part in quoted.Parts)
        {
            Part(part, fields, Mode.Quoted);
        }
    }

    private Word Number(ArithmeticPart arithmetic)
    {
        var fields = new Fields();
        foreach (WordPart part in arithmetic.Parts)
        {
            Part(part, fields, Mode.Quoted);
        }

        Word text = fields.Take();
        long? value = text.Text is { } known ? new Arithmetic(session, known).Value() : null;
        return value is { } number ? new Word(number.ToString()) : Word.Unknown(session.Source.Of(arithmetic.Span));
    }

    private void Literal(string text, Fields fields, bool globs, bool splits)
    {
        if (session.Holes.Any && text.Any(session.Holes.IsHole))
        {
            foreach (Piece piece in session.Holes.Pieces(text, splits))
            {
                fields.Add(piece);
            }
        }
        else if (globs)
        {
            fields.Globbing(text);
        }
        else
        {
            fields.Text(text);
        }
    }

    private void AfterColons(string text, Fields fields, bool first, bool last)
    {
        string[] parts = text.Split(':');
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                fields.Text(":");
            }

            if (parts[i].StartsWith('~') && (i > 0 || first))
            {
                Tilde(parts[i], fields, Mode.Single, last || i + 1 < parts.Length);
            }
            else
            {
                Literal(parts[i], fields, globs: false, splits: false);
            }
        }
    }

    /// <summary>Expands a leading tilde.</summary>
    /// <param name="whole">Nothing of the word follows the text, so that a login name ends with it.</param>
    private void Tilde(string text, Fields fields, Mode mode, bool whole)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 && !whole)
        {
            Literal(text, fields, globs: mode is Mode.Split, splits: false);
            return;
        }

        string name = slash < 0 ? text[1..] : text[1..slash];
        Word? home = name switch
        {
            "" => _parameters.Value("HOME", "~"),
            "+" => session.Directory,
            "-" => _parameters.Value("OLDPWD", "~-"),
            "root" => new Word("/root"),
            _ when name == session.Context.Variables.GetValueOrDefault("USER") =>
                new InheritedVariables(session).Value("HOME", "~"),
            _ => Word.Unknown("~" + name),
        };
        fields.Open();
        Value(home ?? new Word("~" + name), fields, Mode.Single);
        if (slash >= 0)
        {
            Literal(text[slash..], fields, mode is Mode.Split && !session.Scope.NoGlob, splits: false);
        }
    }
}
