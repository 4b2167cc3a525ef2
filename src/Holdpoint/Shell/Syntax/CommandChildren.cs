namespace Holdpoint.Shell.Syntax;

/// <summary>The nodes directly under a command, in the order of the text; bodies of here-documents are not among
/// them.</summary>
internal static class CommandChildren
{
    public static List<Node> Of(Command command)
    {
        List<Node> children = [];
        switch (command)
        {
            case SimpleCommand c:
                children.AddRange(c.Assignments);
                children.AddRange(c.Words);
                break;
            case PipelineCommand c:
                children.AddRange(c.Stages.Select(s => s.Command));
                break;
            case AndOrCommand c:
                children.AddRange([c.Left, c.Right]);
                break;
            case SubshellCommand c:
                children.Add(c.Body);
                break;
            case GroupCommand c:
                children.Add(c.Body);
                break;
            case IfCommand c:
                children.AddRange(c.Branches.SelectMany(b => new[] { b.Condition, b.Body }));
                AddIf(children, c.Else);
                break;
            case ForCommand c:
                children.AddRange(c.Words ?? []);
                children.Add(c.Body);
                break;
            case ArithmeticForCommand c:
                children.AddRange([c.Start, c.Condition, c.Step, c.Body]);
                break;
            case WhileCommand c:
                children.AddRange([c.Condition, c.Body]);
                break;
            case CaseCommand c:
                children.Add(c.Subject);
                children.AddRange(c.Arms.SelectMany(a => a.Patterns.Append<Node>(a.Body)));
                break;
            case FunctionCommand c:
                children.Add(c.Body);
                break;
            case ConditionalCommand c:
                children.AddRange(c.Words);
                break;
            case ArithmeticCommand c:
                children.Add(c.Expression);
                break;
            case CoprocCommand c:
                children.Add(c.Body);
                break;
        }

        children.AddRange(command.Redirects);
        children.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return children;
    }

    private static void AddIf(List<Node> children, Node? child)
    {
        if (child is not null)
        {
            children.Add(child);
        }
    }
}
