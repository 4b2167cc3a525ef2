namespace Holdpoint.Shell.Wrappers;

/// <summary>Every transparent wrapper of developers' tools, by hand: credentials, versions, packages, one entry
/// each.</summary>
internal static class DeveloperTable
{
    /// <summary>The wrapper of a name; null when it is none.</summary>
    public static Wrapper? Find(string name) => Credentials(name) ?? Versions(name) ?? Packages(name) ?? Tasks(name);

    /// <summary>Wrappers that bring secrets or variables along.</summary>
    private static Wrapper? Credentials(string name) => name switch
    {
        "aws-vault" => new()
        {
            Verbs = "exec",
            Valued = "dt",
            LongValued = "duration mfa-token region backend prompt",
            Operands = 1,
            Sets = "AWS_PROFILE",
        },
        "aws-okta" or "saml2aws" or "granted" or "awsume-exec" => new()
        {
            Verbs = "exec",
            Valued = "ap",
            LongValued = "exec-profile profile idp-account duration",
            OnlyAfter = true,
        },
        "assume" => new() { Valued = "rc", LongValued = "exec region", Code = "exec", OnlyAfter = true, Kept = true },
        "envchain" => new() { Operands = 1 },
        "chamber" => new() { Verbs = "exec", Valued = "rb", OnlyAfter = true },
        "op" => new() { Verbs = "run", LongValued = "env-file account environment config" },
        "doppler" => new()
        {
            Verbs = "run",
            Valued = "pct",
            LongValued = "project config token command fallback mount mount-format mount-template scope",
            Code = "command",
        },
        "infisical" => new()
        {
            Verbs = "run",
            Valued = "ec",
            LongValued = "env path command projectId token tags watch-interval domain",
            Code = "c command",
        },
        "teller" => new() { Verbs = "run", Valued = "c", LongValued = "config" },
        "berglas" => new() { Verbs = "exec" },
        "summon" => new() { Valued = "pfDe", LongValued = "provider environment" },
        "envconsul" => new() { OneDash = true, LongValued = "prefix secret config consul vault log-level" },
        "consul" => new() { Verbs = "lock", Operands = 1 },
        "consul-template" => new() { OneDash = true, LongValued = "exec template config", Beside = "exec" },
        "sops" => new() { Verbs = "exec-env exec-file", Operands = 1, JoinedUnless = "" },
        "dotenv" or "dotenvx" => new() { Valued = "fec", LongValued = "file env-file", Named = "run" },
        "env-cmd" => new() { Valued = "fre", LongValued = "file rc-file environments" },
        "cross-env" => new() { Assignments = true },
        "cross-env-shell" => new() { Assignments = true, JoinedUnless = "" },
        _ => null,
    };

    /// <summary>Wrappers that choose versions and environments of languages.</summary>
    private static Wrapper? Versions(string name) => name switch
    {
        "direnv" => new() { Verbs = "exec", Operands = 1 },
        "mise" or "rtx" => new()
        {
            Verbs = "exec x",
            Valued = "cCjE",
            LongValued = "command cd jobs env",
            Code = "c command",
            OnlyAfter = true,
        },
        "asdf" or "rbenv" or "pyenv" or "jenv" or "nodenv" or "goenv" or "plenv" => new() { Verbs = "exec" },
        "nvm" or "n" => new() { Verbs = "exec run", Operands = 1 },
        "fnm" => new() { Verbs = "exec", LongValued = "using" },
        "volta" => new() { Verbs = "run", LongValued = "node npm yarn" },
        "poetry" or "pipenv" or "hatch" or "pdm" or "rye" or "pixi" or "devbox" => new()
        {
            Verbs = "run",
            Valued = "eCp",
            LongValued = "directory project environment env config",
        },
        "conda" or "mamba" or "micromamba" => new()
        {
            Verbs = "run",
            Valued = "np",
            LongValued = "name prefix cwd",
            Directory = "cwd",
        },
        "bundle" or "bundler" => new() { Verbs = "exec" },
        "nix-shell" => new()
        {
            Valued = "pIAE",
            LongValued = "run command packages attr",
            Code = "run command",
            OnlyAfter = true,
        },
        "guix" => new() { Verbs = "shell environment", OnlyAfter = true },
        "meson" => new() { Verbs = "devenv", Valued = "Cw" },
        "cmake" => new() { Verbs = "env time", Assignments = true, Kept = true },
        "arch-chroot" => new() { Operands = 1, RootFirst = true },
        "tsh" => new() { Valued = "lip", LongValued = "proxy login user cluster ttl identity", Kept = true },
        "shx" => new(),
        "rtk" => new() { Named = "proxy err test summary" },
        _ => null,
    };

