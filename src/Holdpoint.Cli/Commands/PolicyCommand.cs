using System.CommandLine;
using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;
using Holdpoint.Policy.Files;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint policy</c>: what is in force here, and what is wrong with a policy file.</summary>
internal static class PolicyCommand
{
    public static Command Make(IWorld world) => new("policy", "the policy in force, and a policy file's mistakes")
    {
        MakeShow(world),
        MakeValidate(),
        MakeSchema(),
    };

    private static Command MakeShow(IWorld world)
    {
        var command = new Command("show", "print the policy in force in this directory, and which file says what");
        command.SetAction(_ =>
        {
            PolicySet policy = Program.Policy(world, Environment.CurrentDirectory);
            Console.Out.Write(Printable.Lines(PolicyPrinter.Print(policy)));
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Command MakeValidate()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "the policy file",
            DefaultValueFactory = _ => PolicyLoader.RepositoryFile,
        };
        var command = new Command(
            "validate", "check a policy file; exit 1 and line and column when it has mistakes") { file };
        command.SetAction(parsed => (int)Validate(parsed.GetRequiredValue(file)));
        return command;
    }

    private static Command MakeSchema()
    {
        var command = new Command("schema", "print the JSON schema of policy files, for an editor");
        command.SetAction(_ =>
        {
            Console.Out.WriteLine(PolicySchema.Print().TrimEnd());
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static ExitCode Validate(string file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"holdpoint: '{Printable.Line(file)}' cannot be read: {e.Message}");
            return ExitCode.Files;
        }

        int found = 0;
        foreach (PolicyProblem problem in PolicyValidator.Validate(bytes, file))
        {
            Console.Out.WriteLine(Printable.Line(problem.ToString()));
            found++;
        }

        if (found == 0)
        {
            Console.Out.WriteLine($"{Printable.Line(file)}: no mistakes");
        }

        return found == 0 ? ExitCode.Success : ExitCode.Trouble;
    }
}
