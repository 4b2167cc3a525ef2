using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Code made at run time: read where it is known, recorded as opaque where it is not.</summary>
internal sealed class Code(Session session)
{
    private int _depth;

    /// <summary>Runs code in the scope as it is.</summary>
    /// <param name="by">What runs it: "eval", "sh".</param>
    public Outcome Run(Word code, Span span, string by)
    {
        if (
            code.Text is null
            && code.Pieces.All(p => p.Kind is PieceKind.Unknown || string.IsNullOrWhiteSpace(p.Value))
        )
        {
            AddOpaque(code, span, by);
            return Outcome.Unknown;
        }

        if (_depth >= Bounds.CodeDepth)
        {
            session.Stop($"code in code nested deeper than {Bounds.CodeDepth}", span);
            return Outcome.Unknown;
        }

        SourceText outer = session.Source;
        if (session.Holes.Code(code) is not { } text || !session.Charge(text.Length, span) || !session.Enter(span))
        {
            return Outcome.Unknown;
        }

        _depth++;
        Outcome outcome = Outcome.Unknown;
        session.Source = outer with { Text = text, Origin = outer.Where(span) };
        switch (ShellParser.Parse(text))
        {
            case ParseAnswer.Parsed(var script):
                outcome = session.Walker.Run(script);
                break;
            case ParseAnswer.Unreadable(var position, var why, var before):
                session.Walker.Run(before);
                session.AddOpaque(
                    code.Text is null ? OpacityKind.RunTime : OpacityKind.Unreadable,
                    $"{why} at offset {position} of the code that {by} runs",
                    session.Source.Where(span)
                );
                break;
        }

        session.Source = outer;
        _depth--;
        session.Leave();
        return outcome;
    }

