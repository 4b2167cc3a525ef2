using System.Text;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>A node in the tree of attribute names that are worth keeping; everything outside of it is skipped
/// unread.</summary>
internal sealed class Interest
{
    private readonly List<(byte[] Name, Interest Node)> _byLength = [];
    private int[] _starts = [];

    /// <summary>The dotted path under which a value here is kept; null where only what is inside counts.</summary>
    public string? Path { get; private set; }

    /// <summary>A map whose keys are tags: compared without case and punctuation.</summary>
    public bool IsTags { get; private set; }

    /// <summary>Where the value stands in a wrapper of the state format: <c>input.value</c> is kept as
    /// <c>input</c>.</summary>
    public bool IsWrapped { get; private set; }

    /// <summary>The tree of these paths. A path that ends in <c>.*</c> names a map of tags; <c>name!</c> is
    /// wrapped.</summary>
    public static Interest Of(IEnumerable<string> paths)
    {
        var root = new Interest();
        foreach (string path in paths)
        {
            Interest node = root;
            string[] parts = path.Split('.');
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i] is "*")
                {
                    node.IsTags = true;
                    continue;
                }

                node = node.Child(parts[i].TrimEnd('!'));
                node.IsWrapped |= parts[i].EndsWith('!');
                if (i == parts.Length - 1)
                {
                    node.Path = path.Replace("!", "", StringComparison.Ordinal);
                }
            }
        }

        root.Seal();
        return root;
    }

    /// <summary>The node of a name; null when nobody is interested.</summary>
    public Interest? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length + 1 >= _starts.Length)
        {
            return null;
        }

        for (int i = _starts[name.Length]; i < _starts[name.Length + 1]; i++)
        {
            if (name.SequenceEqual(_byLength[i].Name))
            {
                return _byLength[i].Node;
            }
        }

        return null;
    }

    private Interest Child(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        foreach ((byte[] known, Interest node) in _byLength)
        {
            if (utf8.AsSpan().SequenceEqual(known))
            {
                return node;
            }
        }

        var made = new Interest();
        _byLength.Add((utf8, made));
        return made;
    }

    /// <summary>Sorts the names by length, so that a look-up compares only names of its own length.</summary>
    private void Seal()
    {
        _byLength.Sort((a, b) => a.Name.Length.CompareTo(b.Name.Length));
        int longest = _byLength.Count == 0 ? 0 : _byLength[^1].Name.Length;
        _starts = new int[longest + 2];
        for (int length = 0, at = 0; length < _starts.Length; length++)
        {
            while (at < _byLength.Count && _byLength[at].Name.Length < length)
            {
                at++;
            }

            _starts[length] = at;
        }

        foreach ((_, Interest node) in _byLength)
        {
            node.Seal();
        }
    }
}
