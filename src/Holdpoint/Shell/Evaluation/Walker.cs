using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Walks the tree of a script in the order in which a shell would run it, every branch included.</summary>
internal sealed class Walker(Session session)
{
    private readonly Loops _loops = new(session);
    private readonly Branches _branches = new(session);
    private (SourceText Source, Span Span, bool Substitution) _listener;

    /// <summary>Scopes at each <c>return</c> of the running function.</summary>
    public List<Scope>? Returns { get; set; }

    /// <summary>The words of the last <c>[[ … ]]</c>, where they are short and have one meaning only.</summary>
    public ImmutableArray<Word> Tested { get; set; } = [];

    public Loops Loops => _loops;

    public Outcome Run(CommandList list)
    {
        Outcome outcome = Outcome.Success;
        foreach (ListItem item in list.Items)
        {
            if (session.Stopped || session.Scope.Ending is not Ending.Running)
            {
                break;
            }

            if (item.Background)
            {
                Jobs.Mark jobs = session.Jobs.EnterBackground();
                RunApart(item.Command);
                session.Jobs.LeaveBackground(jobs);
                outcome = Outcome.Success;
            }
            else
            {
                outcome = Run(item.Command);
            }
        }

        return outcome;
    }

    public Outcome Run(Command command)
    {
        if (command is SimpleCommand simple)
        {
            return session.Launcher.Run(simple);
        }

        if (!session.Enter(command.Span))
        {
            return Outcome.Unknown;
        }

        Outcome outcome =
            command.Redirects.IsEmpty || command is FunctionCommand
                ? RunCompound(command)
                : session.Choosing(command, static (s, c) => s.Walker.RunRedirected(c));
        session.Leave();
        return outcome;
    }

    /// <summary>Runs a command whose changes to the shell do not outlive it.</summary>
    public Outcome RunApart(Command command)
    {
        Scope before = session.Scope;
        session.Scope = before with { Traps = [] };
        Outcome outcome = Run(command);
        RunTraps();
        session.Scope = before with { Output = session.Scope.Output };
        return outcome;
    }

    /// <summary>Runs a list for its output: what it would print, one text for each way through it.</summary>
    public ImmutableArray<Word> Capture(CommandList body, Span span, out Invocation? producer) =>
        Capture(span, substitution: true, () => Run(body), out producer);

    /// <summary>Runs something for its output, as the code that it is shown as.</summary>
    public ImmutableArray<Word> Capture(string code, Span span, Func<Outcome> run)
    {
        SourceText outer = session.Source;
        session.Source = outer with { Text = code, Origin = outer.Where(span) };
        ImmutableArray<Word> outputs = Capture(new Span(0, code.Length), substitution: false, run, out _);
        session.Source = outer;
        return outputs;
    }

    /// <summary>A word for the output of a program about which nothing is known.</summary>
    public Word UnknownOutput(Invocation? producer)
    {
        string text = session.Holes.Show(_listener.Source.Of(_listener.Span));
        string source = _listener.Substitution ? text : $"$({text})";
        return Word.Unknown(source, producer: producer);
    }

    /// <summary>Runs what <c>trap</c> keeps, as at the end of the shell.</summary>
    public void RunTraps()
    {
        ImmutableArray<Trap> traps = session.Scope.Traps;
        if (traps.IsEmpty)
        {
            return;
        }

        session.Scope = session.Scope with { Traps = [] };
        foreach (Trap trap in traps)
        {
            session.Scope = session.Scope with { Ending = Ending.Running };
            session.Choosing(trap, static (s, t) => s.Launcher.Code.Run(t.Code, t.Span, "trap"));
        }
    }

