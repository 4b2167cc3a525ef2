using Holdpoint.Policy;
using Holdpoint.Sql;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>The gravest thing that a text of SQL does, sent through an operation of AWS.</summary>
internal static class Statements
{
    private static readonly Recovery Lost =
        new Recovery.Unknown("only a backup or snapshot brings it back, and whether there is one is not asked");

    /// <summary>Null when every statement only looks or adds.</summary>
    public static Deed? Of(string text, Dialect dialect, Subject subject)
    {
        Deed? worst = null;
        foreach (SqlStep step in SqlReader.Read(text, new SqlContext(dialect, SqlClient.None)).Steps)
        {
            if (step is SqlStep.Deed found && One(found, subject) is var deed
                && (worst is null || deed.Kind > worst.Kind))
            {
                worst = deed;
            }
        }

        return worst;
    }

    private static Deed One(SqlStep.Deed found, Subject subject)
    {
        string what = subject.Name.Length == 0 ? found.Summary : $"{found.Summary} (through {subject.Name})";
        string type = found.Kind is DeedKind.Deletes or DeedKind.Overwrites && found.Reach < Reach.Everything
            ? DatabaseEffects.ChosenRows : "sql." + found.Type;
        Deed deed = found.Kind switch
        {
            DeedKind.Deletes => Deed.Destroys(what, Lost),
            DeedKind.Undefines => Deed.Removes(what, "its definition makes it again, where one is kept"),
            DeedKind.Overwrites => new Deed(EffectKind.Modify, what, Lost),
            DeedKind.Interrupts or DeedKind.Weakens => Deed.Weakens(what),
            DeedKind.Exposes => Deed.Exposes(what),
            _ => Deed.Runs(what, "what it does is not known"),
        };
        return deed with { Resource = new Resource(type, Words.Plain(found.Name)) };
    }
}
