using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;
using static Holdpoint.Tests.Tools.Git.Checkpoints.GitScene;

namespace Holdpoint.Tests.Tools.Git.Checkpoints;

/// <summary>What git commands destroy, with the real git: saved before, told after, and brought back byte for
/// byte.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GitCheckpointTests : CheckpointConformance
{
    internal override CheckpointExample Make(Scene scene) => new Repository(Fill(scene));

    [Theory]
    [InlineData("git reset --hard -q")]
    [InlineData("git clean -fdxq")]
    [InlineData("git clean -fdXq")]
    [InlineData("git reset --hard -q && git clean -fdq")]
    [InlineData("git checkout -- .")]
    [InlineData("git checkout -- code.cs")]
    [InlineData("git checkout -q -f feature")]
    [InlineData("git switch -q --discard-changes feature")]
    [InlineData("git restore --staged --worktree .")]
    [InlineData("git reset --hard -q HEAD~1")]
    [InlineData("git -C . reset --hard -q feature")]
    [InlineData("git rm -rfq code.cs new.cs")]
    [InlineData("git branch -D feature")]
    [InlineData("git branch -f feature main")]
    [InlineData("git tag -d v1")]
    [InlineData("git update-ref -d refs/heads/feature")]
    [InlineData("git stash drop -q")]
    [InlineData("git stash drop -q stash@{1}")]
    [InlineData("git stash clear")]
    [InlineData("git stash clear && git gc -q --prune=now")]
    [InlineData("git branch -D feature && git reflog expire --expire=now --all && git gc -q --prune=now")]
    [InlineData("git reset --hard -q && git reflog expire --expire=now --all && git gc -q --prune=now")]
    [InlineData("git worktree remove --force linked")]
    public void What_goes_comes_back(string line)
    {
        using Scene scene = Make();
        string before = Everything(scene);

        Assert.Equal(0, scene.Ran(line));
        Assert.NotEqual(before, Everything(scene));
        Manifest saved = scene.Only;
        Assert.All(saved.Parts, p => Assert.Equal("git", p.Kind));
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));
        Assert.Contains(scene.Person.Told, t => t.Contains("as was said", StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, Everything(scene));
        Assert.Empty(Told(scene, "fsck", "--no-dangling"));
    }

    [Theory]
    [InlineData("git merge --abort", "merge -q --no-commit feature")]
    [InlineData("git rebase --abort", "rebase -q feature")]
    [InlineData("git cherry-pick --abort", "cherry-pick feature")]
    [InlineData("git reset --hard -q", "merge -q --no-commit feature")]
    public void A_conflict_that_was_resolved_by_hand_comes_back(string line, string begins)
    {
        using Scene scene = Make();
        Told(scene, "reset", "-q", "--hard");
        Told(scene, "checkout", "-q", "feature");
        Write(scene, "code.cs", "feature's");
        Commit(scene, "conflicting");
        Told(scene, "checkout", "-q", "main");
        Ended(scene, begins.Split(' '));
        Write(scene, "code.cs", "both, by hand");
        Told(scene, "add", "code.cs");
        string before = Everything(scene) + Going(scene);

        scene.Execute(line);
        Assert.NotEqual(before, Everything(scene) + Going(scene));
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, Everything(scene) + Going(scene));

        static string Going(Scene scene) => string.Join('\n', ((string[])["MERGE_HEAD", "rebase-merge", "MERGE_MSG"])
            .Select(n => Path.Exists(Path.Join(scene.Work, ".git", n))));
    }

    [Fact]
    public void History_that_was_rewritten_comes_back()
    {
        using Scene scene = Make();
        Told(scene, "stash", "clear");
        Told(scene, "worktree", "remove", "--force", "linked");
        Commit(scene, "all of it");
        Told(scene, "clean", "-fdxq");
        string before = Everything(scene);
        scene.Execute("git filter-branch -f --index-filter 'git rm -q --cached --ignore-unmatch run.sh' -- --all "
            + "&& git for-each-ref --format='delete %(refname)' refs/original | git update-ref --stdin "
            + "&& git reflog expire --expire=now --all && git gc -q --prune=now");
        Assert.False(File.Exists(Path.Join(scene.Work, "run.sh")));
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, Everything(scene));
    }

    [Fact]
    public void Saving_changes_nothing_in_the_repository_and_runs_nothing_that_it_names()
    {
        using Scene scene = Make();
        string mark = Path.Join(scene.Folder, "ran");
        string script = Path.Join(scene.Folder, "script");
        File.WriteAllText(script, $"#!/bin/sh\necho \"$0 $*\" >> '{mark}'\ncat\n");
        File.SetUnixFileMode(script, (UnixFileMode)0x1ED);
        Directory.CreateDirectory(Path.Join(scene.Work, ".git/hooks"));
        string[] hooks = ["reference-transaction", "post-checkout", "post-index-change", "pre-auto-gc"];
        foreach (string hook in hooks)
        {
            File.Copy(script, Path.Join(scene.Work, ".git/hooks", hook));
        }

        Write(scene, ".git/info/attributes", "* filter=mine diff=mine\n");
        foreach (string key in (string[])["filter.mine.clean", "filter.mine.smudge", "diff.mine.textconv",
            "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor"])
        {
            Told(scene, "config", key, script);
        }

        File.Delete(mark);
        string before = Inside(scene);
        Manifest saved = Take(scene, "git reset --hard -q && git clean -fdxq && git branch -D feature");
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.Equal(before, Inside(scene));

        File.WriteAllText(Path.Join(scene.Work, "code.cs"), "overwritten");
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal("two, not committed", File.ReadAllText(Path.Join(scene.Work, "code.cs")));
        Assert.False(File.Exists(mark), File.Exists(mark) ? File.ReadAllText(mark) : "");

        static string Inside(Scene scene) => string.Join('\n', Directory
            .EnumerateFiles(Path.Join(scene.Work, ".git"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(p => $"{p} {new FileInfo(p).Length} {File.GetLastWriteTimeUtc(p):o}"));
    }

    [Fact]
    public void A_pack_that_is_gone_or_short_is_broken()
    {
        using Scene scene = Make();
        Told(scene, "config", "safe.bareRepository", "explicit");
        Manifest saved = Take(scene, "git branch -D feature");
        SavedPart part = Assert.Single(saved.Parts);
        string folder = Path.Join(scene.Store.FolderOf(saved.Id), part.Folder);
        CheckpointKind kind = CheckpointKinds.Find("git") ?? throw new InvalidOperationException();
        Assert.IsType<ProofAnswer.Equal>(kind.Verify(part, folder, scene.Bench));

        string packs = Path.Join(folder, "objects/pack");
        foreach (string pack in Directory.GetFiles(packs, "*.pack"))
        {
            byte[] bytes = File.ReadAllBytes(pack);
            bytes[bytes.Length / 2] ^= 0xFF;
            File.SetUnixFileMode(pack, (UnixFileMode)0x1A4);
            File.WriteAllBytes(pack, bytes);
        }

        Assert.IsType<ProofAnswer.Broken>(kind.Verify(part, folder, scene.Bench));
        Directory.Delete(packs, recursive: true);
        Assert.IsType<ProofAnswer.Broken>(kind.Verify(part, folder, scene.Bench));
        Assert.False(new Taking(scene.Store, scene.Bench).Prove(saved).IsVerified);
        Assert.IsType<Outcome.Refused>(scene.Undo(saved));
    }

    [Fact]
    public void An_undo_can_be_undone()
    {
        using Scene scene = Make();
        Assert.Equal(0, scene.Ran("git checkout -- code.cs"));
        Manifest first = scene.Only;
        Write(scene, "code.cs", "written since");
        Assert.Equal(0, scene.Undone(first));
        Assert.Equal("two, not committed", File.ReadAllText(Path.Join(scene.Work, "code.cs")));
        Assert.Equal(0, scene.Undone(scene.Newest));
        Assert.Equal("written since", File.ReadAllText(Path.Join(scene.Work, "code.cs")));
    }

    [Fact]
    public void Stash_entries_that_came_since_stay_on_top()
    {
        using Scene scene = Make();
        Told(scene, "reset", "-q", "--hard");
        Assert.Equal(0, scene.Ran("git stash drop -q stash@{1}"));
        Write(scene, "code.cs", "third");
        Told(scene, "stash", "push", "-q", "-m", "came since");
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(
            ["stash@{0}: On main: came since", "stash@{1}: On main: newer", "stash@{2}: On main: older"],
            Told(scene, "stash", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_a_remote_holds_is_not_copied_and_a_push_is_left_to_the_person()
    {
        using Scene scene = Make();
        string remote = Path.Join(scene.Folder, "remote.git");
        Told(scene, "init", "-q", "--bare", remote);
        Told(scene, "remote", "add", "origin", remote);
        Told(scene, "push", "-q", "origin", "main");
        Told(scene, "fetch", "-q");
        Told(scene, "stash", "clear");
        Manifest saved = Take(scene, "git branch -D feature");
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        string list = File.ReadAllText(Path.Join(scene.Store.FolderOf(saved.Id), "1/git.json"));
        Assert.Contains(Told(scene, "rev-parse", "origin/main").Trim(), list, StringComparison.Ordinal);

        string tip = Told(scene, "rev-parse", "main").Trim();
        Told(scene, "reset", "-q", "--hard", "HEAD~1");
        Assert.Equal(0, scene.Ran("git push -q --force origin main"));
        Manifest pushed = scene.Newest;
        Assert.True(pushed.IsVerified, pushed.Parts[0].Problem);
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));
        Assert.IsType<Outcome.Ran>(scene.Undo(pushed));
        string told = scene.Person.Told.Last(t => t.Contains("git push --force", StringComparison.Ordinal));
        Told(scene, told[(told.IndexOf("git push", StringComparison.Ordinal) + 4)..].Split(' '));
        Assert.Equal(tip, Told(scene, "--git-dir", remote, "rev-parse", "main").Trim());
    }

    [Fact]
    public void A_branch_that_others_pushed_to_since_is_not_called_proved()
    {
        using Scene scene = Make();
        string remote = Path.Join(scene.Folder, "remote.git");
        Told(scene, "init", "-q", "--bare", remote);
        Told(scene, "remote", "add", "origin", remote);
        Told(scene, "push", "-q", "origin", "main");
        Told(scene, "push", "-q", remote, "+feature:main");
        Manifest saved = Take(scene, "git push --force origin main~1:main");
        Assert.False(saved.IsVerified);
        Told(scene, "remote", "set-url", "origin", "ssh://host.invalid/x.git");
        CheckpointPlan elsewhere = CheckpointPlan.Of(
            scene.Pipeline.Look(new Action.ShellCommand("git push --force origin main~1:main", scene.Work))
                .Radius.Measurements, scene.World);
        Assert.Single(elsewhere.Sources);
        Assert.Empty(elsewhere.Covered);
        Assert.Contains("was not asked", Take(scene, "git push --force origin main~1:main").Parts[0].Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-rf")]
    [InlineData("a b\tc\nd")]
    [InlineData("\"quoted\" 'too' \\n")]
    [InlineData("Ünï çödé ☃")]
    public void Names_of_any_kind_come_back(string name)
    {
        using Scene scene = Make();
        Write(scene, name, "named oddly");
        Told(scene, "add", "--", "./" + name);
        Write(scene, "sub/" + name, "untracked");
        string before = Everything(scene);
        Assert.Equal(0, scene.Ran("git rm -q --cached code.cs; git clean -fdq && git reset --hard -q"));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before.Replace("D  code.cs", "", StringComparison.Ordinal), Everything(scene));
    }

    [Fact]
    public void A_bare_repository_has_refs_and_no_work_tree()
    {
        using Scene scene = Make();
        string bare = Path.Join(scene.Work, "bare.git");
        Told(scene, "clone", "-q", "--bare", scene.Work, bare);
        string before = Told(scene, "--git-dir", bare, "for-each-ref");
        Assert.Equal(0, scene.Ran("git --git-dir bare.git branch -D feature"));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, Told(scene, "--git-dir", bare, "for-each-ref"));
    }

    [Fact]
    public void Whatever_is_killed_on_the_way_leaves_nothing_that_looks_done()
    {
        using Scene scene = Make();
        string before = Everything(scene);
        for (int calls = 0; ; calls++)
        {
            int left = calls;
            var dying = new Changing(scene.Workshop, () => _ = --left >= 0 ? 0 : throw new TimeoutException());
            try
            {
                Take(scene, "git reset --hard -q && git branch -D feature && git stash clear", dying);
                break;
            }
            catch (TimeoutException)
            {
                Assert.All(scene.Store.All().OfType<ManifestAnswer.Read>(), r => Assert.False(r.Manifest.IsVerified));
                Assert.Equal(before, Everything(scene));
            }
        }

        Assert.True(scene.Newest.IsVerified);
    }

    private static Manifest Take(Scene scene, string line, Holdpoint.World.IWorkshop? workshop = null)
    {
        Judgement judged = scene.Pipeline.Run(new Action.ShellCommand(line, scene.Work));
        Assert.NotNull(judged.Saved);
        Bench bench = scene.Bench with { Workshop = workshop ?? scene.Workshop };
        (Manifest? saved, string problem) = new Taking(scene.Store, bench).Take(
            judged.Saved.Plan.Sources, line, scene.Work, judged.Radius.Fingerprint);
        Assert.True(saved is not null, problem);
        return saved;
    }

    /// <summary>Work that was never committed and a branch that nothing else holds.</summary>
    private sealed class Repository(Scene scene) : CheckpointExample(scene)
    {
        private readonly Scene _scene = scene;

        public override string Destroys => "git reset --hard -q && git clean -fdxq && git branch -q -D feature "
            + "&& git reflog expire --expire=now --all && git gc -q --prune=now";

        public override string Named => "stash@{0}: On main: newer";

        public override ImmutableArray<string> Needs => ["git", "cp"];

        public override string Everything() => GitScene.Everything(_scene);

        public override void Writes() => Write(_scene, "code.cs", "written since");

        public override void Spoils(string folder)
        {
            string file = Path.Join(folder, "files/tree" + Path.Join(_scene.Work, "note.txt"));
            File.WriteAllText(file, File.ReadAllText(file).Replace('u', 'n'));
        }
    }

    private static Scene Make() => Fill(new Scene());
}
