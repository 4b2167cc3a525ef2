using System.Diagnostics;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>Makes a text smaller as long as it still shows what it showed.</summary>
internal static class Reducer
{
    /// <summary>A small text is a comfort, not worth more waiting than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>Takes away halves, quarters and so on, down to single characters, until nothing more can go.</summary>
    public static string Smallest(string text, Func<string, bool> shows)
    {
        long start = Stopwatch.GetTimestamp();
        for (int size = Math.Max(1, text.Length / 2); size > 0;)
        {
            bool smaller = false;
            for (int at = 0; at < text.Length && Stopwatch.GetElapsedTime(start) < Longest;)
            {
                string candidate = text.Remove(at, Math.Min(size, text.Length - at));
                if (shows(candidate))
                {
                    text = candidate;
                    smaller = true;
                }
                else
                {
                    at += size;
                }
            }

            size = smaller && size == 1 ? 1 : size / 2;
        }

        return text;
    }
}
