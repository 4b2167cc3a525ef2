using System.Globalization;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>What the attributes of an object tell of its size and its engine.</summary>
internal static class Sizes
{
    private const long Gigabyte = 1L << 30;
    private const long Megabyte = 1L << 20;

    /// <summary>Attributes that count storage, with their unit.</summary>
    private static readonly (string Attribute, long Unit)[] Storage =
    [
        ("allocated_storage", Gigabyte), ("disk_size_gb", Gigabyte), ("storage_gb", Gigabyte), ("size_gb", Gigabyte),
        ("max_size_gb", Gigabyte), ("storage_capacity", Gigabyte), ("settings.disk_size", Gigabyte),
        ("storage_mb", Megabyte),
        ("volume_size", Gigabyte), ("root_block_device.volume_size", Gigabyte), ("num_bytes", 1),
        ("size_in_bytes.value", 1),
    ];

    /// <summary>Storage in bytes; null where nothing tells.</summary>
    public static long? Bytes(string type, AttributeSet attributes)
    {
        foreach ((string attribute, long unit) in Storage)
        {
            if (Number(attributes[attribute]) is { } number)
            {
                return number * unit;
            }
        }

        // A bare "size" is a storage size only for what is storage; elsewhere it is a machine type.
        bool isStorage = type.Contains("volume", StringComparison.Ordinal)
            || type.Contains("disk", StringComparison.Ordinal);
        return isStorage && Number(attributes["size"]) is { } size ? size * Gigabyte : null;
    }

    /// <summary>Rows and storage: what the attributes count.</summary>
    public static IEnumerable<Amount> Amounts(string type, AttributeSet attributes)
    {
        if (Number(attributes["num_rows"]) is { } rows)
        {
            yield return new Amount(rows, "rows");
        }

        if (Number(attributes["recovery_points"]) is { } points)
        {
            yield return new Amount(points, "recovery points");
        }

        if (Bytes(type, attributes) is { } bytes)
        {
            yield return Amount.Size(bytes);
        }
    }

    /// <summary>"engine postgres 15.4".</summary>
    public static IEnumerable<string> Details(string type, AttributeSet attributes)
    {
        if (attributes["engine"] is { } engine)
        {
            yield return attributes["engine_version"] is { } version ? $"engine {engine} {version}"
                : $"engine {engine}";
        }
        else if (attributes["database_version"] is { } version)
        {
            yield return $"engine {version}";
        }
    }

    /// <summary>A size that a person could have; hostile digits are no size.</summary>
    private static long? Number(string? text)
    {
        const long Largest = 1L << 30;
        return text is not null && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && (number <= Largest || text.Length <= 15) ? Math.Min(number, long.MaxValue >> 31) : null;
    }
}
