using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Holdpoint.Shell.Syntax;

/// <summary>A stack on which nested lists grow, each cut off as an exact array when it is complete.</summary>
internal sealed class Scratch<T>
{
    private T[] _items = [];
    private int _count;

    /// <summary>Where a list that begins now begins.</summary>
    public int Mark => _count;

    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, _count * 2));
        }

        _items[_count++] = item;
    }

    public T Last => _items[_count - 1];

    /// <summary>Forgets what was added since the mark.</summary>
    public void Cut(int mark) => _count = mark;

    /// <summary>What was added since the mark, which leaves the stack.</summary>
    public ImmutableArray<T> Take(int mark)
    {
        if (_count == mark)
        {
            return [];
        }

        T[] taken = _items[mark.._count];
        _count = mark;
        return ImmutableCollectionsMarshal.AsImmutableArray(taken);
    }
}
