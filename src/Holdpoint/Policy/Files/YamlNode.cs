using System.Collections.Immutable;

namespace Holdpoint.Policy.Files;

/// <summary>A node of a YAML file with its place; line and column count from 1.</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>A scalar; policy files hold words and numbers, all read as text.</summary>
    internal sealed record Scalar(string Text, bool Quoted, int Line, int Column) : YamlNode(Line, Column)
    {
        /// <summary>Nothing after a colon, <c>~</c> or <c>null</c>.</summary>
        public bool IsNull => !Quoted && Text is "" or "~" or "null";
    }

    internal sealed record Sequence(ImmutableArray<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

    internal sealed record Mapping(ImmutableArray<(Scalar Key, YamlNode Value)> Entries, int Line, int Column)
        : YamlNode(Line, Column);
}
