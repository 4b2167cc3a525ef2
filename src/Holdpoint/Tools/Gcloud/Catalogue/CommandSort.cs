namespace Holdpoint.Tools.Gcloud.Catalogue;

/// <summary>What the catalogue says of one gcloud command, whatever its flags; the numbers stand in the generated
/// index.</summary>
internal enum CommandSort
{
    /// <summary>Not in the catalogue.</summary>
    Unlisted = 0,

    /// <summary>Only looks, or acts on this machine's own configuration.</summary>
    Read = 1,

    /// <summary>Makes something or uses it; nothing that was there is less than before.</summary>
    Create = 2,

    /// <summary>Puts a new value in the place of the former one.</summary>
    Modify = 3,

    /// <summary>Stops, detaches or resets something; it can be started or attached again.</summary>
    Disrupt = 4,

    /// <summary>Destroys what its description makes again: a rule, a route, a template.</summary>
    DestroyConfiguration = 5,

    /// <summary>Destroys something, and nothing tells whether it comes back.</summary>
    Destroy = 6,

    /// <summary>No command: the words so far name a group of them.</summary>
    Group = 7,
}
