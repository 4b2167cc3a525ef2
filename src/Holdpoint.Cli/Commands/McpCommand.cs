using System.CommandLine;
using Holdpoint.Cli.Mcp;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint mcp</c>: the MCP server on the standard streams.</summary>
internal static class McpCommand
{
    public static Command Make(IWorld world)
    {
        var command = new Command(
            "mcp", "serve MCP on standard input and output: assess an action, ask for approval, list checkpoints");
        command.SetAction(async (_, cancellation) =>
        {
            await using Stream input = Console.OpenStandardInput();
            await using Stream output = Console.OpenStandardOutput();
            await new McpHost(world, Environment.CurrentDirectory).Run(input, output, cancellation)
                .ConfigureAwait(false);
            return (int)ExitCode.Success;
        });
        return command;
    }
}
