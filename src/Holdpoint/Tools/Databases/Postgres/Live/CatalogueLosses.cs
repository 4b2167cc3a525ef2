using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Radius;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>What deeds of SQL would take from a database, told by its catalogue. Pure.</summary>
internal sealed class CatalogueLosses
{
    private readonly Catalogue _catalogue;
    private readonly CatalogueNames _names;
    private readonly List<CatalogueRelation> _losing = [];
    private readonly List<CatalogueRelation> _views = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _unsure = [];
    private readonly List<string> _replaced = [];
    private readonly List<string> _columns = [];
    private readonly HashSet<uint> _chosen = [];
    private readonly List<string> _further = [];
    private int _keys;

    private CatalogueLosses(Catalogue catalogue)
    {
        _catalogue = catalogue;
        _names = new CatalogueNames(catalogue);
    }

    /// <summary>Whether the catalogue can tell more of a deed than its words do.</summary>
    public static bool Concerns(SqlStep.Deed deed) =>
        deed.Kind is DeedKind.Deletes or DeedKind.Overwrites
        && (deed.Reach is Reach.Everything || deed.Condition is not null)
        && deed.Type is "table" or "rows" or "column" or "schema" or "database" or "materialized-view";

    /// <summary>The names that deeds are about.</summary>
    public static ImmutableArray<string> Named(ImmutableArray<SqlStep.Deed> deeds) =>
        [.. deeds.Where(d => d.Type is not ("schema" or "database"))
            .Select(d => d.Type is "column" ? Table(d.Name) : d.Name)];

    /// <summary>What is asked of the rows that deeds choose.</summary>
    public static ImmutableArray<LiveCondition> Conditions(ImmutableArray<SqlStep.Deed> deeds) =>
        [.. deeds.Where(d => d.Condition is not null).Select(d => new LiveCondition(d.Name, d.Condition ?? ""))];

    /// <summary>The effect as the database tells it.</summary>
    /// <param name="source">Who told: shown beside the facts.</param>
    public static Measurement Measure(
        Effect effect, ImmutableArray<SqlStep.Deed> deeds, Catalogue catalogue, string source)
    {
        var losses = new CatalogueLosses(catalogue);
        foreach (SqlStep.Deed deed in deeds)
        {
            losses.Add(deed);
        }

        return losses.Measured(effect, source);
    }

    /// <summary>The relations whose rows deeds would take, not those of which they choose some.</summary>
    public static IEnumerable<CatalogueRelation> Losing(Catalogue catalogue, ImmutableArray<SqlStep.Deed> deeds)
    {
        var losses = new CatalogueLosses(catalogue);
        foreach (SqlStep.Deed deed in deeds)
        {
            losses.Add(deed);
        }

        return losses._losing.Where(r => !losses._chosen.Contains(r.Oid));
    }

    /// <summary>The effect where all that the database holds goes.</summary>
    public static Measurement OfAll(Effect effect, Catalogue catalogue, string source)
    {
        var losses = new CatalogueLosses(catalogue);
        losses.Lose(catalogue.Relations);
        return losses.Measured(effect, source);
    }

    private void Add(SqlStep.Deed deed)
    {
        switch (deed.Type)
        {
            case "database" when _catalogue.Server.Product is null:
                Lose(_catalogue.Relations);
                break;
            case "schema" or "database":
                ImmutableArray<CatalogueRelation> within = [.. _names.InSchema(deed.Name)];
                Lose(within);
                _views.AddRange(_names.ViewsOver(within));
                break;
            default:
                Relation(deed);
                break;
        }
    }

    private void Relation(SqlStep.Deed deed)
    {
        string name = deed.Type is "column" ? Table(deed.Name) : deed.Name;
        if (_names.Find(name, deed.Path) is not { } relation)
        {
            (deed.Path.Moved || name == Sql.Statements.Codes.Something ? _unsure : _missing).Add(name);
            return;
        }

        if (deed.Type is "rows" && InPlaceOf(relation, deed.Kind) is { } code)
        {
            _replaced.Add($"{code} of {relation.Shown} runs in its place");
            return;
        }

        if (relation.Kind is "v" && deed.Type is "rows")
        {
            OfView(relation, deed);
            return;
        }

        List<CatalogueRelation> own = [.. _names.WithChildren(relation)];
        if (deed.Condition is { } condition)
        {
            Choose(relation, own, deed, condition);
            return;
        }

        if (deed.Type is "column")
        {
            _columns.Add(deed.Name);
            Lose(own);
            return;
        }

        bool drops = deed.Summary.StartsWith("drops", StringComparison.Ordinal);
        if (drops)
        {
            _keys += _names.KeysTo(own).Count();
            if (deed.Cascades)
            {
                _views.AddRange(_names.ViewsOver(own));
            }

            Lose(own);
        }
        else
        {
            bool rows = deed.Type is "rows";
            Lose(rows && deed.Kind is DeedKind.Overwrites ? own
                : _names.Referring(own, k => rows ? k.OnDelete is "c" : deed.Cascades));
        }
    }