    /// <summary>Starts a process substitution; the path under which the command sees it.</summary>
    public string OpenProcess(ProcessSubstitutionPart part)
    {
        if (part.Output)
        {
            Scope before = session.Scope;
            session.Scope = before with
            {
                Input = new Input.Given(Word.Unknown(session.Source.Of(part.Span))),
                Output = default,
            };
            Run(part.Body);
            session.Scope = before;
            return session.OpenDescriptor(Input.Inherited.Instance);
        }

        ImmutableArray<Word> outputs = Capture(part.Body, part.Span, out _);
        return session.OpenDescriptor(AsInput(outputs[session.Pick(null, outputs.Length)]));
    }

    private Outcome RunRedirected(Command command)
    {
        Redirected redirected = session.Launcher.Redirections.Apply(command.Redirects);
        Scope before = session.Scope;
        session.Launcher.EmitFiles(redirected.Files, command.Span);
        session.Scope = before with
        {
            Input = redirected.Input ?? before.Input,
            Output = redirected.OutputAway ? default : before.Output,
            Sink = before.Into(redirected.OutputFile),
            Descriptors = redirected.Descriptors,
        };
        Outcome outcome = RunCompound(command);
        session.Scope = session.Scope with
        {
            Input = before.Input,
            Output = redirected.OutputAway ? before.Output : session.Scope.Output,
            Sink = before.Sink,
            Descriptors = before.Descriptors,
        };
        return outcome;
    }

    private Outcome RunCompound(Command command)
    {
        switch (command)
        {
            case AndOrCommand chain:
                return _branches.RunChain(chain);
            case PipelineCommand pipeline:
                return RunPipeline(pipeline);
            case SubshellCommand subshell:
                Jobs.Mark jobs = session.Jobs.EnterSubshell();
                Outcome outcome = RunApart(new GroupCommand(subshell.Span, subshell.Body));
                session.Jobs.LeaveSubshell(jobs);
                return outcome;
            case GroupCommand group:
                return Run(group.Body);
            case IfCommand choice:
                return _branches.RunIf(choice);
            case CaseCommand choice:
                return session.Choosing(choice, static (s, c) => s.Walker._branches.RunCase(c));
            case ForCommand or ArithmeticForCommand or WhileCommand:
                return _loops.Run(command);
            case FunctionCommand function:
                session.Launcher.Define(function);
                return Outcome.Success;
            case ConditionalCommand test:
                return session.Choosing(test, static (s, c) => s.Walker.RunTest(c.Words));
            case ArithmeticCommand arithmetic:
                return session.Choosing(arithmetic, static (s, c) => s.Walker.RunArithmetic(c.Expression));
            case CoprocCommand coproc:
                return RunBeside(coproc);
            default:
                return Outcome.Unknown;
        }
    }

    private Outcome RunPipeline(PipelineCommand pipeline)
    {
        if (pipeline.Stages.IsEmpty)
        {
            return Outcome.Unknown;
        }

        if (pipeline.Stages is [var only])
        {
            Outcome outcome = Run(only.Command);
            return !pipeline.Negated ? outcome
                : outcome is Outcome.Success ? Outcome.Failure
                : outcome is Outcome.Failure ? Outcome.Success
                : Outcome.Unknown;
        }

        Scope before = session.Scope;
        List<Input> inputs = [before.Input];
        foreach (PipelineStage stage in pipeline.Stages.AsSpan()[..^1])
        {
            List<Input> next = [];
            foreach (Input input in inputs)
            {
                session.Scope = before with { Input = input, Written = session.Scope.Written };
                foreach (
                    Word output in Capture(
                        stage.Command.Span, substitution: false, () => RunStage(stage.Command), out _)
                )
                {
                    next.Add(AsInput(output));
                }
            }

            inputs = next.Count > Bounds.Alternatives ? next.GetRange(0, Bounds.Alternatives) : next;
        }

        Scope? joined = null;
        foreach (Input input in inputs)
        {
            session.Scope = before with { Input = input, Traps = [], Written = session.Scope.Written };
            RunStage(pipeline.Stages[^1].Command);
            RunTraps();
            joined = joined is null ? session.Scope : Scope.Join(joined, session.Scope);
        }

        joined ??= before;
        session.Scope = before.LastPipe
            ? joined with
            {
                Input = before.Input,
                Traps = before.Traps,
            }
            : before with
            {
                Output = joined.Output,
                Written = joined.Written,
            };
        return Outcome.Unknown;
    }

