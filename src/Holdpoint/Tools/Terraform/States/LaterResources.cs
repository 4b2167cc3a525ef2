using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Reads the second half of a large state's resources on another processor, from where an item of their list
/// seems to begin.</summary>
/// <remarks>It is a guess, and it is checked: what was read counts only when the reader of the first half comes to that
/// very byte at the beginning of an item of that list. What is read from there on cannot differ then. A guess that was
/// wrong, or a fault in the second half, is as if nobody had tried.</remarks>
internal sealed class LaterResources
{
    /// <summary>Objects and lists around an item: the document and the list.</summary>
    public const int Depth = 2;

    /// <summary>Smaller states are read sooner than a thread begins.</summary>
    public const int LeastBytes = 4 * 1024 * 1024;

    private readonly Task<Half?> _reading;

    private LaterResources(ReadOnlyMemory<byte> utf8, int start)
    {
        Start = start;
        _reading = Task.Run(() => Read(utf8, start));
    }

    /// <summary>The byte at which it began.</summary>
    public int Start { get; }

    /// <summary>What was read, and the byte behind the list's end.</summary>
    internal sealed record Half(ResourceReader Reader, int End);

    /// <summary>Begins to read; null where the state is small, there is one processor, or no place to begin is
    /// seen.</summary>
    /// <param name="least">For tests: the size from which it is done.</param>
    public static LaterResources? Begin(ReadOnlyMemory<byte> utf8, int least = LeastBytes)
    {
        if (utf8.Length < least || Environment.ProcessorCount < 2)
        {
            return null;
        }

        // As Terraform indents the items; those of a list deeper inside stand further to the right.
        int middle = utf8.Length / 2;
        ReadOnlySpan<byte> item = "\n    {"u8;
        int found = utf8.Span[middle..].IndexOf(item);
        return found < 0 ? null : new LaterResources(utf8, middle + found + item.Length - 1);
    }

    /// <summary>Waits for it; null when it was of no use.</summary>
    public Half? Finish() => _reading.GetAwaiter().GetResult();

    private static Half? Read(ReadOnlyMemory<byte> utf8, int start)
    {
        var json = JsonCursor.InList(utf8.Span, start);
        var reader = new ResourceReader();
        try
        {
            return reader.ReadItems(ref json, rest: null) is null ? new Half(reader, json.Position) : null;
        }
        catch (JsonException)
        {
            return null; // The reader of the first half comes to the same place, and tells it.
        }
    }
}