    /// <summary>Wrappers that run a program out of a package, or of the project's own.</summary>
    private static Wrapper? Packages(string name) => name switch
    {
        "npx" or "bunx" or "pnpx" => Npm with { Kept = true },
        "npm" => Npm with { Verbs = "exec x", Kept = true },
        "pnpm" or "yarn" => Npm with { Verbs = "exec dlx", Valued = "pcwCF", Kept = true },
        "bun" => Npm with { Verbs = "x run", Kept = true },
        "uvx" => new()
        {
            LongValued = "from with python spec index-url",
            Valued = "p",
            Package = true,
            Kept = true,
        },
        "pipx" => new() { Verbs = "run", LongValued = "spec python", Package = true, Kept = true },
        "uv" => new()
        {
            Verbs = "run",
            Valued = "pwm",
            LongValued = "with with-requirements with-editable python package env-file extra group directory project "
                + "index-url module",
        },
        "nix" => new()
        {
            Verbs = "run shell develop",
            Valued = "IfE",
            LongValued = "inputs-from override-input file expr",
            Begins = "c command",
            OnlyAfter = true,
            Package = true,
            Kept = true,
        },
        _ => null,
    };

    /// <summary>Wrappers that run several commands, or again when files change.</summary>
    private static Wrapper? Tasks(string name) => name switch
    {
        "concurrently" => new()
        {
            Valued = "ncslpm",
            LongValued = "names prefix-colors success kill-others-on-fail-code max-processes prefix restart-tries",
            EachIsCode = true,
            Kept = true,
        },
        "start-server-and-test" or "run-p" or "run-s" => new() { EachIsCode = true, Kept = true },
        "nodemon" => new()
        {
            Valued = "xewid",
            LongValued = "exec ext watch ignore delay",
            Beside = "x exec",
            OnlyAfter = true,
            Kept = true,
        },
        "chokidar" => new() { Valued = "ctipd", LongValued = "command", Beside = "c command", OnlyAfter = true },
        "just" => new()
        {
            LongValued = "justfile working-directory",
            Begins = "c command",
            OnlyAfter = true,
            Kept = true,
        },
        "lerna" or "nx" => new() { Verbs = "exec", LongValued = "scope projects", OnlyAfter = true, Kept = true },
        "heroku" => new()
        {
            Verbs = "local:run run run:detached run:inside",
            Valued = "epasr",
            LongValued = "app remote size type env port",
            JoinedUnless = "",
        },
        "railway" => new() { Verbs = "run", Valued = "esp", LongValued = "environment service project" },
        "terramate" => new()
        {
            Verbs = "run",
            Valued = "CX",
            LongValued = "chdir tags no-tags git-change-base parallel",
            InEach = "every stack",
        },
        "ansible" => new()
        {
            Valued = "iamMuclfektT",
            LongValued = "inventory args module-name module-path user limit forks extra-vars connection key-file "
                + "private-key become-user timeout tree vault-password-file",
            Code = "a args",
            Query = "list-hosts C check syntax-check",
            Kept = true,
        },
        "foreman" => new() { Verbs = "run", Valued = "ed", LongValued = "env root" },
        "wsl" or "wsl.exe" => new() { Valued = "du", LongValued = "distribution user cd", Begins = "e exec" },
        "cargo" => new()
        {
            Verbs = "watch",
            Valued = "sxwiE",
            LongValued = "shell exec watch ignore",
            Beside = "s shell",
            OnlyAfter = true,
            Kept = true,
        },
        _ => null,
    };

    private static Wrapper Npm => new()
    {
        Valued = "pcw",
        LongValued = "package call workspace cache prefix filter",
        Code = "c call",
        Package = true,
    };
}
