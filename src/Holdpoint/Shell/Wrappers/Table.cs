namespace Holdpoint.Shell.Wrappers;

/// <summary>Every transparent wrapper of the system, by hand: one entry each.</summary>
internal static class Table
{
    /// <summary>The wrapper of a name; null when it is none. Made when asked for: a harmless command pays
    /// nothing.</summary>
    public static Wrapper? Find(string name) =>
        Users(name) ?? Scheduling(name) ?? Isolation(name) ?? Watching(name) ?? Terminals(name)
        ?? DeveloperTable.Find(name);

    /// <summary>Wrappers that change the user, the environment or the shell's own view.</summary>
    private static Wrapper? Users(string name) => name switch
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
        "su" or "runuser" => new()
        {
            Valued = "cgGswuT",
            LongValued = "command group supp-group shell whitelist-environment user",
            Code = "c command",
        },
        "newgrp" => new() { Operands = 1 },
        "sg" => new() { Operands = 1, Code = "c", JoinedUnless = "" },
        "gosu" or "su-exec" or "setuidgid" => new() { Operands = 1 },
        "chpst" => new() { Valued = "uUbeCmdonlLpsfcrt/" },
        "softlimit" => new() { Valued = "acdflmnoprst" },
        "setlock" or "envdir" or "envuidgid" => new() { Operands = 1 },
        "pkexec" => new() { LongValued = "user" },
        "setpriv" => new()
        {
            LongValued = "ruid euid rgid egid reuid regid groups inh-caps ambient-caps "
                + "bounding-set securebits pdeathsig",
        },
        "ssh-agent" => new() { Valued = "aEOPt", Query = "k" },
        "dbus-launch" => new() { LongValued = "config-file autolaunch" },
        _ => null,
    };

    /// <summary>Wrappers that change when, for how long and with what priority a program runs.</summary>
    private static Wrapper? Scheduling(string name) => name switch
    {
        "nohup" or "setsid" or "unbuffer" or "caffeinate" or "torsocks" or "torify" or "tsocks" or "eatmydata"
            or "valgrind" or "chronic" or "linux32" or "linux64" or "i386" or "x86_64" or "catchsegv" or "rlwrap"
            or "dumb-init" or "tini" or "catatonit" or "pipexec" or "xcrun" or "ts-node-esm" or "daemonize" => new(),
        "holdpoint" => new()
        {
            Verbs = "exec", LongValued = "max-checkpoint-gb wait", OneIsCode = true, Bare = true,
        },
        "nice" => new() { Valued = "n", LongValued = "adjustment" },
        "ionice" => new() { Valued = "cnpPu", LongValued = "class classdata", Query = "p pid P pgid u uid" },
        "timeout" or "gtimeout" => new() { Valued = "ks", LongValued = "kill-after signal", Operands = 1 },
        "time" or "gtime" => new() { Valued = "of", LongValued = "output format" },
        "stdbuf" => new() { Valued = "ioe", LongValued = "input output error" },
        "chrt" or "taskset" => new() { Valued = "TPD", Operands = 1, Query = "p pid m max" },
        "setarch" or "arch" => new()
        {
            OneDash = name is "arch",
            Named = "linux32 linux64 i386 i486 i586 i686 x86_64 amd64 arm armv7l aarch64 arm64 ppc ppc64 ppc64le s390 "
                + "s390x riscv64 mips mips64",
        },
        "choom" => new() { Valued = "np", Query = "p pid" },
        "uclampset" => new() { Valued = "mMp", Query = "p pid" },
        "coresched" => new() { Verbs = "new" },
        "cpulimit" => new() { Valued = "lpeP", LongValued = "limit pid exe path", Query = "p pid" },
        "cgexec" => new() { Valued = "g" },
        "trickle" => new() { Valued = "duwtlnPfL" },
        "numactl" => new() { Valued = "iCNmpP", LongValued = "interleave cpunodebind membind physcpubind preferred" },
        "faketime" => new() { Valued = "f", Operands = 1 },
        "prlimit" => new() { Query = "p pid" },
        "proxychains" or "proxychains4" => new() { Valued = "f" },
        "sem" => new() { Valued = "j", LongValued = "jobs id timeout", OneIsCode = true },
        "retry" => new()
        {
            Valued = "tdus",
            LongValued = "times delay until sleep max min backoff on-fail",
            OneIsCode = true,
        },
        "flock" => new()
        {
            Valued = "wEc",
            LongValued = "wait timeout conflict-exit-code command",
            Operands = 1,
            Code = "c command",
        },
        "systemd-run" => new()
        {
            Valued = "pHMuE",
            LongValued = "property unit slice description host machine working-directory uid gid nice setenv "
                + "on-active on-boot on-calendar service-type",
            Directory = "working-directory",
        },
        "systemd-inhibit" => new() { LongValued = "what who why mode", Query = "list" },
        "start-stop-daemon" => new()
        {
            Valued = "nxapuscgrdRN",
            LongValued = "exec startas name pidfile user chuid chdir nicelevel group chroot retry",
            Begins = "x exec a startas",
            Query = "K stop T status",
        },
        "ld.so" or "ld-linux-x86-64.so.2" or "ld-linux.so.2" or "ld-linux-aarch64.so.1" or "ld-musl-x86_64.so.1" =>
            new()
            {
                LongValued = "library-path inhibit-rpath audit preload argv0 glibc-hwcaps-prepend",
                Query = "list verify list-tunables help",
            },
        "qemu-x86_64" or "qemu-aarch64" or "qemu-arm" or "qemu-i386" => new() { OneDash = true, LongValued = "L E B" },
        _ => null,
    };

    /// <summary>Wrappers that change what a program can see of the machine.</summary>
    private static Wrapper? Isolation(string name) => name switch
    {
        "fakeroot" => new() { Valued = "lsiubc", LongValued = "lib faked" },
        "fakechroot" => new() { Valued = "sleb", LongValued = "lib elfloader environment config-dir" },
        "chroot" => new() { LongValued = "groups userspec", Operands = 1, RootFirst = true },
        "proot" => new() { OneDash = true, LongValued = "r b w q k i R S rootfs", Root = "r R S rootfs" },
        "busybox" or "toybox" => new() { Query = "list list-full install help" },
        "firejail" => new() { Query = "list tree top version help" },
        "bwrap" => new()
        {
            LongValued = "args argv0 userns userns2 pidns uid gid hostname chdir cap-add cap-drop proc dev tmpfs "
                + "mqueue dir remount-ro overlay-src tmp-overlay ro-overlay exec-label file-label seccomp sync-fd "
                + "info-fd json-status-fd block-fd userns-block-fd perms size lock-file unsetenv",
            Twice = "bind bind-try dev-bind dev-bind-try ro-bind ro-bind-try symlink setenv file bind-data "
                + "ro-bind-data chmod bind-fd ro-bind-fd",
            Directory = "chdir",
        },
        "unshare" => new()
        {
            Valued = "RwSGl",
            LongValued = "root wd setuid setgid map-user map-group propagation setgroups",
            Root = "R root",
        },
        "nsenter" => new() { Valued = "tSGW", LongValued = "target setuid setgid wdns", Process = "t target" },
        "systemd-nspawn" => new()
        {
            Valued = "DMuiGpE",
            LongValued = "directory machine user image template bind bind-ro setenv chdir",
            Query = "b boot",
            Root = "D directory",
        },
        "lxc-execute" or "lxc-unshare" => new() { Valued = "nfsugP", LongValued = "name rcfile", OnlyAfter = true },
        "ip" => new() { Verbs = "netns vrf", Then = "exec", Operands = 1, Kept = true },
        "sandbox-exec" => new() { Valued = "fnpD" },
        "screen" => new() { Valued = "StcehpTs", Query = "r x ls list X Q R D v" },
        _ => null,
    };

    /// <summary>Wrappers that watch a program, repeat it, or give it a terminal.</summary>
    private static Wrapper? Watching(string name) => name switch
    {
        "script" => new()
        {
            Valued = "cEImoOBT",
            LongValued = "command echo log-in log-out log-io log-timing output-limit",
            Code = "c command",
            Operands = 1,
        },
        "strace" or "ltrace" => new()
        {
            Valued = "oepuasSPIEbOX",
            LongValued = "output trace attach user",
            Query = "p attach",
        },
        "perf" => new() { Verbs = "stat record trace lock mem sched c2c ftrace", Valued = "eopCtFDcrGIj" },
        "watch" => new() { Valued = "nq", LongValued = "interval equexit", JoinedUnless = "x exec" },
        "fd" or "fdfind" => new()
        {
            Valued = "edtESjco",
            LongValued = "extension max-depth min-depth exact-depth type exclude size threads color owner "
                + "changed-within changed-before search-path base-directory",
            Begins = "x X exec exec-batch",
            OnlyAfter = true,
            Kept = true,
        },
        "entr" => new() { JoinedWith = "s" },
        "watchexec" => new()
        {
            Valued = "wWefisdjEoN",
            LongValued = "watch exts filter ignore signal shell debounce delay-run env on-busy-update workdir",
            Directory = "workdir",
            OneIsCode = true,
        },
        "hyperfine" => new()
        {
            Valued = "wmMrspcPDLSinN",
            LongValued = "warmup min-runs max-runs runs setup prepare cleanup conclude parameter-scan parameter-list "
                + "shell export-json export-csv export-markdown command-name output input style time-unit",
            Beside = "s setup p prepare c cleanup C conclude",
            EachIsCode = true,
        },
        "xvfb-run" or "dbus-run-session" => new()
        {
            Valued = "efnps",
            LongValued = "error-file auth-file server-num server-args xauth-protocol config-file",
        },
        "gdb" => new()
        {
            OneDash = true,
            LongValued = "ex iex x eval-command command cd",
            Begins = "args",
            OnlyAfter = true,
            Kept = true,
        },
        "lldb" => new() { Valued = "oOsSkKnpcf", LongValued = "one-line source file", OnlyAfter = true, Kept = true },
        _ => null,
    };

    /// <summary>Terminals that start with a command.</summary>
    private static Wrapper? Terminals(string name) => name switch
    {
        "xterm" or "uxterm" or "urxvt" or "rxvt" or "x-terminal-emulator" or "konsole" or "st" or "alacritty"
            or "lxterminal" or "xfce4-terminal" or "terminator" or "tilix" => new()
            {
                OneDash = true,
                Begins = "e x command execute",
                OnlyAfter = true,
                OneIsCode = true,
            },
        "gnome-terminal" or "mate-terminal" => new() { LongValued = "working-directory title", OnlyAfter = true },
        "kitty" or "foot" or "wezterm" => new()
        {
            LongValued = "directory working-directory title class config",
            Valued = "odTc",
            Named = "start",
        },
        _ => null,
    };
}
