using System.Buffers.Binary;
using System.Text;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>A node in the tree of attribute names that are worth keeping; everything outside of it is skipped
/// unread.</summary>
internal sealed class Interest
{
    private readonly List<(byte[] Name, Interest Node)> _children = [];

    /// <summary>The children at the hash of their name or behind it, with many empty places between them: most names
    /// that are asked for are nobody's.</summary>
    private (byte[] Name, Interest? Node)[] _places = [];
    private int _longest = -1;

    /// <summary>The dotted path under which a value here is kept; null where only what is inside counts.</summary>
    public string? Path { get; private set; }

    /// <summary>A map whose keys are tags: compared without case and punctuation.</summary>
    public bool IsTags { get; private set; }

    /// <summary>Where the value stands in a wrapper of the state format: <c>input.value</c> is kept as
    /// <c>input</c>.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>The value may tell a place, too.</summary>
    public PlaceSign Place { get; private set; }

    /// <summary>The value is a name, a tag or a place; else it tells how the object stands: protection, size,
    /// engine.</summary>
    public bool IsName { get; private set; }

    /// <summary>The tree of these paths. A path that ends in <c>.*</c> names a map of tags; <c>name!</c> is
    /// wrapped.</summary>
    public static Interest Of(IEnumerable<string> names, IEnumerable<string> standing)
    {
        var root = new Interest();
        foreach ((string path, bool isName) in names.Select(n => (n, true)).Concat(standing.Select(s => (s, false))))
        {
            Interest node = root;
            string[] parts = path.Split('.');
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i] is "*")
                {
                    (node.IsTags, node.IsName) = (true, true);
                    continue;
                }

                node = node.Child(parts[i].TrimEnd('!'));
                node.IsWrapped |= parts[i].EndsWith('!');
                if (i == parts.Length - 1)
                {
                    node.Path = path.Replace("!", "", StringComparison.Ordinal);
                    node.IsName |= isName;
                    node.Place = SignCounter.PlaceOf(node.Path);
                }
            }
        }

        root.Seal();
        return root;
    }

    /// <summary>The node of a name; null when nobody is interested.</summary>
    public Interest? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > _longest)
        {
            return null;
        }

        for (uint at = Hash(name); ; at++)
        {
            (byte[] Name, Interest? Node) place = _places[at & (uint)(_places.Length - 1)];
            if (place.Node is null || name.SequenceEqual(place.Name))
            {
                return place.Node;
            }
        }
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        const uint Odd = 0x9E3779B1;
        uint hash = (uint)name.Length;
        if (name.Length >= sizeof(uint))
        {
            hash = (((hash * Odd) ^ BinaryPrimitives.ReadUInt32LittleEndian(name)) * Odd)
                ^ BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]);
        }
        else
        {
            foreach (byte b in name)
            {
                hash = (hash * Odd) ^ b;
            }
        }

        return (hash * Odd) >> 16;
    }

    private Interest Child(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        foreach ((byte[] known, Interest node) in _children)
        {
            if (utf8.AsSpan().SequenceEqual(known))
            {
                return node;
            }
        }

        var made = new Interest();
        _children.Add((utf8, made));
        return made;
    }

    /// <summary>Puts the children in their places, at least three empty ones to each.</summary>
    private void Seal()
    {
        const int PlacesEach = 4;
        _places = new (byte[], Interest?)[
            System.Numerics.BitOperations.RoundUpToPowerOf2((uint)((_children.Count * PlacesEach) + 1))];
        foreach ((byte[] name, Interest node) in _children)
        {
            uint at = Hash(name);
            while (_places[at & (uint)(_places.Length - 1)].Node is not null)
            {
                at++;
            }

            _places[at & (uint)(_places.Length - 1)] = (name, node);
            _longest = Math.Max(_longest, name.Length);
            node.Seal();
        }
    }
}
