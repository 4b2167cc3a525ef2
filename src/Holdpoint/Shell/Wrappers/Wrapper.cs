namespace Holdpoint.Shell.Wrappers;

/// <summary>A program that runs another one given on its own command line: how its options are read, and where the command begins.</summary>
internal sealed record Wrapper
{
    /// <summary>Letters of short options that take a value.</summary>
    public string Valued { get; init; } = "";

    /// <summary>Long options that take a value, separated by spaces, without their dashes.</summary>
    public string LongValued { get; init; } = "";

    /// <summary>Words between the options and the command: timeout's duration.</summary>
    public int Operands { get; init; }

    /// <summary>NAME=VALUE words before the command go into its environment.</summary>
    public bool Assignments { get; init; }

    /// <summary>Options with which no command is run: <c>command -v</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Options whose value is the directory of the command.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Options whose value is a variable to unset.</summary>
    public string Unset { get; init; } = "";

    /// <summary>Options that empty the environment.</summary>
    public string Clean { get; init; } = "";

    /// <summary>Options whose value is split into further arguments: <c>env -S</c>.</summary>
    public string Split { get; init; } = "";

    /// <summary>Options whose value is shell code: <c>su -c</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>The rest of the line is joined and run by a shell, unless one of these options stands there.</summary>
    public string? JoinedUnless { get; init; }

    /// <summary>The command is still run by the shell itself: built-in commands count.</summary>
    public bool InShell { get; init; }

    /// <summary>Whether one of the options separated by spaces is this one.</summary>
    public static bool Has(string options, string name)
    {
        int at = 0;
        while (name.Length > 0 && (at = options.IndexOf(name, at, StringComparison.Ordinal)) >= 0)
        {
            int end = at + name.Length;
            if ((at == 0 || options[at - 1] == ' ') && (end == options.Length || options[end] == ' '))
            {
                return true;
            }

            at = end;
        }

        return false;
    }
}

/// <summary>Every transparent wrapper, by hand: one line each.</summary>
internal static class Table
{
    /// <summary>The wrapper of a name; null when it is none. Made when asked for: a harmless command pays nothing.</summary>
    public static Wrapper? Find(string name) => name switch
    {
        "sudo" => new() { Valued = "ugprhCDRTUc", LongValued = "user group prompt role host close-from chdir chroot command-timeout other-user type", Assignments = true, Directory = "D chdir", Query = "l list v validate K k e edit V version" },
        "doas" => new() { Valued = "uC", Query = "C L s" },
        "env" => new() { Valued = "uCSaP", LongValued = "unset chdir split-string argv0", Assignments = true, Unset = "u unset", Directory = "C chdir", Split = "S split-string", Clean = "i ignore-environment" },
        "command" => new() { Query = "v V", InShell = true },
        "builtin" => new() { InShell = true },
        "exec" => new() { Valued = "a" },
        "nohup" or "setsid" or "unbuffer" or "caffeinate" or "fakeroot" or "torsocks" or "eatmydata" => new(),
        "nice" => new() { Valued = "n", LongValued = "adjustment" },
        "ionice" => new() { Valued = "cnpPu", LongValued = "class classdata", Query = "p pid P pgid u uid" },
        "timeout" or "gtimeout" => new() { Valued = "ks", LongValued = "kill-after signal", Operands = 1 },
        "time" or "gtime" => new() { Valued = "of", LongValued = "output format" },
        "stdbuf" => new() { Valued = "ioe", LongValued = "input output error" },
        "chroot" => new() { LongValued = "groups userspec", Operands = 1 },
        "busybox" or "toybox" => new() { Query = "list list-full install" },
        "chrt" or "taskset" or "setarch" => new() { Valued = "pTPDC", Operands = 1 },
        "linux32" or "linux64" => new(),
        "flock" => new() { Valued = "wEc", LongValued = "wait timeout conflict-exit-code command", Operands = 1, Code = "c command" },
        "su" or "runuser" => new() { Valued = "cgGswuT", LongValued = "command group supp-group shell whitelist-environment user", Code = "c command" },
        "gosu" or "su-exec" or "setuidgid" => new() { Operands = 1 },
        "pkexec" => new() { LongValued = "user" },
        "setpriv" => new() { LongValued = "ruid euid rgid egid reuid regid groups inh-caps ambient-caps bounding-set securebits pdeathsig selinux-label apparmor-profile" },
        "unshare" => new() { Valued = "RwSGl", LongValued = "root wd setuid setgid map-user map-group propagation setgroups" },
        "nsenter" => new() { Valued = "tSGW", LongValued = "target setuid setgid wdns" },
        "systemd-run" => new() { Valued = "pHMuE", LongValued = "property unit slice description host machine working-directory uid gid nice setenv on-active on-boot on-calendar service-type", Directory = "working-directory" },
        "strace" or "ltrace" => new() { Valued = "oepuasSPIEbOX", LongValued = "output trace attach user", Query = "p attach" },
        "watch" => new() { Valued = "nq", LongValued = "interval equexit", JoinedUnless = "x exec" },
        "script" => new() { Valued = "cEImoOBT", LongValued = "command echo log-in log-out log-io log-timing output-limit", Code = "c command" },
        "xvfb-run" or "dbus-run-session" => new() { Valued = "efnps", LongValued = "error-file auth-file server-num server-args xauth-protocol config-file" },
        "numactl" => new() { Valued = "iCNmpP", LongValued = "interleave cpunodebind membind physcpubind preferred" },
        "prlimit" or "catchsegv" or "proxychains" or "proxychains4" or "faketime" => new() { Valued = "f", Operands = name == "faketime" ? 1 : 0 },
        "dotenv" or "dotenvx" => new() { Valued = "fec", LongValued = "file env-file" },
        _ => null,
    };
}
