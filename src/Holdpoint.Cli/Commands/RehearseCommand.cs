using System.Collections.Immutable;
using System.CommandLine;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.Environments;
using Holdpoint.Execution;
using Holdpoint.Shell;
using Holdpoint.Tools.Databases.Postgres.Rehearsal;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint rehearse</c>: runs SQL in a transaction that is rolled back, and tells what it did.</summary>
internal static class RehearseCommand
{
    public static Command Make(IWorld world)
    {
        var database = new Option<string?>("--database", "-d")
        {
            Description = "a URL, a connection string or a name; else PGHOST, PGDATABASE, … as psql takes them",
            HelpName = "URL",
        };
        var sql = new Option<string?>("--sql", "-c") { Description = "the statements", HelpName = "SQL" };
        var file = new Option<string?>("--file", "-f") { Description = "a file of statements", HelpName = "FILE" };
        var seconds = new Option<double>("--seconds")
        {
            Description = "what all statements together may take",
            DefaultValueFactory = _ => 60,
        };
        var command = new Command(
            "rehearse", "run SQL on a PostgreSQL in a transaction that is rolled back, and tell what it did: exact, "
            + "with cascades and triggers. It takes the locks that the statements take, so a person is asked wherever "
            + "it is not development")
        {
            database, sql, file, seconds,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sql) is null == result.GetValue(file) is null)
            {
                result.AddError("give the statements with --sql or with --file, one of them");
            }
        });
        command.SetAction(parsed => (int)Run(
            parsed.GetValue(database), parsed.GetValue(sql), parsed.GetValue(file),
            TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(seconds), 1, 3600)), world));
        return command;
    }

    private static ExitCode Run(string? database, string? sql, string? file, TimeSpan patience, IWorld world)
    {
        if (file is not null)
        {
            switch (world.Read(Path.GetFullPath(file), Sql.SqlLimits.MaxCharacters))
            {
                case FileAnswer.Content content:
                    sql = content.Text;
                    break;
                case FileAnswer.Unreadable unreadable:
                    return Complaint.Say($"{file} was not read: {unreadable.Why}", ExitCode.Files);
                default:
                    return Complaint.Say($"there is no file {file}", ExitCode.Files);
            }
        }

        var text = RehearsedText.Read(sql ?? "");
        if (text.Refused is { } refused)
        {
            return Complaint.Say($"this cannot be rehearsed: {refused}", ExitCode.Deny);
        }

        ImmutableArray<string> words = database is null ? ["-c", sql ?? ""] : ["-d", database, "-c", sql ?? ""];
        var rehearsing = new Rehearsing(
            new Invocation
            {
                Program = new Word("psql"),
                Name = "psql",
                Arguments = [.. words.Select(w => new Word(w))],
                Directory = new Word(Environment.CurrentDirectory),
            },
            world);
        if (Stops(rehearsing.Target, words, world) is { } stopped)
        {
            return stopped;
        }

        (RehearsalAnswer? answer, string problem) = rehearsing.Run(text, patience);
        if (answer is null)
        {
            return Complaint.Say($"nothing was rehearsed: {problem}", ExitCode.Trouble);
        }

        TerminalPage page = TerminalPage.ForOutput(world, null);
        RehearsalPage.Write(page, answer, text.Statements);
        StandardStreams.Write(System.Text.Encoding.UTF8.GetBytes(page.ToString()));
        return answer.Failed is null ? ExitCode.Success : ExitCode.Trouble;
    }

    /// <summary>Where it is not development, a person says that the locks may be taken.</summary>
    private static ExitCode? Stops(Target target, ImmutableArray<string> words, IWorld world)
    {
        Placement placement = Classifier.Classify(target, Program.Policy(world, Environment.CurrentDirectory));
        if (placement.Environment is EnvironmentKind.Development && AgentSession.Mark(world) is null)
        {
            return null;
        }

        Judgement judgement = Program.ForLook(world).Run(
            new Action.ShellCommand(ShellQuoting.Join(["psql", .. words]), Environment.CurrentDirectory));
        using var person = new TerminalPerson(world);
        person.Tell($"{target.Place} is {Policy.Words.Of(placement.Environment)}: a rehearsal takes the locks of its "
            + "statements, moves sequences and leaves dead rows behind; everything else is rolled back");
        switch (person.Asked(judgement, null))
        {
            case Answer.Yes:
                return null;
            case Answer.Nobody(var why):
                return Complaint.Say($"nothing was rehearsed: {why}", ExitCode.Ask);
            default:
                return Complaint.Say("nothing was rehearsed", ExitCode.Deny);
        }
    }
}
