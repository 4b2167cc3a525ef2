using System.Collections.Immutable;

namespace Holdpoint.Tools.Http;

/// <summary>A service with an API of its own: its hosts, and what its destroying calls mean.</summary>
/// <param name="Id">Part of the resource's type: <c>github.repository</c>.</param>
/// <param name="Hosts">Ends of its hosts.</param>
/// <param name="Calls">What is known of single calls; the first that fits counts.</param>
internal sealed record KnownApi(string Id, ImmutableArray<string> Hosts, ImmutableArray<KnownCall> Calls)
{
    /// <summary>The API at a host; null where it is none of these.</summary>
    public static KnownApi? At(string host)
    {
        foreach (KnownApi api in KnownApis.All)
        {
            foreach (string known in api.Hosts)
            {
                if (host == known || (host.EndsWith(known, StringComparison.Ordinal)
                    && host[host.Length - known.Length - 1] == '.'))
                {
                    return api;
                }
            }
        }

        return null;
    }

    /// <summary>What is known of a call; null where nothing is.</summary>
    public KnownCall? Find(string method, ImmutableArray<string> segments)
    {
        foreach (KnownCall call in Calls)
        {
            if (call.Fits(method, segments))
            {
                return call;
            }
        }

        return null;
    }
}

/// <summary>What a call does.</summary>
internal enum CallDeed
{
    /// <summary>Nothing that matters here: a label taken off, a cache emptied.</summary>
    Nothing,
    Destroys,

    /// <summary>Other data takes the place of what is there: a restore, a reset.</summary>
    Overwrites,
    Weakens,
}

/// <summary>One call of an API.</summary>
/// <param name="Method">In upper case, several parted by blanks.</param>
/// <param name="Path">Its last segments; <c>*</c> is any one.</param>
/// <param name="Type">What goes.</param>
/// <param name="Days">For how many days the service keeps it; 0 where it does not, -1 where nobody knows.</param>
internal sealed record KnownCall(string Method, string Path, CallDeed Deed, string Type, int Days = -1)
{
    private readonly string[] _path = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public bool Fits(string method, ImmutableArray<string> segments)
    {
        if (!Shell.Wrappers.Wrapper.Has(Method, method) || segments.Length < _path.Length)
        {
            return false;
        }

        int start = segments.Length - _path.Length;
        for (int i = 0; i < _path.Length; i++)
        {
            if (_path[i] != "*" && _path[i] != segments[start + i])
            {
                return false;
            }
        }

        return true;
    }
}