    /// <summary>The trigger or rule that runs instead of what a statement says; null where none does. What it does
    /// itself is measured by itself.</summary>
    private string? InPlaceOf(CatalogueRelation relation, DeedKind kind)
    {
        UseKind use = kind is DeedKind.Deletes ? UseKind.Deletes : UseKind.Updates;
        return _catalogue.Code is not { } code ? null
            : code.Rules.FirstOrDefault(r => r.Relation == relation.Oid && r.Instead && r.On(use)) is { } rule
            ? $"the rule {rule.Name}"
            : code.Triggers.FirstOrDefault(t => t.Relation == relation.Oid && t.Instead && t.On(use)) is { } trigger
            ? $"the trigger {trigger.Name}"
            : null;
    }

    /// <summary>Rows of a view are those of what it reads, as many as its own condition lets through.</summary>
    private void OfView(CatalogueRelation view, SqlStep.Deed deed)
    {
        _views.Add(view);
        foreach (CatalogueRelation under in _names.Under(view))
        {
            if (under.Kind is "v")
            {
                OfView(under, deed);
            }
            else
            {
                _losing.Add(under with { Rows = null, Bytes = 0 });
                _chosen.Add(under.Oid);
                Follow([.. _names.WithChildren(under)], deed.Kind);
            }
        }
    }

    /// <summary>Rows that meet a condition; those that go with them by foreign keys are told, not counted.</summary>
    private void Choose(
        CatalogueRelation relation, List<CatalogueRelation> own, SqlStep.Deed deed, string condition)
    {
        ConditionCount? count = _catalogue.Counts.FirstOrDefault(
            c => c.Condition.Relation == deed.Name && c.Condition.Where == condition);
        long? rows = count?.Rows;
        _losing.Add(relation with { Rows = rows, Counted = rows is not null && count is { More: false }, Bytes = 0 });
        _chosen.Add(relation.Oid);
        if (rows is not 0)
        {
            Follow(own, deed.Kind);
        }
    }

    /// <summary>Rows of others that go with deleted ones.</summary>
    private void Follow(List<CatalogueRelation> own, DeedKind kind) =>
        _further.AddRange(kind is DeedKind.Overwrites ? []
            : _names.Referring(own, k => k.OnDelete is "c").Except(own).Select(r => r.Shown));

    private void Lose(IEnumerable<CatalogueRelation> relations)
    {
        foreach (CatalogueRelation relation in relations)
        {
            if (relation.Keeps && !_losing.Contains(relation))
            {
                _losing.Add(relation);
            }
            else if (!relation.Keeps)
            {
                _views.Add(relation);
            }
        }
    }

    private Measurement Measured(Effect effect, string source)
    {
        ImmutableArray<Fact> facts = [.. Facts(source)];
        if (_losing.Count == 0 && _views.Count == 0 && _unsure.Count == 0 && !_catalogue.Cut
            && _missing.Count + _replaced.Count > 0)
        {
            return Nothing(effect, facts, "nothing is there", _missing.Count == 0 ? _replaced[0]
                : $"there is no {string.Join(", ", _missing.Take(3))} in {_catalogue.Server.Database}");
        }

        if (_losing.Count > 0
            && _losing.TrueForAll(r => _chosen.Contains(r.Oid) && r is { Rows: 0, Counted: true }))
        {
            return Nothing(effect, facts, "no row meets the condition", "none does now");
        }

        // A partitioned table holds nothing itself: its partitions are listed, or the rows that were chosen of it.
        List<CatalogueRelation> keeping = [.. _losing.Where(r => r.Kind is not "p" || _chosen.Contains(r.Oid))];

        // Chosen rows that were not counted in time are told by their condition, as without a database.
        List<CatalogueRelation> unknown = [.. keeping.Where(r => r.Rows is null && !_chosen.Contains(r.Oid))];
        long rows = keeping.Sum(r => r.Rows ?? 0);
        bool empty = rows == 0 && _chosen.Count == 0 && _unsure.Count == 0
            && keeping.TrueForAll(r => r is { Counted: true, Triggers.IsEmpty: true });
        return new Measurement(effect with
        {
            Recovery = empty ? new Recovery.FromSource("no row is in it, and its definition makes it again")
                : effect.Recovery,
        })
        {
            Count = (keeping.TrueForAll(r => r.Rows is not null) && _unsure.Count == 0) || rows > 0 ? rows : null,
            Unit = "rows",
            Moving = true,
            Bytes = keeping.Sum(r => r.Bytes) is > 0 and var bytes ? bytes : null,
            Types = keeping.Count == 0 ? [] : [(keeping.Count == 1 ? "table" : "tables", keeping.Count)],
            Losses =
            [
                .. keeping.OrderByDescending(r => r.Rows ?? long.MaxValue).Concat(_views.Distinct())
                    .Take(BlastRadius.MaxNamedLosses).Select(r => Loss(r, effect.Recovery)),
            ],
            HoldData = keeping.Count(r => r.Rows is not 0),
            Facts = facts,
            Unmeasured = _unsure.Count > 0
                ? _unsure[0] == Sql.Statements.Codes.Something ? "which object it is, only run time knows"
                    : $"{_unsure[0]} is not there now; the text itself may make it, or name another so"
                : _missing.Count > 0 && _catalogue.Cut
                ? $"the database has more relations than were read; {_missing[0]} may be one of them"
                : unknown.Count == 0 ? null
                : $"how many rows {unknown[0].Shown} holds is not known: "
                    + "it was never analysed, and this role may not count them, or somebody holds a lock on it",
        };
    }

