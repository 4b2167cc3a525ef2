using System.Collections.Immutable;

namespace Holdpoint.Tools;

/// <summary>Every tool that Holdpoint knows, by hand: one line each.</summary>
internal static class Catalog
{
    public static ImmutableArray<Tool> Tools { get; } =
    [
        new Files.FilesTool(),
        new Git.GitTool(),
        new Aws.AwsTool(),
        new Aws.KeysTool(),
        new Gcloud.GcloudTool(),
        new Azure.AzureTool(),
        new Terraform.TerraformTool(),
        new Terraform.BackendOverrideTool(),
        new Terraform.StateFileTool(),
        new Terraform.UnnamedProgramTool(),
        new Databases.Postgres.PsqlTool(),
        new Clis.ClisTool(),
        new Databases.Postgres.PostgresProgramsTool(),
        new Databases.MySql.MySqlTool(),
        new Databases.MySql.MySqlProgramsTool(),
        new Databases.Sqlite.SqliteTool(),
        new Databases.SqlServer.SqlServerTool(),
        new Databases.Warehouses.WarehouseTool(),
        new Databases.Warehouses.BigQueryTool(),
        new Databases.Mongo.MongoTool(),
        new Databases.Redis.RedisTool(),
        new Databases.Cassandra.CqlTool(),
        new Databases.Graphs.CypherTool(),
        new Databases.Arango.ArangoTool(),
        new Databases.HBase.HBaseTool(),
        new Databases.Raw.RawTextTool(),
        new Code.DatabaseCallTool(),
        new Code.LibraryCallTool(),
        new Http.HttpTool(),
        new Mcp.McpTool(),
        new Edits.EditsTool(),
        new Patches.PatchesTool(),
        new Self.SelfTool(),
        new Host.HostTool(),
        new Host.SessionTool(),
        new Clis.UnlistedTool(),
        new Secrets.SecretsTool(),
        new Secrets.LoginsTool(),
    ];
}
