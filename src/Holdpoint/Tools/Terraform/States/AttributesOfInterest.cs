namespace Holdpoint.Tools.Terraform.States;

/// <summary>The attributes that tell protection, size, engine, place, names and tags. A secret is never among
/// them.</summary>
/// <remarks>One list for all types: a name means the same thing wherever it stands, and a type that we do not know is
/// read as well. A test checks that every attribute of the protection table which a state can hold is here.</remarks>
internal static class AttributesOfInterest
{
    /// <summary>Keys of tags and labels that may tell a system or an environment; lower-case letters and digits
    /// only.</summary>
    private static readonly string[] TagNames =
    [
        "project", "projectname", "projectid", "application", "app", "appname", "applicationname", "appid", "system",
        "systemname", "service", "servicename", "product", "site", "website", "stack", "workload", "solution",
        "platform",
        "component", "environment", "env", "stage", "name", "repository", "repo", "cluster", "tenant", "customer",
        "client",
        "appkubernetesiopartof", "appkubernetesioinstance", "appkubernetesioname", "k8sapp", "namespace",
    ];

    private static readonly Lazy<Dictionary<string, string>> TagPaths =
        new(() => TagNames.ToDictionary(t => t, t => "tags." + t, StringComparer.Ordinal));

    /// <summary>Built when the first state is read: a harmless command never pays for it.</summary>
    private static readonly Lazy<Interest> Tree = new(() => Interest.Of(Names, Standing));

    public static Interest Root => Tree.Value;

    /// <summary>True for an attribute that tells names or places, false for one that tells what the loss means; null
    /// for one that is not kept.</summary>
    public static bool? IsName(string path) => Names.Contains(path) ? true : Standing.Contains(path) ? false : null;

    /// <summary>What it is called, whose it is, and where.</summary>
    private static IEnumerable<string> Names =>
    [
        // Names
        "name", "identifier", "cluster_identifier", "bucket", "domain_name", "domain", "display_name", "db_name",
        "database_name",
        "table_name", "function_name", "role_name", "family", "zone_name", "fqdn", "repository_name", "repository_id",
        "dataset_id",
        "instance_id", "cluster_id", "replication_group_id", "name_prefix", "alias", "title", "full_name", "namespace",
        "chart",
        "resource_group_name", "metadata.name", "metadata.namespace", "metadata.labels.*", "hostname", "key_alias",
        "table_id",

        // Tags
        "tags.*", "tags_all.*", "labels.*", "effective_labels.*", "terraform_labels.*", "user_labels.*",
        "resource_labels.*",
        "settings.user_labels.*",

        // Free-form types
        "input!.name", "input!.tags.*", "input!.labels.*", "triggers.name", "triggers.project",
        "triggers_replace!.name",

        // Place
        "arn", "id", "project", "region", "location", "zone", "availability_zone", "account_id", "subscription_id",
    ];

    /// <summary>What its loss means.</summary>
    private static IEnumerable<string> Standing =>
    [
        // Protection, snapshots, backups
        "deletion_protection", "deletion_protection_enabled", "enable_deletion_protection", "delete_protection",
        "enable_drop_protection", "delete_protection_state", "termination_protection", "termination_protection_enabled",
        "disable_api_termination", "purge_protection_enabled", "deletion_policy", "force_destroy", "force_delete",
        "delete_contents_on_destroy", "skip_destroy", "archive_on_destroy", "close_on_deletion", "skip_final_snapshot",
        "skip_final_backup", "final_snapshot", "final_snapshot_identifier", "final_snapshot_name",
        "create_snapshot_before_destroy", "delete_automated_backups", "backup_retention_period",
        "backup_retention_days",
        "snapshot_retention_limit", "automated_snapshot_retention_period", "automatic_backup_retention_days",
        "geo_redundant_backup_enabled", "recovery_window_in_days", "deletion_window_in_days",
        "soft_delete_retention_days",
        "point_in_time_recovery.enabled", "point_in_time_recovery.status", "point_in_time_recovery_enablement",
        "destroy_scheduled_duration", "version_destroy_ttl", "immutability", "soft_delete", "lock_level", "locked",
        "retention_policy.is_locked", "retention_policy.locked", "retention_period", "enforce_consumer_deletion",
        "retention_in_days",
        "settings.deletion_protection_enabled", "settings.backup_configuration.enabled",
        "settings.backup_configuration.point_in_time_recovery_enabled", "settings.retain_backups_on_delete",
        "versioning.enabled", "soft_delete_policy.retention_duration_seconds", "versioning_configuration.status",
        "versioning_configuration.mfa_delete", "rule.default_retention.mode", "backup_policy.status",
        "changeable_for_days",
        "blob_properties.versioning_enabled", "blob_properties.delete_retention_policy.days",
        "blob_properties.container_delete_retention_policy.days", "share_properties.retention_policy.days",
        "immutability_policy.state", "backup.type", "redis_configuration.rdb_backup_enabled", "rebuild_protection",
        "root_block_device.delete_on_termination", "boot_disk.auto_delete", "retain_backups_enabled",
        "replicate_source_db",
        "replication_source_identifier", "long_term_retention_policy.weekly_retention",
        "persistent_volume_reclaim_policy",
        "spec.persistent_volume_reclaim_policy", "backup_minimum_enforced_retention_duration",

        // Sizes and engines
        "engine", "engine_version", "database_version", "instance_class", "node_type", "allocated_storage", "size",
        "size_gb",
        "disk_size_gb", "storage_gb", "storage_mb", "max_size_gb", "storage_capacity", "volume_size", "memory_size_gb",
        "root_block_device.volume_size", "settings.disk_size", "settings.tier", "num_bytes", "num_rows",
        "size_in_bytes.value",
        "recovery_points", "latest_restorable_time",
    ];

    /// <summary>The path under which a tag is kept (<c>App-Name</c> is <c>tags.appname</c>); null when it tells
    /// nothing.</summary>
    public static string? TagPath(ReadOnlySpan<byte> key)
    {
        const int LongestKey = 40;
        Span<char> bare = stackalloc char[LongestKey];
        int length = 0;
        foreach (byte b in key)
        {
            char lower = char.ToLowerInvariant((char)b);
            if (!char.IsAsciiLetterOrDigit(lower))
            {
                continue;
            }

            if (length == LongestKey)
            {
                return null;
            }

            bare[length++] = lower;
        }

        return TagPaths.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(bare[..length], out string? path)
            ? path : null;
    }
}
