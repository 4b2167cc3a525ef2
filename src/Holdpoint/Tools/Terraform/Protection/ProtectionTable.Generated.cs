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
        "aws_ami" => new(
            Holds.Content, "image; backing snapshots remain",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_athena_database" => new(
            Holds.Content, "tables metadata",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_athena_workgroup" => new(
            Holds.Content, "saved queries",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_autoscaling_group" => new(
            Holds.Little, "instance-store data",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_delete", "false", "false"),
            ]),
        "aws_backup_plan" => new(
            Holds.Safety, "scheduled backups stop",
            null,
            [
                new(SafeguardKind.Elsewhere, "present", "present", "absent"),
            ]),
        "aws_backup_vault" => new(
            Holds.Content, "all AWS Backup recovery points",
            "all AWS Backup recovery points",
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_backup_vault_lock_configuration" => new(
            Holds.Safety, "without lock any admin can delete recovery points",
            null,
            [
                new(SafeguardKind.Backups, "changeable_for_days", "set", "unset"),
            ]),
        "aws_cloudformation_stack" => new(
            Holds.Content, "every resource in the stack without DeletionPolicy Retain",
            null,
            [
                new(SafeguardKind.Elsewhere, "EnableTerminationProtection", "true", "false"),
            ]),
        "aws_cloudwatch_log_group" => new(
            Holds.Content, "logs/audit evidence",
            null,
            [
                new(SafeguardKind.Lock, "skip_destroy", "true", "false"),
            ]),
        "aws_cognito_user_pool" => new(
            Holds.Content, "all user accounts and credentials",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "ACTIVE", "INACTIVE"),
            ]),
        "aws_db_cluster_snapshot" => new(
            Holds.Content, "the manual cluster snapshot itself",
            "the manual cluster snapshot itself",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_db_instance" => new(
            Holds.Content, "instance + all automated backups/PITR (default deletes them at once); manual snapshots survive",
            "all automated backups/PITR",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
                new(SafeguardKind.BackupsStay, "delete_automated_backups", "false", "true"),
                new(SafeguardKind.FinalSnapshot, "skip_final_snapshot", "false", "false"),
                new(SafeguardKind.Backups, "backup_retention_period", ">=7", "0"),
            ]),
        "aws_db_instance_automated_backups_replication" => new(
            Holds.Safety, "cross-region replicated automated backups stop/expire",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_db_snapshot" => new(
            Holds.Content, "the manual snapshot itself (last line of defence)",
            "the manual snapshot itself",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_directory_service_directory" => new(
            Holds.Content, "directory users; snapshots die with directory",
            "snapshots die with directory",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_docdb_cluster" => new(
            Holds.Content, "cluster + automated backups",
            "automated backups",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
                new(SafeguardKind.Backups, "backup_retention_period", ">=7", "1"),
            ]),
        "aws_dsql_cluster" => new(
            Holds.Content, "cluster data",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection_enabled", "true", "false"),
            ]),
        "aws_dynamodb_global_table" => new(
            Holds.Content, "all replicas",
            null,
            [
                new(SafeguardKind.Elsewhere, "point_in_time_recovery", "true", "false"),
            ]),
        "aws_dynamodb_table" => new(
            Holds.Content, "table items; PITR history kept as 35-day system backup only if PITR was on",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection_enabled", "true", "false"),
                new(SafeguardKind.Backups, "point_in_time_recovery.enabled", "true", "false"),
            ]),
        "aws_ebs_snapshot" => new(
            Holds.Content, "the snapshot",
            "the snapshot",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_ebs_volume" => new(
            Holds.Content, "block data; snapshots survive",
            null,
            [
                new(SafeguardKind.FinalSnapshot, "final_snapshot", "true", "false"),
            ]),
        "aws_ecr_repository" => new(
            Holds.Content, "all images (rollback targets)",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_delete", "false", "false"),
            ]),
        "aws_ecrpublic_repository" => new(
            Holds.Content, "images",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_ecs_cluster" => new(
            Holds.Nothing, "service availability, no data",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_ecs_service" => new(
            Holds.Nothing, "availability",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_delete", "false", "false"),
            ]),
        "aws_efs_backup_policy" => new(
            Holds.Safety, "no automatic backups",
            null,
            [
                new(SafeguardKind.Backups, "backup_policy.status", "ENABLED", "DISABLED"),
            ]),
        "aws_efs_file_system" => new(
            Holds.Content, "all files; aws_efs_backup_policy copies live in AWS Backup and survive",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_eks_cluster" => new(
            Holds.Content, "control plane + etcd (all k8s objects); PVs per reclaim policy",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "aws_elasticache_cluster" => new(
            Holds.Content, "Redis keys; automatic backups",
            "automatic backups",
            [
                new(SafeguardKind.Backups, "snapshot_retention_limit", ">=1", "0"),
            ]),
        "aws_elasticache_replication_group" => new(
            Holds.Content, "Redis/Valkey keys",
            null,
            [
                new(SafeguardKind.FinalSnapshot, "final_snapshot_identifier", "set", "unset"),
            ]),
        "aws_elasticache_serverless_cache" => new(
            Holds.Content, "cache data",
            null,
            [
                new(SafeguardKind.Elsewhere, "(DeleteServerlessCache", "set", "unset"),
            ]),
        "aws_elasticsearch_domain" => new(
            Holds.Content, "indices + automated snapshots",
            "automated snapshots",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_emr_cluster" => new(
            Holds.Little, "HDFS data on core nodes",
            null,
            [
                new(SafeguardKind.Lock, "termination_protection", "true", "false"),
            ]),
        "aws_fsx_lustre_file_system" => new(
            Holds.Content, "scratch/persistent data",
            null,
            [
                new(SafeguardKind.Backups, "automatic_backup_retention_days", ">=1", "0"),
            ]),
        "aws_fsx_ontap_file_system" => new(
            Holds.Content, "SVM volumes",
            null,
            [
                new(SafeguardKind.Backups, "automatic_backup_retention_days", ">=1", "30"),
            ]),
        "aws_fsx_windows_file_system" => new(
            Holds.Content, "volume data + automatic backups",
            "automatic backups",
            [
                new(SafeguardKind.FinalSnapshot, "skip_final_backup", "false", "false"),
            ]),
        "aws_glue_catalog_database" => new(
            Holds.Content, "catalog metadata",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_iam_user" => new(
            Holds.Little, "access keys/MFA",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_instance" => new(
            Holds.Content, "root and attached volumes flagged delete_on_termination",
            null,
            [
                new(SafeguardKind.Lock, "disable_api_termination", "true", "false"),
            ]),
        "aws_keyspaces_table" => new(
            Holds.Content, "table rows",
            null,
            [
                new(SafeguardKind.Backups, "point_in_time_recovery.status", "ENABLED", "DISABLED"),
            ]),
        "aws_kinesis_stream" => new(
            Holds.Content, "stream records",
            null,
            [
                new(SafeguardKind.Backups, "retention_period", ">=24", "24"),
            ]),
        "aws_kms_external_key" => new(
            Holds.Content, "same",
            null,
            [
                new(SafeguardKind.Window, "deletion_window_in_days", "30", "30"),
            ]),
        "aws_kms_key" => new(
            Holds.Content, "everything encrypted with the key becomes unreadable after window",
            null,
            [
                new(SafeguardKind.Window, "deletion_window_in_days", "30", "30"),
            ]),
        "aws_lb" => new(
            Holds.Nothing, "entry point/DNS name changes",
            null,
            [
                new(SafeguardKind.Lock, "enable_deletion_protection", "true", "false"),
            ]),
        "aws_lightsail_database" => new(
            Holds.Content, "database",
            null,
            [
                new(SafeguardKind.FinalSnapshot, "skip_final_snapshot", "false", "false"),
            ]),
        "aws_lightsail_disk" => new(
            Holds.Content, "automatic snapshots",
            "automatic snapshots",
            [
                new(SafeguardKind.Elsewhere, "(DeleteDisk", "false", ""),
            ]),
        "aws_memorydb_cluster" => new(
            Holds.Content, "durable Redis data",
            null,
            [
                new(SafeguardKind.FinalSnapshot, "final_snapshot_name", "set", "unset"),
            ]),
        "aws_mq_broker" => new(
            Holds.Content, "messages",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_msk_cluster" => new(
            Holds.Content, "topics",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_neptune_cluster" => new(
            Holds.Content, "graph cluster + automated backups",
            "automated backups",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
                new(SafeguardKind.Backups, "backup_retention_period", ">=7", "1"),
            ]),
        "aws_neptunegraph_graph" => new(
            Holds.Content, "graph data",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "(API default)"),
            ]),
        "aws_networkfirewall_firewall" => new(
            Holds.Nothing, "policy association",
            null,
            [
                new(SafeguardKind.Lock, "delete_protection", "true", "false"),
            ]),
        "aws_opensearch_domain" => new(
            Holds.Content, "indices; automated snapshots die with the domain",
            "automated snapshots die with the domain",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_organizations_account" => new(
            Holds.Content, "the whole account closes (90-day window)",
            null,
            [
                new(SafeguardKind.Lock, "close_on_deletion", "false", "false"),
            ]),
        "aws_qldb_ledger" => new(
            Holds.Content, "ledger history",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "aws_rds_cluster" => new(
            Holds.Content, "cluster volume + automated backups; final_snapshot_identifier omitted => no final snapshot",
            "automated backups",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
                new(SafeguardKind.BackupsStay, "delete_automated_backups", "false", "true"),
                new(SafeguardKind.Backups, "backup_retention_period", ">=7", "1"),
            ]),
        "aws_rds_cluster_instance" => new(
            Holds.Little, "compute only, data in cluster volume; last instance removal = outage",
            null,
            [
                new(SafeguardKind.Elsewhere, "(cluster", "true on cluster", ""),
            ]),
        "aws_rds_global_cluster" => new(
            Holds.Content, "cross-region replication topology",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "aws_redshift_cluster" => new(
            Holds.Content, "cluster; automated snapshots deleted with cluster",
            "automated snapshots deleted with cluster",
            [
                new(SafeguardKind.FinalSnapshot, "skip_final_snapshot", "false", "false"),
                new(SafeguardKind.Backups, "automated_snapshot_retention_period", ">=7", "1"),
            ]),
        "aws_redshiftserverless_namespace" => new(
            Holds.Content, "namespace data",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_route53_zone" => new(
            Holds.Content, "DNS records; NS set changes on recreate",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_s3_bucket" => new(
            Holds.Content, "all objects and versions",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_s3_bucket_object_lock_configuration" => new(
            Holds.Safety, "objects inside retention cannot be removed by anyone (COMPLIANCE)",
            null,
            [
                new(SafeguardKind.Lock, "rule.default_retention.mode", "COMPLIANCE", "none"),
            ]),
        "aws_s3_bucket_replication_configuration" => new(
            Holds.Safety, "off-account copy",
            null,
            [
                new(SafeguardKind.Elsewhere, "present", "present", "absent"),
            ]),
        "aws_s3_bucket_versioning" => new(
            Holds.Safety, "no undelete of overwritten/deleted objects",
            null,
            [
                new(SafeguardKind.Backups, "versioning_configuration.status", "Enabled", "Disabled"),
                new(SafeguardKind.Backups, "versioning_configuration.mfa_delete", "Enabled", "Disabled"),
            ]),
        "aws_s3_directory_bucket" => new(
            Holds.Content, "objects",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_s3_object" => new(
            Holds.Content, "object versions",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_secretsmanager_secret" => new(
            Holds.Content, "secret values, irrecoverable when 0",
            null,
            [
                new(SafeguardKind.Window, "recovery_window_in_days", ">=7", "30"),
            ]),
        "aws_spot_instance_request" => new(
            Holds.Little, "volumes",
            null,
            [
                new(SafeguardKind.Lock, "disable_api_termination", "true", "false"),
            ]),
        "aws_sqs_queue" => new(
            Holds.Content, "queued messages",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_ssm_parameter" => new(
            Holds.Content, "parameter history; no recovery",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_timestreamwrite_table" => new(
            Holds.Content, "time series",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "aws_transfer_server" => new(
            Holds.Little, "users",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "aws_vpc" => new(
            Holds.Nothing, "network; blocked by dependencies until they are destroyed first",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_api_management" => new(
            Holds.Content, "API config",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.api_management.purge_soft_delete_on_destroy", "false", "true"),
            ]),
        "azurerm_app_configuration" => new(
            Holds.Content, "config store",
            null,
            [
                new(SafeguardKind.Lock, "purge_protection_enabled", "true", "false"),
            ]),
        "azurerm_backup_protected_vm" => new(
            Holds.Content, "VM recovery points",
            "VM recovery points",
            [
                new(SafeguardKind.Elsewhere, "features.recovery_service.vm_backup_stop_protection_and_retain_data_on_destroy", "true", "false"),
            ]),
        "azurerm_cognitive_account" => new(
            Holds.Content, "account/deployments",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.cognitive_account.purge_soft_delete_on_destroy", "false", "true"),
            ]),
        "azurerm_container_registry" => new(
            Holds.Content, "images",
            null,
            [
                new(SafeguardKind.Elsewhere, "azurerm_management_lock", "CanNotDelete", ""),
            ]),
        "azurerm_cosmosdb_account" => new(
            Holds.Content, "account data",
            null,
            [
                new(SafeguardKind.Backups, "backup.type", "Continuous", "Periodic"),
            ]),
        "azurerm_cosmosdb_postgresql_cluster" => new(
            Holds.Content, "cluster",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_data_protection_backup_vault" => new(
            Holds.Content, "backups",
            "backups",
            [
                new(SafeguardKind.Lock, "immutability", "Locked", "Disabled"),
            ]),
        "azurerm_databricks_workspace" => new(
            Holds.Content, "Unity Catalog managed RG data",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.databricks_workspace.force_delete", "false", "false"),
            ]),
        "azurerm_eventhub_namespace" => new(
            Holds.Content, "events",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_key_vault" => new(
            Holds.Content, "keys/secrets/certs purged immediately",
            null,
            [
                new(SafeguardKind.Lock, "purge_protection_enabled", "true", "false"),
                new(SafeguardKind.Window, "soft_delete_retention_days", "90", "90"),
            ]),
        "azurerm_key_vault_managed_hardware_security_module" => new(
            Holds.Content, "HSM keys",
            null,
            [
                new(SafeguardKind.Lock, "purge_protection_enabled", "true", "false"),
            ]),
        "azurerm_kubernetes_cluster" => new(
            Holds.Content, "control plane; disks in node RG",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_kusto_cluster" => new(
            Holds.Content, "tables",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_linux_virtual_machine" => new(
            Holds.Content, "OS disk",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.virtual_machine.delete_os_disk_on_deletion", "false", "true"),
            ]),
        "azurerm_log_analytics_workspace" => new(
            Holds.Content, "logs",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.log_analytics_workspace.permanently_delete_on_destroy", "false", "false"),
            ]),
        "azurerm_machine_learning_workspace" => new(
            Holds.Content, "workspace",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.machine_learning.purge_soft_deleted_workspace_on_destroy", "false", "false"),
            ]),
        "azurerm_managed_disk" => new(
            Holds.Content, "disk",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_management_lock" => new(
            Holds.Safety, "whatever is in scope; a lock in the SAME state is destroyed first by terraform destroy",
            null,
            [
                new(SafeguardKind.Lock, "lock_level", "CanNotDelete", ""),
            ]),
        "azurerm_mssql_database" => new(
            Holds.Content, "database (short-term backups kept after db delete, lost with server delete)",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
                new(SafeguardKind.Backups, "long_term_retention_policy.weekly_retention", "set", "unset"),
            ]),
        "azurerm_mssql_managed_instance" => new(
            Holds.Content, "all databases",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_mssql_server" => new(
            Holds.Content, "server, all databases and PITR backups",
            "all databases and PITR backups",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_mysql_flexible_server" => new(
            Holds.Content, "region copy",
            null,
            [
                new(SafeguardKind.Backups, "geo_redundant_backup_enabled", "true", "false"),
                new(SafeguardKind.Backups, "backup_retention_days", ">=7", "7"),
            ]),
        "azurerm_netapp_backup_vault" => new(
            Holds.Content, "all volume backups",
            "all volume backups",
            [
                new(SafeguardKind.Elsewhere, "features.netapp.delete_backups_on_backup_vault_destroy", "false", "false"),
            ]),
        "azurerm_netapp_volume" => new(
            Holds.Content, "volume",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.netapp.prevent_volume_destruction", "true", "true"),
            ]),
        "azurerm_postgresql_flexible_server" => new(
            Holds.Content, "server + its backups",
            "its backups",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
                new(SafeguardKind.Backups, "backup_retention_days", ">=7", "7"),
                new(SafeguardKind.Backups, "geo_redundant_backup_enabled", "true", "false"),
            ]),
        "azurerm_recovery_services_vault" => new(
            Holds.Content, "all VM/SQL backups",
            "all VM/SQL backups",
            [
                new(SafeguardKind.Lock, "immutability", "Locked", "Disabled"),
            ]),
        "azurerm_redis_cache" => new(
            Holds.Content, "keys",
            null,
            [
                new(SafeguardKind.Backups, "redis_configuration.rdb_backup_enabled", "true", "false"),
            ]),
        "azurerm_resource_group" => new(
            Holds.Content, "every resource in the group, including unmanaged",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.resource_group.prevent_deletion_if_contains_resources", "true", "true"),
            ]),
        "azurerm_resource_group_template_deployment" => new(
            Holds.Content, "everything the ARM template created",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.template_deployment.delete_nested_items_during_deletion", "false", "true"),
            ]),
        "azurerm_servicebus_namespace" => new(
            Holds.Content, "messages",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "azurerm_storage_account" => new(
            Holds.Content, "overwritten blobs",
            null,
            [
                new(SafeguardKind.Backups, "blob_properties.versioning_enabled", "true", "false"),
                new(SafeguardKind.Backups, "blob_properties.delete_retention_policy.days", ">=7", "unset; 7 when block set"),
                new(SafeguardKind.Backups, "blob_properties.container_delete_retention_policy.days", ">=7", "unset"),
                new(SafeguardKind.Backups, "share_properties.retention_policy.days", ">=7", "unset"),
                new(SafeguardKind.Lock, "immutability_policy.state", "Locked", "absent"),
            ]),
        "azurerm_storage_container_immutability_policy" => new(
            Holds.Safety, "container",
            null,
            [
                new(SafeguardKind.Lock, "locked", "true", "false"),
            ]),
        "azurerm_subscription" => new(
            Holds.Content, "the whole subscription is cancelled",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.subscription.prevent_cancellation_on_destroy", "true", "false"),
            ]),
        "azurerm_windows_virtual_machine" => new(
            Holds.Content, "OS disk",
            null,
            [
                new(SafeguardKind.Elsewhere, "features.virtual_machine.delete_os_disk_on_deletion", "false", "true"),
            ]),
        "cloudflare_d1_database" => new(
            Holds.Content, "database",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "cloudflare_r2_bucket" => new(
            Holds.Content, "objects (API refuses non-empty)",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "digitalocean_database_cluster" => new(
            Holds.Content, "cluster + backups",
            "backups",
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "digitalocean_spaces_bucket" => new(
            Holds.Content, "objects",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "github_repository" => new(
            Holds.Content, "the repository, issues, PRs",
            null,
            [
                new(SafeguardKind.Lock, "archive_on_destroy", "true", "false"),
            ]),
        "google_active_directory_domain" => new(
            Holds.Content, "directory",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_alloydb_backup" => new(
            Holds.Content, "the backup",
            "the backup",
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT", "DELETE"),
            ]),
        "google_alloydb_cluster" => new(
            Holds.Content, "cluster + instances",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_artifact_registry_repository" => new(
            Holds.Content, "images",
            null,
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT", "DELETE"),
            ]),
        "google_backup_dr_backup_vault" => new(
            Holds.Content, "backups",
            "backups",
            [
                new(SafeguardKind.Backups, "backup_minimum_enforced_retention_duration", ">= policy", "required"),
            ]),
        "google_bigquery_dataset" => new(
            Holds.Content, "all tables in dataset",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "delete_contents_on_destroy", "false", "false"),
            ]),
        "google_bigquery_table" => new(
            Holds.Content, "table rows (7-day time travel/fail-safe)",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_bigtable_instance" => new(
            Holds.Content, "instance + backups",
            "backups",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_bigtable_table" => new(
            Holds.Content, "table",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "PROTECTED", "UNPROTECTED"),
            ]),
        "google_cloud_run_v2_service" => new(
            Holds.Nothing, "none",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_compute_disk" => new(
            Holds.Content, "disk blocks",
            null,
            [
                new(SafeguardKind.FinalSnapshot, "create_snapshot_before_destroy", "true", "false"),
            ]),
        "google_compute_instance" => new(
            Holds.Content, "boot disk",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "google_compute_snapshot" => new(
            Holds.Content, "snapshot",
            "snapshot",
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT", "DELETE"),
            ]),
        "google_compute_storage_pool" => new(
            Holds.Content, "pool",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", ""),
            ]),
        "google_container_cluster" => new(
            Holds.Content, "control plane/etcd; PDs per reclaim policy",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_dataproc_metastore_service" => new(
            Holds.Content, "hive metadata",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "google_dns_managed_zone" => new(
            Holds.Content, "all records",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "google_filestore_instance" => new(
            Holds.Content, "files",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection_enabled", "true", "false"),
            ]),
        "google_firestore_database" => new(
            Holds.Content, "all documents",
            null,
            [
                new(SafeguardKind.Lock, "delete_protection_state", "DELETE_PROTECTION_ENABLED", "DISABLED"),
                new(SafeguardKind.Backups, "point_in_time_recovery_enablement", "POINT_IN_TIME_RECOVERY_ENABLED", "DISABLED"),
            ]),
        "google_folder" => new(
            Holds.Little, "folder",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_gke_backup_backup_plan" => new(
            Holds.Content, "k8s backups",
            "k8s backups",
            [
                new(SafeguardKind.Lock, "retention_policy.locked", "true", "false"),
            ]),
        "google_kms_crypto_key" => new(
            Holds.Content, "all data under key",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "google_logging_project_bucket_config" => new(
            Holds.Content, "audit logs",
            null,
            [
                new(SafeguardKind.Lock, "locked", "true", "false"),
            ]),
        "google_looker_instance" => new(
            Holds.Content, "instance + nested",
            null,
            [
                new(SafeguardKind.Lock, "deletion_policy", "DEFAULT", "DEFAULT"),
            ]),
        "google_memcache_instance" => new(
            Holds.Little, "cache",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "(unset blocks)"),
            ]),
        "google_memorystore_instance" => new(
            Holds.Content, "keys",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection_enabled", "true", ""),
            ]),
        "google_netapp_volume" => new(
            Holds.Content, "files + snapshots",
            "snapshots",
            [
                new(SafeguardKind.Lock, "deletion_policy", "DEFAULT", "DEFAULT"),
            ]),
        "google_oracle_database_autonomous_database" => new(
            Holds.Content, "database",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_privateca_certificate_authority" => new(
            Holds.Content, "CA",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
            ]),
        "google_project" => new(
            Holds.Content, "every resource in the project (30-day undelete)",
            null,
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT", "PREVENT"),
            ]),
        "google_pubsub_subscription" => new(
            Holds.Content, "unacked messages",
            null,
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT", "DELETE"),
            ]),
        "google_redis_cluster" => new(
            Holds.Content, "keys",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection_enabled", "true", ""),
            ]),
        "google_redis_instance" => new(
            Holds.Content, "keys",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "(unset blocks)"),
            ]),
        "google_secret_manager_regional_secret" => new(
            Holds.Content, "secret versions",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "google_secret_manager_secret" => new(
            Holds.Content, "secret versions",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "false"),
            ]),
        "google_spanner_database" => new(
            Holds.Content, "API-level, all surfaces",
            null,
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
                new(SafeguardKind.Lock, "enable_drop_protection", "true", "false"),
            ]),
        "google_spanner_instance" => new(
            Holds.Content, "databases + backups",
            "backups",
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "google_sql_database" => new(
            Holds.Content, "the database (schema+rows)",
            null,
            [
                new(SafeguardKind.Lock, "deletion_policy", "PREVENT or ABANDON", "DELETE"),
            ]),
        "google_sql_database_instance" => new(
            Holds.Content, "instance + its backups (unless retain_backups_on_delete / final_backup_config)",
            "its backups",
            [
                new(SafeguardKind.Lock, "deletion_protection", "true", "true"),
                new(SafeguardKind.Lock, "settings.deletion_protection_enabled", "true", "false"),
                new(SafeguardKind.Backups, "settings.backup_configuration.enabled", "true", "false"),
                new(SafeguardKind.Backups, "settings.backup_configuration.point_in_time_recovery_enabled", "true", "false"),
                new(SafeguardKind.BackupsStay, "settings.retain_backups_on_delete", "true", "false"),
            ]),
        "google_storage_bucket" => new(
            Holds.Content, "all objects",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
                new(SafeguardKind.Backups, "versioning.enabled", "true", "false"),
                new(SafeguardKind.Window, "soft_delete_policy.retention_duration_seconds", ">=604800", "604800"),
                new(SafeguardKind.Lock, "retention_policy.is_locked", "true", "false"),
            ]),
        "google_vertex_ai_featurestore" => new(
            Holds.Content, "features",
            null,
            [
                new(SafeguardKind.OnlyWhenEmpty, "force_destroy", "false", "false"),
            ]),
        "hcloud_server" => new(
            Holds.Content, "disk",
            null,
            [
                new(SafeguardKind.Lock, "delete_protection", "true", "false"),
            ]),
        "hcloud_volume" => new(
            Holds.Content, "volume",
            null,
            [
                new(SafeguardKind.Lock, "delete_protection", "true", "false"),
            ]),
        "helm_release" => new(
            Holds.Little, "chart objects; PVCs of StatefulSets usually remain",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "kubernetes_namespace" => new(
            Holds.Content, "every namespaced object incl. PVCs",
            null,
            [
                new(SafeguardKind.Elsewhere, "lifecycle.prevent_destroy", "true", "false"),
            ]),
        "kubernetes_persistent_volume_claim" => new(
            Holds.Content, "the volume behind the claim",
            null,
            [
                new(SafeguardKind.Elsewhere, "(PV)", "Retain", "Delete"),
            ]),
        "mongodbatlas_advanced_cluster" => new(
            Holds.Content, "cluster + backups",
            "backups",
            [
                new(SafeguardKind.Lock, "termination_protection_enabled", "true", "false"),
            ]),
        _ => null,
    };
}
