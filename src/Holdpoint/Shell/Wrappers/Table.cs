namespace Holdpoint.Shell.Wrappers;

/// <summary>Every transparent wrapper, by hand: one entry each.</summary>
internal static class Table
{
    /// <summary>The wrapper of a name; null when it is none. Made when asked for: a harmless command pays
    /// nothing.</summary>
    public static Wrapper? Find(string name) => name switch
    {
        "sudo" => new()
        {
            Valued = "ugprhCDRTUc",
            LongValued = "user group prompt role host close-from chdir chroot command-timeout other-user type",
            Assignments = true,
            Directory = "D chdir",
            Query = "l list v validate K k e edit V version h help",
        },
        "doas" => new() { Valued = "uC", Query = "C L s" },
        "env" => new()
        {
            Valued = "uCSaP",
            LongValued = "unset chdir split-string argv0",
            Assignments = true,
            Unset = "u unset",
            Directory = "C chdir",
            Split = "S split-string",
            Clean = "i ignore-environment",
        },
        "command" => new() { Query = "v V", InShell = true },
        "builtin" => new() { InShell = true },
        "exec" => new() { Valued = "a" },
        "nohup" or "setsid" or "unbuffer" or "caffeinate" or "fakeroot" or "torsocks" or "eatmydata" => new(),
        "valgrind" or "firejail" or "chronic" or "rtk" or "linux32" or "linux64" or "catchsegv" => new(),
        "nice" => new() { Valued = "n", LongValued = "adjustment" },
        "ionice" => new() { Valued = "cnpPu", LongValued = "class classdata", Query = "p pid P pgid u uid" },
        "timeout" or "gtimeout" => new() { Valued = "ks", LongValued = "kill-after signal", Operands = 1 },
        "time" or "gtime" => new() { Valued = "of", LongValued = "output format" },
        "stdbuf" => new() { Valued = "ioe", LongValued = "input output error" },
        "chroot" => new() { LongValued = "groups userspec", Operands = 1 },
        "busybox" or "toybox" => new() { Query = "list list-full install help" },
        "chrt" or "taskset" or "setarch" => new() { Valued = "TPD", Operands = 1, Query = "p pid" },
        "flock" => new()
        {
            Valued = "wEc",
            LongValued = "wait timeout conflict-exit-code command",
            Operands = 1,
            Code = "c command",
        },
        "su" or "runuser" => new()
        {
            Valued = "cgGswuT",
            LongValued = "command group supp-group shell whitelist-environment user",
            Code = "c command",
        },
        "script" => new()
        {
            Valued = "cEImoOBT",
            LongValued = "command echo log-in log-out log-io log-timing output-limit",
            Code = "c command",
        },
        "gosu" or "su-exec" or "setuidgid" => new() { Operands = 1 },
        "pkexec" => new() { LongValued = "user" },
        "setpriv" => new()
        {
            LongValued = "ruid euid rgid egid reuid regid groups inh-caps ambient-caps "
                + "bounding-set securebits pdeathsig",
        },
        "unshare" => new()
        {
            Valued = "RwSGl",
            LongValued = "root wd setuid setgid map-user map-group propagation setgroups",
        },
        "nsenter" => new() { Valued = "tSGW", LongValued = "target setuid setgid wdns" },
        "systemd-run" => new()
        {
            Valued = "pHMuE",
            LongValued = "property unit slice description host machine working-directory uid gid nice setenv "
                + "on-active on-boot on-calendar service-type",
            Directory = "working-directory",
        },
        "strace" or "ltrace" => new()
        {
            Valued = "oepuasSPIEbOX",
            LongValued = "output trace attach user",
            Query = "p attach",
        },
        "perf" => new() { Valued = "eopCtFDc", LongValued = "event output pid", Operands = 1 },
        "watch" => new() { Valued = "nq", LongValued = "interval equexit", JoinedUnless = "x exec" },
        "xvfb-run" or "dbus-run-session" => new()
        {
            Valued = "efnps",
            LongValued = "error-file auth-file server-num server-args xauth-protocol config-file",
        },
        "numactl" => new() { Valued = "iCNmpP", LongValued = "interleave cpunodebind membind physcpubind preferred" },
        "faketime" => new() { Valued = "f", Operands = 1 },
        "prlimit" or "proxychains" or "proxychains4" => new() { Valued = "f" },
        "screen" => new() { Valued = "StcehpTs", Query = "r x ls list X Q R D v" },
        "dotenv" or "dotenvx" => new() { Valued = "fec", LongValued = "file env-file" },
        _ => null,
    };
}
