using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation;

/// <summary>export, declare, local, readonly and unset.</summary>
internal sealed class Declarations(Session session, Assignments assignments)
{
    public Outcome Run(string name, ImmutableArray<Word> arguments)
    {
        (VariableFlags on, VariableFlags off) = name switch
        {
            "export" => (VariableFlags.Exported, VariableFlags.None),
            "readonly" => (VariableFlags.ReadOnly, VariableFlags.None),
            _ => (VariableFlags.None, VariableFlags.None),
        };
        bool local = name is "local" or "declare" or "typeset";
        bool functions = false;
        int i = 0;
        for (; i < arguments.Length && arguments[i].Text is ['-' or '+', _, ..] options; i++)
        {
            if (options == "--")
            {
                i++;
                break;
            }

            functions |= options.Contains('f', StringComparison.Ordinal);
            local &= !options.Contains('g', StringComparison.Ordinal);
            VariableFlags flags = Flags(options);
            if (name == "export" && options.Contains('n', StringComparison.Ordinal))
            {
                (on, off) = (VariableFlags.None, VariableFlags.Exported);
            }
            else if (options[0] == '-')
            {
                on |= flags;
            }
            else
            {
                off |= flags;
            }
        }

        if (functions && (name is "export" || (on & VariableFlags.Exported) != VariableFlags.None))
        {
            session.Scope = session.Scope with { ExportsFunctions = true };
        }

        foreach (Word word in arguments.AsSpan()[i..])
        {
            if (name == "unset")
            {
                Unset(word, functions);
            }
            else if (!functions)
            {
                Declare(word, local, on, off);
            }
        }

        return Outcome.Success;
    }

    private static VariableFlags Flags(string options)
    {
        VariableFlags flags = VariableFlags.None;
        foreach (char option in options)
        {
            flags |= option switch
            {
                'x' => VariableFlags.Exported,
                'i' => VariableFlags.Integer,
                'l' => VariableFlags.Lower,
                'u' => VariableFlags.Upper,
                'n' => VariableFlags.NameReference,
                'A' => VariableFlags.Associative,
                'r' => VariableFlags.ReadOnly,
                _ => VariableFlags.None,
            };
        }

        return flags;
    }

    private void Declare(Word word, bool local, VariableFlags on, VariableFlags off)
    {
        string prefix = word.Prefix;
        int equals = prefix.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word.Text ?? "" : prefix[..equals].TrimEnd('+');
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        name = bracket > 0 ? name[..bracket] : name;
        if (name.Length == 0)
        {
            return;
        }

        if (local)
        {
            session.Scope = session.Scope.MakeLocal(name);
        }

        // Attributes shape the value, but read-only forbids it.
        session.Scope = session.Scope.Mark(name, on & ~VariableFlags.ReadOnly).Mark(name, off, on: false);
        if (equals >= 0 && bracket < 0)
        {
            Word value = Words.Quoted(Words.Skip(word, equals + 1));
            bool appends = equals > 0 && prefix[equals - 1] == '+';
            Word? old = appends ? session.Expander.Parameters.Value(name, "$" + name) : null;
            assignments.Set(
                (on & VariableFlags.NameReference) != VariableFlags.None
                    ? name
                    : session.Expander.Parameters.Target(name),
                old is null ? value : Words.Concat(old, value)
            );
        }

        session.Scope = session.Scope.Mark(name, on);
    }

    private void Unset(Word word, bool functions)
    {
        if (word.Text is not { } name)
        {
            return;
        }

        Scope scope = session.Scope;
        if (functions || (scope.Functions.ContainsKey(name) && !scope.Variables.ContainsKey(name)))
        {
            session.Scope = scope with { Functions = scope.Functions.Remove(name) };
            return;
        }

        if (
            scope.Variables.GetValueOrDefault(name) is not { } variable
            || (variable.Flags & VariableFlags.ReadOnly) == VariableFlags.None
        )
        {
            session.Scope = scope with
            {
                Variables = scope.Variables.SetItem(name, new Variable([Holding.Unset], VariableFlags.None)),
            };
        }
    }
}
