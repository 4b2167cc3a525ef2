namespace Holdpoint.Shell.Wrappers;

/// <summary>Where unknown code comes from: the network, a known generator of shell code, or some other
/// program.</summary>
internal static class Origins
{
    /// <summary>The program of the network from which a program's output comes; null when none is known.</summary>
    public static string? Network(Invocation producer)
    {
        if (Own(producer) is { } own)
        {
            return own;
        }

        foreach (Invocation at in Flow.Into(producer))
        {
            if (Own(at) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether a path is one by which bash opens a connection.</summary>
    public static bool IsSocket(Word path) =>
        path.Prefix is ['/', 'd', 'e', 'v', '/', 't' or 'u', 'c' or 'd', 'p', '/', ..];

    private static string? Own(Invocation invocation) =>
        ReadsNetwork(invocation) ? invocation.Name
            : invocation.Input is Input.FromFile(var path) && IsSocket(path) ? "a socket"
            : null;

    /// <summary>Whether a program unpacks what could not be read before.</summary>
    public static bool Hides(Invocation producer) => producer.Name switch
    {
        "base64" or "base32" or "basenc" => producer.Arguments.Any(a => a.Text is "-d" or "-D" or "--decode" or "-di"),
        "xxd" => producer.Arguments.Any(a => a.Prefix.StartsWith("-r", StringComparison.Ordinal)),
        "uudecode" or "gpg" or "age" => true,
        "openssl" => producer.Arguments.Any(a => a.Text is "-d"),
        _ => false,
    };

    /// <summary>Programs that are made to print shell code for eval, and do nothing worse.</summary>
    public static bool IsKnownGenerator(Invocation producer)
    {
        string first = producer.Arguments is [var word, ..] ? word.Text ?? "" : "";
        string second = producer.Arguments is [_, var next, ..] ? next.Text ?? "" : "";
        return (producer.Name, first, second) switch
        {
            (
                "ssh-agent"
                    or "dircolors"
                    or "lesspipe"
                    or "lesspipe.sh"
                    or "gpg-agent"
                    or "keychain"
                    or "resize"
                    or "tset",
                _,
                _
            ) => true,
            (
                "pyenv"
                    or "rbenv"
                    or "nodenv"
                    or "goenv"
                    or "jenv"
                    or "plenv"
                    or "phpenv"
                    or "tfenv"
                    or "swiftenv",
                "init"
                    or "virtualenv-init",
                _
            ) => true,
            ("brew" or "devbox", "shellenv", _) => true,
            ("direnv", "hook" or "export", _) => true,
            ("starship" or "zoxide" or "atuin" or "mcfly" or "oh-my-posh" or "navi", "init", _) => true,
            ("fnm" or "opam" or "docker-machine" or "rustup", "env", _) => true,
            ("opam", "config", "env") => true,
            ("mise" or "rtx", "activate" or "env" or "hook-env", _) => true,
            ("conda" or "mamba" or "micromamba", "shell.bash" or "shell.zsh" or "shell.posix" or "shell", _) => true,
            ("minikube", "docker-env" or "podman-env", _) => true,
            ("thefuck", "--alias", _) => true,
            ("hub", "alias", _) => true,
            ("luarocks", "path", _) => true,
            ("perl", ['-', 'I', ..] or "-Mlocal::lib", _) => true,
            ("fzf", "--bash" or "--zsh", _) => true,
            ("aws", "configure", "export-credentials") => true,
            ("poetry", "env", "activate") => true,
            ("tmux", "show-environment", _) => true,
            ("register-python-argcomplete" or "register-python-argcomplete3", _, _) => true,
            (
                _,
                "completion"
                    or "completions"
                    or "generate-shell-completion"
                    or "shell-completion"
                    or "--completion"
                    or "--completions",
                _
            ) => true,
            _ => false,
        };
    }

    private static bool ReadsNetwork(Invocation invocation) =>
        invocation.Name switch
        {
            "curl"
            or "wget"
            or "wget2"
            or "fetch"
            or "http"
            or "https"
            or "xh"
            or "aria2c"
            or "lynx"
            or "w3m"
            or "links"
            or "elinks" => true,
            Downloads.Socket => true,
            "iwr" or "irm" or "Invoke-WebRequest" or "Invoke-RestMethod" => true,
            "nc" or "ncat" or "netcat" or "socat" or "ftp" or "tftp" or "lftp" or "ssh" or "telnet" => true,
            "openssl" => invocation.Arguments is [{ Text: "s_client" }, ..],
            "aws" => invocation.Arguments is [{ Text: "s3" }, { Text: "cp" }, ..],
            "gsutil" or "gcloud" => invocation.Arguments.Any(a => a.Text is "cat" or "cp"),
            "rsync" or "scp" or "sftp" => invocation.Arguments.Any(a => Downloads.IsRemote(a)),
            "gh" => invocation.Arguments is [{ Text: "api" or "gist" }, ..],
            _ => false,
        };
}
