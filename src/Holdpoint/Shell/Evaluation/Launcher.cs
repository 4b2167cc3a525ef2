using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Holdpoint.Shell.Scripts;
using Holdpoint.Shell.Scripts.Node;
using Holdpoint.Shell.Syntax;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Runs simple commands: expands them, peels what wraps them, and records what is left as an
/// invocation.</summary>
internal sealed class Launcher
{
    private readonly Session _session;
    private readonly Assignments _assignments;
    private readonly Builtins _builtins;
    private readonly Calls _calls;
    private readonly Peeler _peeler;
    private readonly ScriptRunner _scripts;

    public Launcher(Session session)
    {
        _session = session;
        Redirections = new Redirections(session);
        Code = new Code(session);
        _assignments = new Assignments(session);
        _builtins = new Builtins(session, _assignments);
        _calls = new Calls(session, _assignments);
        _peeler = new Peeler(session);
        _scripts = new ScriptRunner(session);
    }

    public Redirections Redirections { get; }

    public Code Code { get; }

    public Outcome Run(SimpleCommand command) =>
        _session.Step(command.Span)
            ? _session.Choosing(command, static (s, c) => s.Launcher.RunOnce(c))
            : Outcome.Unknown;

    public void Define(FunctionCommand function) => _calls.Define(function);

    /// <summary>Runs a program after the shell has expanded its words; what it runs in turn comes back here, one level
    /// deeper.</summary>
    public Outcome Start(Launch launch)
    {
        if (!_session.Work(1 + launch.Arguments.Length, launch.Span) || !_session.Enter(launch.Span))
        {
            return Outcome.Unknown;
        }

        Outcome outcome = StartInside(launch);
        _session.Leave();
        return outcome;
    }

    private Outcome StartInside(Launch launch)
    {
        if (launch.Program.Text is not { } program)
        {
            return StartUnknown(launch);
        }

        if (!launch.Direct && _session.Scope.Functions.TryGetValue(program, out Function? function))
        {
            return _calls.Call(function, launch);
        }

        if (launch.Program.HasGlob && program is not "[" && !ScriptSets.IsShort(program))
        {
            _session.AddOpaque(
                OpacityKind.RunTime,
                $"which program '{program}' is depends on the files there",
                _session.Source.Where(launch.Span)
            );
        }

        string name = ProgramNames.Of(program);
        launch = name is "tar" or "gtar" ? launch with { Arguments = WithOptions(launch) } : launch;
        if (!launch.External && _builtins.Run(name, launch) is { } outcome)
        {
            return outcome;
        }

        if (_peeler.Run(name, launch) is { } peeled)
        {
            return peeled;
        }

        if (program.Contains('/', StringComparison.Ordinal) && !Code.RunWritten(launch))
        {
            _scripts.Run(launch);
        }

        if (name is "git" && !_session.Scope.Written.IsEmpty)
        {
            Code.RunHooks(launch);
        }

        Emit(launch, name);
        return name is "true" or ":" or "echo" or "printf" ? Outcome.Success
            : name is "test" && launch.Arguments is [var tested] ? Walker.OfText(tested)
            : name is "[" && launch.Arguments is [var word, { Text: "]" }] ? Walker.OfText(word)
            : name is "false" ? Outcome.Failure
            : Outcome.Unknown;
    }

