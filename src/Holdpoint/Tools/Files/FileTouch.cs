using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>What a program does to a path.</summary>
internal enum TouchKind
{
    /// <summary>Removes it.</summary>
    Remove,

    /// <summary>Removes it so that no undelete brings it back: shred, srm.</summary>
    Wipe,

    /// <summary>Replaces what it holds.</summary>
    Overwrite,

    /// <summary>Changes a part of it, or adds to it.</summary>
    Modify,

    /// <summary>Takes it away from its place, whole.</summary>
    MoveAway,

    /// <summary>Changes who may do what with it.</summary>
    Access,

    /// <summary>Makes a link to it, under another name.</summary>
    Link,
}

/// <summary>One path that a program changes, as its words tell it.</summary>
internal sealed record FileTouch(TouchKind Kind, Word Path)
{
    /// <summary>With everything below it.</summary>
    public bool Recursive { get; init; }

    /// <summary>Does not mind when nothing is there.</summary>
    public bool Force { get; init; }

    /// <summary>Where the path may be a folder: the paths whose base names are put into it.</summary>
    public ImmutableArray<Word> Into { get; init; } = [];

    /// <summary>For writing over: nothing takes the place of what it held.</summary>
    public bool Empties { get; init; }

    /// <summary>A test stands before it, so that it runs only where no file is there.</summary>
    public bool OnlyIfAbsent { get; init; }

    /// <summary>For access: everybody may write afterwards.</summary>
    public bool OpensToAll { get; init; }

    /// <summary>For access: its owner can no longer run it, or go into it.</summary>
    public bool Closes { get; init; }
}
