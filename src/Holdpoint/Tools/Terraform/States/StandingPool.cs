namespace Holdpoint.Tools.Terraform.States;

/// <summary>Lets objects that stand alike share one list of what tells it: of five thousand databases most have the
/// same protection, size and engine.</summary>
internal sealed class StandingPool
{
    /// <summary>A place for each hash; what comes later takes it.</summary>
    private const int Places = 512;

    private readonly KeyValuePair<string, string>[]?[] _known = new KeyValuePair<string, string>[]?[Places];

    /// <summary>The same pairs in the same order, mostly in an array that was given before.</summary>
    public KeyValuePair<string, string>[] Get(List<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        uint hash = 0;
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            const uint Odd = 0x9E3779B1;
            hash = ((hash ^ (uint)pair.Key.Length) * Odd) ^ (uint)pair.Value.Length;
            hash = (hash * Odd) ^ pair.Value[0] ^ ((uint)pair.Value[^1] << 16);
        }

        ref KeyValuePair<string, string>[]? place = ref _known[(hash ^ (hash >> 16)) % Places];
        if (place is null || !Same(place, pairs))
        {
            place = [.. pairs];
        }

        return place;
    }

    private static bool Same(KeyValuePair<string, string>[] known, List<KeyValuePair<string, string>> pairs)
    {
        if (known.Length != pairs.Count)
        {
            return false;
        }

        for (int i = 0; i < known.Length; i++)
        {
            if (!string.Equals(known[i].Key, pairs[i].Key, StringComparison.Ordinal)
                || !string.Equals(known[i].Value, pairs[i].Value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
