using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell;

/// <summary>What stage 1 made of a shell command.</summary>
/// <param name="Invocations">Every program run that may happen, in the order of the text; branches that may not be
/// taken included.</param>
/// <param name="Opaque">Code that would run but could not be read, each with its reason.</param>
internal sealed record Reading(ImmutableArray<Invocation> Invocations, ImmutableArray<OpaqueCode> Opaque)
{
    /// <summary>Processes that would be started without end.</summary>
    public ImmutableArray<Swarm> Swarms { get; init; } = [];

    /// <summary>A bound was met, and what came after it was not read.</summary>
    public bool Stopped { get; init; }
}

/// <summary>Processes that start processes without end: a fork bomb.</summary>
/// <param name="Why">One clause: what starts them.</param>
internal sealed record Swarm(string Why, Span Span);

/// <summary>Why a piece of code could not be read.</summary>
internal enum OpacityKind
{
    /// <summary>The text is no shell that bash accepts, or is beyond a bound.</summary>
    Unreadable,

    /// <summary>Code made at run time: <c>eval "$X"</c>, a shell fed by a program's output.</summary>
    RunTime,

    /// <summary>Code that comes from the network as it runs: <c>curl … | sh</c>.</summary>
    Network,
}

/// <summary>Code that would run but could not be read.</summary>
/// <param name="Why">One clause: "no closing quote at offset 12", "the output of curl is run by sh".</param>
internal sealed record OpaqueCode(OpacityKind Kind, string Why, Span Span)
{
    /// <summary>The file in which it stands; null when the agent sent it.</summary>
    public string? File { get; init; }

    /// <summary>What the code sees.</summary>
    public CodeReach Reach { get; init; } = new([], Clean: false);
}

/// <summary>What code sees of the world when it runs.</summary>
/// <param name="Variables">Variables that the action itself put into its environment, as far as they are known; of two
/// with one name the later counts.</param>
/// <param name="Clean">Nothing comes from the world's environment.</param>
internal sealed record CodeReach(ImmutableArray<KeyValuePair<string, string>> Variables, bool Clean)
{
    /// <summary>The folder in which it runs, absolute; null where nobody knows.</summary>
    public string? Directory { get; init; }

    /// <summary>Files of variables that it would load by itself; null for none.</summary>
    public DotEnvRule? Loads { get; init; }
}

/// <summary>What reading needs to know of the shell that would run the text; values, so that reading stays
/// pure.</summary>
/// <param name="Directory">Absolute.</param>
/// <param name="Variables">Variables that surely have these values there: HOME, PWD, USER, TMPDIR. Any other is
/// unknown.</param>
internal sealed record ShellContext(string Directory, ImmutableDictionary<string, string> Variables)
{
    /// <summary>Whether the shell was started with a variable of this name: assigned anew, programs see the new
    /// value.</summary>
    public Func<string, bool> IsExported { get; init; } = static _ => false;

    /// <summary>A variable of the environment that a script which is run as a program inherits; null when it is unset.
    /// By default nothing is known of it.</summary>
    public Func<string, string?>? Inherited { get; init; }

    /// <summary>The text of a file that the action runs, by absolute path; bounded by who hands it in.</summary>
    public Func<string, FileText> Files { get; init; } = static _ => FileText.Missing.Instance;

    /// <summary>The names in a folder, by absolute path; none when it is missing. Bounded by who hands it in.</summary>
    public Func<string, ImmutableArray<string>> Names { get; init; } = static _ => [];
}