    /// <summary>Runs the substitutions of a text that the shell expands once more: an index in arithmetic, a
    /// prompt.</summary>
    public void RunSubstitutions(string text, Span span, string by)
    {
        if (text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal))
        {
            Run(new Word(": \"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\""), span, by);
        }
    }

    /// <summary>Runs code in a shell of its own, which sees only what is exported.</summary>
    public Outcome RunChild(
        Launch launch,
        Word code,
        string shell,
        Word? zero,
        ImmutableArray<Word> positional,
        Input input
    )
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        Scope before = session.Scope;
        session.Scope = Child(launch, shell, zero, positional, input);
        Run(code, launch.Span, shell);
        session.Walker.RunTraps();
        session.Scope = before with { Output = launch.OutputAway ? before.Output : session.Scope.Output };
        return Outcome.Unknown;
    }

    /// <summary>Runs what a shell reads from its standard input or a file; false when that is no code that can be
    /// told.</summary>
    public bool RunInput(Launch launch, Input source, string shell, Word? zero, ImmutableArray<Word> positional)
    {
        switch (source)
        {
            case Input.Given(var text):
                RunChild(launch, text, shell, zero, positional, Input.Inherited.Instance);
                return true;
            case Input.Piped(var producer):
                AddOpaque(producer, launch.Span, shell);
                return true;
            case Input.FromFile(var path) when Origins.IsSocket(path):
                AddNetwork("a socket", launch.Span, shell);
                return true;
            case Input.FromFile(var path):
                return RunFed(launch, path, shell, zero, positional);
            default:
                return false;
        }
    }

    /// <summary>Runs what a file feeds to a shell: <c>bash -s &lt; script</c>, <c>ssh host bash &lt; script</c>; false
    /// where there is no text to read.</summary>
    private bool RunFed(Launch launch, Word path, string shell, Word? zero, ImmutableArray<Word> positional)
    {
        switch (session.Files.Read(launch.Directory, path, fed: true))
        {
            case FileText.Known(var text):
                session.Files.Within(path.Shown, launch.Span, s => s.Launcher.Code.RunChild(
                    launch, new Word(text), shell, zero, positional, Input.Inherited.Instance));
                return true;
            case FileText.Refused refused:
                session.Files.Refuse(refused, launch.Span, $"{shell} < {path.Shown}");
                return false;
            default:
                return false;
        }
    }

    /// <summary>Records that code from the network runs, where that is what is given; false where it is not.</summary>
    public bool RunsNetwork(Input? source, Span span, string by)
    {
        string? network = source switch
        {
            Input.Piped(var producer) => Origins.Network(producer),
            Input.Given({ HasUnknown: true } text) => Network(text),
            Input.FromFile(var path) when Origins.IsSocket(path) => "a socket",
            _ => null,
        };
        if (network is not null)
        {
            AddNetwork(network, span, by);
        }

        return network is not null;
    }

    /// <summary>The program of the network that a word's text comes from; null when there is none.</summary>
    private static string? Network(Word word)
    {
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Producer is { } producer && Origins.Network(producer) is { } network)
            {
                return network;
            }
        }

        return null;
    }

    private void AddNetwork(string network, Span span, string by) =>
        session.AddOpaque(
            OpacityKind.Network,
            $"the output of {network} is run by {by}",
            session.Source.Where(span)
        );

    /// <summary>Runs a program that the script itself wrote: <c>./x.sh</c> after <c>echo … &gt; x.sh</c>; false when it
    /// did not.</summary>
    public bool RunWritten(Launch launch)
    {
        if (
            launch.Program.Text is { } path
            && session.Launcher.Redirections.Descriptor(launch.Program, launch.Descriptors) is Input.Given(var text)
            && (text.Text is not null || IsNetwork(text))
        )
        {
            RunChild(launch with { Files = [] }, text, path, launch.Program, launch.Arguments, launch.Input);
            return true;
        }

        return false;
    }

    /// <summary>Runs the hooks of git that the script itself wrote.</summary>
    public void RunHooks(Launch launch)
    {
        foreach ((string path, Word text) in session.Scope.Written)
        {
            bool hook = path.Contains("/hooks/", StringComparison.Ordinal)
                || Launcher.NameOf(path) is "pre-commit" or "commit-msg" or "post-commit" or "post-checkout"
                    or "pre-push";
            if (hook && text.Text is not null)
            {
                RunChild(launch with { Files = [] }, text, "git", new Word(path), [], launch.Input);
            }
        }
    }

    /// <summary>Whether a word holds text that came from the network.</summary>
    public static bool IsNetwork(Word word) =>
        word.HasUnknown && Network(word) is not null;

    /// <summary>Records code of which at least one piece is unknown.</summary>
    public void AddOpaque(Word code, Span span, string by)
    {
        foreach (Piece piece in code.Pieces)
        {
            if (piece.Kind is not PieceKind.Unknown)
            {
                continue;
            }

            if (piece.Producer is { } producer)
            {
                AddOpaque(producer, span, by);
            }
            else
            {
                session.AddOpaque(
                    OpacityKind.RunTime,
                    $"{by} runs '{piece.Value}', which is known only at run time",
                    session.Source.Where(span)
                );
            }
        }
    }

    private void AddOpaque(Invocation producer, Span span, string by)
    {
        if (Origins.Network(producer) is { } network)
        {
            AddNetwork(network, span, by);
        }
        else if (!Origins.IsKnownGenerator(producer))
        {
            session.AddOpaque(
                OpacityKind.RunTime,
                $"the output of {producer.Name ?? producer.Program.Shown} is run by {by}",
                session.Source.Where(span)
            );
        }
    }

    private Scope Child(Launch launch, string shell, Word? zero, ImmutableArray<Word> positional, Input input)
    {
        Scope scope = session.Scope;
        ImmutableDictionary<string, Variable> variables = ImmutableDictionary<string, Variable>.Empty;
        if (!launch.Clean || scope.Clean)
        {
            // What a clean shell exports was set in it.
            foreach ((string name, Variable variable) in scope.Variables)
            {
                if (variable.Exported || session.Context.Variables.ContainsKey(name))
                {
                    variables = variables.SetItem(name, variable with { Flags = VariableFlags.Exported });
                }
            }
        }

        ImmutableDictionary<string, Function> functions = scope.ExportsFunctions && !launch.Clean
            ? scope.Functions : ImmutableDictionary<string, Function>.Empty;
        foreach ((string name, Word? value) in launch.Assigned)
        {
            Holding holding = value is null ? Holding.Unset : Holding.Scalar(value);
            variables = variables.SetItem(name, new Variable([holding], VariableFlags.Exported));
            if (value is not null && ImpliedCode.Function(name, value) is var (called, function))
            {
                functions = functions.SetItem(called, function);
            }
        }

        return new Scope
        {
            Directories = [launch.Directory],
            Variables = variables,
            Functions = functions,
            ExportsFunctions = scope.ExportsFunctions && !launch.Clean,
            Positional = positional,
            Zero = zero,
            Descriptors = launch.Descriptors,
            Written = scope.Written,
            Output = launch.OutputAway ? default : scope.Output,
            Sink = launch.Sink(scope),
            Input = input,
            Wrappers = launch.Wrappers.Add(shell),
            Clean = launch.Clean,
            Closed = scope.Closed || session.Source.File is not null,
        };
    }
}
