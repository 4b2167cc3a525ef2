using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint report</c>: what agents tried, what was stopped, what persons said, and how to go
/// back.</summary>
internal static class ReportCommand
{
    /// <summary>Named where a session cannot be found.</summary>
    private const int MaxNamed = 8;

    public static Command Make(IWorld world)
    {
        var session = new Option<string?>("--session")
        {
            Description = "only this session, by its id or the beginning of it",
            HelpName = "ID",
        };
        var json = new Option<bool>("--json") { Description = "print one JSON object (docs/formats/report.md)" };
        var markdown = new Option<bool>("--markdown") { Description = "print Markdown" };
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command(
            "report", "what agents tried, what was stopped and why, what persons said, and how to go back")
        {
            session, json, markdown, width,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(markdown))
            {
                result.AddError("--json and --markdown are two forms of the same: take one");
            }
        });
        command.SetAction(parsed => (int)JournalCommand.Files(world, files => Run(
            files, parsed.GetValue(session), (report, sessions) =>
            {
                if (parsed.GetValue(json))
                {
                    var output = new ArrayBufferWriter<byte>();
                    new ReportJson(world).WriteLine(sessions, report, output);
                    StandardStreams.Write(output.WrittenSpan);
                    return;
                }

                Console.Out.Write(parsed.GetValue(markdown)
                    ? Markdown(new ReportOutline(world).Of(sessions, report))
                    : Page(new ReportOutline(world).Of(sessions, report),
                        TerminalPage.ForOutput(world, parsed.GetValue(width))));
            })));
        return command;
    }

    internal static string Markdown(IReadOnlyList<ReportLine> lines)
    {
        var text = new StringBuilder();
        foreach (ReportLine line in lines)
        {
            line.WriteTo(text);
        }

        return text.ToString();
    }

    internal static string Page(IReadOnlyList<ReportLine> lines, TerminalPage page)
    {
        foreach (ReportLine line in lines)
        {
            line.WriteTo(page);
        }

        return page.ToString();
    }

    private static ExitCode Run(
        IReadOnlyList<string> files, string? wanted, Action<ActivityReport, ImmutableArray<SessionReport>> print)
    {
        ActivityReport report = ActivityReport.Of(files);
        if (wanted is null)
        {
            print(report, report.Sessions);
            return ExitCode.Success;
        }

        if (report.Find(wanted) is { } one)
        {
            print(report, [one]);
            return ExitCode.Success;
        }

        string[] known =
            [.. report.Sessions.Select(s => s.Session).Where(s => s.Length > 0).TakeLast(MaxNamed)];
        return Complaint.Say(
            $"the journal has no one session '{wanted}'; "
            + (known.Length > 0 ? $"the latest are {string.Join(", ", known)}" : "it names none"), ExitCode.Usage);
    }
}
