using System.Collections.Immutable;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>Finds what the names of a statement mean in a catalogue, the way the server would. Pure.</summary>
internal sealed class CatalogueNames(Catalogue catalogue)
{
    private readonly Dictionary<uint, CatalogueRelation> _byOid = catalogue.Relations.ToDictionary(r => r.Oid);
    private readonly ILookup<string, CatalogueRelation> _byName =
        catalogue.Relations.ToLookup(r => r.Name, StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<uint, CatalogueDependent> _dependents = catalogue.Dependents.ToLookup(d => d.On);
    private readonly ILookup<uint, CatalogueDependent> _bases = catalogue.Dependents.ToLookup(d => d.Of);
    private readonly ILookup<uint, CatalogueReference> _references = catalogue.References.ToLookup(r => r.To);

    /// <summary>The relation of that number; null for one of the system.</summary>
    public CatalogueRelation? Of(uint oid) => _byOid.GetValueOrDefault(oid);

    /// <summary>The relation that a name means; null where there is none.</summary>
    /// <param name="name">As the statement spells it, without quotes: whether it had any is not told, so that the exact
    /// name counts first, then the folded one, then any of that name: some databases do not tell them apart.</param>
    /// <param name="path">Where the text has names without a schema looked up; null: as its session began.</param>
    public CatalogueRelation? Find(string name, NamePath? path = null)
    {
        IReadOnlyList<string> schemas = Path(path ?? NamePath.OfSession);
        return FindExact(name, schemas, StringComparison.Ordinal)
            ?? FindExact(name.ToLowerInvariant(), schemas, StringComparison.Ordinal)
            ?? FindExact(name, schemas, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The schemas in which names without one are looked up.</summary>
    public IReadOnlyList<string> Path(NamePath path) =>
        path.Schemas?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { } set
            ? set
            : catalogue.SearchPath;

    /// <summary>The relations that a view reads.</summary>
    public IEnumerable<CatalogueRelation> Under(CatalogueRelation view) =>
        _bases[view.Oid].Where(d => d.Kind is "view").Select(d => Of(d.On)).OfType<CatalogueRelation>();

    /// <summary>The relations of a schema.</summary>
    public IEnumerable<CatalogueRelation> InSchema(string schema) => catalogue.Relations.Where(
        r => r.Schema == schema || r.Schema.Equals(schema, StringComparison.OrdinalIgnoreCase));

    /// <summary>Partitions and inheriting tables, all the way down, the relation itself first.</summary>
    public IEnumerable<CatalogueRelation> WithChildren(CatalogueRelation relation) =>
        Closure([relation], r => _dependents[r.Oid].Where(d => d.Kind is "child").Select(d => Of(d.Of)));

    /// <summary>Views over these relations, and views over those.</summary>
    public IEnumerable<CatalogueRelation> ViewsOver(IEnumerable<CatalogueRelation> relations)
    {
        ImmutableArray<CatalogueRelation> all = [.. relations];
        return Closure(all, r => _dependents[r.Oid].Where(d => d.Kind is "view").Select(d => Of(d.Of))).Except(all);
    }

    /// <summary>Tables whose rows go along, foreign key by foreign key.</summary>
    /// <param name="follows">Whether a key passes the deed on.</param>
    public IEnumerable<CatalogueRelation> Referring(
        IEnumerable<CatalogueRelation> relations, Func<CatalogueReference, bool> follows) =>
        Closure([.. relations], r => _references[r.Oid].Where(follows).Select(k => Of(k.From)));

    /// <summary>Foreign keys to these relations from others.</summary>
    public IEnumerable<CatalogueReference> KeysTo(ICollection<CatalogueRelation> relations) =>
        relations.SelectMany(r => _references[r.Oid])
            .Where(k => Of(k.From) is { } from && !relations.Contains(from));

    private CatalogueRelation? FindExact(string name, IReadOnlyList<string> path, StringComparison comparison)
    {
        string[] parts = name.Split('.');
        string last = parts[^1];
        foreach (string schema in parts.Length > 1 ? [parts[^2]] : path)
        {
            foreach (CatalogueRelation relation in _byName[last])
            {
                if (relation.Schema.Equals(schema, comparison) && relation.Name.Equals(last, comparison))
                {
                    return relation;
                }
            }
        }

        return null;
    }

    private static List<CatalogueRelation> Closure(
        ImmutableArray<CatalogueRelation> start, Func<CatalogueRelation, IEnumerable<CatalogueRelation?>> next)
    {
        HashSet<uint> seen = [.. start.Select(r => r.Oid)];
        List<CatalogueRelation> found = [.. start];
        for (int i = 0; i < found.Count; i++)
        {
            foreach (CatalogueRelation? one in next(found[i]))
            {
                if (one is not null && seen.Add(one.Oid))
                {
                    found.Add(one);
                }
            }
        }

        return found;
    }
}
