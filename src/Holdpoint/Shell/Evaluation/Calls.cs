using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Functions and aliases that the script itself defines.</summary>
internal sealed class Calls(Session session, Assignments assignments)
{
    public void Define(FunctionCommand function)
    {
        var defined = new Function(function.Body, session.Source);
        session.Scope = session.Scope with { Functions = session.Scope.Functions.SetItem(function.Name, defined) };
        if (function.Name == "command_not_found_handle")
        {
            // Any name that is no program calls it.
            Scope before = session.Scope;
            session.Scope = before with { Positional = default };
            Body(function.Name, defined);
            session.Scope = before with { Output = session.Scope.Output };
        }
    }

    /// <summary>Runs a function with its own parameters and local variables.</summary>
    public Outcome Call(Function function, Launch launch)
    {
        string name = launch.Program.Text ?? "";
        session.Jobs.EnterCall(name, launch.Span);
        Outcome outcome = CallOnce(name, function, launch);
        session.Jobs.LeaveCall();
        return outcome;
    }

    private Outcome CallOnce(string name, Function function, Launch launch)
    {
        if (session.Calls.Count(c => c == name) > Bounds.Recursion)
        {
            return Outcome.Unknown;
        }

        session.Launcher.EmitFiles(launch.Files, launch.Span);
        Scope before = session.Scope;
        bool unknown = launch.Arguments.Any(a => a.MaySplit);
        Scope inside = before with
        {
            Positional = unknown ? default : launch.Arguments,
            Locals = ImmutableDictionary<string, Variable?>.Empty,
            Input = launch.Input,
            Output = launch.OutputAway ? default : before.Output,
            Sink = launch.Sink(before),
            Descriptors = launch.Descriptors,
        };
        foreach ((string variable, Word? value) in launch.Assigned)
        {
            inside = inside
                .MakeLocal(variable)
                .Assign(variable, value is null ? Holding.Unset : Holding.Scalar(value))
                .Mark(variable, VariableFlags.Exported);
        }

        session.Scope = inside;
        Body(name, function);
        Scope after = session.Scope;
        foreach ((string local, Variable? outer) in after.Locals ?? ImmutableDictionary<string, Variable?>.Empty)
        {
            after = after with
            {
                Variables = outer is null ? after.Variables.Remove(local) : after.Variables.SetItem(local, outer),
            };
        }

        session.Scope = after with
        {
            Positional = before.Positional,
            Locals = before.Locals,
            Input = before.Input,
            Output = launch.OutputAway ? before.Output : after.Output,
            Sink = before.Sink,
            Descriptors = before.Descriptors,
            Ending = after.Ending is Ending.Function ? Ending.Running : after.Ending,
        };
        return Outcome.Unknown;
    }

    /// <summary>A command whose first word is an alias; null when it is none.</summary>
    public Outcome? Alias(SimpleCommand command)
    {
        if (
            command.Words is not [{ Parts: [LiteralPart { Text: var name }] }, .. var rest]
            || !session.Scope.Aliases.TryGetValue(name, out string? text)
        )
        {
            return null;
        }

        Scope before = session.Scope;

        // Inside its own text an alias is no alias.
        session.Scope = before with
        {
            Aliases = before.Aliases.Remove(name),
        };
        Expand(text, command, rest);
        Scope after = session.Scope;
        session.Scope = after with { Aliases = before.Aliases };
        if (before.ExpandsAliases)
        {
            return Outcome.Unknown;
        }

        // A shell that is not interactive may not expand it: both count.
        session.Scope = before with
        {
            Aliases = before.Aliases.Remove(name),
        };
        session.Launcher.Run(command);
        session.Scope = Scope.Join(after, session.Scope) with { Aliases = before.Aliases };
        return Outcome.Unknown;
    }

    private void Expand(string text, SimpleCommand command, ImmutableArray<WordNode> rest)
    {
        SourceText outer = session.Source;
        if (!session.Charge(text.Length, command.Span) || !session.Enter(command.Span))
        {
            return;
        }

        CommandList list = ShellParser.Parse(text) switch
        {
            ParseAnswer.Parsed(var script) => script,
            ParseAnswer.Unreadable(_, _, var before) => before,
            _ => CommandList.Empty(0),
        };

        // The arguments stand in the outer text; spans are only shown, so one origin does for all.
        session.Source = new SourceText(text, outer.Where(command.Span));
        session.Walker.Run(
            list is { Items: [.. var first, var last] }
                ? list with
                {
                    Items = [.. first, last with { Command = Append(last.Command, command, rest) }],
                }
                : list
        );
        session.Source = outer;
        session.Leave();
    }

    private static Command Append(Command last, SimpleCommand command, ImmutableArray<WordNode> rest) =>
        last switch
        {
            SimpleCommand simple => simple with
            {
                Assignments = [.. command.Assignments, .. simple.Assignments],
                Words = [.. simple.Words, .. rest],
                Redirects = [.. simple.Redirects, .. command.Redirects],
            },
            AndOrCommand chain => chain with { Right = Append(chain.Right, command, rest) },
            // alias x=time: what is timed stands behind it.
            PipelineCommand { Stages.IsEmpty: true } => command with { Words = rest },
            PipelineCommand pipeline => pipeline with
            {
                Stages = pipeline.Stages.SetItem(
                    pipeline.Stages.Length - 1,
                    pipeline.Stages[^1] with
                    {
                        Command = Append(pipeline.Stages[^1].Command, command, rest),
                    }
                ),
            },
            _ => last,
        };

    private void Body(string name, Function function)
    {
        SourceText source = session.Source;
        List<Scope>? returns = session.Walker.Returns;
        session.Walker.Returns = [];
        session.Source = function.Source;
        session.Calls.Add(name);
        session.Walker.Run(function.Body);
        session.Calls.RemoveAt(session.Calls.Count - 1);
        foreach (Scope scope in session.Walker.Returns)
        {
            session.Scope = Scope.Join(
                session.Scope.Ending is Ending.Function ? scope : session.Scope,
                scope with
                {
                    Ending = Ending.Running,
                }
            );
        }

        session.Walker.Returns = returns;
        session.Source = source;
    }

    /// <summary>The assignments' evaluator, for those who call functions with variables before them.</summary>
    public Assignments Assignments => assignments;
}
