namespace Holdpoint.Tools.Aws.Catalogue;

/// <summary>What the catalogue says of one AWS operation, whatever its parameters; the numbers stand in the generated
/// index.</summary>
internal enum OperationSort
{
    /// <summary>Not in the catalogue.</summary>
    Unlisted = 0,

    /// <summary>Only looks.</summary>
    Read = 1,

    /// <summary>Makes something, marks it, or uses it; nothing that was there is less than before.</summary>
    Create = 2,

    /// <summary>Puts a new value in the place of the former one.</summary>
    Modify = 3,

    /// <summary>Stops, detaches or resets something; it can be started or attached again.</summary>
    Disrupt = 4,

    /// <summary>Destroys what its description makes again: a rule, a route, a policy.</summary>
    DestroyConfiguration = 5,

    /// <summary>Destroys something, and nothing tells whether it comes back.</summary>
    Destroy = 6,

    /// <summary>Destroys something for good, by AWS's own documentation.</summary>
    DestroyForGood = 7,

    /// <summary>Runs or changes what its payload says: a statement, a template, a command.</summary>
    Payload = 8,

    /// <summary>Puts new values in the place of former ones, a protection among them: its parameters decide.</summary>
    Guarding = 9,
}
