using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tests.Journal;

/// <summary>The journal on a real disk: its chain, its torn ends, its bounds, many writers.</summary>
public sealed class JournalFileTests : IDisposable
{
    private const int Processes = 16;
    private const int EntriesEach = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-journal-").FullName;

    private string Main => Path.Join(_folder, "state", "journal.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_empty_journal_is_whole()
    {
        JournalReport report = Verify();
        Assert.True(report.Intact);
        Assert.Equal(0, report.Entries);
    }

    [Fact]
    public void Entries_follow_each_other_and_tell_what_happened()
    {
        Assert.Null(Open().Record(Judged("terraform destroy -var password=hunter2")));
        Assert.Null(Open().RecordStop("the payload is malformed"));
        string[] lines = File.ReadAllLines(Main);
        Assert.Equal(2, lines.Length);
        const string overNothing = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Assert.Contains($"\"seq\":1,\"prev\":\"{overNothing}\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"text\":\"terraform destroy -var password=[redacted]\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"ask\",\"rule\":\"destroy-irreversible\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"environment\":\"production\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"not-judged\"", lines[1], StringComparison.Ordinal);
        Assert.True(Verify().Intact);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_can_read_it()
    {
        Open().RecordStop("x");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Main));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Join(_folder, "state")));
    }

    [Fact]
    public void A_line_cut_at_any_byte_is_reported_and_the_chain_goes_on()
    {
        Open().RecordStop("one");
        Open().RecordStop("two");
        byte[] whole = File.ReadAllBytes(Main);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int cut = second; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(Main, whole[..cut]);
            JournalReport torn = Verify();
            Assert.True(torn.Intact, $"cut at {cut}: {string.Join(';', torn.Findings)}");
            bool inside = cut > second && cut < whole.Length - 1;
            Assert.Equal(inside ? 1 : 0, torn.Findings.Length);
            Open().RecordStop("three");
            JournalReport after = Verify();
            Assert.True(after.Intact, $"cut at {cut}: {string.Join(';', after.Findings)}");
            Assert.Equal(inside ? 1 : 0, after.Findings.Length);
            Assert.All(after.Findings, f => Assert.Equal((FindingKind.Torn, 2), (f.Kind, f.Line)));
            Assert.Contains("\"reason\":\"three\"", File.ReadAllLines(Main)[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_writer_that_died_after_ending_a_torn_line_leaves_the_chain_whole()
    {
        Open().RecordStop("one");
        File.AppendAllText(Main, "{\"v\":1,\"se\n");
        Open().RecordStop("two");
        JournalReport report = Verify();
        Assert.True(report.Intact);
        Assert.Equal((FindingKind.Torn, 2), (report.Findings.Single().Kind, report.Findings.Single().Line));
        Assert.Contains("\"seq\":2", File.ReadAllLines(Main)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_breaks_the_chain_where_it_stands()
    {
        Open().RecordStop("one");
        Open().RecordStop("two");
        Open().RecordStop("three");
        File.WriteAllText(Main, File.ReadAllText(Main).Replace("two", "owt", StringComparison.Ordinal));
        Finding finding = Verify().Findings.Single();
        Assert.Equal((FindingKind.Broken, 3), (finding.Kind, finding.Line));
    }

    [Fact]
    public void A_removed_line_breaks_the_chain()
    {
        foreach (string reason in new[] { "one", "two", "three" })
        {
            Open().RecordStop(reason);
        }

        string[] lines = File.ReadAllLines(Main);
        File.WriteAllLines(Main, [lines[0], lines[2]]);
        Assert.False(Verify().Intact);
        File.WriteAllLines(Main, [lines[0], "{}", lines[1], lines[2]]);
        Assert.False(Verify().Intact);
    }

    [Fact]
    public void A_full_file_is_set_aside_and_the_chain_goes_through()
    {
        AppendOnlyFile small = JournalFile.At(Path.Join(_folder, "state"));
        for (int i = 0; i < 30; i++)
        {
            Assert.Null(small.Append(
                tail => EntryWriter.Line(
                    tail,
                    new Actor("a", "s"),
                    DateTimeOffset.UnixEpoch,
                    (json, redact) => EntryWriter.WriteStop(json, "x", redact)),
                maxBytes: 600,
                maxOld: 3));
        }

        Assert.Equal(4, small.Files().Count);
        JournalReport report = JournalCheck.Run(small.Files());
        Assert.True(report.Intact, string.Join(';', report.Findings));
        Assert.True(report.First > 1);
        Assert.Equal(30, report.First + report.Entries - 1);
    }

    [Fact]
    public void Text_of_any_size_gives_an_entry_of_bounded_size()
    {
        Assert.Null(Open().Record(Judged("rm " + new string('\u0001', 3_000_000))));
        Assert.True(new FileInfo(Main).Length < 128 * 1024);
        Assert.True(Verify().Intact);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_and_not_thrown()
    {
        File.WriteAllText(Path.Join(_folder, "state"), "");
        Assert.Contains("the journal is not written", Open().RecordStop("x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixteen_processes_write_at_once_and_nothing_is_lost()
    {
        List<Process> writers = [.. Enumerable.Range(0, Processes).Select(_ => StartWriter())];
        foreach (Process writer in writers)
        {
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, writer.ExitCode);
            writer.Dispose();
        }

        JournalReport report = Verify();
        Assert.True(report.Intact, string.Join(';', report.Findings));
        Assert.Empty(report.Findings);
        Assert.Equal(Processes * EntriesEach, report.Entries);
    }

    [Fact]
    public void A_writer_killed_at_work_leaves_a_journal_that_goes_on()
    {
        for (int i = 0; i < 5; i++)
        {
            using Process writer = StartWriter();
            int enough = i * 5000;
            SpinWait.SpinUntil(() => File.Exists(Main) && new FileInfo(Main).Length > enough, TimeSpan.FromSeconds(20));
            writer.Kill();
            writer.WaitForExit();
            Assert.Null(Open().RecordStop("after the kill"));
        }

        Assert.True(Verify().Intact);
    }

    /// <summary>This very test program in another role: see <see cref="JournalWriter"/>.</summary>
    private Process StartWriter()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "", []) { UseShellExecute = false };
        start.Environment[JournalWriter.FolderVariable] = Path.Join(_folder, "state");
        start.Environment[JournalWriter.CountVariable] = EntriesEach.ToString();
        return Process.Start(start) ?? throw new InvalidOperationException("the writer did not start");
    }

    private JournalFile Open() =>
        new(JournalFile.At(Path.Join(_folder, "state")), new Actor("claude-code", "session-1"), TimeProvider.System);

    private JournalReport Verify() => JournalCheck.Run(JournalFile.At(Path.Join(_folder, "state")).Files());

    private static Judgement Judged(string command)
    {
        var effect = new Effect(
            EffectKind.Destroy,
            new Resource("terraform.state", "shop"),
            Target.Path("/srv/shop"),
            new Recovery.Never("gone"))
        {
            Tool = "terraform",
            Summary = "deletes every resource in the state",
        };
        var measured = new Measurement(effect) { Count = 18, Unit = "resources" };
        var placement = new Placement(EnvironmentKind.Production, "a tag");
        var reason = new Reason(Decision.Ask, "destroy-irreversible", [new Statement("x")], measured, placement);
        return new Judgement(
            new Holdpoint.Action.ShellCommand(command, "/srv/shop"),
            null,
            [effect],
            new BlastRadius([measured], "sha256:00"),
            new Verdict(Decision.Ask, "destroy-irreversible", ImmutableArray.Create(reason), null),
            TimeSpan.FromMilliseconds(3));
    }
}
