using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases;

/// <summary>SQL that a client would run.</summary>
/// <param name="Context">The dialect, and the client whose own commands may stand between the statements.</param>
internal sealed record SqlScript(string Tool, Connection Connection, SqlContext Context)
    : DatabaseScript(Tool, Connection)
{
    protected override string Language => "SQL";

    /// <summary>Adds the effects of SQL.</summary>
    public override void AddCode(string sql, ICollection<Effect> effects)
    {
        SqlReading reading = SqlReader.Read(sql, Context);
        Connection connection = Connection;
        List<SqlStep.Deed> deeds = [];
        foreach (SqlStep step in reading.Steps)
        {
            switch (step)
            {
                case SqlStep.Deed deed:
                    deeds.Add(deed);
                    break;
                case SqlStep.Connect connect:
                    DatabaseEffects.Add(Tool, connection, deeds, effects);
                    deeds = [];
                    connection = connection.After(connect.Command, connect.Words);
                    break;
                case SqlStep.Shell shell when !(shell.Plain && Depth == 0 && ShellReads(connection.Invocation)):
                    LocalShell.Add(this, shell.Code, effects);
                    break;
                case SqlStep.Include include:
                    (this with { Connection = connection }).AddFile(new Word(include.Path), effects);
                    break;
            }
        }

        DatabaseEffects.Add(Tool, connection, deeds, effects);
        DatabaseEffects.AddUses(Tool, connection, reading.Uses, effects);
    }

    /// <summary>Clients whose shell commands stage 1 has found already, in their options and their input.</summary>
    private static bool ShellReads(Invocation invocation) =>
        invocation.Name is "mysql" or "mariadb" or "sqlite3" or "litecli";
}
