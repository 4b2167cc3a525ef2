namespace Holdpoint.World;

/// <summary>What a copy of a file must have beside its content.</summary>
/// <param name="Mode">The rights as chmod takes them.</param>
/// <param name="Target">Where a symbolic link leads, as written; null of what is none.</param>
internal readonly record struct FileTraits(int Mode, string? Target)
{
    /// <summary>The bits of a mode that are rights.</summary>
    public const int Rights = 0xFFF;
}
