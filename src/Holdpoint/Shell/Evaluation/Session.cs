using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Holdpoint.Shell.Scripts;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>The reading of one action: what was found so far, where the script stands, and what it has cost.</summary>
internal sealed class Session
{
    private readonly List<Invocation> _invocations = [];
    private readonly List<OpaqueCode> _opaque = [];
    private ImmutableArray<Swarm> _swarms = [];
    private int _steps;
    private int _fileSteps;
    private int _files;
    private int _words;
    private int _depth;
    private int _nested;
    private int _fileNested;
    private int _descriptors = 63;

    public Session(ShellContext context, string text)
    {
        Context = context;
        Source = new SourceText(text, null);
        Scope = new Scope { Directories = [new Word(context.Directory)] };
        Expander = new Expander(this);
        Walker = new Walker(this);
        Launcher = new Launcher(this);
        Files = new ScriptFiles(this);
        Jobs = new Jobs(this);
    }

    public ShellContext Context { get; }

    public Scope Scope { get; set; }

    /// <summary>The text that the nodes being walked point into.</summary>
    public SourceText Source { get; set; }

    public Choices? Choices { get; set; }

    /// <summary>Where what is being read runs, when that is not this machine.</summary>
    public Outside? Outside { get; set; }

    /// <summary>The folder that what is being read sees as the root of all files; null for the one that there
    /// is.</summary>
    public Word? Root { get; set; }

    public Holes Holes { get; } = new();

    public Expander Expander { get; }

    public Walker Walker { get; }

    public Launcher Launcher { get; }

    public ScriptFiles Files { get; }

    public Jobs Jobs { get; }

    /// <summary>Functions being called, innermost last.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>A bound was met: nothing more is read.</summary>
    public bool Stopped { get; private set; }

    /// <summary>How many invocations there are: a mark to look back to.</summary>
    public int Count => _invocations.Count;

    public Invocation? Last => _invocations.Count > 0 ? _invocations[^1] : null;

    public ImmutableArray<Invocation> Found => [.. _invocations];

    public ImmutableArray<OpaqueCode> Opaque => [.. _opaque];

    public ImmutableArray<Swarm> Swarms => _swarms;

    public IEnumerable<Invocation> Since(int mark) => _invocations.Skip(mark);

    public void Add(Invocation invocation)
    {
        if (_invocations.Count >= Bounds.Invocations)
        {
            Stop($"more than {Bounds.Invocations} program runs", invocation.Span);
            return;
        }

        _invocations.Add(invocation);
    }

    /// <summary>Code that would run and could not be read.</summary>
    /// <param name="reach">What the code sees; null for what the shell at hand sees.</param>
    public void AddOpaque(OpacityKind kind, string why, Span span, CodeReach? reach = null)
    {
        // In a container nothing but the container is in reach of code that nobody saw.
        if ((Outside is null or { Kind: OutsideKind.Machine }
            || (kind is OpacityKind.Network && Outside.Reaches)) && _opaque.Count < Bounds.Opaque
            && !_opaque.Exists(o => o.Kind == kind && o.Why == why && o.Span == span && o.File == Source.File))
        {
            _opaque.Add(Located(new OpaqueCode(kind, why, span), reach));
        }
    }

    /// <summary>Tells of processes without end; one of them is enough to know.</summary>
    public void AddSwarm(string why, Span span)
    {
        if (_swarms.IsEmpty)
        {
            _swarms = [new Swarm(why, Source.Where(span))];
        }
    }

    /// <summary>The code with the file that it stands in and what it sees.</summary>
    private OpaqueCode Located(OpaqueCode code, CodeReach? reach = null) => Source.File is null ? code : code with
    {
        File = Source.File,
        Reach = reach ?? new CodeReach(Known(exported: false), Scope.Clean) { Directory = Directory.Text },
    };

    /// <summary>Variables whose values are known here.</summary>
    /// <param name="exported">Only those that programs see.</param>
    public ImmutableArray<KeyValuePair<string, string>> Known(bool exported) =>
    [
        .. Scope.Variables
            .Where(v => v.Value is { Alternatives: [{ Value.Text: not null }] } && (v.Value.Exported || !exported))
            .Select(v => KeyValuePair.Create(v.Key, v.Value.Alternatives[0].Value.Text ?? "")),
    ];

    /// <summary>Ends the reading at a bound.</summary>
    public void Stop(string why, Span span)
    {
        if (!Stopped)
        {
            Stopped = true;
            _opaque.Add(Located(new OpaqueCode(OpacityKind.Unreadable, why, Source.Where(span))));
        }
    }

    /// <summary>Counts one command; false when no more may run.</summary>
    public bool Step(Span span)
    {
        int most = _files > 0 ? Bounds.FileSteps : Bounds.Steps;
        if ((_files > 0 ? ++_fileSteps : ++_steps) > most)
        {
            Stop($"more than {most} commands to evaluate", span);
        }

        return !Stopped;
    }

    /// <summary>A file begins: a bound met inside ends the reading of that file, not that of what runs it.</summary>
    public bool EnterFile()
    {
        _files++;
        return Stopped;
    }

