using System.Collections.Immutable;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>Sets the variables of a makefile, as far as what set them before lets it.</summary>
internal sealed class MakeAssigner(MakeExpander expander)
{
    /// <summary>Sets a variable as its operator says.</summary>
    public void Assign(MakeAssignment assignment, MakeOrigin origin)
    {
        string name = expander.Expand(assignment.Name);
        MakeVariable? old = expander.Variables.GetValueOrDefault(name);
        origin = assignment.Override ? MakeOrigin.Override : origin;
        if (old is { Origin: > MakeOrigin.File } && old.Origin > origin)
        {
            return;
        }

        if (assignment.Operator is "+=" && old is null && expander.Outer(name) is { } outer)
        {
            old = MakeVariable.Of(outer, recursive: true, MakeOrigin.Environment);
        }

        ImmutableArray<MakeValue> values = assignment.Operator switch
        {
            "?=" when IsDefined(name, old) => old?.Values ?? [],
            "?=" => [.. (old?.Values ?? []).Where(v => v.Text is not null), new(assignment.Value, Recursive: true)],
            "=" => [new(assignment.Value, Recursive: true)],
            "!=" => [new(expander.Call("shell", [expander.Expand(assignment.Value)]), Recursive: false)],
            "+=" when old is not null => [.. old.Values.SelectMany(v => Appended(v, assignment.Value))],
            "+=" => [new(assignment.Value, Recursive: true)],
            _ => [.. expander.All(assignment.Value).Select(v => new MakeValue(v, Recursive: false))],
        };
        if (!values.IsEmpty)
        {
            Set(name, new MakeVariable(
                [.. values.Take(MakeVariable.MaxValues)], origin, assignment.Exported ?? old?.Exported));
        }
        else if (assignment.Exported is { } exported)
        {
            Export(name, exported);
        }
    }

    private bool IsDefined(string name, MakeVariable? variable) =>
        variable is null ? expander.Outer(name) is not null : !variable.Values.Contains(MakeValue.Undefined);

    private IEnumerable<MakeValue> Appended(MakeValue value, string text) =>
        value.Text is null ? [new MakeValue(text, Recursive: true)]
        : value.Recursive ? [value with { Text = value.Text + " " + text }]
        : expander.All(text).Select(t => value with { Text = value.Text + " " + t });

    /// <summary>Adds text to a variable of make itself.</summary>
    public void Append(string name, string text)
    {
        string old = expander.Variables.ContainsKey(name) ? expander.Value(name) : "";
        Set(name, MakeVariable.Of(old + text, recursive: false, MakeOrigin.File));
    }

    private void Set(string name, MakeVariable variable)
    {
        expander.Uncertain |= variable.Values.Length > 1;
        expander.Variables = expander.Variables.SetItem(name, variable);
    }

    /// <summary>Says whether programs see a variable.</summary>
    public void Export(string name, bool exported)
    {
        MakeVariable? variable = expander.Variables.GetValueOrDefault(name);
        if (variable is null && expander.Outer(name) is { } outer)
        {
            variable = MakeVariable.Of(outer, recursive: true, MakeOrigin.Environment);
        }

        if (variable is not null)
        {
            Set(name, variable with { Exported = exported });
        }
        else
        {
            // It counts once it is defined.
            Set(name, MakeVariable.Undefined with { Exported = exported });
        }
    }
}
