using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.MySql;

/// <summary>mysqladmin, mysqlimport and mysqldump: the few of their options that destroy.</summary>
internal sealed class MySqlProgramsTool : Tool
{
    public override string Id => "mysql-programs";

    public override string Title => "mysqladmin, mysqlimport, mysqldump";

    public override string Documentation =>
        """
        **Recognised:** `mysqladmin drop`, `shutdown`, `kill`, `stop-replica`; `mysqlimport --delete` and `--replace`;
        `mysqldump --delete-source-logs`. Everything else of these programs reads, or makes something new. The target
        is found as for `mysql`.
        """;

    public override ImmutableArray<string>? Programs { get; } =
        ["mysqladmin", "mariadb-admin", "mysqlimport", "mariadb-import", "mysqldump", "mariadb-dump"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        SqlClientOptions options = MySqlTool.Client;
        var arguments = ClientArguments.Read(invocation.Arguments, "hPSup?iwcWr", options.Longs + " sleep wait count");
        List<SqlStep.Deed> deeds = [];
        Word? database = null;
        switch (invocation.Name)
        {
            case "mysqladmin" or "mariadb-admin":
                Admin(arguments, deeds);
                break;
            case "mysqlimport" or "mariadb-import":
                database = arguments.Operands.FirstOrDefault();
                Import(invocation, arguments, deeds);
                break;
            default:
                if (arguments.Has("delete-master-logs delete-source-logs"))
                {
                    deeds.Add(Deed(DeedKind.Deletes, "log", "the binary logs",
                        "deletes the binary logs after the dump"));
                }

                break;
        }

        var connection = new Connection
        {
            Scheme = options.Scheme,
            Invocation = invocation,
            Host = arguments.Value(options.Host),
            Port = arguments.Value(options.Port),
            Database = database,
            User = arguments.Value(options.User),
            Given = [.. arguments.Given.Where(g => Shell.Wrappers.Wrapper.Has(options.Connects, g.Name))],
            Profile = arguments.Value(options.Profile),
            Variables = options.Variables,
            DefaultHost = options.DefaultHost,
            Options = options.Options,
        };
        DatabaseEffects.Add(Id, MySqlTool.WithFile(connection, arguments), deeds, effects);
    }

    private static void Admin(ClientArguments arguments, List<SqlStep.Deed> deeds)
    {
        for (int i = 0; i < arguments.Operands.Count; i++)
        {
            string name = i + 1 < arguments.Operands.Count ? arguments.Operands[i + 1].Shown : "";
            switch (arguments.Operands[i].Text)
            {
                case "drop":
                    deeds.Add(Deed(DeedKind.Deletes, "database", name, $"drops the database {name}"));
                    i++;
                    break;
                case "create":
                    i++;
                    break;
                case "shutdown":
                    deeds.Add(Deed(DeedKind.Interrupts, "server", "the server", "shuts the database server down"));
                    break;
                case "kill":
                    deeds.Add(Deed(DeedKind.Interrupts, "session", name, "ends other sessions"));
                    i++;
                    break;
                case "stop-slave" or "stop-replica":
                    deeds.Add(Deed(DeedKind.Weakens, "replica", "the replica", "stops replication"));
                    break;
                case null:
                    deeds.Add(Deed(DeedKind.Unknown, "code", arguments.Operands[i].Shown,
                        "runs a command that only run time knows"));
                    break;
            }
        }
    }

    private static void Import(Invocation invocation, ClientArguments arguments, List<SqlStep.Deed> deeds)
    {
        bool empties = arguments.Has("delete d") || invocation.Arguments.Any(a => a.Text is "-d" or "--delete");
        bool replaces = invocation.Arguments.Any(a => a.Text is "-r" or "--replace");
        foreach (Word file in empties || replaces ? arguments.Operands.Skip(1) : [])
        {
            string shown = file.Shown[(file.Shown.LastIndexOf('/') + 1)..];
            int dot = shown.IndexOf('.', StringComparison.Ordinal);
            string table = dot > 0 ? shown[..dot] : shown;
            deeds.Add(empties
                ? Deed(DeedKind.Deletes, "table", table, $"empties the table {table} before it fills it")
                : Deed(DeedKind.Overwrites, "rows", table, $"overwrites rows of {table} that have the same key")
                    with { Reach = Reach.Condition });
        }
    }

    private static SqlStep.Deed Deed(DeedKind kind, string type, string name, string summary) =>
        new(kind, type, name, summary, 0)
        {
            Question = kind is DeedKind.Deletes ? "how much it holds" : null,
        };
}
