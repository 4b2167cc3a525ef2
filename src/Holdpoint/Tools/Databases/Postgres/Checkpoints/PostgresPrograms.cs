using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A version of PostgreSQL's own programs on this machine.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="HasServer">Its server is there too, not the clients alone.</param>
internal sealed record PostgresPrograms(string Folder, int Major, bool HasServer)
{
    /// <summary>Where packages put each version beside the others; the number stands in place of the star.</summary>
    private static readonly ImmutableArray<(string Parent, string Before, string After)> Homes =
    [
        ("/usr/lib/postgresql", "", "/bin"),
        ("/usr", "pgsql-", "/bin"),
        ("/opt/homebrew/opt", "postgresql@", "/bin"),
        ("/usr/local/opt", "postgresql@", "/bin"),
        ("/Applications/Postgres.app/Contents/Versions", "", "/bin"),
    ];

    /// <summary>The database to which one connects that is not there itself.</summary>
    public const string Maintenance = "postgres";

    /// <summary>pg_dump and pg_restore copy tables side by side.</summary>
    public static int Jobs => Math.Clamp(Environment.ProcessorCount, 1, 8);

    public string this[string program] => Path.Join(Folder, program);

    /// <summary>The programs that can read a server: the oldest that are not older than it, with a server of their own
    /// before those without; or why there are none.</summary>
    public static (PostgresPrograms? Found, string Problem) For(int major, bool server, IWorld world)
    {
        List<PostgresPrograms> all = [.. All(world)];
        PostgresPrograms? found = all.Where(p => p.Major >= major && (p.HasServer || !server))
            .OrderByDescending(p => p.HasServer).ThenBy(p => p.Major).FirstOrDefault();
        string there = all.Count == 0 ? "none is installed"
            : "installed are "
                + string.Join(", ", all.Select(p => p.HasServer ? $"{p.Major}" : $"{p.Major} (clients)"));
        string what = server ? "a PostgreSQL server" : "pg_dump and pg_restore";
        return (found, found is null ? $"{what} of version {major} or later is needed here, and {there}" : "");
    }

    /// <summary>Runs one of them; null, or the first thing that it complained about.</summary>
    public string? Run(string program, ImmutableArray<string> arguments, Dial dial, Bench bench) =>
        bench.Workshop.Run(new RunRequest(
            this[program], arguments, "/", dial.ForClients, bench.World.Clock.GetUtcNow() + bench.Patience,
            16L * 1024 * 1024))
            .Complaint(ended => $"{program}: {First(ended.Errors)}");

    /// <summary>Makes a database like one that was saved, by the name given.</summary>
    public string? Create(InventoryDatabase like, string name, string collate, Dial maintenance, Bench bench) =>
        Run("createdb",
            [
                "--template=template0", "--encoding=" + like.Encoding, "--lc-collate=" + collate,
                "--lc-ctype=" + (collate is "C" ? "C" : like.CharacterType), "--owner=" + like.Owner,
                "--no-password", "--maintenance-db=" + Maintenance, name,
            ],
            maintenance, bench);

    /// <summary>A name of a database that is not taken for a connection string.</summary>
    public static string Keyword(string name) =>
        "dbname='" + name.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal) + "'";

    private static IEnumerable<PostgresPrograms> All(IWorld world)
    {
        foreach ((string parent, string before, string after) in Homes)
        {
            foreach (Entry entry in world.List(parent) ?? [])
            {
                string name = Path.GetFileName(entry.Path);
                string folder = entry.Path + after;
                if (name.StartsWith(before, StringComparison.Ordinal)
                    && int.TryParse(name.AsSpan(before.Length), CultureInfo.InvariantCulture, out int major)
                    && world.Look(Path.Join(folder, "pg_dump")).Exists)
                {
                    yield return new PostgresPrograms(folder, major,
                        world.Look(Path.Join(folder, "initdb")).Exists
                        && world.Look(Path.Join(folder, "postgres")).Exists);
                }
            }
        }

        if (ProgramLookup.Find("pg_dump", world.Variable("PATH")) is { } path
            && Version(path, world) is { } onPath && Path.GetDirectoryName(path) is { } bin)
        {
            yield return new PostgresPrograms(bin, onPath, world.Look(Path.Join(bin, "initdb")).Exists);
        }
    }

    /// <summary>Of <c>pg_dump (PostgreSQL) 15.18 (Debian …)</c>.</summary>
    private static int? Version(string path, IWorld world)
    {
        RunAnswer answer = world.Run(new RunRequest(
            path, ["--version"], "/", ImmutableDictionary<string, string?>.Empty,
            world.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), 4096));
        return answer is RunAnswer.Ended { ExitCode: 0, Text: var text }
            && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var version, ..]
            && int.TryParse(version.Split('.')[0].TrimEnd('\n'), CultureInfo.InvariantCulture, out int major)
            ? major
            : null;
    }

    private static string First(string errors)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string line = lines.FirstOrDefault(l => l.Contains("rror:", StringComparison.Ordinal)
            || l.Contains("ERROR:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it failed without a word";
        return line.Length > 400 ? line[..400] : line;
    }
}