    private static Measurement Nothing(Effect effect, ImmutableArray<Fact> facts, string recovery, string why) =>
        new(effect with
        {
            Kind = EffectKind.Read,
            Recovery = new Recovery.Trivial(recovery),
            Summary = $"{effect.Summary}: {why}",
        })
        {
            Count = 0,
            Unit = "rows",
            Facts = facts,
        };

    private static Loss Loss(CatalogueRelation relation, Recovery recovery)
    {
        ImmutableArray<string> details =
        [
            .. !relation.Keeps ? (ReadOnlySpan<string>)[What(relation)]
                : relation.Rows is null ? ["rows not known"]
                : [],
            .. relation.Triggers.IsEmpty ? (ReadOnlySpan<string>)[]
                : [$"triggers {string.Join(", ", relation.Triggers.Take(3))}"],
        ];
        return new Loss(
            new Resource("sql.table", relation.Shown),
            relation.Keeps ? recovery : new Recovery.FromSource("its definition makes it again"))
        {
            HoldsData = relation.Keeps && relation.Rows is not 0,
            Amounts = relation.Keeps ? [.. Amounts(relation)] : [],
            Details = details,
        };
    }

    private static string What(CatalogueRelation relation) => relation.Kind switch
    {
        "m" => "a materialized view",
        "f" => "a foreign table: its rows stay where they are",
        _ => "a view",
    };

    private static IEnumerable<Amount> Amounts(CatalogueRelation relation)
    {
        if (relation.Rows is { } rows)
        {
            yield return new Amount(rows, "rows",
                relation.Counted ? Certainty.Exact : relation.More ? Certainty.MoreThan : Certainty.About);
        }

        if (relation.Bytes > 0)
        {
            yield return Amount.Size(relation.Bytes);
        }
    }

    private static Fact Role(CatalogueServer server, string source) =>
        new("role of the server", server.InRecovery ? "a replica, which takes no writes"
            : server.Replicas == 0 ? "primary, no replica streams from it now"
            : $"primary of {server.Replicas} replicas, which lose the same", source);

    private IEnumerable<Fact> Facts(string source)
    {
        CatalogueServer server = _catalogue.Server;
        yield return new Fact("server", $"{server.Product ?? "PostgreSQL"} {server.Version}, database {server.Database}"
            + (server.Role.Length > 0 ? $", as {server.Role}" : ""), source);
        if (server.Product is null || server.InRecovery)
        {
            yield return Role(server, source);
        }

        if (Writing() is { } writing)
        {
            yield return new Fact("written", writing, source) { Passing = true };
        }

        if (_keys > 0)
        {
            yield return new Fact("foreign keys that go", $"{_keys}", source);
        }

        if (_columns.Count > 0)
        {
            yield return new Fact("columns that go", string.Join(", ", _columns.Take(5)), source);
        }

        if (_further.Count > 0)
        {
            yield return new Fact("rows of others that go with them", string.Join(", ", _further.Distinct().Take(5)),
                source);
        }

        if (!_catalogue.EventTriggers.IsEmpty)
        {
            yield return new Fact(
                "event triggers that may refuse it", string.Join(", ", _catalogue.EventTriggers.Take(5)), source);
        }
    }

    /// <summary>How lately what would go was written to: nobody misses what nobody writes.</summary>
    private string? Writing()
    {
        long rows = _losing.Sum(r => r.Written ?? 0);
        return _losing.Max(r => r.LastWrite) is { } last
            ? $"last on {last.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
            : _catalogue.Server.CountsSince is { } since && _losing.Exists(r => r.Written is not null)
            ? $"{(rows == 0 ? "no row" : rows == 1 ? "1 row" : $"{rows} rows")} since "
                + $"{since.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
            : null;
    }

    private static string Table(string column) =>
        column.LastIndexOf('.') is > 0 and var dot ? column[..dot] : column;
}
