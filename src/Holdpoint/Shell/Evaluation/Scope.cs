using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Why nothing more runs at a point of the script.</summary>
internal enum Ending : byte
{
    Running,
    Loop,
    Function,
    Shell,
}

/// <summary>A function with the text that its nodes point into.</summary>
internal sealed record Function(Command Body, SourceText Source);

/// <summary>A text whose nodes are walked.</summary>
/// <param name="Origin">Where the code stands in the text that the agent sent; null when it is that text
/// itself.</param>
internal sealed record SourceText(string Text, Span? Origin)
{
    /// <summary>The file that it was read from; null when the agent sent it.</summary>
    public string? File { get; init; }

    public Span Where(Span span) => Origin ?? span;

    public string Of(Span span) =>
        span.Start >= 0 && span.Length >= 0 && span.End <= Text.Length ? Text.Substring(span.Start, span.Length) : "";
}

/// <summary>Code that <c>trap</c> keeps for later.</summary>
internal sealed record Trap(Word Code, Span Span);

/// <summary>All that a shell knows at one point of a script; a value, so that branches start from the same one and are
/// joined.</summary>
internal sealed record Scope
{
    /// <summary>Where it may stand; more than one after branches.</summary>
    public required ImmutableArray<Word> Directories { get; init; }

    /// <summary>The variables that the script touched.</summary>
    public ImmutableDictionary<string, Variable> Variables { get; init; } = NoVariables;

    public ImmutableDictionary<string, Function> Functions { get; init; } = NoFunctions;

    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary><c>$1</c> and so on; default when they cannot be known.</summary>
    public ImmutableArray<Word> Positional { get; init; }

    /// <summary><c>$0</c></summary>
    public Word? Zero { get; init; }

    /// <summary>What <c>exec 3&lt;…</c> left open, by descriptor, and what was given to <c>/dev/fd/…</c> by process
    /// substitutions.</summary>
    public ImmutableDictionary<string, Input> Descriptors { get; init; } = ImmutableDictionary<string, Input>.Empty;

    /// <summary>Files that the script wrote, by absolute path, with what is known of their content.</summary>
    public ImmutableDictionary<string, Word> Written { get; init; } = ImmutableDictionary<string, Word>.Empty;

    /// <summary><c>pushd</c>'s stack, the last one on top.</summary>
    public ImmutableArray<Word> Pushed { get; init; } = [];

    /// <summary>What was written so far for the substitution or pipe that listens, one for each way; default when
    /// nobody does.</summary>
    public ImmutableArray<Word> Output { get; init; }

    /// <summary>Where output goes that nobody of the script listens to.</summary>
    public Shell.Output Sink { get; init; } = Shell.Output.Heard.Instance;

    public Input Input { get; init; } = Input.Inherited.Instance;

    /// <summary>Programs peeled off around the whole shell: <c>sudo bash -c</c>.</summary>
    public ImmutableArray<string> Wrappers { get; init; } = [];

    /// <summary>Nothing comes from the world's environment: inside <c>env -i</c>.</summary>
    public bool Clean { get; init; }

    /// <summary>A script that is run as a program: it knows what is exported to it, and nothing of the shell around
    /// it.</summary>
    public bool Closed { get; init; }

    public ImmutableArray<Trap> Traps { get; init; } = [];

    /// <summary>Absolute paths that a test found to be missing, for the branch that runs only then.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>Where the commands stand that have all succeeded when this runs; null for none.</summary>
    public Span? After { get; init; }

    /// <summary>In a function: what its local variables were outside.</summary>
    public ImmutableDictionary<string, Variable?>? Locals { get; init; }

    /// <summary><c>set -a</c></summary>
    public bool ExportsAll { get; init; }

    /// <summary><c>export -f</c>: shells below know the functions.</summary>
    public bool ExportsFunctions { get; init; }

    /// <summary><c>set -f</c></summary>
    public bool NoGlob { get; init; }

    /// <summary><c>shopt -s lastpipe</c></summary>
    public bool LastPipe { get; init; }

    /// <summary><c>shopt -s expand_aliases</c></summary>
    public bool ExpandsAliases { get; init; }

    public Ending Ending { get; init; }

    private static readonly ImmutableDictionary<string, Variable> NoVariables = ImmutableDictionary<
        string,
        Variable
    >.Empty;

    private static readonly ImmutableDictionary<string, Function> NoFunctions = ImmutableDictionary<
        string,
        Function
    >.Empty;

    /// <summary>Where output goes that a file takes, or without one whoever listens here.</summary>
    public Shell.Output Into(OpenedFile? file) =>
        file is not null ? new Shell.Output.ToFile(file)
            : !Output.IsDefault ? Shell.Output.Taken.Instance
            : Sink;

    public Scope Assign(string name, Word value) => Assign(name, Holding.Scalar(value));

    public Scope Assign(string name, Holding holding)
    {
        if (holding.Elements.Length > Bounds.Words || Words.IsLong(holding.Value))
        {
            holding = Holding.Scalar(Word.Unknown("$" + name));
        }

        Variable? old = Variables.GetValueOrDefault(name);
        VariableFlags flags =
            (old?.Flags ?? VariableFlags.None) | (ExportsAll ? VariableFlags.Exported : VariableFlags.None);
        if (old is { Alternatives: [var only] } && old.Flags == flags && only.SameAs(holding))
        {
            return this;
        }

        return this with
        {
            Variables = Variables.SetItem(name, new Variable([holding], flags)),
        };
    }

