using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>A program about to be run: what is peeled off around it changes it until nothing is left to peel.</summary>
internal sealed record Launch
{
    public required Word Program { get; init; }

    public required ImmutableArray<Word> Arguments { get; init; }

    public required Span Span { get; init; }

    public required Word Directory { get; init; }

    public required Input Input { get; init; }

    public ImmutableArray<OpenedFile> Files { get; init; } = [];

    /// <summary>Standard output goes to a file or another descriptor.</summary>
    public bool OutputAway { get; init; }

    public OpenedFile? OutputFile { get; init; }

    /// <summary>Where its output goes, seen from a scope; on another descriptor it is heard all the same.</summary>
    public Output Sink(Scope scope) => scope.Into(OutputFile);

    /// <summary>Descriptors open for it, by number.</summary>
    public required ImmutableDictionary<string, Input> Descriptors { get; init; }

    /// <summary>Assignments before it; a null value is unset.</summary>
    public ImmutableArray<KeyValuePair<string, Word?>> Assigned { get; init; } = [];

    public bool Clean { get; init; }

    public ImmutableArray<string> Wrappers { get; init; } = [];

    /// <summary>Functions and aliases do not count: after <c>command</c>, <c>sudo</c> and the like.</summary>
    public bool Direct { get; init; }

    /// <summary>A program runs it, not the shell: built-in commands do not count either.</summary>
    public bool External { get; init; }

    public Launch Then(Word program, ImmutableArray<Word> arguments, string wrapper) =>
        this with
        {
            Program = program,
            Arguments = arguments,
            Wrappers = Wrappers.Add(wrapper),
            Direct = true,
            External = true,
        };

    /// <summary>The same in a container or on another machine: its folder and variables are those of there, and a file
    /// that feeds it is still this machine's.</summary>
    /// <param name="wrapper">The program that carries it there.</param>
    public Launch Elsewhere(string wrapper, ImmutableArray<KeyValuePair<string, Word?>> variables) =>
        this with
        {
            Files = [],
            OutputAway = true,
            Clean = true,
            Assigned = variables,
            Input = Input is Input.FromFile(var path)
                ? new Input.FromFile(Words.Resolve(Directory, Words.Quoted(path)))
                : Input,
            Directory = Word.Unknown(Outside.Folder),
            Wrappers = Wrappers.Add(wrapper),
        };
}
