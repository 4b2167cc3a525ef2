namespace Holdpoint.Tools.Files;

/// <summary>What names alone tell of files and folders: made again by a build, or precious. Pure.</summary>
internal static class KnownNames
{
    private static readonly HashSet<string> BuildFolders = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "__pycache__", ".next", ".nuxt", ".turbo", ".parcel-cache", ".svelte-kit",
        ".angular", ".vite", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".venv", ".eggs",
        ".hypothesis", ".ipynb_checkpoints", "htmlcov", ".nyc_output", ".gradle", ".terraform", ".terragrunt-cache",
        ".dart_tool", "DerivedData", ".cache", ".sass-cache", ".docusaurus", "CMakeFiles", ".serverless", ".aws-sam",
        "cdk.out", ".webpack", ".rollup.cache", "storybook-static", ".output", ".vercel", ".expo", "playwright-report",
        "test-results", ".bundle", ".zig-cache", "zig-out", ".elixir_ls", "_build",
    };

    /// <summary>Folders that are builds where git ignores them or a project file stands beside them, and anything
    /// elsewhere.</summary>
    private static readonly HashSet<string> MaybeBuildFolders = new(StringComparer.Ordinal)
    {
        "build", "dist", "out", "target", "bin", "obj", "coverage", "venv", "env", "vendor", "Pods", "tmp", "temp",
        "log", "logs", "deps", "generated", "gen", "public", "site", "lib", "es", "cjs", "esm", "debug", "release",
        "Debug", "Release", "artifacts", "output", "cmake-build-debug", "cmake-build-release", "bazel-bin", "bazel-out",
        "packages", "wheels", "sdist", ".build", "reports",
    };

    private static readonly HashSet<string> ProjectFiles = new(StringComparer.Ordinal)
    {
        "package.json", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "Makefile", "CMakeLists.txt",
        "pyproject.toml", "setup.py", "go.mod", "composer.json", "Gemfile", "mix.exs", "tsconfig.json", "build.sbt",
        "meson.build", "Package.swift", "build.zig", "pubspec.yaml", "Podfile", "global.json", "justfile",
        "BUILD.bazel", "WORKSPACE",
    };

    /// <summary>Builds even where nothing says so: names that mean one thing only beside a project file.</summary>
    private static readonly HashSet<string> StandardBuildFolders = new(StringComparer.Ordinal)
    {
        "build", "dist", "out", "target", "bin", "obj", "coverage", "venv", "cmake-build-debug", "cmake-build-release",
        ".build", "sdist",
    };

    private static readonly string[] MadeAgain =
    [
        ".pyc", ".pyo", ".o", ".obj", ".class", ".a", ".so", ".dll", ".exe", ".d", ".gcda", ".gcno", ".swp", ".swo",
        ".tsbuildinfo", ".log", ".tmp", ".temp", ".pid", ".map", ".orig", ".rej", ".egg", ".whl", ".min.js", ".min.css",
        ".cache", ".lcov", ".prof", ".trace", ".tfplan", ".coverprofile",
    ];

    private static readonly HashSet<string> MadeAgainNames = new(StringComparer.Ordinal)
    {
        ".DS_Store", "Thumbs.db", ".eslintcache", ".stylelintcache", ".coverage", "coverage.xml", "nohup.out", "core",
        "a.out", "tags", "compile_commands.json", ".phpunit.result.cache", "junit.xml", "lcov.info",
        "coverage.out", "cover.out", "coverage.txt", "coverage.json", "tfplan",
    };

    private static readonly string[] PreciousEndings =
    [
        ".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".gpg", ".asc", ".age", ".sqlite", ".sqlite3",
        ".db", ".db3", ".mdb", ".mdf", ".ldf", ".ibd", ".frm", ".rdb", ".aof", ".dump", ".bak", ".backup", ".tfstate",
        ".tfstate.backup", ".sql.gz", ".dump.gz", ".wallet", ".ovpn", ".ppk", ".realm", ".parquet", ".sqlite-wal",
        ".db-wal", ".vmdk", ".qcow2", ".vdi", ".bson",
    ];

    private static readonly HashSet<string> PreciousNames = new(StringComparer.Ordinal)
    {
        "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "authorized_keys", "known_hosts", ".netrc", ".pgpass", ".my.cnf",
        ".npmrc", ".pypirc", "credentials", "credentials.json", "secrets.yml", "secrets.yaml", "secrets.json",
        "service-account.json", "kubeconfig", ".htpasswd", "master.key", ".vault_pass", ".vault-token",
        "terraform.tfstate", "wallet.dat", "pgdata", "PG_VERSION", "terraform.tfstate.d", "private.json", "token.json",
        ".envrc",
    };

    public static bool IsBuildFolder(string name) =>
        BuildFolders.Contains(name) || name.EndsWith(".egg-info", StringComparison.Ordinal);

    /// <summary>A build folder where git ignores it.</summary>
    public static bool MayBeBuildFolder(string name) => MaybeBuildFolders.Contains(name);

    /// <summary>A build folder where a project file stands beside it.</summary>
    public static bool IsBuildFolderOfProject(string name) => StandardBuildFolders.Contains(name);

    public static bool IsProjectFile(string name) =>
        ProjectFiles.Contains(name) || name.EndsWith(".csproj", StringComparison.Ordinal)
        || name.EndsWith(".sln", StringComparison.Ordinal) || name.EndsWith(".slnx", StringComparison.Ordinal);

    /// <summary>A file that a tool makes again or that nobody keeps.</summary>
    public static bool IsMadeAgain(string name) =>
        MadeAgainNames.Contains(name) || name.EndsWith('~')
        || Array.Exists(MadeAgain, e => name.EndsWith(e, StringComparison.Ordinal))
        || name.StartsWith("npm-debug.log", StringComparison.Ordinal)
        || name.StartsWith("yarn-error.log", StringComparison.Ordinal);

    /// <summary>A file whose loss is a loss of data or of access: secrets, states, databases, dumps.</summary>
    public static bool IsPrecious(string name) =>
        PreciousNames.Contains(name) || IsEnvironmentFile(name) || IsDump(name)
        || name.Contains(".tfstate", StringComparison.Ordinal)
        || Array.Exists(PreciousEndings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static bool IsEnvironmentFile(string name) =>
        (name is ".env" || name.StartsWith(".env.", StringComparison.Ordinal))
        && !name.EndsWith(".example", StringComparison.Ordinal) && !name.EndsWith(".sample", StringComparison.Ordinal)
        && !name.EndsWith(".template", StringComparison.Ordinal) && !name.EndsWith(".dist", StringComparison.Ordinal);

    private static bool IsDump(string name) =>
        name.EndsWith(".sql", StringComparison.Ordinal)
        && (name.Contains("dump", StringComparison.OrdinalIgnoreCase)
            || name.Contains("backup", StringComparison.OrdinalIgnoreCase));
}
