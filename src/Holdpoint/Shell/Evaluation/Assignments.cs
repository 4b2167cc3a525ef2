using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Evaluates assignments, and tells what of the variables a program sees.</summary>
internal sealed class Assignments(Session session)
{
    /// <summary>The words of a command; arguments of declarations that look like assignments stay one word
    /// each.</summary>
    public List<Word> Expand(SimpleCommand command)
    {
        if (
            command.Words
            is not [{ Parts: [LiteralPart { Text: "export" or "declare" or "typeset" or "local" or "readonly" }] }, ..]
        )
        {
            return session.Expander.Expand(command.Words);
        }

        List<Word> words = [];
        foreach (WordNode node in command.Words)
        {
            if (
                node.Parts is [LiteralPart literal, ..]
                && literal.Text.IndexOf('=', StringComparison.Ordinal) > 0
                && !literal.Text.Contains('{', StringComparison.Ordinal)
            )
            {
                words.Add(IsArray(node, literal)
                    ? DeclaredArray(node, command)
                    : Declared(node, literal));
            }
            else
            {
                words.AddRange(session.Expander.Expand([node]));
            }
        }

        return words;
    }

    /// <summary>The assignments before a program: seen by it alone.</summary>
    public ImmutableArray<KeyValuePair<string, Word?>> Before(ImmutableArray<Assignment> assignments)
    {
        if (assignments.IsEmpty)
        {
            return [];
        }

        Scope before = session.Scope;
        ImmutableArray<KeyValuePair<string, Word?>>.Builder assigned = ImmutableArray.CreateBuilder<
            KeyValuePair<string, Word?>
        >();
        foreach (Assignment assignment in assignments)
        {
            Assign(assignment);
            assigned.Add(
                KeyValuePair.Create(
                    assignment.Name,
                    session.Expander.Parameters.Value(assignment.Name, "$" + assignment.Name)
                )
            );
        }

        session.Scope = session.Scope with { Variables = before.Variables };
        return assigned.ToImmutable();
    }

    /// <summary>Assigns in the scope.</summary>
    public void Assign(Assignment assignment)
    {
        string name = session.Expander.Parameters.Target(assignment.Name);
        if (assignment.Value is null)
        {
            AssignArray(name, assignment);
            return;
        }

        Word value = Words.Quoted(session.Expander.Single(assignment.Value, tildes: true));
        if (assignment.Index is { } index)
        {
            AssignElement(name, session.Expander.Parameters.Index(name, index), value);
            return;
        }

        if (assignment.Append)
        {
            Word? old = session.Expander.Parameters.Value(name, "$" + name);
            value =
                Flags(name).HasFlag(VariableFlags.Integer) && Sum(old, value) is { } sum ? sum
                : old is null ? value
                : Words.Concat(old, value);
        }

        Set(name, value);
    }

    /// <summary>Gives a variable a value, as its attributes shape it, and runs what bash would run for it.</summary>
    public void Set(string name, Word value)
    {
        VariableFlags flags = Flags(name);
        if ((flags & VariableFlags.ReadOnly) != VariableFlags.None)
        {
            return;
        }

        if (
            value.Text is { } text
            && (flags & (VariableFlags.Lower | VariableFlags.Upper | VariableFlags.Integer)) != VariableFlags.None
        )
        {
            value =
                (flags & VariableFlags.Integer) != VariableFlags.None
                    ? new Arithmetic(session, text).Value() is { } number
                        ? new Word(number.ToString())
                        : Word.Unknown("$" + name)
                    : new Word(
                        (flags & VariableFlags.Lower) != VariableFlags.None
                            ? text.ToLowerInvariant()
                            : text.ToUpperInvariant()
                    );
        }

        if (!session.Scope.Variables.ContainsKey(name) && !session.Scope.Clean && session.Context.IsExported(name))
        {
            session.Scope = session.Scope.Mark(name, VariableFlags.Exported);
        }

        session.Scope = session.Scope.Assign(name, value);
        ImpliedCode.Run(session, name, value);
    }

    /// <summary>Variables that the action itself put into a program's environment.</summary>
    public ImmutableDictionary<string, Word?> Environment(Launch launch)
    {
        ImmutableDictionary<string, Word?> environment = ImmutableDictionary<string, Word?>.Empty;
        foreach ((string name, Variable variable) in session.Scope.Variables)
        {
            // What the world's environment has is exported already.
            if (!variable.Exported && !session.Context.Variables.ContainsKey(name))
            {
                continue;
            }

            Holding holding = variable.Alternatives[session.Pick(name, variable.Alternatives.Length)];
            environment = holding.Kind switch
            {
                HoldingKind.Scalar => environment.SetItem(name, holding.Value),
                HoldingKind.Unset => environment.SetItem(name, null),
                _ => environment,
            };
        }

        foreach ((string name, Word? value) in launch.Assigned)
        {
            environment = environment.SetItem(name, value);
        }

        return environment;
    }

