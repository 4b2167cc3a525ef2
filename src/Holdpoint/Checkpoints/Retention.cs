using System.Collections.Immutable;

namespace Holdpoint.Checkpoints;

/// <summary>Which checkpoints may go. Pure.</summary>
/// <param name="Age">Older ones go; null for no bound.</param>
/// <param name="Count">Only so many of the newest stay; null for no bound.</param>
/// <param name="Bytes">All that stay are no larger together; null for no bound.</param>
internal sealed record Retention(TimeSpan? Age, int? Count, long? Bytes)
{
    /// <summary>Those that go, newest first. The newest verified one of each place stays, whatever the bounds
    /// say.</summary>
    /// <param name="all">Newest first.</param>
    public IEnumerable<Manifest> Goes(ImmutableArray<Manifest> all, DateTimeOffset now)
    {
        HashSet<string> places = new(StringComparer.Ordinal);
        long bytes = 0;
        int count = 0;
        foreach (Manifest manifest in all)
        {
            bool last = false;
            foreach (SavedPart part in manifest.Parts)
            {
                last |= manifest.IsVerified && places.Add(part.Kind + " " + part.Place);
            }

            bytes += manifest.Bytes;
            count++;
            if (!last && ((Age is { } age && now - manifest.Taken > age) || count > Count || bytes > Bytes))
            {
                bytes -= manifest.Bytes;
                count--;
                yield return manifest;
            }
        }
    }
}
