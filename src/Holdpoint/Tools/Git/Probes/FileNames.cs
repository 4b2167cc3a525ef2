namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a file's name says: data that nothing makes again, or output that a build makes again.</summary>
internal static class FileNames
{
    /// <summary>Secrets, databases, states, dumps: lost for good when no commit holds them.</summary>
    public static bool HoldsData(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        return name.StartsWith(".env") && name is not (".env.example" or ".env.sample" or ".env.template")
            || Contains(name, ".tfstate") || Contains(name, ".sqlite") || Ends(name, ".db") || Ends(name, ".db3")
            || Ends(name, ".mdb")
            || Ends(name, ".sql") || Ends(name, ".dump") || Ends(name, ".bak") || Ends(name, ".pem")
            || Ends(name, ".key")
            || Ends(name, ".p12") || Ends(name, ".pfx") || Ends(name, ".jks") || Ends(name, ".keystore")
            || Ends(name, ".kdbx")
            || Ends(name, ".tfvars") || Ends(name, ".parquet") || Ends(name, ".rdb") || Ends(name, ".local.json")
            || name.StartsWith("id_rsa") || name.StartsWith("id_ed25519") || Contains(name, "credential")
            || Contains(name, "secret");
    }

    /// <summary>Made by a package manager or an interpreter, whoever asks; true wherever it lies.</summary>
    public static bool AlwaysMadeAgain(string path) =>
        AnySegment(path, static s => s is "node_modules" or "__pycache__" or ".venv" or "venv"
        or ".pytest_cache" or ".mypy_cache" or ".ruff_cache" or ".tox" or ".nox" or ".gradle" or ".parcel-cache"
        or ".turbo" or ".next"
        or ".nuxt" or ".svelte-kit" or ".angular" or ".eggs" or "bower_components" or ".dart_tool" or ".nyc_output"
        or ".sass-cache"
        or ".ipynb_checkpoints" or ".DS_Store" or ".eslintcache" or ".bundle" or ".hypothesis" or ".yarn"
        or ".pnpm-store")
        || Ends(path, ".pyc") || Ends(path, ".pyo") || Ends(path, ".o") || Ends(path, ".class")
        || Ends(path, ".tsbuildinfo") || Ends(path, ".swp");

    /// <summary>Looks like a build's output, where the repository ignores it.</summary>
    public static bool MadeAgainWhenIgnored(string path) => AlwaysMadeAgain(path)
        || AnySegment(path, static s => s is "build" or "dist" or "target" or "out" or "bin" or "obj" or "output"
        or "artifacts" or "vendor"
            or "coverage" or "htmlcov" or "_build" or "deps" or ".cache" or "cache" or "tmp" or "temp" or ".tmp"
            or "logs" or "log"
            or ".terraform" or "Pods" or "DerivedData" or ".stack-work" or "elm-stuff" or ".build" or "Debug"
            or "Release" or "site"
            or "_site" or "public" or "storybook-static" or "TestResults" or ".vs" or "dist-newstyle" or "zig-cache"
            or "zig-out"
            or "cmake-build-debug" or "cmake-build-release" or ".coverage" or ".serverless" or ".aws-sam" or "cdk.out"
            or "generated")
        || AnySegment(path, static s => s.EndsWith(".egg-info", StringComparison.Ordinal)
        || s.StartsWith("bazel-", StringComparison.Ordinal))
        || Ends(path, ".log") || Ends(path, ".tmp") || Ends(path, ".obj") || Ends(path, ".a") || Ends(path, ".so")
        || Ends(path, ".dylib")
        || Ends(path, ".dll") || Ends(path, ".exe") || Ends(path, ".jar") || Ends(path, ".whl") || Ends(path, ".pid")
        || Ends(path, ".map")
        || Ends(path, ".min.js") || Ends(path, ".coverage") || Ends(path, ".d") || Ends(path, ".gcda")
        || Ends(path, ".gcno");

    private static bool AnySegment(string path, Func<string, bool> says) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Any(says);

    private static bool Ends(ReadOnlySpan<char> name, string end) =>
        name.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(ReadOnlySpan<char> name, string part) =>
        name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
