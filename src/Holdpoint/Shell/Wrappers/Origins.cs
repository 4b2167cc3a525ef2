namespace Holdpoint.Shell.Wrappers;

/// <summary>Where unknown code comes from: the network, a known generator of shell code, or some other
/// program.</summary>
internal static class Origins
{
    /// <summary>A pipe longer than this is not followed to its start.</summary>
    private const int MaxPipe = 64;

    /// <summary>The program in a pipe that reads from the network; null when none does.</summary>
    public static string? Network(Invocation producer)
    {
        Invocation? at = producer;
        for (int i = 0; i < MaxPipe && at is not null; i++)
        {
            if (ReadsNetwork(at))
            {
                return at.Name;
            }

            if (at.Input is Input.FromFile({ Text: ['/', 'd', 'e', 'v', '/', 't' or 'u', 'c' or 'd', 'p', '/', ..] }))
            {
                return "a socket";
            }

            at = (at.Input as Input.Piped)?.Producer;
        }

        return null;
    }

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
            "nc" or "ncat" or "netcat" or "socat" or "ftp" or "tftp" or "lftp" or "ssh" or "telnet" => true,
            "openssl" => invocation.Arguments is [{ Text: "s_client" }, ..],
            "aws" => invocation.Arguments is [{ Text: "s3" }, { Text: "cp" }, ..],
            "gsutil" or "gcloud" => invocation.Arguments.Any(a => a.Text is "cat" or "cp"),
            "gh" => invocation.Arguments is [{ Text: "api" or "gist" }, ..],
            _ => false,
        };
}
