using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases.Graphs;

/// <summary>cypher-shell and its kin: Cypher against Neo4j and Memgraph.</summary>
internal sealed class CypherTool : Tool
{
    private const string Longs = "address a uri username user password database file param access-mode encryption "
        + "format fail-fast host port u p d f P impersonate history idle-timeout";

    public override string Id => "cypher";

    public override string Title => "cypher-shell, mgconsole (Neo4j, Memgraph)";

    public override string Documentation =>
        """
        **Read:** Cypher from operands, `-f`, here-documents and pipes; `:source` is followed.

        **Recognised:** `DELETE` and `DETACH DELETE` (of every node, or of those that a label or a condition tells),
        `REMOVE`, `DROP` of databases, constraints, indexes and users, `STOP DATABASE`, procedures that delete.

        **Target:** `-a`, `-d`, `NEO4J_URI`, `NEO4J_DATABASE`, else this machine.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["cypher-shell", "mgconsole"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.ReadNamed(invocation.Arguments, Longs);
        if (arguments.Has("help version h v"))
        {
            return;
        }

        var connection = new Connection
        {
            Scheme = "neo4j",
            Invocation = invocation,
            Url = arguments.Value("a address uri"),
            Host = arguments.Value("host"),
            Port = arguments.Value("port"),
            Database = arguments.Value("d database"),
            Variables = ("NEO4J_URI", "", "", "NEO4J_DATABASE", ""),
            DefaultHost = "localhost",
        };
        if (arguments.Value("access-mode")?.Text is "read")
        {
            return;
        }

        var script = new CypherScript(Id, connection);
        if (arguments.Value("f file") is { } file)
        {
            script.AddFile(file, effects);
        }
        else if (arguments.Operands is [_, ..] operands)
        {
            foreach (Word operand in operands)
            {
                script.AddText(operand, effects);
            }
        }
        else
        {
            script.AddInput(effects);
        }
    }
}