    private VariableFlags Flags(string name) =>
        session.Scope.Variables.GetValueOrDefault(name)?.Flags ?? VariableFlags.None;

    private Word Declared(WordNode node, LiteralPart literal)
    {
        // The value alone knows tildes after its colons.
        int equals = literal.Text.IndexOf('=', StringComparison.Ordinal);
        var value = new WordNode(
            node.Span,
            [new LiteralPart(literal.Span, literal.Text[(equals + 1)..]), .. node.Parts[1..]]
        );
        return Words.Concat(
            new Word(literal.Text[..(equals + 1)]),
            Words.Quoted(session.Expander.Single(value, tildes: true))
        );
    }

    private bool IsArray(WordNode node, LiteralPart literal)
    {
        int equals = literal.Text.IndexOf('=', StringComparison.Ordinal);
        string text = session.Source.Text;
        int at = node.Span.Start + equals + 1;
        return at < text.Length && text[at] == '(';
    }

    /// <summary><c>declare -A M=([k]=v)</c>: the array is assigned as without <c>declare</c>, once the name is
    /// local.</summary>
    private Word DeclaredArray(WordNode node, SimpleCommand command)
    {
        string text = session.Source.Of(node.Span);
        if (!session.Charge(text.Length, node.Span)
            || ShellParser.Parse(text) is not ParseAnswer.Parsed
            {
                Script.Items:
                [
                    { Command: SimpleCommand { Words.IsEmpty: true, Assignments: [{ Value: null } assignment] } },
                ],
            })
        {
            return Word.Unknown(text);
        }

        bool keyed = command.Words.Any(w => w.Parts is [LiteralPart { Text: ['-', ..] } option]
            && option.Text.Contains('A', StringComparison.Ordinal));
        bool local = command.Words[0].Parts is [LiteralPart { Text: "local" or "declare" or "typeset" }];
        Scope scope = local ? session.Scope.MakeLocal(assignment.Name) : session.Scope;
        session.Scope = keyed ? scope.Mark(assignment.Name, VariableFlags.Associative) : scope;
        SourceText outer = session.Source;
        session.Source = new SourceText(text, outer.Where(node.Span));
        Assign(assignment);
        session.Source = outer;
        return new Word(assignment.Name);
    }

    private Word? Sum(Word? old, Word value) =>
        new Arithmetic(session, $"({(old is null ? "0" : old.Text)})+({value.Text})").Value() is { } sum
            ? new Word(sum.ToString())
            : null;

    private void AssignElement(string name, string? index, Word value)
    {
        Holding old = session.Expander.Parameters.Held(name);
        if (index is null || old.Kind is HoldingKind.Inherited)
        {
            session.Scope = session.Scope.Assign(name, Holding.Array([KeyValuePair.Create(index ?? "0", value)]));
            return;
        }

        ImmutableArray<KeyValuePair<string, Word>> elements =
            old.Kind is HoldingKind.Scalar ? [KeyValuePair.Create("0", old.Value)] : old.Elements;
        int at = elements.IndexOf(elements.FirstOrDefault(e => e.Key == index));
        var element = KeyValuePair.Create(index, value);
        elements = at >= 0 && elements[at].Key == index ? elements.SetItem(at, element) : elements.Add(element);
        session.Scope = session.Scope.Assign(name, Holding.Array(elements));
    }

    private void AssignArray(string name, Assignment assignment)
    {
        List<KeyValuePair<string, Word>> elements = [];
        Holding old = session.Expander.Parameters.Held(name);
        if (assignment.Append)
        {
            elements.AddRange(old.Kind is HoldingKind.Scalar ? [KeyValuePair.Create("0", old.Value)] : old.Elements);
        }

        foreach (ArrayElement element in assignment.Elements)
        {
            if (element.Index is { } index)
            {
                string key = session.Expander.Parameters.Index(name, index) ?? elements.Count.ToString();
                elements.Add(KeyValuePair.Create(key, Words.Quoted(session.Expander.Single(element.Value))));
                continue;
            }

            foreach (Word word in session.Expander.Expand([element.Value]))
            {
                elements.Add(KeyValuePair.Create(elements.Count.ToString(), word));
            }
        }

        session.Scope = session.Scope.Assign(name, Holding.Array([.. elements]));
        foreach (KeyValuePair<string, Word> element in name is "PROMPT_COMMAND" ? elements : [])
        {
            ImpliedCode.Run(session, name, element.Value);
        }
    }
}
