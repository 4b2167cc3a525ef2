namespace Holdpoint.Tools.Git;

/// <summary>Which settings and variables hold a command that git will run.</summary>
internal static class GitExecutes
{
    /// <summary>Variables with a command line for a shell.</summary>
    public static bool Variable(string name) =>
        name is "GIT_SSH_COMMAND" or "GIT_SSH" or "GIT_PROXY_COMMAND" or "GIT_EXTERNAL_DIFF"
        or "GIT_EDITOR" or "GIT_SEQUENCE_EDITOR" or "GIT_PAGER" or "GIT_ASKPASS";

    /// <summary>Keys with a command line for a shell, hooks and aliases included.</summary>
    public static bool Key(string key)
    {
        int dot = key.IndexOf('.');
        if (dot <= 0)
        {
            return false;
        }

        string section = key[..dot].ToLowerInvariant();
        string name = key[(key.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return section switch
        {
            "core" => name is "sshcommand" or "fsmonitor" or "pager" or "editor" or "askpass" or "gitproxy"
            or "hookspath" or "alternaterefscommand",
            "alias" or "pager" => true,
            "sequence" => name is "editor",
            "diff" => name is "external" or "command" or "textconv",
            "filter" => name is "clean" or "smudge" or "process",
            "merge" => name is "driver",
            "difftool" or "mergetool" or "man" or "browser" => name is "cmd",
            "credential" => name is "helper",
            "gpg" => name is "program" or "defaultkeycommand",
            "interactive" => name is "difffilter",
            "remote" => name is "uploadpack" or "receivepack" or "vcs",
            "uploadpack" => name is "packobjectshook",
            "submodule" => name is "update",
            "trailer" => name is "cmd" or "command",
            "sendemail" => name is "smtpserver" or "tocmd" or "cccmd" or "sendmailcmd",
            _ => false,
        };
    }
}
