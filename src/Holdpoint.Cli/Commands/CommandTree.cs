using System.CommandLine;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary>The command line: every command with its help.</summary>
internal static class CommandTree
{
    public static ExitCode Run(string[] args, IWorld world)
    {
        RootCommand root = Make(world);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return (ExitCode)parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }

        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            Console.Error.WriteLine($"holdpoint: {Printable.Line(Sentence(error.Message))}");
        }

        Console.Error.WriteLine("  `holdpoint --help` and `holdpoint COMMAND --help` tell what there is");
        return ExitCode.Usage;
    }

    /// <summary>The library breaks its lists into lines.</summary>
    private static string Sentence(string message) =>
        message.Replace("\n\t", " ", StringComparison.Ordinal).ReplaceLineEndings(" ");

    public static RootCommand Make(IWorld world) => new("what would an agent's action do, where, and can it come back?")
    {
        CheckCommand.Make(world),
        ExplainCommand.Make(world),
        ExecCommand.Make(world),
        UndoCommand.Make(world),
        RehearseCommand.Make(world),
        CheckpointsCommand.Make(world),
        RequestsCommand.MakeRequests(world),
        RequestsCommand.MakeApprove(world),
        RequestsCommand.MakeDeny(world),
        RequestsCommand.MakeRevoke(world),
        KeysCommand.Make(world),
        McpCommand.Make(world),
        HookCommand.Make(world),
        InstallCommand.MakeInstall(world),
        InstallCommand.MakeUninstall(world),
        DoctorCommand.Make(world),
        JournalCommand.Make(world),
        ReportCommand.Make(world),
        PolicyCommand.Make(world),
        StatesCommand.Make(world),
        ToolsCommand.Make(world),
    };
}
