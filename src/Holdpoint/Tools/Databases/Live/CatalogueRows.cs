using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Tools.Databases.Postgres.Live;

namespace Holdpoint.Tools.Databases.Live;

/// <summary>Makes a catalogue of the rows that a client printed, each beginning with what it is: <c>server</c>,
/// <c>table</c>, <c>key</c>, <c>trigger</c>, <c>count</c>, <c>condition</c>. Pure; what does not fit is passed
/// over.</summary>
internal sealed class CatalogueRows(string database, string product)
{
    /// <summary>Where counting ends: a larger table is "more than".</summary>
    public const int MaxRows = 1_000_000;

    private readonly List<CatalogueRelation> _relations = [];
    private readonly List<CatalogueReference> _references = [];
    private readonly List<ConditionCount> _counts = [];
    private CatalogueServer _server = new() { Version = "", Database = database, Role = "", Product = product };

    /// <summary>Reads rows.</summary>
    /// <param name="conditions">Those that were asked, in their order.</param>
    public void Read(
        string text, char line, char field, ImmutableArray<LiveCondition> conditions = default)
    {
        foreach (string row in text.Split(line, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] f = row.TrimEnd('\r').Split(field);
            switch (f)
            {
                case ["server", var version, var role, var readOnly]:
                    _server = _server with { Version = version, Role = role, InRecovery = readOnly is "1" };
                    break;
                case ["table", var schema, var name, var kind, var rows, var bytes]:
                    _relations.Add(new CatalogueRelation
                    {
                        Oid = (uint)_relations.Count + 1,
                        Schema = schema,
                        Name = name,
                        Kind = kind,
                        Rows = Number(rows),
                        Bytes = Number(bytes) ?? 0,
                    });
                    break;
                case ["key", var name, var fromSchema, var from, var toSchema, var to, var rule]:
                    if (Find(fromSchema, from) is { } referring && Find(toSchema, to) is { } referred)
                    {
                        _references.Add(new CatalogueReference(name, referring.Oid, referred.Oid, Rule(rule)));
                    }

                    break;
                case ["trigger", var schema, var table, var name] when Find(schema, table) is { } relation:
                    _relations[(int)relation.Oid - 1] = relation with { Triggers = relation.Triggers.Add(name) };
                    break;
                case ["written", var schema, var table, var time] when Find(schema, table) is { } relation
                    && DateTimeOffset.TryParse(
                        time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset last):
                    _relations[(int)relation.Oid - 1] = relation with { LastWrite = last };
                    break;
                case ["count", var schema, var table, var rows] when Find(schema, table) is { } relation
                    && Number(rows) is { } counted:
                    _relations[(int)relation.Oid - 1] =
                        relation with { Rows = counted, Counted = counted < MaxRows, More = counted >= MaxRows };
                    break;
                case ["condition", var index, var rows] when !conditions.IsDefault && Number(index) is { } at
                    && at < conditions.Length && Number(rows) is { } met:
                    _counts.Add(new ConditionCount(conditions[(int)at], met, met >= MaxRows));
                    break;
            }
        }
    }

    public Catalogue Catalogue => new()
    {
        Server = _server,
        SearchPath = [database],
        Relations = [.. _relations],
        References = [.. _references],
        Counts = [.. _counts],
    };

    private CatalogueRelation? Find(string schema, string name) =>
        _relations.Find(r => r.Schema == schema && r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>As PostgreSQL's catalogue has it.</summary>
    private static string Rule(string rule) => rule.ToUpperInvariant() switch
    {
        "CASCADE" => "c",
        "SET NULL" => "n",
        "SET DEFAULT" => "d",
        "RESTRICT" => "r",
        _ => "a",
    };
}
