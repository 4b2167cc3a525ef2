using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Git;

/// <summary>Judging a command must not run what the repository's configuration names: the agent may have written
/// it.</summary>
public sealed class HostileConfigurationTests
{
    /// <summary>Settings that make some git command run a program; each would leave the file <c>ran</c>.</summary>
    private const string Hostile =
        """
        git init -qb main && echo a > a && echo b > b && git add . && git commit -qm one
        git checkout -qb topic && echo t > a && git commit -qam two && git checkout -q main && git tag -am release v1
        echo s > b && git stash -q && git remote add origin ext::"$EVIL"
        git update-ref refs/remotes/origin/topic topic
        mkdir hooks && for h in post-index-change reference-transaction post-checkout pre-auto-gc; do
          printf '#!/bin/sh\ntouch %s/ran\n' "$HOME" > hooks/$h && chmod +x hooks/$h; done
        echo '* filter=evil diff=evil merge=evil' > .git/info/attributes
        for key in core.fsmonitor core.pager core.sshCommand core.askPass core.editor diff.external diff.evil.command \
          diff.evil.textconv filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver gpg.program \
          credential.helper interactive.diffFilter uploadpack.packObjectsHook remote.origin.uploadpack core.gitProxy \
          core.alternateRefsCommand pager.status pager.log pager.config pager.rev-list \
          alias.status alias.config alias.rev-parse; do
          git config "$key" "$EVIL"; done
        git config filter.evil.required true && git config log.showSignature true
        git config core.hooksPath "$PWD/hooks"
        git config core.untrackedCache true && git config protocol.ext.allow always
        git config status.submoduleSummary true
        echo changed > a && echo new > new && echo ignored > .gitignore && touch -d '2001-01-01' b
        """;

    /// <summary>A program that tells that it ran.</summary>
    private const string Trap =
        """
        EVIL=$HOME/evil
        printf '#!/bin/sh\ntouch %s/ran\nexit 1\n' "$HOME" > "$EVIL"
        chmod +x "$EVIL"

        """;

    [Theory]
    [InlineData("git reset --hard HEAD~1")]
    [InlineData("git checkout -- a")]
    [InlineData("git checkout topic -- .")]
    [InlineData("git checkout b")]
    [InlineData("git restore --source topic a")]
    [InlineData("git clean -fdx")]
    [InlineData("git clean -d")]
    [InlineData("git rm -rf .")]
    [InlineData("git stash clear")]
    [InlineData("git branch -D topic")]
    [InlineData("git tag -d v1")]
    [InlineData("git push --force origin topic")]
    [InlineData("git push --mirror")]
    [InlineData("git push origin :topic")]
    [InlineData("git reflog expire --expire=now --all")]
    [InlineData("git gc --prune=now")]
    [InlineData("git merge --abort")]
    [InlineData("git worktree remove -f .")]
    [InlineData("git submodule update --force")]
    [InlineData("git some-alias")]
    public void Judging_runs_nothing_that_the_configuration_names(string command)
    {
        using var folder = new CaseFolder();
        folder.Bash(Trap + Hostile);
        File.Delete(Path.Join(folder.Home, "ran"));

        var world = new CaseWorld(folder, []);
        var pipeline = new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(command, folder.Work));

        Assert.NotEmpty(judgement.Effects);
        Assert.False(File.Exists(Path.Join(folder.Home, "ran")), "the configuration's program ran");
    }

    [Fact]
    public void The_trap_is_sharp()
    {
        using var folder = new CaseFolder();
        folder.Bash(Trap + Hostile);
        File.Delete(Path.Join(folder.Home, "ran"));
        folder.Bash("git status || true");
        Assert.True(File.Exists(Path.Join(folder.Home, "ran")));
    }
}
