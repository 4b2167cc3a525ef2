using System.Text;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tests.Tools.Clouds;

/// <summary>The text of a generated table of words.</summary>
internal static class IndexText
{
    private const int PerLine = 9;

    /// <summary>Whether no two sorted entries share their hash.</summary>
    public static bool Apart(uint[] entries) => Enumerable.Range(1, Math.Max(0, entries.Length - 1))
        .All(i => entries[i] >> WordIndex.SortBits != entries[i - 1] >> WordIndex.SortBits);

    /// <summary>Seed and entries as members of a class, to its closing brace.</summary>
    public static string Body(uint seed, uint[] entries)
    {
        var text = new StringBuilder();
        text.Append($"    private const uint Seed = {seed};\n\n")
            .Append("    private static ReadOnlySpan<uint> Entries =>\n    [");
        for (int i = 0; i < entries.Length; i++)
        {
            text.Append(i % PerLine == 0 ? "\n        " : " ").Append($"0x{entries[i]:X8},");
        }

        return text.Append("\n    ];\n}\n").ToString();
    }
}
