using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Collects what may tell an environment (accounts, regions, environment tags) while instances are
/// read.</summary>
internal sealed class SignCounter(Utf8Interner interner)
{
    /// <summary>More places than these in one state tell no environment.</summary>
    private const int MaxSigns = 16;

    private const string Source = "the state";
    private readonly Dictionary<Sign, int> _seen = [];
    private byte[] _last = [];

    /// <summary>Strongest kind first, then by how often it was seen.</summary>
    public ImmutableArray<Sign> Signs =>
        [.. _seen.OrderBy(s => Rank(s.Key.Kind)).ThenByDescending(s => s.Value).Select(s => s.Key).Take(MaxSigns)];

    /// <summary>True when the attribute only told a place and is not worth keeping with its object.</summary>
    public bool Take(string? path, ReadOnlySpan<byte> value)
    {
        switch (path)
        {
            case "arn":
                Arn(value);
                return true;
            case "id":
                Subscription(value);
                return true;
            case "account_id" or "subscription_id":
                See(SignKind.Account, value);
                return true;
            case "zone" or "availability_zone":
                return true;
            case "project":
                See(SignKind.Account, value);
                return false;
            case "region" or "location":
                See(SignKind.Region, value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Counts an environment tag.</summary>
    public void SeeTag(string? tag, string value)
    {
        if (tag is "tags.environment" or "tags.env" or "tags.stage")
        {
            Count(new Sign(SignKind.Tag, $"{tag["tags.".Length..]}={value}", Source));
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
        See(SignKind.Region, arn[parts[3]]);
        See(SignKind.Account, arn[parts[4]]);
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

    private void See(SignKind kind, ReadOnlySpan<byte> value)
    {
        const int LongestPlace = 64;
        if (value.Length is > 0 and <= LongestPlace)
        {
            Count(new Sign(kind, interner.Get(value), Source));
        }
    }

    private void Count(Sign sign)
    {
        // A state with a thousand different values must not make us remember them all.
        const int MaxRemembered = 256;
        if (_seen.Count < MaxRemembered || _seen.ContainsKey(sign))
        {
            _seen[sign] = _seen.GetValueOrDefault(sign) + 1;
        }
    }
}
