using System.CommandLine;
using System.Text;
using System.Text.Json;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint journal</c>: what was judged, and whether the record is whole.</summary>
internal static class JournalCommand
{
    /// <summary>What a screen or two hold; <c>--last</c> asks for more.</summary>
    private const int DefaultLast = 50;

    public static Command Make(IWorld world) => new("journal", "the record of what was judged")
    {
        MakeShow(world),
        MakeVerify(world),
    };

    private static Command MakeShow(IWorld world)
    {
        var json = new Option<bool>("--json")
        {
            Description = "print the lines as they are kept (docs/formats/journal.md)",
        };
        var last = new Option<int>("--last")
        {
            Description = "how many entries, the newest last",
            DefaultValueFactory = _ => DefaultLast,
            HelpName = "N",
        };
        last.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--last takes a number from 1");
            }
        });
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("show", "print the newest entries") { json, last, width };
        command.SetAction(parsed => (int)Files(world, files =>
        {
            List<ReadOnlyMemory<byte>> lines = [.. files.SelectMany(AppendOnlyFile.Lines).Select(l => l.Line)
                .Where(l => Link.Read(l.Span) is not null).TakeLast(parsed.GetValue(last))];
            if (parsed.GetValue(json))
            {
                lines.ForEach(l => Console.Out.WriteLine(Encoding.UTF8.GetString(l.Span)));
                return ExitCode.Success;
            }

            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            lines.ForEach(l => Print(page, JsonText.Read(l.Span)));
            Console.Out.Write(lines.Count > 0 ? page.ToString() : "the journal is empty\n");
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command MakeVerify(IWorld world)
    {
        var command = new Command(
            "verify", "check that nothing in the record was changed or removed; exit 1 when it was");
        command.SetAction(_ => (int)Files(world, files =>
        {
            JournalReport report = JournalCheck.Run(files);
            foreach (Finding finding in report.Findings)
            {
                string kind = finding.Kind is FindingKind.Torn ? "torn" : "broken";
                Console.Out.WriteLine($"{kind}: {finding.File}:{finding.Line}: {finding.Message}");
            }

            string from = report.First > 1 ? $" from entry {report.First} (earlier ones were rotated away)" : "";
            string chain = report.Intact ? "the chain is whole" : "the chain is broken";
            Console.Out.WriteLine($"{report.Entries} {(report.Entries == 1 ? "entry" : "entries")}{from}: {chain}");
            return report.Intact ? ExitCode.Success : ExitCode.Trouble;
        }));
        return command;
    }

    /// <summary>Uses the files of the journal, oldest first; tells it where they cannot be read.</summary>
    public static ExitCode Files(IWorld world, Func<IReadOnlyList<string>, ExitCode> use)
    {
        try
        {
            return use(JournalFile.At(JournalFile.Folder(world)).Files());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"holdpoint: the journal cannot be read: {e.Message}");
            Console.Error.WriteLine($"  see the permissions of {JournalFile.Folder(world)}");
            return ExitCode.Files;
        }
    }

    private static void Print(TerminalPage page, JsonPart entry)
    {
        JsonPart? executed = entry.Member("executed");
        JsonPart? answered = entry.Member("answered");
        string verdict = executed is not null ? Text(executed, "ended")
            : answered is null ? Text(entry, "verdict")
            : IsTrue(answered, "approved") ? "approved" : "refused";
        Ink ink = verdict switch
        {
            "allow" or "ran" or "approved" => Ink.Good,
            "ask" => Ink.Warning,
            _ => Ink.Bad,
        };
        string how = executed is not null ? Executed(executed)
            : answered is not null ? $"request {Text(answered, "request")}, by {Text(answered, "approver")}"
            : Text(entry, "rule");
        page.Line(0, $"{Text(entry, "seq"),5}  {Text(entry, "at")}  {verdict} ({how})  "
            + $"{Text(entry, "agent")} in {Text(entry, "directory")}", ink);
        page.Line(2, entry.Member("action") is { } action ? Text(action, "text")
            : Text(answered ?? entry, "reason"));
        foreach (JsonPart effect in entry.Member("effects")?.Items ?? [])
        {
            string count = effect.Member("count") is { } n ? $", {n.Text} {Text(effect, "unit")}" : "";
            page.Line(3, $"{Text(effect, "kind")} {Text(effect, "type")} {Text(effect, "name")} "
                + $"({Text(effect, "environment")}, recovery {Text(effect, "recovery")}{count})", Ink.Faint);
        }
    }

    /// <summary>How an execution ended, in the brackets after the word.</summary>
    private static string Executed(JsonPart executed)
    {
        string code = executed.Member("exitCode") is { } number ? $"exit status {number.Text}" : "nothing was run";
        string gone = Listed(executed, "gone", "; gone: ") + Listed(executed, "unforeseen", "; NOT foreseen: ");
        return executed.Member("checkpoint") is { } checkpoint
            ? $"{code}; checkpoint {checkpoint.Text}"
                + (IsTrue(executed, "verified") ? "" : ", NOT verified") + gone
            : code + gone;
    }

    private static string Listed(JsonPart executed, string name, string before) =>
        executed.Member(name)?.Items is { Count: > 0 } items
            ? before + string.Join(", ", items.Select(i => i.Text)) : "";

    private static bool IsTrue(JsonPart part, string name) =>
        part.Member(name)?.Kind is System.Text.Json.JsonValueKind.True;

    private static string Text(JsonPart part, string name) => part.Member(name)?.Text ?? "";
}
