using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Catalogue;

/// <summary>Every command and group of gcloud by its words, without alpha, beta or preview before them.</summary>
internal static partial class CommandIndex
{
    public static uint Begin => Seed;

    /// <summary>The hash of a path with one more word.</summary>
    public static uint Add(uint hash, ReadOnlySpan<char> word) => WordIndex.Add(WordIndex.Add(hash, "/"), word);

    public static CommandSort Find(uint hash) => (CommandSort)WordIndex.Find(Entries, hash);
}
