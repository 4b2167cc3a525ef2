namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>What a subcommand does to a state, as far as measuring it differs.</summary>
internal enum Deed
{
    /// <summary>Changes nothing, but its output is what a person or an agent acts upon next: <c>plan</c>.</summary>
    Look,

    /// <summary><c>destroy</c>, <c>apply -destroy</c>.</summary>
    Destroy,

    /// <summary><c>apply</c> without a saved plan: whatever is no longer in the configuration goes, too.</summary>
    Apply,

    /// <summary><c>apply FILE</c>: whatever is in the file.</summary>
    ApplySaved,

    /// <summary>Writes the state so that it can be written back: import, taint, refresh, state mv.</summary>
    Rewrite,

    /// <summary><c>state rm</c>: objects live on that no state knows.</summary>
    Forget,

    /// <summary><c>state push</c>: another state takes its place.</summary>
    Push,

    /// <summary><c>workspace delete</c>.</summary>
    DeleteWorkspace,

    /// <summary><c>init -migrate-state</c>, <c>-force-copy</c>: a state is copied over what may be there.</summary>
    Migrate,

    /// <summary><c>init -reconfigure</c>: the place of the state so far is forgotten.</summary>
    Reconfigure,

    /// <summary>A subcommand that is not known, or cannot be.</summary>
    Unknown,
}
