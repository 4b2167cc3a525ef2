using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Sessions;

/// <summary>How an action brings something to a path, or takes it away.</summary>
internal enum MakingKind
{
    /// <summary>Writes something new there.</summary>
    Made,

    /// <summary>The same, with the folders above it.</summary>
    MadeWithParents,

    /// <summary>Puts a copy of something there, which may become the only one.</summary>
    Copied,

    /// <summary>Lays out there what an archive holds.</summary>
    Unpacked,

    /// <summary>Puts something there that was elsewhere, whoever made it.</summary>
    Moved,

    /// <summary>Takes away what is there.</summary>
    Gone,
}

/// <summary>A path that an action brings something to, as its words tell it.</summary>
internal sealed record Making(MakingKind Kind, Word Path, Word Directory)
{
    /// <summary>Something may come to any path.</summary>
    public static readonly Making Anywhere = new(MakingKind.Moved, new Word("/"), new Word("/"));

    /// <summary>What is copied or moved.</summary>
    public ImmutableArray<Word> From { get; init; } = [];
}
