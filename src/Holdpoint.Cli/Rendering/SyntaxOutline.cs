using Holdpoint.Shell.Syntax;

namespace Holdpoint.Cli.Rendering;

/// <summary>The shape of a script in one line each: enough to see how the text was taken apart.</summary>
internal static class SyntaxOutline
{
    /// <summary>Deeper commands are seen among the invocations; the outline is the outer shape.</summary>
    private const int MaxDepth = 6;

    private const int MaxCommands = 20;

    public static void Write(TerminalPage page, ParseAnswer answer)
    {
        CommandList list = answer switch
        {
            ParseAnswer.Parsed parsed => parsed.Script,
            ParseAnswer.Unreadable unreadable => unreadable.Before,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        foreach (ListItem item in list.Items.Take(MaxCommands))
        {
            page.Line(1, $"tree {Of(item.Command, MaxDepth)}{(item.Background ? " &" : "")}", Ink.Faint);
        }

        if (list.Items.Length > MaxCommands)
        {
            page.Line(1, $"and {list.Items.Length - MaxCommands} more commands", Ink.Faint);
        }

        if (answer is ParseAnswer.Unreadable why)
        {
            page.Line(1, $"unreadable at offset {why.Position}: {why.Why}", Ink.Warning);
        }
    }

    private static string Of(Command command, int depth) => depth == 0 ? "…" : command switch
    {
        SimpleCommand simple => Simple(simple),
        PipelineCommand pipe => $"pipeline({string.Join(" | ", pipe.Stages.Select(s => Of(s.Command, depth - 1)))})",
        AndOrCommand both => $"{Of(both.Left, depth - 1)} {(both.Operator is AndOr.And ? "&&" : "||")} "
            + $"{Of(both.Right, depth - 1)}",
        SubshellCommand subshell => $"subshell({Of(subshell.Body, depth - 1)})",
        GroupCommand group => $"group({Of(group.Body, depth - 1)})",
        IfCommand choice => $"if({string.Join("; ", choice.Branches.Select(b => Branch(b, depth - 1)))})",
        ForCommand loop => $"for {loop.Name}({Of(loop.Body, depth - 1)})",
        ArithmeticForCommand loop => $"for(({Of(loop.Body, depth - 1)}))",
        WhileCommand loop => $"while({Of(loop.Condition, depth - 1)} do {Of(loop.Body, depth - 1)})",
        CaseCommand cases => $"case({string.Join("; ", cases.Arms.Select(a => Of(a.Body, depth - 1)))})",
        FunctionCommand function => $"function {function.Name}({Of(function.Body, depth - 1)})",
        CoprocCommand coproc => $"coproc({Of(coproc.Body, depth - 1)})",
        ConditionalCommand => "[[ ]]",
        ArithmeticCommand => "(( ))",
        _ => "command",
    };

    private static string Of(CommandList list, int depth) =>
        depth == 0 ? "…" : string.Join("; ", list.Items.Select(i => Of(i.Command, depth)));

    private static string Branch(IfBranch branch, int depth) =>
        $"{Of(branch.Condition, depth)} then {Of(branch.Body, depth)}";

    private static string Simple(SimpleCommand simple)
    {
        string words = simple.Words.Length switch
        {
            0 => "no words",
            1 => "1 word",
            int n => $"{n} words",
        };
        string assignments = simple.Assignments.Length > 0 ? $", {simple.Assignments.Length} assigned" : "";
        string redirects = simple.Redirects.Length > 0 ? $", {simple.Redirects.Length} redirected" : "";
        return $"simple[{words}{assignments}{redirects}]";
    }
}
