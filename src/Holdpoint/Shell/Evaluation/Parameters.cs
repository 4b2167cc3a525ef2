using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Parameter expansion: what <c>$X</c> and <c>${X…}</c> are, as far as it can be known.</summary>
internal sealed class Parameters(Session session)
{
    /// <summary>A chain of name references longer than this is a circle.</summary>
    private const int MaxReferences = 8;

    private readonly Transformations _transformations = new(session);
    private readonly InheritedVariables _inherited = new(session);

    private const string DefaultSeparators = InheritedVariables.Separators;

    /// <summary>The value of IFS.</summary>
    public string Separators =>
        session.Scope.Variables.ContainsKey("IFS")
            ? Value("IFS", "$IFS")?.Text ?? DefaultSeparators
            : DefaultSeparators;

    /// <summary>What a parameter is worth; null when it is surely unset.</summary>
    /// <param name="source">As written, for the case that it is unknown.</param>
    public Word? Value(string name, string source)
    {
        if (name.Length > 0 && !char.IsAsciiLetter(name[0]) && name[0] != '_')
        {
            return Special(name, source);
        }

        Holding holding = Held(name);
        return holding.Kind switch
        {
            HoldingKind.Inherited => _inherited.Value(Target(name), source),
            HoldingKind.Unset => null,
            HoldingKind.Scalar => holding.Value,
            _ => holding.At("0"),
        };
    }

    /// <summary>What a variable holds in this run of the command.</summary>
    public Holding Held(string name)
    {
        name = Target(name);
        return session.Scope.Variables.TryGetValue(name, out Variable? variable)
            ? variable.Alternatives[session.Pick(name, variable.Alternatives.Length)]
            : Holding.Inherited;
    }

    /// <summary>The variable that a name reference stands for.</summary>
    public string Target(string name)
    {
        for (int i = 0; i < MaxReferences; i++)
        {
            if (
                !session.Scope.Variables.TryGetValue(name, out Variable? variable)
                || (variable.Flags & VariableFlags.NameReference) == VariableFlags.None
                || variable.Alternatives[0].Value.Text is not { Length: > 0 } target
            )
            {
                break;
            }

            name = target;
        }

        return name;
    }

    public void Expand(ParameterPart part, Fields fields, Mode mode)
    {
        string name = part.Name;
        if (part.Indirect)
        {
            if (part.Index is not null || name.Length == 0 || part.Operator is "*" or "@")
            {
                Keys(part, fields, mode);
                return;
            }

            if (Value(name, "")?.Text is not { Length: > 0 } target || !IsName(target))
            {
                session.Expander.Value(Unknown(part), fields, mode);
                return;
            }

            name = target;
        }

        if (Elements(part, name) is { } elements)
        {
            List(part, elements, fields, mode);
            return;
        }

        if (IsList(part, name))
        {
            // "$@" of unknown parameters may be many words even in quotes.
            fields.Add(new Piece(PieceKind.Unknown, session.Source.Of(part.Span), Splits: mode is not Mode.Single));
            return;
        }

        string source = session.Source.Of(part.Span);
        Word? value = part.Index is null ? Value(name, source) : Element(name, part.Index, source);
        if (part.Length)
        {
            Word length = value switch
            {
                null => new Word("0"),
                { Text: { } text } => new Word(text.Length.ToString()),
                _ => Unknown(part),
            };
            session.Expander.Value(length, fields, mode);
            return;
        }

        if (part.Operator.Length == 0)
        {
            if (value is not null)
            {
                session.Expander.Value(value, fields, mode);
            }

            return;
        }

        Apply(part, name, value, fields, mode);
    }

    private static bool IsList(ParameterPart part, string name) =>
        name is "@" or "*" || part.Index?.Parts is [LiteralPart { Text: "@" or "*" }];

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private Word? Special(string name, string source)
    {
        ImmutableArray<Word> positional = session.Scope.Positional;
        if (int.TryParse(name, NumberStyles.None, null, out int number))
        {
            return number == 0 ? session.Scope.Zero ?? new Word("bash")
                : positional.IsDefault ? Word.Unknown(source)
                : number <= positional.Length ? positional[number - 1]
                : null;
        }

        return name switch
        {
            "#" when !positional.IsDefault => new Word(positional.Length.ToString()),
            "@" or "*" when !positional.IsDefault => Words.JoinWith(positional, " "),
            _ => Word.Unknown(source),
        };
    }

    /// <summary>The elements of <c>$@</c>, <c>$*</c> or an array in full; null when the part is no list, or is
    /// unknown.</summary>
    private ImmutableArray<Word>? Elements(ParameterPart part, string name)
    {
        if (!IsList(part, name))
        {
            return null;
        }

        if (part.Index is null)
        {
            return session.Scope.Positional.IsDefault ? null : session.Scope.Positional;
        }

        Holding holding = Held(name);
        return holding.Kind switch
        {
            HoldingKind.Array => [.. holding.Elements.Select(e => e.Value)],
            HoldingKind.Scalar => [holding.Value],
            HoldingKind.Unset => [],
            _ => null,
        };
    }

    private Word? Element(string name, WordNode index, string source)
    {
        Holding holding = Held(name);
        if (holding.Kind is HoldingKind.Unset)
        {
            return null;
        }

        return Index(name, index) is not { } key ? Word.Unknown(source)
            : holding.Kind is not HoldingKind.Inherited ? holding.At(key)
            : key is "0" ? _inherited.Value(name, source)
            : Word.Unknown(source);
    }