    /// <summary>Gives a variable attributes without a value.</summary>
    public Scope Mark(string name, VariableFlags flags, bool on = true)
    {
        Variable variable = Variables.GetValueOrDefault(name) ?? new Variable([Holding.Inherited], VariableFlags.None);
        VariableFlags now = on ? variable.Flags | flags : variable.Flags & ~flags;
        return now == variable.Flags && Variables.ContainsKey(name)
            ? this
            : this with
            {
                Variables = Variables.SetItem(name, variable with { Flags = now }),
            };
    }

    /// <summary>Makes a variable local to the running function: at its end the outer one is back.</summary>
    public Scope MakeLocal(string name) =>
        Locals is null || Locals.ContainsKey(name)
            ? this
            : this with
            {
                Locals = Locals.SetItem(name, Variables.GetValueOrDefault(name)),
                Variables = Variables.SetItem(name, new Variable([Holding.Unset], VariableFlags.None)),
            };

    /// <summary>Every variable may hold something else as well: code that nobody read has run in this shell.</summary>
    public Scope Doubt()
    {
        ImmutableDictionary<string, Variable> variables = Variables;
        foreach ((string name, Variable variable) in Variables)
        {
            if ((variable.Flags & VariableFlags.ReadOnly) == VariableFlags.None)
            {
                var other = new Variable([Holding.Scalar(Word.Unknown("$" + name))], variable.Flags);
                variables = variables.SetItem(name, Variable.Join(name, variable, other));
            }
        }

        return this with { Variables = variables };
    }

    /// <summary>Adds to what the listener hears, on every way.</summary>
    public Scope Write(Word text)
    {
        if (Output.IsDefault || text.Pieces.IsEmpty)
        {
            return this;
        }

        return this with
        {
            Output = Output is [var only] ? [Words.Concat(only, text)] : [.. Output.Select(o => Words.Concat(o, text))],
        };
    }

    /// <summary>What is known where two ways come together; a way that ended counts no more.</summary>
    public static Scope Join(Scope one, Scope other)
    {
        if (ReferenceEquals(one, other) || (other.Ending is not Ending.Running && one.Ending is Ending.Running))
        {
            return one;
        }

        if (one.Ending is not Ending.Running && other.Ending is Ending.Running)
        {
            return other;
        }

        return other with
        {
            Directories = Union(one.Directories, other.Directories),
            Output = Union(one.Output, other.Output),
            Variables = Join(one.Variables, other.Variables),
            Functions = ReferenceEquals(one.Functions, other.Functions)
                ? one.Functions
                : one.Functions.SetItems(other.Functions),
            Aliases = ReferenceEquals(one.Aliases, other.Aliases) ? one.Aliases : one.Aliases.SetItems(other.Aliases),
            Positional = Join(one.Positional, other.Positional),
            Descriptors = ReferenceEquals(one.Descriptors, other.Descriptors)
                ? one.Descriptors
                : one.Descriptors.SetItems(other.Descriptors),
            Written = ReferenceEquals(one.Written, other.Written) ? one.Written : one.Written.SetItems(other.Written),
            Traps = [.. one.Traps, .. other.Traps.Except(one.Traps)],
            Locals = one.Locals is null || other.Locals is null ? other.Locals : one.Locals.SetItems(other.Locals),
            ExpandsAliases = one.ExpandsAliases || other.ExpandsAliases,
            NoGlob = one.NoGlob && other.NoGlob,
            ExportsAll = one.ExportsAll || other.ExportsAll,
            Ending = one.Ending < other.Ending ? one.Ending : other.Ending,
        };
    }

    /// <summary>Where one way sets no parameters, what is done with none of them does nothing: those of the other way
    /// count.</summary>
    private static ImmutableArray<Word> Join(ImmutableArray<Word> one, ImmutableArray<Word> other) =>
        SamePositional(one, other) || other is { IsDefault: false, Length: 0 } ? one
        : one is { IsDefault: false, Length: 0 } ? other
        : default;

    private static bool SamePositional(ImmutableArray<Word> one, ImmutableArray<Word> other) =>
        one == other
        || (
            !one.IsDefault
            && !other.IsDefault
            && one.Length == other.Length
            && one.Zip(other).All(pair => pair.First.SameAs(pair.Second))
        );

    private static ImmutableDictionary<string, Variable> Join(
        ImmutableDictionary<string, Variable> one,
        ImmutableDictionary<string, Variable> other
    )
    {
        if (ReferenceEquals(one, other))
        {
            return one;
        }

        var untouched = new Variable([Holding.Inherited], VariableFlags.None);
        ImmutableDictionary<string, Variable>.Builder joined = other.ToBuilder();
        foreach ((string name, Variable variable) in other)
        {
            if (!one.ContainsKey(name))
            {
                joined[name] = Variable.Join(name, untouched, variable);
            }
        }

        foreach ((string name, Variable variable) in one)
        {
            joined[name] = Variable.Join(name, variable, other.GetValueOrDefault(name) ?? untouched);
        }

        return joined.ToImmutable();
    }

    private static ImmutableArray<Word> Union(ImmutableArray<Word> one, ImmutableArray<Word> other)
    {
        if (one == other || other.IsDefault || one.IsDefault)
        {
            return other;
        }

        ImmutableArray<Word> all = one;
        foreach (Word word in other)
        {
            if (!all.Any(w => w.SameAs(word)))
            {
                all = all.Add(word);
            }
        }

        return all.Length > Bounds.Alternatives ? [.. all.Take(Bounds.Alternatives - 1), Word.Unknown("…")] : all;
    }
}
