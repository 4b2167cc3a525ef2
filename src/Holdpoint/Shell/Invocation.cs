using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell;

/// <summary>One program run found inside a shell action, after wrappers are peeled.</summary>
internal sealed record Invocation
{
    /// <summary>The program as written (<c>/bin/rm</c>, <c>\rm</c>), after expansion.</summary>
    public required Word Program { get; init; }

    /// <summary>The program's base name: "rm". Empty for redirections or assignments alone; null when it cannot be
    /// known.</summary>
    public required string? Name { get; init; }

    /// <summary>The arguments, without the program.</summary>
    public required ImmutableArray<Word> Arguments { get; init; }

    /// <summary>Where it runs; a word with unknown pieces after <c>cd "$X"</c>.</summary>
    public required Word Directory { get; init; }

    /// <summary>Variables that the action itself put into the program's environment (exports and assignments before
    /// it); a null value was unset. What is not here comes from the world.</summary>
    public ImmutableDictionary<string, Word?> Environment { get; init; } = ImmutableDictionary<string, Word?>.Empty;

    /// <summary>True after <c>env -i</c>: nothing comes from the world.</summary>
    public bool CleanEnvironment { get; init; }

    /// <summary>Files that the shell opens for it, in order; descriptors duplicated are not listed.</summary>
    public ImmutableArray<OpenedFile> Files { get; init; } = [];

    /// <summary>No program runs: the shell only opens the files, as for <c>&gt; file</c> alone.</summary>
    public bool OpensOnly { get; init; }

    /// <summary>What its standard input is.</summary>
    public Input Input { get; init; } = Input.Inherited.Instance;

    /// <summary>Where its standard output goes.</summary>
    public Output Output { get; init; } = Output.Taken.Instance;

    /// <summary>Programs that were peeled off, outermost first: sudo, env, xargs.</summary>
    public ImmutableArray<string> Wrappers { get; init; } = [];

    /// <summary>Absolute paths at which nothing is where this runs: <c>[ -f X ] ||</c> stands before it.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>Where in the agent's text the commands stand that have all succeeded when this runs: those left of
    /// <c>&amp;&amp;</c>; null for none.</summary>
    public Span? After { get; init; }

    /// <summary>Where it runs, when that is not this machine; null for here.</summary>
    public Outside? Outside { get; init; }

    /// <summary>The folder that it sees as the root of all files, where it runs: after <c>chroot</c>; null for the
    /// root itself.</summary>
    public Word? Root { get; init; }

    /// <summary>The script that it was read from; null when the agent's own text holds it.</summary>
    public string? File { get; init; }

    /// <summary>Files that the action has written before this runs, by absolute path, with their text as far as it is
    /// known.</summary>
    public ImmutableDictionary<string, Word> Written { get; init; } = ImmutableDictionary<string, Word>.Empty;

    /// <summary>Where it stands in the text that the agent sent.</summary>
    public Span Span { get; init; }

    /// <summary>Where it stands in the text that holds it: a script, what eval runs, or the agent's own.</summary>
    public Span Within { get; init; }

    private Kept _shown;

    /// <summary>The command line as a person reads it, after expansion. Asked for by every effect of it, so it is kept
    /// (and made anew for a copy with other words).</summary>
    public string Shown
    {
        get
        {
            if (_shown.Program != Program || _shown.Arguments != Arguments)
            {
                string text = string.Join(' ', Arguments.Select(a => a.Shown).Prepend(Program.Shown)).Trim();
                _shown = new Kept(Program, Arguments, text);
            }

            return _shown.Text;
        }
    }

    /// <summary>A variable as the program sees it, as far as the action tells; null when the action does not set
    /// it.</summary>
    public Word? Variable(string name) => Environment.GetValueOrDefault(name);

    /// <summary>A text with the words that it was made of; whether it was made yet is no difference between two
    /// invocations.</summary>
    private readonly struct Kept(Word program, ImmutableArray<Word> arguments, string text) : IEquatable<Kept>
    {
        public Word? Program { get; } = program;

        public ImmutableArray<Word> Arguments { get; } = arguments;

        public string Text { get; } = text;

        public bool Equals(Kept other) => true;

        public override bool Equals(object? obj) => obj is Kept;

        public override int GetHashCode() => 0;
    }
}

/// <summary>A file that a redirection opens.</summary>
internal sealed record OpenedFile(RedirectKind Kind, Word Path);

/// <summary>Where a program's standard output goes.</summary>
internal abstract record Output
{
    /// <summary>To whoever asked for the action: the agent reads it.</summary>
    internal sealed record Heard : Output
    {
        public static readonly Heard Instance = new();
    }

    /// <summary>Into a pipe, a variable, or somewhere that is not known.</summary>
    internal sealed record Taken : Output
    {
        public static readonly Taken Instance = new();
    }

    /// <summary>Into a file, or what bash opens under the name of one.</summary>
    internal sealed record ToFile(OpenedFile File) : Output;
}

/// <summary>What feeds a program's standard input.</summary>
internal abstract record Input
{
    /// <summary>Whatever the shell has: for an agent nearly always nothing.</summary>
    internal sealed record Inherited : Input
    {
        public static readonly Inherited Instance = new();
    }

    /// <summary>Text that is known as far as the word is: a here-document, a here-string, <c>echo yes |</c>.</summary>
    internal sealed record Given(Word Text) : Input;

    /// <summary>A file by name.</summary>
    internal sealed record FromFile(Word Path) : Input;

    /// <summary>A descriptor that is open for writing: nothing is read from it.</summary>
    internal sealed record Out(OpenedFile File) : Input;

    /// <summary>Another program's output that cannot be known.</summary>
    internal sealed record Piped(Invocation Producer) : Input;
}
