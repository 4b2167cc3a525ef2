using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>Programs that only look at the files they are given. Pure.</summary>
internal static class Readers
{
    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal)
    {
        "cat", "less", "more", "head", "tail", "grep", "egrep", "fgrep", "zgrep", "rg", "ag", "ack", "ls", "ll", "dir",
        "exa", "eza", "lsd", "stat", "file", "wc", "diff", "cmp", "comm", "jq", "gron", "md5sum", "sha1sum",
        "sha256sum", "sha512sum", "b2sum", "cksum", "shasum", "test", "[", "[[", "echo", "printf", "realpath",
        "readlink", "dirname", "basename", "du", "tree", "bat", "batcat", "sort", "uniq", "cut", "tr", "awk", "gawk",
        "mawk", "sed", "gsed", "xxd", "od", "hexdump", "strings", "nl", "column", "tac", "rev", "fold", "fmt", "cd",
        "pushd", "popd", "mkdir", "type", "which", "whereis", "command", "source", ".", "export", "set", "true",
        "false", ":", "yq", "code", "open", "xdg-open", "gh", "glab", "tee", "cp", "mv", "rm", "ln", "install", "dd",
        "truncate", "curl", "wget", "chmod", "chown", "chgrp", "chattr", "setfacl", "unlink", "shred", "srm", "rsync",
        "tar", "zip", "unzip", "find", "fd", "fdfind", "git", "perl", "rmdir", "getfacl", "lsattr", "namei", "base64",
        "gzip", "zcat", "docker", "podman", "scp", "ssh", "for", "read", "local", "declare", "readonly", "typeset",
        "unset", "alias", "let", "eval", "exit", "return", "sleep", "kill", "seq", "yes", "date", "holdpoint", "claude",
        "codex", "gemini", "qwen", "opencode", "copilot", "amp", "xargs", "sudo", "env", "watch", "trash-empty",
        "mktemp", "pgrep", "ps", "lsof", "fuser", "inotifywait", "entr", "man", "help", "info", "jsonlint", "ajv",
        "actionlint", "yamllint", "shellcheck", "gitleaks", "cspell", "codespell", "tokei", "cloc",
    };

    /// <summary>Subcommands of git that leave the files of the work tree as they are.</summary>
    private static readonly HashSet<string> GitLooks = new(StringComparer.Ordinal)
    {
        "add", "commit", "diff", "show", "log", "status", "blame", "ls-files", "ls-tree", "grep", "check-ignore",
        "check-attr", "rev-parse", "cat-file", "push", "fetch", "rev-list", "shortlog", "describe", "annotate",
        "hash-object", "diff-tree", "diff-files", "diff-index", "whatchanged", "difftool", "branch", "tag", "remote",
        "config", "help", "archive", "format-patch", "notes", "stage",
    };

    /// <summary>Whether a program is one of these everyday ones: their words are names and texts.</summary>
    public static bool OnlyLooks(string name) => Programs.Contains(name);

    /// <summary>Whether naming a guarded file to a program may change it, beyond what <see cref="FileTouches"/> knows
    /// of it.</summary>
    public static bool MayWrite(string name, ImmutableArray<Word> words)
    {
        if (name is "git")
        {
            return GitVerb(words) is { } verb && !GitLooks.Contains(verb);
        }

        if (name is "yq" or "jsonlint" or "ajv" or "cspell" or "codespell")
        {
            return words.Any(w => w.Text is ['-', not '-', ..] or "--inplace" or "--in-place" or "--write-changes"
                && w.Text.AsSpan().IndexOfAny('i', 'w') >= 0);
        }

        return !Programs.Contains(name)
            && !(name is "python" or "python3" && words is [{ Text: "-m" }, { Text: "json.tool" }, _]);
    }

    private static string? GitVerb(ImmutableArray<Word> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i].Text)
            {
                case "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace":
                    i++;
                    break;
                case ['-', ..]:
                    break;
                default:
                    return words[i].Text ?? "";
            }
        }

        return null;
    }
}
