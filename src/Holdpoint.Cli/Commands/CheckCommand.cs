using System.Buffers;
using System.CommandLine;
using System.Text;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Pages;
using Holdpoint.Policy;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint check</c>: the verdict on one command, which is not run.</summary>
internal static class CheckCommand
{
    public static Command Make(IWorld world)
    {
        var json = new Option<bool>("--json") { Description = "print one JSON object (docs/formats/check.md)" };
        var html = new Option<bool>("--html")
        {
            Description = "print a page for a browser: what would go, as a picture and a table (docs/formats/check.md)",
        };
        var batch = new Option<bool>("--batch")
        {
            Description = "read one JSON object a line from standard input, answer one a line",
        };
        var asked = new AskedCommand();
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command(
            "check", "judge a command without running it: exit 0 allow, 10 ask, 20 deny, 64 usage")
        {
            json, html, batch, asked.Directory, width, asked.Words,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(batch) == (result.GetValue(asked.Words) is { Length: > 0 }))
            {
                result.AddError(result.GetValue(batch)
                    ? "--batch reads its commands from standard input; leave COMMAND out"
                    : "COMMAND is missing");
            }

            if (result.GetValue(html) && (result.GetValue(json) || result.GetValue(batch)))
            {
                result.AddError("--html prints one page; leave --json and --batch out");
            }
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(batch))
            {
                return (int)CheckBatch.Run(Program.ForLook(world), asked.DirectoryOf(parsed));
            }

            if (asked.Read(parsed) is not { } action)
            {
                return (int)ExitCode.Usage;
            }

            Judgement judgement = Program.ForLook(world).Run(action);
            if (parsed.GetValue(html))
            {
                StandardStreams.Write(Encoding.UTF8.GetBytes(RadiusHtml.Write(RadiusPage.Of(judgement))));
            }
            else
            {
                Print(judgement, parsed.GetValue(json), TerminalPage.ForOutput(world, parsed.GetValue(width)));
            }

            return (int)Exit(judgement.Verdict.Decision);
        });
        return command;
    }

    public static ExitCode Exit(Decision decision) => decision switch
    {
        Decision.Allow => ExitCode.Success,
        Decision.Ask => ExitCode.Ask,
        _ => ExitCode.Deny,
    };

    private static void Print(Judgement judgement, bool json, TerminalPage page)
    {
        if (json)
        {
            var output = new ArrayBufferWriter<byte>();
            JudgementJson.WriteLine(judgement, output);
            StandardStreams.Write(output.WrittenSpan);
        }
        else
        {
            VerdictPage.Write(page, judgement);
            Console.Out.Write(page.ToString());
        }
    }
}

/// <summary>The command that a person asks about: words or standard input, and where it would run.</summary>
internal sealed class AskedCommand
{
    /// <summary>No shell takes a command of this size (ARG_MAX is 2 MB).</summary>
    private const int MaxInputBytes = 4 * 1024 * 1024;

    public AskedCommand()
    {
        Directory.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } folder && !System.IO.Directory.Exists(folder))
            {
                result.AddError($"--cwd names no folder: '{folder}'");
            }
        });
    }

    public Option<string?> Directory { get; } = new("--cwd")
    {
        Description = "the directory in which it would run (default: this one)",
        HelpName = "DIR",
    };

    public Argument<string[]> Words { get; } = new("COMMAND")
    {
        Description =
            "a command line as one word, or a program and its arguments; - reads a command line from standard input",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public string DirectoryOf(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(Directory) ?? Environment.CurrentDirectory);

    /// <summary>The action; null (and a message) when standard input holds none.</summary>
    public Action.ShellCommand? Read(ParseResult parsed)
    {
        string[] words = parsed.GetValue(Words) ?? [];
        if (words is not ["-"])
        {
            return new Action.ShellCommand(ShellQuoting.Join(words), DirectoryOf(parsed));
        }

        if (StandardStreams.ReadAll(StandardStreams.Read, MaxInputBytes) is { } bytes)
        {
            return new Action.ShellCommand(Encoding.UTF8.GetString(bytes.Span), DirectoryOf(parsed));
        }

        Console.Error.WriteLine($"holdpoint: standard input holds more than {MaxInputBytes / (1024 * 1024)} MB");
        return null;
    }
}