    /// <summary>A coprocess: the shell holds the ends of its pipes in an array.</summary>
    private Outcome RunBeside(CoprocCommand coproc)
    {
        Jobs.Mark jobs = session.Jobs.EnterBackground();
        ImmutableArray<Word> outputs =
            Capture(coproc.Span, substitution: false, () => RunApart(coproc.Body), out _);
        session.Jobs.LeaveBackground(jobs);
        string read = session.OpenDescriptor(AsInput(outputs[0]));
        string write = session.OpenDescriptor(Input.Inherited.Instance);
        session.Scope = session.Scope.Assign(
            coproc.Name ?? "COPROC",
            Holding.Array([new Word(Launcher.NameOf(read)), new Word(Launcher.NameOf(write))]));
        return Outcome.Success;
    }

    private Outcome RunStage(Command command)
    {
        session.Jobs.EnterStage();
        Outcome outcome = Run(command);
        session.Jobs.LeaveStage();
        return outcome;
    }

    private ImmutableArray<Word> Capture(Span span, bool substitution, Func<Outcome> run, out Invocation? producer)
    {
        producer = null;
        if (!session.Enter(span))
        {
            return [Word.Unknown(session.Source.Of(span))];
        }

        Scope before = session.Scope;
        (SourceText, Span, bool) listener = _listener;
        _listener = (session.Source, span, substitution);
        session.Scope = before with { Output = [Word.Empty], Traps = [], Input = before.Input };
        int mark = session.Count;
        run();
        RunTraps();
        ImmutableArray<Word> outputs = session.Scope.Output;
        producer = session.Count > mark ? session.Last : null;
        session.Scope = before with { Written = session.Scope.Written };
        _listener = listener;
        session.Leave();
        return outputs.IsDefaultOrEmpty ? [Word.Empty] : outputs;
    }

    private static Input AsInput(Word output) =>
        output is { IsUnknown: true, Producer: { } producer }
            ? new Input.Piped(producer)
            : new Input.Given(output);

    private Outcome RunTest(ImmutableArray<WordNode> words)
    {
        bool counts = words.Any(w => w.Parts is
            [LiteralPart { Text: "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-v" }]);
        bool small = words.Length <= ExistenceTest.MaxWords;
        ImmutableArray<Word> tested = [];
        foreach (WordNode word in words)
        {
            if (!small && !counts && word.Parts is [LiteralPart or QuotedPart])
            {
                continue;
            }

            Word value = session.Expander.Single(word);
            tested = small ? tested.Add(value) : tested;
            if (counts && value.Text is { } text)
            {
                session.Launcher.Code.RunSubstitutions(text, word.Span, "an index");
            }
        }

        Tested = session.Choices is null ? tested : [];
        return tested is [var only] ? OfText(only) : Outcome.Unknown;
    }

    /// <summary>What a test of one word says: whether it is empty.</summary>
    public static Outcome OfText(Word word) =>
        word.Pieces.Any(p => p.Kind is not PieceKind.Unknown && p.Value.Length > 0) ? Outcome.Success
            : word.Text is null ? Outcome.Unknown
            : Outcome.Failure;

    /// <summary>Evaluates an arithmetic expression for what it runs and assigns.</summary>
    public Outcome RunArithmetic(WordNode expression)
    {
        string? text = session.Expander.Single(expression).Text;
        long? value = string.IsNullOrWhiteSpace(text) ? null : new Arithmetic(session, text).Value();
        return value switch
        {
            null => Outcome.Unknown,
            0 => Outcome.Failure,
            _ => Outcome.Success,
        };
    }
}
