using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Postgres;

/// <summary>dropdb, pg_restore and the other programs of PostgreSQL that can destroy.</summary>
internal sealed class PostgresProgramsTool : Tool
{
    private const string Longs = "host port username maintenance-db dbname file jobs schema table trigger index role "
        + "use-list superuser function section pgdata encoding locale owner tablespace template";

    public override string Id => "postgres-programs";

    public override string Title => "dropdb, dropuser, pg_restore, pg_resetwal and their kin";

    public override string Documentation =>
        """
        **Recognised:** `dropdb`, `dropuser`, `pg_restore --clean` into a database, `createuser --superuser`,
        `vacuumlo`, `pg_dropcluster`, `pg_resetwal`, `pg_archivecleanup`, `pg_rewind` (`--dry-run` of each changes
        nothing). `pg_dump`, `createdb`, `reindexdb`, `vacuumdb` and `pg_basebackup` destroy nothing. The target is
        found as for `psql`.
        """;

    public override ImmutableArray<string>? Programs { get; } =
    [
        "dropdb", "dropuser", "createuser", "pg_restore", "vacuumlo", "pg_dropcluster", "pg_resetwal",
        "pg_archivecleanup", "pg_rewind",
    ];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        string letters = invocation.Name switch
        {
            "pg_restore" => "dfFhIjnNLpPStTU",
            "vacuumlo" => "lhpU",
            "createuser" => "chpUg",
            "pg_resetwal" or "pg_rewind" => "D",
            "pg_archivecleanup" => "x",
            _ => "hpU",
        };
        var arguments = ClientArguments.Read(invocation.Arguments, letters, Longs);
        if (arguments.Has("help ? version V n dry-run") && invocation.Name is not "pg_restore"
            || arguments.Has("help version"))
        {
            return;
        }

        string name = arguments.Operands.FirstOrDefault()?.Shown ?? "";
        SqlStep.Deed? deed = invocation.Name switch
        {
            "dropdb" => Deletes("database", name, $"drops the database {name}"),
            "dropuser" => new(DeedKind.Undefines, "role", name, $"drops the role {name}", 0),
            "createuser" => arguments.Has("s superuser replication bypassrls")
                ? new(DeedKind.Exposes, "role", name, $"makes {name} a role with rights over everything", 0)
                : null,
            "pg_restore" => Restore(arguments),
            "vacuumlo" => Deletes("large-object", name, $"deletes large objects of {name} that nothing refers to"),
            "pg_dropcluster" => Deletes("cluster", invocation.Arguments.LastOrDefault()?.Shown ?? "",
                "drops a whole cluster with all its databases"),
            "pg_archivecleanup" => Deletes("log", name, $"deletes archived log files in {name}"),
            _ => Deletes("cluster", arguments.Value("D pgdata target-pgdata")?.Shown ?? name,
                "rewrites the files of a cluster; what its log held is lost"),
        };
        if (deed is not null)
        {
            Connection connection = PostgresConnection.Of(invocation, arguments) with
            {
                Database = invocation.Name is "pg_restore" ? arguments.Value("d dbname") : null,
            };
            DatabaseEffects.Add(Id, connection, [deed], effects);
        }
    }

    private static SqlStep.Deed Deletes(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how much it holds" };

    /// <summary>Only with --clean and a database does it drop; without a database it prints.</summary>
    private static SqlStep.Deed? Restore(ClientArguments arguments) =>
        arguments.Has("c clean") && !arguments.Has("l list") && arguments.Value("d dbname") is { } database
            ? Deletes("schema", database.Shown, $"drops what is in {database.Shown} and in the dump, then restores")
            : null;
}