    /// <summary>Arguments with those that a variable of the environment puts before them.</summary>
    private ImmutableArray<Word> WithOptions(Launch launch)
    {
        const string Name = "TAR_OPTIONS";
        Word? options = launch.Assigned.LastOrDefault(a => a.Key == Name).Value;
        if (options is null && _session.Scope.Variables.TryGetValue(Name, out Variable? variable) && variable.Exported)
        {
            options = variable.Alternatives[_session.Pick(Name, variable.Alternatives.Length)].Value;
        }

        return options?.Text is not { Length: > 0 } text ? launch.Arguments
            : [
                .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => new Word(o)),
                .. launch.Arguments,
            ];
    }

    /// <summary>Records an invocation, and what it is known to print.</summary>
    public void Emit(Launch launch, string? name)
    {
        launch = launch.Descriptors.IsEmpty ? launch : Redirections.WithConnections(name, launch);
        Invocation invocation = Made(launch, name);
        _session.Add(invocation);
        _session.Jobs.Ran(name, launch.Arguments);
        if (Downloads.Target(name, launch.Arguments) is { } target)
        {
            Remember(new OpenedFile(RedirectKind.Output, new Word(target)), null, invocation);
        }

        if (!_session.Scope.Written.IsEmpty && Copies.Of(name, launch.Arguments) is var (from, to)
            && Words.Resolve(launch.Directory, from).Text is { } known
            && _session.Scope.Written.TryGetValue(known, out Word? moved))
        {
            Remember(new OpenedFile(RedirectKind.Output, to), moved, invocation);
        }

        if (name is "mkfifo")
        {
            Word flow = Session.OutputOf(invocation);
            foreach (Word pipe in launch.Arguments.Where(a => a.Prefix is not ['-', ..]))
            {
                Remember(new OpenedFile(RedirectKind.Output, pipe), flow, invocation);
            }
        }

        if (name is "tee")
        {
            Word copied = StaticOutput.Of(name, launch, _session) ?? Session.OutputOf(invocation);
            RedirectKind kind = launch.Arguments.Any(a => a.Text is "-a" or "--append")
                ? RedirectKind.Append : RedirectKind.Output;
            foreach (Word place in launch.Arguments.Where(a => a.Prefix is not ['-', ..]))
            {
                Remember(new OpenedFile(kind, place), copied, invocation);
            }
        }

        if (launch.OutputFile is { } file)
        {
            Remember(file, StaticOutput.Of(name, launch, _session), invocation);
        }
        else if (!launch.OutputAway && !_session.Scope.Output.IsDefault)
        {
            Word? output = StaticOutput.Of(name, launch, _session);
            _session.Scope = _session.Scope.Write(output ?? _session.Walker.UnknownOutput(invocation));
        }
    }

    /// <summary>The invocation of a launch as it stands.</summary>
    public Invocation Made(Launch launch, string? name) => new()
    {
        Program = launch.Program,
        Name = name,
        Arguments = launch.Arguments,
        Directory = launch.Directory,
        Environment = _assignments.Environment(launch),
        CleanEnvironment = launch.Clean,
        Files = launch.Files,
        Input = launch.Input,
        Output = launch.Sink(_session.Scope),
        Wrappers = launch.Wrappers,
        Outside = _session.Outside,
        Root = _session.Root,
        Absent = _session.Scope.Absent,
        After = _session.Scope.After,
        File = _session.Source.File,
        Written = _session.Scope.Written,
        Span = _session.Source.Where(launch.Span),
        Within = launch.Span,
    };

    /// <summary>Records files that the shell opens for something that is no program of its own.</summary>
    /// <param name="opensOnly">Nothing is run that could write to them.</param>
    public void EmitFiles(ImmutableArray<OpenedFile> files, Span span, bool opensOnly = false)
    {
        if (!files.IsEmpty)
        {
            _session.Add(
                new Invocation
                {
                    Program = Word.Empty,
                    Name = "",
                    Arguments = [],
                    Directory = _session.Directory,
                    Files = files,
                    OpensOnly = opensOnly,
                    Outside = _session.Outside,
                    Root = _session.Root,
                    Wrappers = _session.Scope.Wrappers,
                    Absent = _session.Scope.Absent,
                    File = _session.Source.File,
                    Span = _session.Source.Where(span),
                }
            );
        }
    }

    public static string NameOf(string program)
    {
        int slash = program.LastIndexOf('/');
        return slash < 0 ? program : program[(slash + 1)..];
    }

    private Outcome RunOnce(SimpleCommand command)
    {
        if (!_session.Scope.Aliases.IsEmpty && _calls.Alias(command) is { } aliased)
        {
            return aliased;
        }

        List<Word> words = _assignments.Expand(command);
        Redirected redirected = Redirections.Apply(command.Redirects);
        if (words.Count == 0)
        {
            int mark = _session.Count;
            foreach (Assignment assignment in command.Assignments)
            {
                _assignments.Assign(assignment);
            }

            EmitFiles(redirected.Files, command.Span, opensOnly: true);
            if (redirected.Input is not null && !_session.Scope.Output.IsDefault)
            {
                // $(<file)
                _session.Scope = _session.Scope.Write(redirected.Input switch
                {
                    Input.Given(var text) => text,
                    Input.FromFile(var path) => _session.ContentOf(path),
                    Input.Piped(var producer) => Session.OutputOf(producer),
                    _ => Word.Empty,
                });
            }

            return _session.Count == mark ? Outcome.Success : Outcome.Unknown;
        }

        ImmutableArray<KeyValuePair<string, Word?>> assigned = _assignments.Before(command.Assignments);
        return Start(
            new Launch
            {
                Program = words[0],
                Arguments = ImmutableCollectionsMarshal.AsImmutableArray(
                    CollectionsMarshal.AsSpan(words)[1..].ToArray()
                ),
                Span = command.Span,
                Directory = _session.Directory,
                Input = redirected.Input ?? _session.Scope.Input,
                Files = redirected.Files,
                OutputAway = redirected.OutputAway,
                OutputFile = redirected.OutputFile,
                Descriptors = redirected.Descriptors,
                Assigned = assigned,
                Clean = _session.Scope.Clean,
                Wrappers = _session.Scope.Wrappers,
            }
        );
    }

    /// <summary>A program whose name is not all known.</summary>
    private Outcome StartUnknown(Launch launch)
    {
        Word program = launch.Program;
        if (_session.Holes.Knows(program.Pieces[0]) || Evaluation.Code.IsNetwork(program))
        {
            // The unknown text stands where code stands: it may be any command at all.
            Code.AddOpaque(program, launch.Span, "the shell");
        }

        string suffix = program.Suffix;
        if (suffix.Contains('/', StringComparison.Ordinal) && !program.HasGlob)
        {
            // $DIR/bin/rm is rm wherever that is.
            string name = ProgramNames.Of(suffix);
            if (_peeler.Run(name, launch) is { } peeled)
            {
                return peeled;
            }

            Emit(launch, name);
            return Outcome.Unknown;
        }

        Emit(launch, null);
        if (
            program is { IsUnknown: true, MaySplit: true }
            && launch.Arguments is [{ Text: [not '-', ..] } next, .. var rest]
        )
        {
            // $SUDO rm: it may be empty, or a wrapper.
            return Start(
                launch with
                {
                    Program = next,
                    Arguments = rest,
                    Wrappers = launch.Wrappers.Add(program.Shown),
                }
            );
        }

        return Outcome.Unknown;
    }

    private void Remember(OpenedFile file, Word? content, Invocation invocation)
    {
        if (
            Words.Resolve(invocation.Directory, file.Path).Text is not { } path
            || path.StartsWith("/dev/", StringComparison.Ordinal)
        )
        {
            return;
        }

        ImmutableDictionary<string, Word> written = _session.Scope.Written;
        content ??= Session.OutputOf(invocation);

        bool appends = file.Kind is RedirectKind.Append or RedirectKind.AppendOutputAndErrors;
        content = appends
            ? Words.Concat(written.GetValueOrDefault(path) ?? Word.Unknown($"$(<{path})"), content)
            : content;
        _session.Scope = _session.Scope with { Written = written.SetItem(path, content) };
    }
}
