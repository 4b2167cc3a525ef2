using System.Collections.Immutable;
using Holdpoint.Sessions;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>What Holdpoint knows of one tool: how to recognise its effects; its probes stand beside it.
/// Pure.</summary>
internal abstract class Tool
{
    /// <summary>Lower-case, stable: "terraform". Used in output, policy and documentation.</summary>
    public abstract string Id { get; }

    /// <summary>One line for <c>holdpoint tools</c>.</summary>
    public abstract string Title { get; }

    /// <summary>The user's documentation in Markdown: what is recognised, what is measured, what is not.</summary>
    public abstract string Documentation { get; }

    /// <summary>The base names of the programs whose invocations it is asked about; null: about every invocation
    /// (for tools that look at redirections or paths).</summary>
    public abstract ImmutableArray<string>? Programs { get; }

    /// <summary>Adds the effects of one invocation; reads are not worth adding.</summary>
    public abstract void Recognise(Invocation invocation, ICollection<Effect> effects);

    /// <summary>Adds the effects of one invocation where those before it, in the same action, matter.</summary>
    /// <param name="invocations">All of the action, in the order of its text.</param>
    /// <param name="at">The one that is asked about.</param>
    public virtual void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects) =>
        Recognise(invocations[at], effects);

    /// <summary>Adds the paths that an invocation brings something to: for the session's memory, decision 10.</summary>
    public virtual void AddMakings(Invocation invocation, ICollection<Making> makings)
    {
    }

    /// <summary>Adds the effects of a client's file tool.</summary>
    public virtual void RecogniseEdit(Action.FileEdit edit, ICollection<Effect> effects)
    {
    }

    /// <summary>Adds the effects of a tool of the client or of an MCP server.</summary>
    public virtual void RecogniseCall(Action.ToolCall call, ICollection<Effect> effects)
    {
    }
}
