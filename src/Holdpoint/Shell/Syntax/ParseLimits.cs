namespace Holdpoint.Shell.Syntax;

/// <summary>What the parser refuses to go beyond; each is far above what people and agents write.</summary>
internal static class ParseLimits
{
    /// <summary>Linux hands a program at most 128 KiB in one argument; scripts that are followed may be
    /// longer.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Nesting of commands, substitutions and quotes: each level costs stack, and nobody reads the
    /// tenth.</summary>
    public const int MaxNesting = 100;

    /// <summary>Height of the tree, with chains of <c>&amp;&amp;</c> that nest to the left: whoever walks it
    /// recurses.</summary>
    public const int MaxHeight = 400;

    /// <summary>Nodes of one tree, about 20 MB: a text of single letters would otherwise grow a hundredfold.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>Characters read again, because what they are shows late or a layer of quoting comes off: keeps time
    /// linear.</summary>
    public const int MaxReread = 1 << 22;
}
