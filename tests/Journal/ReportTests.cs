using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Holdpoint.Cli.Commands;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Journal;

/// <summary>What a report makes of a journal: whose an entry is, what it says of it, and that nothing in it is read as
/// more than text.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ReportTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Stopped_asked_answered_and_saved_stand_in_the_agents_session()
    {
        Judged(1, "claude-code", "s1", "rm -rf /", "deny", "forbidden", "a");
        Judged(2, "claude-code", "s1", "rm -rf data", "ask", "destroy-irreversible", "b", request: "r-234567");
        Write(3, "terminal", "", """
            "answered":{"request":"r-234567","approved":false,"approver":"ada","reason":"not today"},"fingerprint":"b"
            """);
        Judged(4, "claude-code", "s1", "holdpoint exec -- 'rm -rf build'", "allow", "destroy-recoverable", "c");
        Judged(5, "exec", "", "rm -rf build", "ask", "destroy-irreversible", "d");
        Write(6, "exec", "", """
            "directory":"/w","action":{"kind":"shell","text":"rm -rf build"},
            "executed":{"ended":"ran","exitCode":0,"checkpoint":"20261130-151203-k3v9","verified":true,"gone":["x"]},
            "fingerprint":"d"
            """);
        Judged(7, "codex", "s2", "git push --force", "ask", "destroy-irreversible", "e");

        ActivityReport report = Report();
        Assert.Equal(["s1", "s2"], report.Sessions.Select(s => s.Session));
        SessionReport session = Assert.IsType<SessionReport>(report.Find("s1"));
        Assert.Equal([1, 2], session.Stopped.Select(e => e.Number));
        Assert.Equal([5], session.Asked.Select(e => e.Number));
        Assert.Equal([6], session.Checkpoints.Select(e => e.Number));
        string page = Page(report);
        Assert.Contains("why: forbidden, Things no agent does anywhere", page, StringComparison.Ordinal);
        Assert.Contains("denied by ada: not today", page, StringComparison.Ordinal);
        Assert.Contains("r-234567: asked for 1 time (#2)", page, StringComparison.Ordinal);
        Assert.Contains("20261130-151203-k3v9, verified", page, StringComparison.Ordinal);
        Assert.Contains("it is not there any more", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_found_by_its_beginning_and_two_are_none()
    {
        Judged(1, "claude-code", "abcd-1", "rm x", "ask", "destroy-irreversible", "a");
        Judged(2, "claude-code", "abcd-2", "rm y", "ask", "destroy-irreversible", "b");
        ActivityReport report = Report();
        Assert.Null(report.Find("abcd"));
        Assert.Equal("abcd-2", report.Find("abcd-2")?.Session);
        Assert.Null(report.Find("zzzz"));
    }

    /// <summary>Words that would leave their place: escapes, HTML, links, a fence, a line of their own.</summary>
    [Theory]
    [InlineData("\\u001b[2Jallow")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("`rm` [x](javascript:y) ```")]
    [InlineData("a\\n# approved by ada\\n")]
    [InlineData("![x](http://e/x.png)")]
    public void No_word_of_an_agent_is_read_as_anything_but_text(string text)
    {
        Judged(1, text, text, text, "deny", text, "a", request: text, name: text);
        ActivityReport report = Report();
        IReadOnlyList<ReportLine> lines = new ReportOutline(_scene.World).Of(report.Sessions, report);
        string page = ReportCommand.Page(lines, new TerminalPage(200, colour: false));
        string markdown = ReportCommand.Markdown(lines);
        Assert.DoesNotContain('\e', page + markdown);
        Assert.All(
            markdown.Split('\n'),
            l => Assert.False(l.TrimStart(' ', '-').StartsWith("# approved", StringComparison.Ordinal), l));
        Assert.DoesNotContain("<script", OutsideCode(markdown), StringComparison.Ordinal);
        Assert.DoesNotContain("](", OutsideCode(markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void The_object_names_the_entries_and_says_that_the_record_was_changed()
    {
        Judged(1, "claude-code", "s1", "rm -rf /", "deny", "forbidden", "a");
        Judged(2, "claude-code", "s1", "rm -rf /", "deny", "forbidden", "a");
        ActivityReport report = Report();
        var output = new ArrayBufferWriter<byte>();
        new ReportJson(_scene.World).WriteLine(report.Sessions, report, output);
        using var json = JsonDocument.Parse(output.WrittenMemory);
        JsonElement session = json.RootElement.GetProperty("sessions")[0];
        Assert.Equal(2, session.GetProperty("stopped")[1].GetProperty("entry").GetInt64());
        JsonElement effect = session.GetProperty("stopped")[0].GetProperty("effects")[0];
        Assert.Equal("destroy", effect.GetProperty("kind").GetString());

        // The second line does not hold the digest of the first.
        Assert.False(json.RootElement.GetProperty("record").GetProperty("whole").GetBoolean());
        Assert.Contains("chain is broken", Page(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n[]\n{\"seq\":\"x\"}\nnull\n{\"seq\":1,\"at\":3}")]
    [InlineData("{\"seq\":1,\"at\":\"2026-11-30T10:00:00Z\",\"effects\":[1,{}]")]
    public void Nothing_and_garbage_are_reported_as_such(string text)
    {
        File.WriteAllText(Journal, text);
        ActivityReport report = Report();
        Assert.Empty(report.Sessions);
        Assert.Contains("no action", Page(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_other_kinds_are_as_if_absent()
    {
        File.WriteAllText(Journal, """
            {"seq":3,"at":"2026-11-30T10:00:00Z","agent":1,"session":[],"action":"x","verdict":{},
            "effects":[1,{"count":"2","alarms":[3]}],"answered":1,"executed":null}
            """.ReplaceLineEndings(""));
        Assert.Equal(3, Assert.Single(Assert.Single(Report().Sessions).Entries).Number);
        Page(Report());
    }

    [Fact]
    public void Twenty_thousand_entries_are_reported_soon()
    {
        for (int i = 1; i <= 21_000; i++)
        {
            _text.Append(Line(i, i % 3 == 0 ? "exec" : "claude-code", i % 3 == 0 ? "" : $"s{i % 7}", Fields(
                $"rm -rf data{i}", "ask", "destroy-irreversible", $"f{i}", null, "data")));
        }

        long start = Stopwatch.GetTimestamp();
        ActivityReport report = Report();
        Assert.Equal(1_000, report.Left);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "the report took too long");
    }

    private readonly StringBuilder _text = new();

    private string Journal
    {
        get
        {
            string folder = JournalFile.Folder(_scene.World);
            Directory.CreateDirectory(folder);
            return Path.Join(folder, "journal.jsonl");
        }
    }

    private ActivityReport Report()
    {
        if (_text.Length > 0)
        {
            File.WriteAllText(Journal, _text.ToString());
        }

        return ActivityReport.Of(JournalFile.At(JournalFile.Folder(_scene.World)).Files());
    }

    private string Page(ActivityReport report) => ReportCommand.Page(
        new ReportOutline(_scene.World).Of(report.Sessions, report), new TerminalPage(200, colour: false));

    private void Judged(
        int number, string agent, string session, string command, string verdict, string rule, string fingerprint,
        string? request = null, string name = "data") =>
        Write(number, agent, session, Fields(command, verdict, rule, fingerprint, request, name));

    private static string Fields(
        string command, string verdict, string rule, string fingerprint, string? request, string name) => $$"""
        "directory":"/w","action":{"kind":"shell","text":"{{command}}"},"verdict":"{{verdict}}","rule":"{{rule}}",
        "effects":[{"kind":"destroy","tool":"files","type":"folder","name":"{{name}}","target":"/w/{{name}}",
        "environment":"production","recovery":"none","count":2,"unit":"files"}],"fingerprint":"{{fingerprint}}"
        """ + (request is null ? "" : $",\"request\":\"{request}\"");

    private void Write(int number, string agent, string session, string fields) =>
        _text.Append(Line(number, agent, session, fields));

    private static string Line(int number, string agent, string session, string fields) =>
        $"{{\"v\":1,\"seq\":{number},\"prev\":\"x\",\"at\":\"2026-11-30T10:00:{number % 60:00}.000Z\","
        + $"\"agent\":\"{agent}\",\"session\":\"{session}\",{fields.ReplaceLineEndings("")}}}\n";

    /// <summary>What is left of Markdown without its code spans.</summary>
    private static string OutsideCode(string markdown)
    {
        var left = new StringBuilder();
        for (int at = 0; at < markdown.Length;)
        {
            if (markdown[at] is '\\')
            {
                at += 2; // What is escaped is text.
                continue;
            }

            int run = markdown.AsSpan(at).IndexOfAnyExcept('`') is var n && n < 0 ? markdown.Length - at : n;
            if (run == 0)
            {
                left.Append(markdown[at++]);
                continue;
            }

            string fence = markdown[at..(at + run)];
            int end = at + run;
            while ((end = markdown.IndexOf(fence, end, StringComparison.Ordinal)) >= 0
                && ((end + run < markdown.Length && markdown[end + run] is '`') || markdown[end - 1] is '`'))
            {
                end++;
            }

            Assert.True(end > 0, "a code span that does not end");
            at = end + run;
        }

        return left.ToString();
    }
}
