using System.CommandLine;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary>The command line: every command with its help.</summary>
internal static class CommandTree
{
    public static ExitCode Run(string[] args, IWorld world)
    {
        var root = new RootCommand("holdpoint: what would this action do, where, and can it come back?")
        {
            CheckCommand.Make(world),
        };
        ParseResult parsed = root.Parse(args);
        int exit = parsed.Invoke();
        return parsed.Errors.Count > 0 ? ExitCode.Usage : (ExitCode)exit;
    }
}
