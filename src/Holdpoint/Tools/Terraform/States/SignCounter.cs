using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>What an attribute may tell of an environment.</summary>
internal enum PlaceSign
{
    None,
    Arn,
    Id,
    Account,

    /// <summary>A zone of a region: it tells nothing that the region does not.</summary>
    Zone,
    Project,
    Region,
}

/// <summary>Collects what may tell an environment (accounts, regions, environment tags) while instances are
/// read.</summary>
internal sealed class SignCounter(Utf8Interner interner)
{
    /// <summary>More places than these in one state tell no environment.</summary>
    private const int MaxSigns = 16;

    private const string Source = "the state";
    private readonly Dictionary<Sign, int> _seen = [];
    private byte[] _last = [];
    private byte[]? _first;
    private (string? Tag, string Value, Sign Sign) _lastTag = (null, "", new Sign(SignKind.Tag, "", Source));

    /// <summary>Strongest kind first, then by how often it was seen.</summary>
    public ImmutableArray<Sign> Signs =>
        [.. _seen.OrderBy(s => Rank(s.Key.Kind)).ThenByDescending(s => s.Value).Select(s => s.Key).Take(MaxSigns)];

    /// <summary>What the attribute at a path may tell.</summary>
    public static PlaceSign PlaceOf(string path) => path switch
    {
        "arn" => PlaceSign.Arn,
        "id" => PlaceSign.Id,
        "account_id" or "subscription_id" => PlaceSign.Account,
        "zone" or "availability_zone" => PlaceSign.Zone,
        "project" => PlaceSign.Project,
        "region" or "location" => PlaceSign.Region,
        _ => PlaceSign.None,
    };

    /// <summary>True when the attribute only told a place and is not worth keeping with its object.</summary>
    public bool Take(PlaceSign place, ReadOnlySpan<byte> value)
    {
        switch (place)
        {
            case PlaceSign.Arn:
                Arn(value);
                return true;
            case PlaceSign.Id:
                Subscription(value);
                return true;
            case PlaceSign.Account:
                See(SignKind.Account, value);
                return true;
            case PlaceSign.Zone:
                return true;
            case PlaceSign.Project:
                See(SignKind.Account, value);
                return false;
            case PlaceSign.Region:
                See(SignKind.Region, value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes over what was counted in what follows, as if it had been counted here.</summary>
    public void Add(SignCounter later)
    {
        bool same = later._first is { } first && _last.AsSpan().SequenceEqual(first);
        foreach ((Sign sign, int seen) in later._seen)
        {
            Count(sign, seen);
        }

        if (same)
        {
            SeePlace(_last, -1); // It was only counted because its neighbours were not seen.
        }

        _last = later._first is null ? _last : later._last;
    }

    /// <summary>Counts an environment tag.</summary>
    public void SeeTag(string? tag, string value)
    {
        if (tag is "tags.environment" or "tags.env" or "tags.stage")
        {
            // Neighbours mostly agree here, too.
            if (!ReferenceEquals(value, _lastTag.Value) || tag != _lastTag.Tag)
            {
                _lastTag = (tag, value, new Sign(SignKind.Tag, $"{tag["tags.".Length..]}={value}", Source));
            }

            Count(_lastTag.Sign);
        }
    }

    private static int Rank(SignKind kind) => kind switch
    {
        SignKind.Account => 0,
        SignKind.Tag => 1,
        _ => 2,
    };

    /// <summary>arn:partition:service:region:account:resource</summary>
    private void Arn(ReadOnlySpan<byte> arn)
    {
        if (!arn.StartsWith("arn:"u8))
        {
            return;
        }

        Span<Range> parts = stackalloc Range[6];
        int count = 0;
        foreach (Range part in MemoryExtensions.Split(arn, (byte)':'))
        {
            parts[count++] = part;
            if (count == parts.Length)
            {
                break;
            }
        }

        if (count < parts.Length)
        {
            return;
        }

        // Neighbours in a state mostly share region and account: one comparison instead of two look-ups.
        ReadOnlySpan<byte> place = arn[parts[3].Start..parts[4].End];
        if (place.SequenceEqual(_last))
        {
            return;
        }

        _last = place.ToArray();
        _first ??= _last;
        SeePlace(place, 1);
    }

    /// <summary>region:account</summary>
    private void SeePlace(ReadOnlySpan<byte> place, int times)
    {
        int colon = place.IndexOf((byte)':');
        See(SignKind.Region, place[..colon], times);
        See(SignKind.Account, place[(colon + 1)..], times);
    }

    /// <summary>/subscriptions/GUID/resourceGroups/…</summary>
    private void Subscription(ReadOnlySpan<byte> id)
    {
        ReadOnlySpan<byte> prefix = "/subscriptions/"u8;
        if (!id.StartsWith(prefix))
        {
            return;
        }

        id = id[prefix.Length..];
        int end = id.IndexOf((byte)'/');
        See(SignKind.Account, end < 0 ? id : id[..end]);
    }

    private void See(SignKind kind, ReadOnlySpan<byte> value, int times = 1)
    {
        const int LongestPlace = 64;
        if (value.Length is > 0 and <= LongestPlace)
        {
            Count(new Sign(kind, interner.Get(value), Source), times);
        }
    }

    private void Count(Sign sign, int times = 1)
    {
        // A state with a thousand different values must not make us remember them all.
        const int MaxRemembered = 256;
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_seen, sign);
        if (!Unsafe.IsNullRef(ref count))
        {
            count += times;
        }
        else if (_seen.Count < MaxRemembered)
        {
            _seen.Add(sign, times);
        }
    }
}
