using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>Judges the loss of one object by the table, its attributes, and what the platforms promise. Pure.</summary>
/// <remarks>One for each state or plan: it remembers the types that it met.</remarks>
internal sealed class StandingReader
{
    private const string MadeAgain = "the configuration makes it again, under new ids";

    private readonly Dictionary<string, Met> _types = new(StringComparer.Ordinal);

    /// <summary>What is remembered of a type: its judgement where it is always the same, else the last one.</summary>
    private sealed record Met(TypeStanding? Known, Standing? Always)
    {
        public (AttributeSet Attributes, Standing Standing)? Last { get; set; }
    }

    /// <summary>What losing an object of this type with these attributes means.</summary>
    public Standing Of(string type, AttributeSet attributes)
    {
        if (!_types.TryGetValue(type, out Met? met))
        {
            TypeStanding? known = ProtectionTable.Find(type);
            _types[type] = met = new Met(known, Always(type, known));
        }

        if (met.Always is { HoldsData: false } always)
        {
            return always;
        }

        // Names and tags say nothing of how an object stands; the reader lets those that stand alike share the rest.
        attributes = attributes.Standing;
        if (met.Last is not { } last || !last.Attributes.SharesStanding(attributes))
        {
            last = (attributes, Judged(type, met.Known, attributes));
            met.Last = last;
        }

        return last.Standing;
    }

    private static Standing Judged(string type, TypeStanding? row, AttributeSet attributes)
    {
        Standing standing = row is { Holds: Holds.Content } known ? Content(type, known, attributes)
            : Unlisted.Of(type);
        return standing with
        {
            Amounts = [.. Sizes.Amounts(type, attributes)],
            Details = [.. Sizes.Details(type, attributes), .. standing.Details],
        };
    }

    /// <summary>The judgement of a type that is the same for each of its objects; null where the attributes
    /// matter.</summary>
    private static Standing? Always(string type, TypeStanding? known) => known?.Holds switch
    {
        null => Unlisted.Of(type),
        Holds.Nothing => new Standing(HoldsData: false, new Recovery.FromSource(MadeAgain)),
        Holds.Little => new Standing(HoldsData: false, new Recovery.FromSource($"{MadeAgain}; lost: {known.Lost}")),
        Holds.Safety =>
            new Standing(HoldsData: false, new Recovery.FromSource($"{MadeAgain}; until then: {known.Lost}"))
        {
            Guards = true,
        },
        _ => null,
    };

    private static Standing Content(string type, TypeStanding known, AttributeSet attributes)
    {
        string? snapshot = null;
        bool? staying = null;
        string? protection = null;
        var details = ImmutableArray.CreateBuilder<string>();
        foreach (Safeguard guard in known.Safeguards)
        {
            bool? safe = guard.IsSafe(attributes);
            switch (guard.Kind)
            {
                case SafeguardKind.Lock when guard.Attribute is "skip_destroy" && safe is not true:
                    // It is hardly ever set; a word on each object without it would bury what matters.
                    break;
                case SafeguardKind.Lock when guard.Attribute is not "purge_protection_enabled":
                    details.Add($"{Words(guard.Attribute)} {(safe is { } on ? on ? "on" : "off" : "unknown")}");
                    protection ??= safe is true ? $"{guard.Attribute} is {attributes[guard.Attribute]}" : null;
                    break;
                case SafeguardKind.OnlyWhenEmpty when DeletesFull(type):
                    details.Add(safe is false ? $"{guard.Attribute} on" : $"{guard.Attribute} off");
                    break;
                case SafeguardKind.OnlyWhenEmpty:
                    details.Add(safe is false ? $"{guard.Attribute} on: it goes with all that it holds"
                        : $"{guard.Attribute} off");
                    protection ??= safe is not false ? $"{guard.Attribute} is off: a full one is not deleted" : null;
                    break;
                case SafeguardKind.FinalSnapshot:
                    snapshot = safe is true ? SnapshotName(attributes) : snapshot;
                    details.Add(safe is true ? snapshot ?? "a final snapshot" : "no final snapshot");
                    break;
                case SafeguardKind.BackupsStay:
                    staying = safe;
                    break;
                case SafeguardKind.Backups when safe is false
                    && attributes[guard.Attribute] is "0" or "false" or "DISABLED":
                    details.Add($"{Words(guard.Attribute)} {(attributes[guard.Attribute] is "0" ? "0" : "off")}");
                    break;
                default:
                    break;
            }
        }

        bool none = Retention(attributes) is 0;
        if (staying is true && !none)
        {
            details.Add("automated backups stay");
        }

        return new Standing(HoldsData: true, Recoveries.Of(type, known, attributes, snapshot, staying is true && !none))
        {
            Protection = protection,
            BackupsLost = staying is true || none || (known.BackupsLost is null) ? null
                : WithDays(known.BackupsLost, attributes),
            Details = details.ToImmutable(),
        };
    }

    /// <summary>Types whose force_destroy does not keep a full one from going.</summary>
    internal static bool DeletesFull(string type) => type is "aws_s3_object" or "google_spanner_instance";

    /// <summary>Days that automated backups are kept; null where the object has no such attribute.</summary>
    internal static int? Retention(AttributeSet attributes) =>
        (attributes["backup_retention_period"] ?? attributes["snapshot_retention_limit"]
            ?? attributes["automated_snapshot_retention_period"]
            ?? attributes["automatic_backup_retention_days"] ?? attributes["backup_retention_days"]) is { } days
        && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string WithDays(string backups, AttributeSet attributes) =>
        Retention(attributes) is > 0 and var days ? $"{backups} ({days} days)" : backups;

    private static string SnapshotName(AttributeSet attributes) =>
        (attributes["final_snapshot_identifier"] ?? attributes["final_snapshot_name"]) is { } name
            ? $"final snapshot {name}"
            : "a final snapshot";

    /// <summary>The attribute as a person says it: settings.deletion_protection_enabled is "deletion
    /// protection", disable_api_termination "termination protection".</summary>
    private static string Words(string attribute)
    {
        string last = attribute[(attribute.LastIndexOf('.') + 1)..];
        string bare = last.EndsWith("_enabled", StringComparison.Ordinal) ? last[..^"_enabled".Length]
            : last.StartsWith("disable_api_", StringComparison.Ordinal) ? last["disable_api_".Length..] + " protection"
            : last;
        return (last == attribute || last != "enabled" ? bare
            : attribute[..attribute.LastIndexOf('.')]).Replace('_', ' ');
    }
}
