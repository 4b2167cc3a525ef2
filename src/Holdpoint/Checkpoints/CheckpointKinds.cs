using System.Collections.Immutable;
using Holdpoint.Tools.Aws.Checkpoints;
using Holdpoint.Tools.Clis.Checkpoints;
using Holdpoint.Tools.Databases.MySql.Checkpoints;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;
using Holdpoint.Tools.Databases.Redis.Checkpoints;
using Holdpoint.Tools.Databases.Sqlite.Checkpoints;
using Holdpoint.Tools.Files.Checkpoints;
using Holdpoint.Tools.Git.Checkpoints;
using Holdpoint.Tools.Terraform.Checkpoints;

namespace Holdpoint.Checkpoints;

/// <summary>Every kind of checkpoint: one line each.</summary>
internal static class CheckpointKinds
{
    public static ImmutableArray<CheckpointKind> All { get; } =
    [
        new PostgresCheckpoint(),
        new MySqlCheckpoint(),
        new RedisCheckpoint(),
        new SqliteCheckpoint(),
        new GitCheckpoint(),
        new TerraformStateCheckpoint(),
        new DockerVolumesCheckpoint(),
        new KubernetesCheckpoint(),
        new AwsSnapshotCheckpoint(),
        new AwsVersionsCheckpoint(),
        new FilesCheckpoint(),
    ];

    /// <summary>The kind of an id; null where this program does not know it.</summary>
    public static CheckpointKind? Find(string id) => All.FirstOrDefault(k => k.Id == id);
}