    /// <summary>The file ends; what came after it is read again.</summary>
    /// <param name="stopped">What <see cref="EnterFile"/> returned.</param>
    public void LeaveFile(bool stopped)
    {
        _files--;
        Stopped = stopped;
    }

    /// <summary>Goes one level deeper; false (and nothing to leave) when that is too deep.</summary>
    public bool Enter(Span span)
    {
        if (_depth >= Bounds.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Stop($"nested deeper than {Bounds.Depth}", span);
            return false;
        }

        _depth++;
        return !Stopped || Leave();
    }

    public bool Leave()
    {
        _depth--;
        return false;
    }

    /// <summary>Counts code read at run time; false when it is too much.</summary>
    public bool Charge(int characters, Span span)
    {
        int read = _files > 0 ? _fileNested += characters : _nested += characters;
        if (read > Bounds.NestedCode)
        {
            Stop($"more than {Bounds.NestedCode} characters of code made at run time", span);
        }

        return !Stopped;
    }

    /// <summary>Counts the words of a program that is started; false when they are too many.</summary>
    public bool Work(int words, Span span)
    {
        if ((_words += words) > Bounds.StartedWords)
        {
            Stop($"more than {Bounds.StartedWords} words of programs that are started", span);
        }

        return !Stopped;
    }

    /// <summary>The number of the alternative that this run of the command takes.</summary>
    public int Pick(string? key, int count)
    {
        if (count <= 1)
        {
            return 0;
        }

        Choices ??= new Choices();
        return Choices.Pick(key, count);
    }

    /// <summary>Runs something once for each combination of the alternatives it asks for; what the runs leave behind is
    /// joined.</summary>
    public Outcome Choosing<T>(T what, Func<Session, T, Outcome> run)
    {
        Choices? outer = Choices;
        Choices = null;
        Scope before = Scope;
        int mark = Count;
        Outcome outcome = run(this, what);
        if (Choices is { } choices)
        {
            Scope joined = Scope;
            for (int runs = 1; !Stopped && choices.Next(); runs++)
            {
                if (runs >= Bounds.Combinations)
                {
                    AddOpaque(
                        OpacityKind.Unreadable,
                        $"a command with more than {Bounds.Combinations} combinations of values",
                        default
                    );
                    break;
                }

                Scope = before;
                Choices = choices;
                outcome = run(this, what) == outcome ? outcome : Outcome.Unknown;
                joined = Scope.Join(joined, Scope);
            }

            Scope = joined;
            Distinct(mark);
        }

        Choices = outer;
        return outcome;
    }

    /// <summary>Takes away what was found twice since a mark.</summary>
    public void Distinct(int mark)
    {
        if (_invocations.Count - mark < 2)
        {
            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        int kept = mark;
        for (int i = mark; i < _invocations.Count; i++)
        {
            if (seen.Add(Key(_invocations[i])))
            {
                _invocations[kept++] = _invocations[i];
            }
        }

        _invocations.RemoveRange(kept, _invocations.Count - kept);
    }

    /// <summary>The directory that this run takes.</summary>
    public Word Directory =>
        Scope.Directories is [var only] ? only : Scope.Directories[Pick("/", Scope.Directories.Length)];

    /// <summary>An unknown word for the output of a program.</summary>
    public static Word OutputOf(Invocation producer, bool splits = false) =>
        Word.Unknown($"$({producer.Shown})", splits, producer);

    /// <summary>An unknown word for what a file holds.</summary>
    public Word ContentOf(Word path, bool splits = false)
    {
        var reader = new Invocation
        {
            Program = new Word("cat"),
            Name = "cat",
            Arguments = [],
            Input = new Input.FromFile(path),
            Directory = Directory,
            Written = Scope.Written,
            Outside = Outside,
            Root = Root,
        };
        return Word.Unknown($"$(<{path.Shown})", splits, reader);
    }

    /// <summary>The path under which a process substitution can be opened.</summary>
    public string OpenDescriptor(Input input)
    {
        string number = (_descriptors--).ToString();
        Scope = Scope with { Descriptors = Scope.Descriptors.SetItem(number, input) };
        return "/dev/fd/" + number;
    }

    private static string Key(Invocation invocation)
    {
        string input = invocation.Input switch
        {
            Input.Given(var text) => text.Shown,
            Input.FromFile(var path) => path.Shown,
            Input.Piped(var producer) => producer.Shown,
            _ => "",
        };
        string files = string.Join('\0', invocation.Files.Select(f => $"{f.Kind} {f.Path}"));
        string environment = invocation.Environment.IsEmpty
            ? ""
            : string.Join(
                '\0',
                invocation.Environment.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={e.Value}")
            );
        string words = string.Join('\0', invocation.Arguments.Select(a => a.Shown).Prepend(invocation.Program.Shown));
        return string.Join('\u0001', invocation.Span.Start, words, invocation.Directory, input, files, environment);
    }
}

/// <summary>Whether a command succeeds, as far as its words tell.</summary>
internal enum Outcome : byte
{
    Unknown,
    Success,
    Failure,
}
