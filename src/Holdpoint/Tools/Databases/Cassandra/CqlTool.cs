using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Cassandra;

/// <summary>cqlsh: CQL against Cassandra and ScyllaDB.</summary>
internal sealed class CqlTool : SqlClientTool
{
    public override string Id => "cqlsh";

    public override string Title => "cqlsh (Cassandra, ScyllaDB)";

    public override string Documentation =>
        """
        **Read:** CQL from `-e`, `-f`, here-documents and pipes, batches, `SOURCE` (the file is followed).

        **Recognised:** `DROP` and `TRUNCATE` of keyspaces, tables and types, `DELETE`, `UPDATE`, `ALTER … DROP`.
        Cassandra knows no rollback. **Target:** host and port of the arguments, `-k`, `CQLSH_HOST`.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["cqlsh"];

    protected override SqlClientOptions? Options(string program) =>
        new(Dialect.Cassandra, SqlClient.None, "cassandra")
        {
            Letters = "efkup",

            Longs = "execute file keyspace username password cqlshrc request-timeout connect-timeout encoding "
                + "cqlversion",
            Texts = "e execute",
            Files = "f file",
            Database = "k keyspace",
            Variables = ("", "CQLSH_HOST", "CQLSH_PORT", "", ""),
            DefaultHost = "localhost",
        };

    protected override Connection Connect(
        Invocation invocation, ClientArguments arguments, SqlClientOptions options) =>
        base.Connect(invocation, arguments, options) with
        {
            Host = arguments.Operands.ElementAtOrDefault(0),
            Port = arguments.Operands.ElementAtOrDefault(1),
        };
}
