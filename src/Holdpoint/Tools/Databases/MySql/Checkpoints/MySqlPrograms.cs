using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>The programs of MariaDB or MySQL on this machine.</summary>
internal static class MySqlPrograms
{
    /// <summary>Servers are rarely on the PATH of those who are not root.</summary>
    private static readonly ImmutableArray<string> ServerFolders =
    [
        "/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/libexec", "/usr/local/mysql/bin",
        "/opt/homebrew/opt/mariadb/bin", "/opt/homebrew/opt/mysql/bin",
    ];

    /// <summary>Runs the first of some programs that is there.</summary>
    /// <param name="package">What a person installs where none is.</param>
    public static RunAnswer First(
        ImmutableArray<string> programs, string package, Func<string, RunAnswer> run)
    {
        foreach (string program in programs)
        {
            RunAnswer answer = run(program);
            if (answer is not RunAnswer.Failed { Why: var why }
                || !why.Contains("not found", StringComparison.Ordinal))
            {
                return answer;
            }
        }

        return new RunAnswer.Failed(
            $"neither {string.Join(" nor ", programs)} was found on PATH; install {package}");
    }

    /// <summary>The names of the dump program, the server's own first.</summary>
    public static ImmutableArray<string> Dumps(bool isMariaDb) =>
        isMariaDb ? ["mariadb-dump", "mysqldump"] : ["mysqldump", "mariadb-dump"];

    public static ImmutableArray<string> Clients { get; } = ["mysql", "mariadb"];

    public static string ClientPackage(bool isMariaDb) => isMariaDb ? "mariadb-client" : "mysql-client";

    /// <summary>The server program that a copy can be restored into; or why there is none.</summary>
    public static (string? Path, string Problem) Server(bool isMariaDb, IWorld world)
    {
        string name = isMariaDb ? "mariadbd" : "mysqld";
        string path = $"{world.Variable("PATH")}:{string.Join(':', ServerFolders)}";
        string package = isMariaDb ? "mariadb-server" : "mysql-server";
        return ProgramLookup.Find(name, path) is { } found && (isMariaDb || !IsMariaDb(found, world))
            ? (found, "")
            : (null, $"no {name} is here to restore it into; install {package}");
    }

    /// <summary>MariaDB's packages give its server MySQL's name too.</summary>
    private static bool IsMariaDb(string program, IWorld world) => world.Run(new RunRequest(
        program, ["--no-defaults", "--version"], "/", ImmutableDictionary<string, string?>.Empty,
        world.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), 4096)) is RunAnswer.Ended { Text: var text }
        && text.Contains("MariaDB", StringComparison.Ordinal);
}
