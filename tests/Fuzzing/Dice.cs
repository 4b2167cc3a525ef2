namespace Holdpoint.Tests.Fuzzing;

/// <summary>Numbers that follow from a seed and the number of an input alone, so that any input can be made again by
/// itself.</summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(long seed, long number)
    {
        // Two rounds part neighbouring numbers well enough.
        _state = (ulong)seed * 0x9E3779B97F4A7C15UL + (ulong)number + 1;
        Next();
        Next();
    }

    /// <summary>A number from 0 up to a bound, without it; 0 for a bound of 0.</summary>
    public int Next(int bound) => bound <= 1 ? 0 : (int)(Next() % (ulong)bound);

    public bool OneIn(int times) => Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private ulong Next()
    {
        // SplitMix64.
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
