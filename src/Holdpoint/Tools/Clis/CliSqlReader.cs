using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tools.Clis;

/// <summary>Reads SQL that a program runs, given as an option, an operand, a file or its input. Pure.</summary>
internal static class CliSqlReader
{
    /// <summary>Adds what the SQL does to the program's target.</summary>
    /// <param name="whole">The effect as the command's words alone tell it: its target, tool and probe.</param>
    public static void Add(
        CliSql sql, Effect whole, CliMatch match, CliLine line, ICollection<Effect> effects)
    {
        if (whole is not { Invocation: { } invocation, Probe: CliProbe probe })
        {
            return;
        }

        var connection = new Connection { Scheme = "sql", Invocation = invocation };
        var script = new SqlScript(whole.Tool, connection, new SqlContext(sql.Dialect, SqlClient.None));
        List<Effect> found = [];
        if (sql.Text.Length > 0 && line.Value(sql.Text) is { } text)
        {
            script.AddText(text, found);
        }
        else if (sql.File.Length > 0 && line.Value(sql.File) is { } file)
        {
            script.AddFile(file, found);
        }
        else if (sql.Operand && match.Rest is [.., var operand])
        {
            script.AddText(operand, found);
        }
        else if (sql.Input)
        {
            script.AddInput(found);
        }

        // The words between are the database: d1 execute shop.
        string named = string.Join(' ', match.Stars.Select(s => s.Shown));
        Target target = named.Length == 0 ? whole.Target
            : whole.Target with { Place = $"{whole.Target.Place}, {named}" };
        foreach (Effect effect in found)
        {
            effects.Add(effect with
            {
                Tool = whole.Tool,
                Target = target,
                Summary = whole.Summary.Length == 0 ? effect.Summary : $"{effect.Summary}, {whole.Summary}",
                Probe = probe with { Inner = effect.Probe, Whole = false },
            });
        }
    }
}
