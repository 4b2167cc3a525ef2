using System.Diagnostics;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Live;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Clis;

/// <summary>Working copies of Mercurial and Subversion: by answers recorded of hg 6.3.2 and svn 1.14.2, and by the
/// programs themselves where they are installed.</summary>
public sealed class WorkingCopiesTests
{
    [Theory]
    [InlineData("hg update --clean tip", "status -m --print0 --", "", "Allow", 0)]
    [InlineData("hg up -C", "status -m --print0 --", "M a.txt\0M dir/b c.txt\0", "Ask", 2)]
    [InlineData("hg revert -C a.txt", "status -m --print0 -- a.txt", "", "Allow", 0)]
    [InlineData("hg revert --all --no-backup", "status -m --print0 --", "M a.txt\0", "Ask", 1)]
    [InlineData("hg purge", "status -u --print0 --", "", "Allow", 0)]
    [InlineData("hg purge --all", "status -ui --print0 --", "? u\0I x.o\0", "Ask", 2)]
    public void Mercurial_tells_what_would_go(
        string command, string question, string answer, string decision, int files)
    {
        using FakeCloud hg = new FakeCloud("hg").On(question, answer);
        Directory.CreateDirectory(Path.Join(hg.Work, ".hg"));
        Expect(Judged(hg, command), decision, files);
        Assert.Equal([question], hg.Questions.Select(q => q.TrimEnd()));
    }

    [Theory]
    [InlineData("svn revert -R .", "", "Allow", 0)]
    [InlineData("svn revert -R .", "?       u u\nA       n\nI       x.o\n", "Allow", 0)]
    [InlineData("svn revert -R .", "M       a\n M      d/b\nA       n\n?       u u\n", "Ask", 2)]
    [InlineData("svn revert -R --remove-added .", "A       n\n", "Ask", 1)]
    [InlineData("svn cleanup --remove-unversioned", "M       a\nI       x.o\n", "Allow", 0)]
    [InlineData("svn cleanup --remove-unversioned", "?       u u\n", "Ask", 1)]
    [InlineData("svn cleanup --remove-ignored", "I       x.o\n?       u\n", "Ask", 1)]
    [InlineData("svn rm --force src", "M       src/a\n", "Ask", 1)]
    public void Subversion_tells_what_would_go(string command, string answer, string decision, int files)
    {
        using FakeCloud svn = new FakeCloud("svn").On("status", answer);
        Expect(Judged(svn, command), decision, files);
    }

    [Fact]
    public void What_cannot_be_asked_without_running_its_code_is_asked_of_a_person()
    {
        using FakeCloud hg = new FakeCloud("hg").On("status", "");
        Directory.CreateDirectory(Path.Join(hg.Work, ".hg"));
        File.WriteAllText(Path.Join(hg.Work, ".hg/hgrc"), "[extensions]\nx = ./x.py\n");
        Expect(Judged(hg, "hg update -C"), "Ask", null);
        Assert.Empty(hg.Questions);

        File.WriteAllText(Path.Join(hg.Work, ".hg/hgrc"), "[paths]\ndefault = https://hg.example.com/x\n");
        Expect(Judged(hg, "HGRCPATH=./rc hg update -C"), "Ask", null);
        Expect(Judged(hg, "PATH=.:$PATH hg update -C"), "Ask", null);
        Expect(Judged(hg, "hg -R ../other update -C"), "Ask", null);
        Assert.Empty(hg.Questions);
        Expect(Judged(hg, "hg update -C"), "Allow", 0);
    }

    [Fact]
    public void A_complaint_beside_the_answer_means_that_not_all_was_seen()
    {
        using FakeCloud svn = new FakeCloud("svn").On("status", "svn: warning: W155007: '.' is not a working copy", 0);
        Expect(Judged(svn, "svn revert -R ."), "Ask", null);
    }

    [Fact]
    public void The_programs_themselves_answer_so()
    {
        Assert.SkipUnless(Place("hg") is not null && Place("svn") is not null, "hg and svn are not on this machine");
        using var folder = new CaseFolder();
        folder.Bash("""
            hg init h && cd h && echo a > a && hg add -q a && hg commit -qm first -u case
            cd .. && svnadmin create r && svn checkout -q "file://$PWD/r" s && cd s && echo a > a && svn add -q a
            svn commit -qm first && echo u > u
            """);
        Expect(Judged(folder, "h", "hg update -C"), "Allow", 0);
        Expect(Judged(folder, "h", "hg purge"), "Allow", 0);
        Expect(Judged(folder, "s", "svn revert -R ."), "Allow", 0);
        Expect(Judged(folder, "s", "svn cleanup --remove-unversioned"), "Ask", 1);
        folder.Bash("echo b >> h/a && echo u > h/u && echo b >> s/a");
        Expect(Judged(folder, "h", "hg update -C"), "Ask", 1);
        Expect(Judged(folder, "h", "hg purge"), "Ask", 1);
        Expect(Judged(folder, "s", "svn revert -R ."), "Ask", 1);
        folder.Bash("printf '[hooks]\\npre-status = touch ../ran\\n' >> h/.hg/hgrc");
        Expect(Judged(folder, "h", "hg update -C"), "Ask", null);
        Assert.False(File.Exists(Path.Join(folder.Work, "ran")));
    }

    private static string? Place(string program) => Repository.PathWithTools.Split(':')
        .FirstOrDefault(p => File.Exists(Path.Join(p, program)));

    private static void Expect(Judgement judgement, string decision, int? files)
    {
        Assert.Equal(decision, judgement.Verdict.Decision.ToString());
        Measurement m = Assert.Single(judgement.Verdict.Reasons).Measurement;
        Assert.Equal(files is null, m.Unmeasured is not null);
        Assert.Equal(files ?? 0, m.Count ?? 0);
    }

    private static Judgement Judged(FakeCloud client, string command) => Judge(
        new CaseWorld(client.Folder, [$"PATH={client.Bin}:{Repository.PathWithTools}"]), client.Work, command);

    private static Judgement Judged(CaseFolder folder, string below, string command) =>
        Judge(
            new CaseWorld(folder, [$"PATH={Place("svn")}:{Repository.PathWithTools}"]), Path.Join(folder.Work, below),
            command);

    private static Judgement Judge(CaseWorld world, string directory, string command) =>
        new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60))
            .Run(new Holdpoint.Action.ShellCommand(command, directory));
}
