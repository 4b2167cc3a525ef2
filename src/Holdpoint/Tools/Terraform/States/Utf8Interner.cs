using System.Runtime.InteropServices;
using System.Text;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Turns repeated UTF-8 text into one string: a state of 50,000 resources has a few hundred types, modules and
/// values.</summary>
internal sealed class Utf8Interner
{
    /// <summary>Beyond this many different texts interning pays no more; the rest get strings of their own.</summary>
    private const int MaxTexts = 1 << 17;

    private int[] _buckets = new int[1024];
    private Entry[] _entries = new Entry[512];
    private int _count;

    private record struct Entry(ulong Hash, int Next, string Text);

    /// <summary>The text as a string; the same string for the same text, as long as there is room.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        ulong hash = HashOf(utf8);
        int slot = (int)(hash & (ulong)(_buckets.Length - 1));
        for (int i = _buckets[slot] - 1; i >= 0; i = _entries[i].Next)
        {
            if (_entries[i].Hash == hash && Same(_entries[i].Text, utf8))
            {
                return _entries[i].Text;
            }
        }

        string text = Encoding.UTF8.GetString(utf8);
        if (_count < MaxTexts)
        {
            Add(hash, text);
        }

        return text;
    }

    private void Add(ulong hash, string text)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
            _buckets = new int[_count * 4];
            for (int i = 0; i < _count; i++)
            {
                Link(i);
            }
        }

        _entries[_count] = new Entry(hash, -1, text);
        Link(_count++);
    }

    private void Link(int entry)
    {
        ref int bucket = ref _buckets[(int)(_entries[entry].Hash & (ulong)(_buckets.Length - 1))];
        _entries[entry].Next = bucket - 1;
        bucket = entry + 1;
    }

    private static bool Same(string text, ReadOnlySpan<byte> utf8) =>
        text.Length <= utf8.Length && (Ascii.Equals(utf8, text) || (text.Length < utf8.Length && SameWide(text, utf8)));

    private static bool SameWide(string text, ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8) == text;

    /// <summary>Spreads 64 bits well enough for a table that only we fill; a crafted state gains slowness of its own,
    /// bounded by the deadline of the measurement.</summary>
    private static ulong HashOf(ReadOnlySpan<byte> utf8)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)utf8.Length * Odd;
        while (utf8.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(utf8)) * Odd;
            hash ^= hash >> 29;
            utf8 = utf8[8..];
        }

        foreach (byte b in utf8)
        {
            hash = (hash ^ b) * Odd;
            hash ^= hash >> 32;
        }

        return hash;
    }
}
