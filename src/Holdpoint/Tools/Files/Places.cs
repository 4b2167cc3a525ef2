namespace Holdpoint.Tools.Files;

/// <summary>Places of a machine that mean the same everywhere: its roots, homes, raw devices, temporary folders and
/// caches. Pure.</summary>
/// <remarks>Paths are absolute and normal and may hold glob marks; a pattern that may stand for a root counts as
/// one.</remarks>
internal static class Places
{
    private static readonly string[] Roots =
    [
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/media", "/mnt", "/opt", "/proc",
        "/root", "/run", "/sbin", "/srv", "/sys", "/usr", "/var", "/boot/efi", "/usr/bin", "/usr/sbin", "/usr/lib",
        "/usr/lib64", "/usr/local", "/usr/share", "/usr/local/bin", "/usr/local/lib", "/var/lib", "/var/log",
        "/var/spool", "/var/www", "/var/mail", "/var/db", "/nix", "/nix/store", "/Applications", "/Library", "/System",
        "/Users", "/Volumes", "/private", "/private/etc", "/private/var", "/cores", "/mnt/c", "/mnt/c/Windows",
        "/mnt/c/Users", "/data", "/efi", "/snap", "/var/lib/docker", "/etc/ssh", "/etc/kubernetes", "/private/tmp",
    ];

    private static readonly string[] SystemFolders =
    [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/var",
        "/nix", "/Library", "/System", "/Applications", "/private/etc", "/private/var", "/efi", "/snap",
    ];

    private static readonly string[] Temporary = ["/tmp", "/var/tmp", "/private/tmp", "/private/var/tmp", "/dev/shm"];

    private static readonly string[] Caches =
    [
        ".cache", ".npm", ".yarn/cache", ".yarn/berry", ".pnpm-store", ".local/share/pnpm", ".gradle/caches",
        ".gradle/daemon", ".m2/repository", ".cargo/registry", ".cargo/git", ".nuget/packages", ".bun/install/cache",
        ".ivy2/cache", ".composer/cache", "go/pkg/mod", "Library/Caches", ".terraform.d/plugin-cache", ".ccache",
        ".sbt/boot", ".node-gyp", ".local/share/Trash",
    ];

    private static readonly string[] SystemCaches = ["/var/cache", "/var/lib/apt/lists"];

    /// <summary>Families of devices that hold data or are the machine's memory, by the start of their names.</summary>
    private static readonly string[] RawDevices =
    [
        "sd", "hd", "vd", "xvd", "nvme", "mmcblk", "disk", "rdisk", "mapper", "md", "dm-", "loop", "zvol", "zd", "pmem",
        "dax", "nbd", "drbd", "bcache", "sr", "st", "nst", "mtd", "ubi", "ada", "da", "ad", "vtbd", "nda", "cciss",
        "mem", "kmem", "kcore", "port", "root", "sg", "dasd", "rbd", "vg", "block", "fioa", "ram",
    ];

    /// <summary>Devices that take what is written and lose nothing.</summary>
    private static readonly string[] HarmlessDevices =
    [
        "null", "zero", "full", "std", "tty", "fd/", "pts", "random", "urandom", "shm", "ptmx", "console", "tcp/",
        "udp/", "pty", "log", "snd", "video",
    ];

    /// <summary>Why taking a path away as a whole is out of the question; null when it is not.</summary>
    public static string? WhyRoot(string path, string? home)
    {
        string parent = PathText.Parent(path);
        string name = PathText.Name(path);
        if (PathText.HasGlob(path) && IsEverything(name))
        {
            return WhyRootExactly(parent, home) is { } why ? $"everything in {why}" : null;
        }

        return WhyRootExactly(path, home);
    }

    /// <summary>Whether a path lies in a folder of the operating system.</summary>
    public static bool IsSystem(string path) =>
        Array.Exists(SystemFolders, f => PathText.IsWithin(path, f)) && !IsTemporary(path, null);

    /// <summary>Whether a path lies below a temporary folder; the folder itself does not.</summary>
    public static bool IsTemporary(string path, string? configured) =>
        TemporaryRoot(path, configured) is { } root && PathText.IsBelow(path, root) && !IsEverythingIn(path, root);

    /// <summary>The temporary folder that a path is or lies below; null for none.</summary>
    public static string? TemporaryRoot(string path, string? configured)
    {
        foreach (string root in Temporary)
        {
            if (PathText.IsWithin(path, root))
            {
                return root;
            }
        }

        // A TMPDIR that names a root or a home would make everything temporary.
        return configured is ['/', ..] && PathText.Normal(configured) is var own && own.Count(c => c == '/') >= 2
            && PathText.IsWithin(path, own) && WhyRootExactly(own, null) is null
            ? own
            : null;
    }

    /// <summary>Whether a path lies in a folder whose programs fill it again.</summary>
    public static bool IsCache(string path, string home) =>
        (PathText.IsBelow(path, home) && Array.Exists(Caches, c => PathText.IsWithin(path, PathText.Join(home, c))))
        || Array.Exists(SystemCaches, c => PathText.IsBelow(path, c));

    /// <summary>Whether writing to a path writes to a disk, or to the machine itself.</summary>
    public static bool IsRawDevice(string path)
    {
        if (path is "/proc/sysrq-trigger" or "/proc/kcore")
        {
            return true;
        }

        return DeviceName(path) is { } name && !IsHarmlessName(name)
            && Array.Exists(RawDevices, d => name.StartsWith(d, StringComparison.Ordinal) || MayStartWith(name, d));
    }

    /// <summary>Whether what is written there is lost to nobody: <c>/dev/null</c>, terminals, descriptors.</summary>
    public static bool IsHarmlessDevice(string path) => DeviceName(path) is { } name && IsHarmlessName(name);

    private static bool IsHarmlessName(string name) =>
        Array.Exists(HarmlessDevices, d => name.StartsWith(d, StringComparison.Ordinal));

    private static string? DeviceName(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) ? path["/dev/".Length..] : null;

    /// <summary>A pattern such as <c>s?a</c> or <c>*</c>.</summary>
    private static bool MayStartWith(string name, string family) =>
        PathText.HasGlob(name) && Globs.Matches(name.Split('/')[0] + PathText.Star, family);

    private static string? WhyRootExactly(string path, string? home)
    {
        if (path == home || path is "/root" || IsHome(path, "/home/") || IsHome(path, "/Users/"))
        {
            return "a home folder";
        }

        foreach (string root in Roots)
        {
            if (path == root || (PathText.HasGlob(path) && SameShape(path, root)))
            {
                return root is "/" ? "the root of the file system" : $"the system folder {root}";
            }
        }

        return null;
    }

    private static bool IsHome(string path, string homes) =>
        path.StartsWith(homes, StringComparison.Ordinal) && path.Length > homes.Length
        && path.IndexOf('/', homes.Length) < 0 && path != "/Users/Shared";

    private static bool SameShape(string pattern, string path)
    {
        string[] patterns = pattern.Split('/');
        string[] parts = path.Split('/');
        return patterns.Length == parts.Length
            && patterns.Zip(parts).All(pair => Globs.Matches(pair.First, pair.Second));
    }

    private static bool IsEverythingIn(string path, string root) =>
        PathText.Parent(path) == root && IsEverything(PathText.Name(path));

    /// <summary>A pattern that matches all names, or all hidden ones.</summary>
    public static bool IsEverything(string name) =>
        name.Contains(PathText.Star, StringComparison.Ordinal) && name.TrimStart('.').Trim(PathText.Star).Length == 0
        || name is ['.', PathText.Open, '!' or '^', ..] && name[^1] == PathText.Star;
}
