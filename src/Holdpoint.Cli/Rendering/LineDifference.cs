using System.Text;

namespace Holdpoint.Cli.Rendering;

/// <summary>What differs between two texts, as lines with <c>-</c> and <c>+</c>: one block from the first to the last
/// difference.</summary>
internal static class LineDifference
{
    /// <summary>Lines around the block, so that one sees where it stands.</summary>
    private const int Context = 2;

    public static string Of(string before, string after)
    {
        ReadOnlySpan<string> old = Split(before);
        ReadOnlySpan<string> now = Split(after);
        int head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var text = new StringBuilder();
        Append(text, "  ", old[Math.Max(0, head - Context)..head]);
        Append(text, "- ", old[head..(old.Length - tail)]);
        Append(text, "+ ", now[head..(now.Length - tail)]);
        Append(text, "  ", old[(old.Length - tail)..Math.Min(old.Length, old.Length - tail + Context)]);
        return text.ToString();
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static void Append(StringBuilder text, string mark, ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append(mark).Append(Printable.Line(line.TrimEnd('\r'))).Append('\n');
        }
    }
}
