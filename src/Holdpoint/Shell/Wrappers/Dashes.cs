using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A program that nobody listed, with another program after <c>--</c>: nearly always a wrapper, so what stands
/// there is read as a command too.</summary>
/// <remarks>An effect comes of it only where those words are a command that has one.</remarks>
internal static class Dashes
{
    public static void Run(Session session, string name, Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        int at = 0;
        while (at < words.Length && words[at].Text is not "--")
        {
            at++;
        }

        if (at + 1 < words.Length && words[at + 1].Prefix is [not ('-' or '/' or '.' or '{'), ..] or ['/', ..]
            && words[(at + 1)..] is [var program, .. var arguments] && !TakesWords(name))
        {
            session.Launcher.Start(launch.Then(program, arguments, name) with { Files = [], OutputAway = true });
        }
    }

    /// <summary>Programs to which words after <c>--</c> are text or names, or a command for another machine.</summary>
    private static bool TakesWords(string name) => name is
        "echo" or "printf" or "cat" or "test" or "[" or "expr" or "jq" or "yq" or "tr" or "basename" or "dirname"
        or "grep" or "egrep" or "fgrep" or "zgrep" or "rg" or "ag" or "ack" or "git" or "gh" or "glab" or "hub" or "jj"
        or "rm" or "mv" or "cp" or "ln" or "ls" or "touch" or "mkdir" or "rmdir" or "chmod" or "chown" or "cd" or "tar"
        or "docker" or "podman" or "nerdctl" or "kubectl" or "oc" or "k3s" or "lxc" or "incus" or "ssh" or "vagrant"
        or "multipass" or "fly" or "flyctl" or "gcloud" or "az" or "aws" or "npm" or "yarn" or "pnpm" or "bun" or "deno"
        or "cargo" or "go" or "node" or "nodejs" or "python" or "python3" or "ruby" or "perl" or "php" or "java"
        or "pytest" or "jest" or "vitest" or "make" or "just" or "task" or "rake" or "gradle" or "mvn" or "dotnet"
        or "set" or "export" or "declare" or "local" or "unset" or "alias" or "type" or "which" or "read" or "kill"
        or "holdpoint" or "claude" or "codex" or "gemini" or "qwen" or "opencode" or "copilot" or "amp" or "aider"
        or "diff" or "less" or "head" or "tail" or "wc" or "sort" or "sed" or "awk" or "code" or "vim" or "nvim";
}
