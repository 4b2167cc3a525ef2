using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases;

/// <summary>Turns what SQL does into effects on the database that a client would reach.</summary>
internal static class DatabaseEffects
{
    /// <summary>The type of rows that are told by a condition, not of a whole table.</summary>
    public const string ChosenRows = "sql.chosen-rows";

    /// <summary>Deeds of one kind beyond which they are shown as one effect: a dump drops hundreds of
    /// tables.</summary>
    private const int MaxOfAKind = 5;

    /// <summary>Names in an effect that stands for several deeds.</summary>
    private const int MaxNames = 8;

    private static readonly Recovery NoBackupKnown =
        new Recovery.Unknown("no backup of it is known");

    private static readonly Recovery Again = new Recovery.Trivial("it can be put back as it was");

    private static readonly Recovery ByDefinition =
        new Recovery.FromSource("its definition makes it again, where one is kept");

    /// <summary>Adds the effects of deeds on one database.</summary>
    public static void Add(
        string tool, Connection connection, List<SqlStep.Deed> deeds, ICollection<Effect> effects)
    {
        foreach (IGrouping<(EffectKind, string), SqlStep.Deed> kind in deeds.GroupBy(d => (Kind(d), Type(d))))
        {
            if (connection.KeepsNothing && kind.Key.Item1 is not EffectKind.Unknown)
            {
                continue;
            }

            List<SqlStep.Deed> all = [.. kind];
            if (all.Count <= MaxOfAKind)
            {
                foreach (SqlStep.Deed deed in all)
                {
                    effects.Add(One(tool, connection, [deed], deed.Name, deed.Summary));
                }

                continue;
            }

            List<string> names = [.. all.Select(d => d.Name).Distinct(StringComparer.Ordinal)];
            string shown = string.Join(", ", names.Take(MaxNames))
                + (names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "");
            effects.Add(One(tool, connection, [.. all], shown,
                $"{all[0].Summary}, and does the like {all.Count - 1} times more"));
        }
    }

    /// <summary>Adds what statements use whose own code the database may be asked about; nothing where it cannot
    /// be.</summary>
    public static void AddUses(
        string tool, Connection connection, ImmutableArray<SqlStep.Use> uses, ICollection<Effect> effects)
    {
        if (uses.IsEmpty || connection is not { Scheme: "postgresql", File: null, KeepsNothing: false }
            || connection.Invocation.Outside is not null)
        {
            return;
        }

        ImmutableArray<string> names = [.. uses.Select(u => u.Name).Distinct(StringComparer.Ordinal)];
        effects.Add(new Effect(
            EffectKind.Read, new Resource("sql.code", string.Join(", ", names.Take(MaxNames))), connection.OfWords(),
            new Recovery.Trivial("it is only looked at"))
        {
            Tool = tool,
            Summary = $"uses {string.Join(", ", names.Take(MaxNames))}, which may run code of the database",
            Invocation = connection.Invocation,
            Probe = new CodeProbe(connection, uses),
        });
    }

    private static Effect One(
        string tool, Connection connection, ImmutableArray<SqlStep.Deed> deeds, string name, string summary)
    {
        SqlStep.Deed deed = deeds[0];
        if (deed is { Type: "database", Name: var database } && !database.StartsWith("the ", StringComparison.Ordinal))
        {
            // DROP DATABASE names another one than that which the client is connected to.
            connection = connection with { Database = new Word(database) };
        }

        return new(Kind(deed), new Resource(Type(deed), name), connection.OfWords(), Way(deed, connection))
        {
            Tool = tool,
            Summary = summary,
            Invocation = connection.Invocation,
            Probe = new DatabaseProbe(connection, Asks(deed) ? deed.Question : null) { Deeds = deeds },
            Safer = Safer(deed, connection),
        };
    }

    /// <summary>Code of which only run time knows what it does.</summary>
    public static Effect Unknown(string tool, Connection connection, string name, string summary) =>
        new(EffectKind.Unknown, new Resource("sql.code", name), connection.OfWords(),
            new Recovery.Unknown("what it does is not known"))
        {
            Tool = tool,
            Summary = summary,
            Invocation = connection.Invocation,
            Probe = new DatabaseProbe(connection, null),
            Safer = "write the SQL out, so that it can be read before it runs",
        };

    private static EffectKind Kind(SqlStep.Deed deed) => deed.Kind switch
    {
        DeedKind.Deletes or DeedKind.Undefines or DeedKind.Interrupts => EffectKind.Destroy,
        DeedKind.Overwrites => EffectKind.Modify,
        DeedKind.Weakens => EffectKind.Weaken,
        DeedKind.Exposes => EffectKind.Expose,
        _ => EffectKind.Unknown,
    };

    private static string Type(SqlStep.Deed deed) =>
        deed.Kind is DeedKind.Deletes or DeedKind.Overwrites && deed.Reach < Reach.Everything
            ? ChosenRows
            : "sql." + deed.Type;

    /// <summary>Rows of a condition are asked about without counting them.</summary>
    private static bool Asks(SqlStep.Deed deed) =>
        deed.Kind is DeedKind.Deletes or DeedKind.Overwrites && deed.Reach is Reach.Everything;

    private static Recovery Way(SqlStep.Deed deed, Connection connection) => deed.Kind switch
    {
        DeedKind.Undefines => ByDefinition,
        DeedKind.Interrupts or DeedKind.Weakens or DeedKind.Exposes => Again,
        DeedKind.Unknown or DeedKind.Unreadable => new Recovery.Unknown("what it does is not known"),
        _ => connection.Scheme switch
        {
            "snowflake" when deed.Type is not "stage" => new Recovery.Window(1, "Time Travel keeps it for a day"),
            "bigquery" => new Recovery.Window(2, "BigQuery keeps tables for 2 to 7 days"),
            _ => NoBackupKnown,
        },
    };

    private static string? Safer(SqlStep.Deed deed, Connection connection) => deed.Kind switch
    {
        DeedKind.Deletes or DeedKind.Overwrites when deed.Type is "rows" =>
            "look first: SELECT count(*) with the same WHERE; then change inside of a transaction",
        DeedKind.Deletes => connection.Scheme switch
        {
            "postgresql" or "cockroachdb" => "take a copy first: pg_dump -Fc, and restore it as a test",
            "mysql" => "take a copy first: mysqldump --single-transaction, and restore it as a test",
            "sqlite" => "take a copy first: sqlite3 FILE '.backup copy.db'",
            _ => "take a copy first, and restore it as a test",
        },
        _ => null,
    };
}
