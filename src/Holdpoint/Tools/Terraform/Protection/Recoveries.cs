using System.Globalization;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>How the loss of a data-bearing object of the table can be undone.</summary>
internal static class Recoveries
{
    /// <summary>
    /// The best way back that the attributes show.
    /// 1 the platform undoes it for some days, 2 a final snapshot, 3 backups that stay, 4 it goes only when empty,
    /// 5 a copy elsewhere; else never.
    /// </summary>
    public static Recovery Of(string type, TypeStanding known, AttributeSet attributes, string? snapshot,
        bool backupsStay)
    {
        // 1
        if (Platform(type, known, attributes) is { } window)
        {
            return window;
        }

        // 2
        if (snapshot is not null)
        {
            return new Recovery.FromBackup(snapshot, null);
        }

        // 3
        if (backupsStay)
        {
            int? days = StandingReader.Retention(attributes);
            return new Recovery.FromBackup(days is null ? "automated backups stay"
                : $"automated backups stay for {days} days", null);
        }

        // 4
        foreach (Safeguard guard in known.Safeguards)
        {
            if (guard.Kind is SafeguardKind.OnlyWhenEmpty && !StandingReader.DeletesFull(type)
                && guard.IsSafe(attributes) is not false)
            {
                return new Recovery.FromSource(
                    $"it goes only when it is empty ({guard.Attribute} is off); the configuration makes it again");
            }
        }

        // 5
        if ((attributes["replicate_source_db"] ?? attributes["replication_source_identifier"]) is { Length: > 0 })
        {
            return new Recovery.FromSource("it is a replica: its source has the data");
        }

        return new Recovery.Never($"with it go {known.Lost}");
    }

    private static Recovery? Platform(string type, TypeStanding known, AttributeSet attributes)
    {
        foreach (Safeguard guard in known.Safeguards)
        {
            if (guard.Kind is SafeguardKind.Window && Days(guard, attributes) is > 0 and var days
                && !Purges(known, attributes))
            {
                return new Recovery.Window(days, $"{guard.Attribute} is {days} days");
            }
        }

        return type switch
        {
            "aws_dynamodb_table" when attributes["point_in_time_recovery.enabled"] is "true" =>
                new Recovery.Window(35, "DynamoDB keeps a system backup of a table with point-in-time recovery"),
            "google_bigquery_table" or "google_bigquery_dataset" =>
                new Recovery.Window(7, "time travel of BigQuery, unless the dataset has a shorter one"),
            "google_project" => new Recovery.Window(30, "a deleted project can be restored"),
            "aws_organizations_account" => new Recovery.Window(90, "a closed account can be reopened through support"),
            "google_kms_crypto_key" =>
                new Recovery.Window(ScheduledDays(attributes), "key versions are only scheduled for destruction"),
            "cloudflare_r2_bucket" =>
                new Recovery.FromSource("it goes only when it is empty; the configuration makes it again"),
            "azurerm_cosmosdb_account" when attributes["backup.type"] is "Continuous" =>
                new Recovery.FromBackup("the continuous backup of the account", null),
            _ => null,
        };
    }

    /// <summary>The window in days, from the object or its default; google counts seconds.</summary>
    private static int Days(Safeguard guard, AttributeSet attributes)
    {
        const int SecondsOfADay = 24 * 60 * 60;
        string value = attributes[guard.Attribute] ?? guard.Default;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return 0;
        }

        return guard.Attribute.EndsWith("_seconds", StringComparison.Ordinal) ? number / SecondsOfADay : number;
    }

    /// <summary>azurerm purges what it deletes, unless purge protection forbids it.</summary>
    private static bool Purges(TypeStanding known, AttributeSet attributes) =>
        known.Safeguards.Any(g => g.Attribute is "purge_protection_enabled")
            && attributes["purge_protection_enabled"] is not "true";

    private static int ScheduledDays(AttributeSet attributes)
    {
        const int Default = 30;
        string? duration = attributes["destroy_scheduled_duration"];
        return duration is not null && long.TryParse(duration.AsSpan().TrimEnd('s'), out long seconds)
            ? (int)Math.Min(seconds / 86_400, 365) : Default;
    }
}