    /// <summary>An index as text: a number for an indexed array (negative ones count from the end), a key for an
    /// associative one.</summary>
    public string? Index(string name, WordNode index)
    {
        string? text = session.Expander.Single(index).Text;
        Variable? variable = session.Scope.Variables.GetValueOrDefault(Target(name));
        if (
            text is null
            || (variable is not null && (variable.Flags & VariableFlags.Associative) != VariableFlags.None)
        )
        {
            return text;
        }

        long? number = new Arithmetic(session, text).Value();
        return number < 0 ? (Held(name).Elements.Length + number)?.ToString() : number?.ToString();
    }

    /// <summary>Emits a list: one word for each element of <c>@</c>, one in all for a quoted <c>*</c>.</summary>
    private void List(ParameterPart part, ImmutableArray<Word> elements, Fields fields, Mode mode)
    {
        if (part.Length)
        {
            session.Expander.Value(new Word(elements.Length.ToString()), fields, mode);
            return;
        }

        switch (part.Operator)
        {
            case "":
                break;
            case ":":
                elements = Slice(part, elements);
                break;
            case ":-" or "-" or ":=" or "=" or ":?" or "?" when elements.IsEmpty:
                session.Expander.Parts(part.Operand, fields, mode);
                return;
            case ":+" or "+":
                if (!elements.IsEmpty)
                {
                    session.Expander.Parts(part.Operand, fields, mode);
                }

                return;
            case ":-" or "-" or ":=" or "=" or ":?" or "?":
                break;
            default:
                elements = [.. elements.Select(e => _transformations.Apply(part, e))];
                break;
        }

        bool star = part.Name == "*" || part.Index?.Parts is [LiteralPart { Text: "*" }];
        if ((star && mode is Mode.Quoted) || mode is Mode.Single)
        {
            string separators = star ? Separators : " ";
            session.Expander.Value(
                Words.JoinWith(elements, separators.Length == 0 ? "" : separators[..1]),
                fields,
                mode
            );
            return;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            if (i > 0)
            {
                fields.Break();
            }

            if (mode is Mode.Quoted)
            {
                fields.Open();
            }

            session.Expander.Value(elements[i], fields, mode);
        }
    }

    private ImmutableArray<Word> Slice(ParameterPart part, ImmutableArray<Word> elements)
    {
        // Positional parameters count from one; $0 itself is seldom asked for.
        int shift = part.Index is null ? 1 : 0;
        long? offset = Number(part.Operand);
        long? length = part.Second is null ? long.MaxValue : Number(part.Second);
        if (offset is null || length is null)
        {
            return [Word.Unknown(session.Source.Of(part.Span), splits: true)];
        }

        long from = Math.Clamp(offset < 0 ? elements.Length + offset.Value : offset.Value - shift, 0, elements.Length);
        return elements.Slice((int)from, (int)Math.Clamp(length.Value, 0, elements.Length - from));
    }

    public long? Number(WordNode? node) =>
        session.Expander.Single(node).Text is { } text ? new Arithmetic(session, text).Value() : null;

    private void Keys(ParameterPart part, Fields fields, Mode mode)
    {
        Holding holding = part.Index is null ? Holding.Inherited : Held(part.Name);
        if (holding.Kind is not HoldingKind.Array)
        {
            fields.Add(new Piece(PieceKind.Unknown, session.Source.Of(part.Span), Splits: mode is not Mode.Single));
            return;
        }

        ImmutableArray<Word> keys = [.. holding.Elements.Select(e => new Word(e.Key))];
        List(part with { Operator = "", Length = false }, keys, fields, mode);
    }

    private Word Unknown(ParameterPart part) => Word.Unknown(session.Source.Of(part.Span));

    private void Apply(ParameterPart part, string name, Word? value, Fields fields, Mode mode)
    {
        bool colon = part.Operator.StartsWith(':') && part.Operator.Length == 2;
        string op = colon ? part.Operator[1..] : part.Operator;
        if (op is not ("-" or "=" or "?" or "+"))
        {
            session.Expander.Value(value is null ? Word.Empty : _transformations.Apply(part, value), fields, mode);
            return;
        }

        bool? present = value switch
        {
            null => false,
            { Text: "" } => !colon,
            { Text: not null } => true,
            _ when value.Pieces.Any(p => p.Kind is not PieceKind.Unknown && p.Value.Length > 0) => true,
            _ => null,
        };
        if (present is null && op is "-" or "=" && _inherited.IsUnset(name) && Held(name).Kind is HoldingKind.Inherited)
        {
            present = false;
        }

        switch (op)
        {
            case "+":
                if (present ?? session.Pick(null, 2) == 0)
                {
                    session.Expander.Parts(part.Operand, fields, mode);
                }

                break;
            case "?":
                // What is not there ends the script; what goes on is not empty, and the source says so.
                session.Expander.Value(present is true ? value ?? Word.Empty : Unknown(part), fields, mode);
                break;
            default:
                if (present ?? session.Pick(null, 2) == 0)
                {
                    session.Expander.Value(value ?? Word.Empty, fields, mode);
                    break;
                }

                if (op == "=")
                {
                    session.Scope = session.Scope.Assign(name, session.Expander.Single(part.Operand));
                }

                session.Expander.Parts(part.Operand, fields, mode);
                break;
        }
    }
}
