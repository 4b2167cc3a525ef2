using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;

namespace Holdpoint;

/// <summary>The kind of one consequence, from harmless to grave; the order is used to sort, never to judge.</summary>
internal enum EffectKind
{
    Read,
    Create,
    Modify,

    /// <summary>Makes something readable to more people than before.</summary>
    Expose,

    /// <summary>Destroys nothing yet, but takes a protection away.</summary>
    Weaken,

    /// <summary>Code or a program that could not be read.</summary>
    Unknown,
    Destroy,
}

/// <summary>What an effect falls on.</summary>
/// <param name="Type">A dotted word of the tool, such as <c>terraform.state</c>, <c>file</c>,
/// <c>git.branch</c>.</param>
/// <param name="Name">The name within its target, as a person would write it.</param>
internal sealed record Resource(string Type, string Name);

/// <summary>One consequence of an action, as its words tell it; stage 4 replaces it by what the world tells.</summary>
internal sealed record Effect(EffectKind Kind, Resource Resource, Target Target, Recovery Recovery)
{
    /// <summary>The id of the tool that recognised it.</summary>
    public required string Tool { get; init; }

    /// <summary>One clause for a person, lower-case, without a full stop: "deletes every resource in the
    /// state".</summary>
    public required string Summary { get; init; }

    /// <summary>The program run that has this effect; null where the action is no shell command.</summary>
    public Invocation? Invocation { get; init; }

    /// <summary>What would measure it; null where the words say all there is to know.</summary>
    public Probe? Probe { get; init; }

    /// <summary>A safer way to the same end, as a command or a clause; null where none is known.</summary>
    public string? Safer { get; init; }

    /// <summary>Its program ends with 0 also when it has failed: only what is gone tells.</summary>
    public bool EndsWithZeroAnyway { get; init; }

    /// <summary>How its program plans first and then does just that; null where it has no such way.</summary>
    public PlanFirst? Plan { get; init; }

    /// <summary>Forbidden whatever the environment: Holdpoint's own parts, a machine's root, a raw disk.</summary>
    public string? Forbidden { get; init; }
}
