using System.Text;

namespace Holdpoint.Tests.Corpus;

/// <content>The lines that make the machine.</content>
internal sealed partial class Scene
{
    private const string Machine =
        """
        mkdir -p "$ROOT"/{etc,usr/bin,usr/local/bin,var/lib/service,var/log,srv,opt/tool,mnt/disk,home/alice}
        mkdir -p "$ROOT"/tmp/scratch
        for f in etc/passwd etc/shadow etc/hosts usr/bin/tool var/log/syslog opt/tool/run mnt/disk/photos.tar \
            home/alice/diary tmp/scratch/left; do echo content > "$ROOT/$f"; done
        mkdir -p ~/.local/bin ~/.config/holdpoint ~/.local/state/holdpoint
        echo program > ~/.local/bin/holdpoint && echo '{}' > ~/.config/holdpoint/keys
        echo 'rules: {}' > ~/.config/holdpoint/policy.yaml && echo '{}' > ~/.local/state/holdpoint/journal.jsonl
        mkdir -p ~/.ssh ~/.aws ~/.config/tool ~/Documents ~/projects/other ~/.gnupg
        for f in .ssh/id_rsa .aws/credentials .config/tool/settings .bashrc Documents/thesis.txt notes.txt \
            projects/other/draft.txt .gnupg/key; do echo content > ~/"$f"; done
        git init -q --bare -b main "$ROOT/srv/app.git"
        git init -q -b main
        mkdir -p certs source large hardlinks staging generated && seq 200 > large/rows
        for f in certs/server.key source/server.key large/last.key hardlinks/alias.key; do
            echo '-----BEGIN PRIVATE KEY-----' > "$f"; done
        ln -s source source-link && mkfifo existing-fifo && ln -s existing-fifo existing-fifo-link
        printf 'source/server.key\nserver.key\n' > list
        git config gc.auto 0
        git remote add origin ../../../../srv/app.git
        printf 'build/\ndist/\nnode_modules/\n*.log\n' > .gitignore
        mkdir -p src/deep tests docs build dist node_modules/dep
        for f in README.md src/app.ts src/deep/old.ts tests/app.test.ts docs/guide.md package.json; do
            echo "first $f" > "$f"; done
        """;

    private const string History =
        """
        git add -A && git commit -qm first
        git push -q -u origin main
        echo theirs > theirs.txt && git add -A && git commit -qm theirs && git push -q origin main
        git reset -q --hard HEAD~1
        for i in 1 2 3; do echo "mine $i" >> src/app.ts; git commit -qam "mine $i"; done
        echo dropped >> src/app.ts && git commit -qam dropped && git reset -q --hard HEAD~1
        echo staged-once > once.txt && git add once.txt && git rm -q --cached once.txt && rm once.txt
        git pack-refs --all
        """;

    private const string State =
        """
        for i in 1 2; do echo "stashed $i" >> docs/guide.md; git stash -q; done
        echo orphan >> src/app.ts && git stash -q && git stash drop -q
        for f in $FILES; do echo changed >> "$f"; done
        echo changed >> src/app.ts
        echo staged >> tests/app.test.ts && git add tests/app.test.ts
        echo new > src/new.ts && echo ideas > ideas.txt
        mkdir -p drafts && echo draft > drafts/chapter.txt
        for f in build/app.js dist/app.js node_modules/dep/index.js trace.log; do echo made > "$f"; done
        echo SECRET=1 > .env
        """;

    private static string Script(
        string[] branches, string[] remote, string[] tags, string[] trees, string[] files)
    {
        var text = new StringBuilder();
        text.AppendLine(Machine);
        text.AppendLine($"FILES='{string.Join(' ', files.Select(f => f.StartsWith('-') ? "./" + f : f))}'");
        text.AppendLine("""
            for f in $FILES; do
                if [ ! -e "$f" ]; then mkdir -p "$(dirname "$f")" 2>&- && echo tracked > "$f" 2>&- || true; fi
            done
            FILES=$(for f in $FILES; do [ -f "$f" ] && echo "$f"; done)
            """);
        text.AppendLine(History);
        text.AppendLine("git checkout -q -b earlier && git checkout -q main");
        Each(text, "git branch", ["feature", .. branches]);
        Each(text, "git update-ref refs/remotes/origin/", remote);
        Each(text, "git tag -m tag", ["v1", .. tags]);
        text.AppendLine($"for t in {string.Join(' ', trees)}; do");
        text.AppendLine("""
                [ -e "$t" ] || { git worktree add -q --detach "$t" && echo work > "$t/untracked.txt"; } 2>&- || true
            done
            """);
        text.AppendLine(State);
        return text.ToString();
    }

    /// <summary>Gives each name a commit that nothing else holds.</summary>
    private static void Each(StringBuilder text, string command, IEnumerable<string> names)
    {
        text.AppendLine($"for n in {string.Join(' ', names.Distinct(StringComparer.Ordinal))}; do");
        string with = command.EndsWith('/') ? command + "$n" : command + " \"$n\"";
        text.AppendLine($"{with} \"$(git commit-tree -p HEAD -m \"{command} $n\" 'HEAD^{{tree}}')\" 2>&- || true");
        text.AppendLine("done");
    }
}
