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
        new Terraform.TerraformTool(),
        new Terraform.BackendOverrideTool(),
        new Terraform.StateFileTool(),
        new Terraform.UnnamedProgramTool(),
        new Databases.Postgres.PsqlTool(),
        new Clis.ClisTool(),
        new Self.SelfTool(),
        new Host.HostTool(),
    ];
}
