using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.HBase;

/// <summary>hbase shell: commands, one a line, on tables of HBase.</summary>
internal sealed class HBaseTool : Tool
{
    public override string Id => "hbase";

    public override string Title => "hbase shell, hbase snapshot tools";

    public override string Documentation =>
        """
        **Read:** commands of `hbase shell` from files, here-documents and pipes.

        **Recognised:** `drop`, `drop_all`, `truncate`, `truncate_preserve`, `delete`, `deleteall`, `disable`,
        `delete_snapshot`, `drop_namespace`, `alter … delete`, restored snapshots. **Target:** `HBASE_CONF_DIR`, else
        the cluster of this machine's configuration.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["hbase"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.ReadNamed(invocation.Arguments, "config hosts");
        if (arguments.Operands is not [{ Text: "shell" }, .. var files])
        {
            return;
        }

        var script = new HBaseScript(Id, new Connection
        {
            Scheme = "hbase",
            Invocation = invocation,
            Profile = arguments.Value("config"),
            Variables = ("", "", "", "", "HBASE_CONF_DIR"),
        });
        foreach (Word file in files)
        {
            script.AddFile(file, effects);
        }

        if (files.Count == 0)
        {
            script.AddInput(effects);
        }
    }
}

/// <summary>Commands of the shell of HBase: a word, then arguments separated by commas.</summary>
internal sealed record HBaseScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "commands";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        foreach (string line in code.Split('\n', ';'))
        {
            string bare = line.Trim();
            int end = bare.AsSpan().IndexOfAny(" (\t");
            string verb = end < 0 ? bare : bare[..end];
            string rest = end < 0 ? "" : bare[end..].Trim(' ', '(', ')', '\t');
            if (deeds.Count < SqlLimits.MaxSteps && Deed(verb, rest) is { } deed)
            {
                deeds.Add(deed);
            }
        }

        DatabaseEffects.Add(Tool, Connection, deeds, effects);
    }

    private static SqlStep.Deed? Deed(string verb, string arguments)
    {
        string name = arguments.Split(',')[0].Trim(' ', '\'', '"');
        return verb switch
        {
            "drop" or "drop_all" or "truncate" or "truncate_preserve" or "drop_namespace" =>
                Gone("table", name, $"{verb} {name}: its rows go"),
            "delete_snapshot" or "delete_all_snapshot" or "delete_table_snapshots" =>
                Gone("snapshot", name, $"deletes snapshots: {name}"),
            "restore_snapshot" => Gone("table", name, $"replaces a table by the snapshot {name}"),
            "alter" when arguments.Contains("delete", StringComparison.OrdinalIgnoreCase) =>
                Gone("column", name, $"deletes a column family of {name}"),
            "delete" or "deleteall" => new(DeedKind.Deletes, "rows", name, $"deletes cells of {name}", 0)
            {
                Reach = Reach.Equality,
            },
            "disable" or "disable_all" or "enable_table_replication" or "stop_master" or "stop_regionserver" =>
                new(DeedKind.Interrupts, "table", name, $"takes {name} out of service", 0),
            _ => null,
        };
    }

    private static SqlStep.Deed Gone(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how many rows it holds" };
}
