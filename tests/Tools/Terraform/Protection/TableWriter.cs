using System.Text;

namespace Holdpoint.Tests.Tools.Terraform.Protection;

/// <summary>Turns the rows of deletion_protection.csv into the text of ProtectionTable.Generated.cs.</summary>
internal static class TableWriter
{
    /// <summary>Rows about the safety of something else: nothing is lost with them but the safety.</summary>
    private static readonly HashSet<string> Safeties = new(StringComparer.Ordinal)
    {
        "aws_s3_bucket_versioning", "aws_s3_bucket_object_lock_configuration",
        "aws_s3_bucket_replication_configuration", "aws_efs_backup_policy", "aws_backup_vault_lock_configuration",
        "aws_backup_plan", "aws_db_instance_automated_backups_replication", "azurerm_management_lock",
        "azurerm_storage_container_immutability_policy",
    };

    public static string Write(string csv)
    {
        List<string[]> rows = [.. Rows(csv).Skip(1).Where(r => !r[1].StartsWith('<'))];
        var text = new StringBuilder();
        text.Append("""
            // Written from deletion_protection.csv by tests/Tools/Terraform/Protection/TableWriter.cs; change the
            // table, then run the tests with HOLDPOINT_ACCEPT=1.
            #nullable enable
            namespace Holdpoint.Tools.Terraform.Protection;

            /// <summary>The table of what each resource type loses and what guards it.</summary>
            internal static partial class ProtectionTable
            {
                /// <summary>Made when asked for: nothing is built at start-up.</summary>
                public static TypeStanding? Find(string type) => type switch
                {

            """);
        foreach (IGrouping<string, string[]> type in rows
            .GroupBy(r => r[1], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Write(text, type.Key, [.. type]);
        }

        return text.Append("        _ => null,\n    };\n}\n").ToString();
    }

    /// <summary>The fields of each line; quotes as in RFC 4180.</summary>
    internal static IEnumerable<string[]> Rows(string csv)
    {
        foreach (string line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            List<string> fields = [];
            var field = new StringBuilder();
            bool quoted = false;
            foreach (char c in line.TrimEnd('\r'))
            {
                if (c is '"')
                {
                    quoted = !quoted;
                }
                else if (c is ',' && !quoted)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
                else
                {
                    field.Append(c);
                }
            }

            yield return [.. fields, field.ToString()];
        }
    }

    private static void Write(StringBuilder text, string type, string[][] rows)
    {
        string holds = Safeties.Contains(type) ? "Safety" : rows[0][2] switch
        {
            "yes" => "Content",
            "partial" => "Little",
            _ => "Nothing",
        };
        string? own = rows.Select(r => r[7])
            .FirstOrDefault(l => !l.StartsWith("Terraform-level", StringComparison.Ordinal));
        string lost = (own ?? rows[0][7]).Replace("API-level: ", "", StringComparison.Ordinal);
        string? backups = holds is "Safety" ? null : BackupsIn(lost);
        text.Append($"        {Quote(type)} => new(\n            Holds.{holds}, {Quote(lost)},\n")
            .Append($"            {(backups is null ? "null" : Quote(backups))},\n            [");
        string indent = "\n                ";
        foreach (string[] row in rows)
        {
            // "a / b" and "(a)" are notes for people; the first word is the attribute.
            string attribute = row[3].Split(' ')[0];
            attribute = attribute is "long_term_retention_policy" ? attribute + ".weekly_retention" : attribute;
            string kind = Kind(attribute, row[3]);
            text.Append($"{indent}new(SafeguardKind.{kind}, {Quote(attribute)}, {First(row[4])}, {First(row[5])}),");
        }

        text.Append("\n            ]),\n");
    }

    private static string Kind(string attribute, string whole)
    {
        string last = attribute[(attribute.LastIndexOf('.') + 1)..];
        return last switch
        {
            _ when whole.StartsWith('(') || attribute.StartsWith("features.", StringComparison.Ordinal)
                || attribute.StartsWith("lifecycle.", StringComparison.Ordinal)
                || whole.Contains("on it", StringComparison.Ordinal)
                || whole.Contains("not an argument", StringComparison.Ordinal) || attribute is "present"
                || whole.Contains("replica tables", StringComparison.Ordinal) => "Elsewhere",
            "deletion_protection" or "deletion_protection_enabled" or "enable_deletion_protection"
                or "delete_protection" or "enable_drop_protection" or "delete_protection_state"
                or "termination_protection" or "deletion_policy" or "termination_protection_enabled"
                or "disable_api_termination" or "is_locked" or "locked" or "skip_destroy" or "archive_on_destroy"
                or "immutability" or "lock_level" or "close_on_deletion"
                or "purge_protection_enabled" or "state" or "mode" => "Lock",
            "force_destroy" or "force_delete" or "delete_contents_on_destroy" => "OnlyWhenEmpty",
            "skip_final_snapshot" or "skip_final_backup" or "final_snapshot" or "final_snapshot_identifier"
                or "final_snapshot_name" or "create_snapshot_before_destroy" => "FinalSnapshot",
            "delete_automated_backups" or "retain_backups_on_delete" => "BackupsStay",
            "recovery_window_in_days" or "deletion_window_in_days" or "soft_delete_retention_days"
                or "retention_duration_seconds" => "Window",
            _ => "Backups",
        };
    }

    /// <summary>"instance + all automated backups; manual snapshots survive" → "all automated backups".</summary>
    private static string? BackupsIn(string lost)
    {
        string bare = System.Text.RegularExpressions.Regex.Replace(
            lost, @"\s*\([^)]*\)", "", default, TimeSpan.FromSeconds(1));
        string[] alive = ["survive", "remain", "kept", "no ", "omitted"];
        string[] words = ["backup", "snapshot", "recovery point"];
        IEnumerable<string> dying = bare.Split([";", " + ", ", "], StringSplitOptions.TrimEntries)
            .Where(p => words.Any(w => p.Contains(w, StringComparison.Ordinal))
                && !alive.Any(a => p.Contains(a, StringComparison.Ordinal)));
        string joined = string.Join(", ", dying);
        return joined.Length == 0 ? null : joined;
    }

    /// <summary>The value before its notes, quoted.</summary>
    private static string First(string cell) => Quote(cell.Split(" (")[0].Split(" / ")[0]);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
