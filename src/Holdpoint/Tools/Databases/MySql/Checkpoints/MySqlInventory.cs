using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>Reads what lies in databases so exactly that two readings can be compared: rows and a checksum of each
/// table, its counter, the definition of all.</summary>
internal static class MySqlInventory
{
    /// <summary>Reads it in one transaction; or says why it could not be read.</summary>
    public static (Inventory? Inventory, string Problem) Read(
        MySqlContents contents, MySqlDial dial, Bench bench)
    {
        (ImmutableArray<string>? lines, string problem) = MySqlRun.Lines(Questions(contents), dial, bench);
        if (lines is null)
        {
            return (null, problem);
        }

        var tables = ImmutableArray.CreateBuilder<InventoryTable>();
        var objects = ImmutableArray.CreateBuilder<InventoryObject>();
        (string Type, string Name) current = ("", "");
        foreach (string line in lines.Value)
        {
            string[] f = line.Split('\t');
            switch (f)
            {
                case ["holdpoint:rows", var name, var rows, var digest]:
                    tables.Add(new InventoryTable(
                        MySqlText.Field(name), long.Parse(rows, CultureInfo.InvariantCulture), digest));
                    break;
                case ["holdpoint:definition", var type, var name]:
                    current = (type, MySqlText.Field(name));
                    break;
                case [_, ..] when current.Type.Length > 0:
                    if (Definition(current.Type, f) is not { } definition)
                    {
                        return (null, $"the {current.Type} {current.Name} cannot be read with these rights");
                    }

                    objects.Add(new InventoryObject(
                        current.Type, current.Name, Sha256.Hex(Encoding.UTF8.GetBytes(definition))));
                    current = ("", "");
                    break;
            }
        }

        return (new Inventory
        {
            Database = new InventoryDatabase(
                string.Join(", ", contents.Databases), contents.Version, "", "", "", "", contents.Bytes, null),
            Tables = tables.ToImmutable(),
            Sequences =
            [
                .. contents.Tables.Where(t => t.Next is not null)
                    .Select(t => new InventorySequence(t.Shown, t.Next ?? 0, false)),
            ],
            Objects = objects.ToImmutable(),
            Roles = [.. contents.Grantees],
        }, "");
    }

    /// <summary>Asks both; or says why not.</summary>
    public static (Inventory? Inventory, MySqlContents? Contents, string Problem) Read(
        ImmutableArray<string> databases, MySqlDial dial, Bench bench)
    {
        (MySqlContents? contents, string problem) = MySqlContents.Read(databases, dial, bench);
        if (contents is null)
        {
            return (null, null, problem);
        }

        (Inventory? inventory, problem) = Read(contents, dial, bench);
        return (inventory, contents, problem);
    }

    /// <summary>Each thing that differs between what was saved and what is there.</summary>
    public static ImmutableArray<Difference> Between(Inventory saved, Inventory now, string other) =>
        InventoryDifference.Between(saved, now, other, Words(saved) == Words(now));

    /// <summary>Servers of one product and release write a definition in the same words: <c>10.11</c> of
    /// <c>10.11.19-MariaDB</c>.</summary>
    private static (string Release, bool IsMariaDb) Words(Inventory inventory)
    {
        string[] numbers = inventory.Database.Version.Split('.');
        return (string.Join('.', numbers.Take(2)),
            inventory.Database.Version.Contains("MariaDB", StringComparison.Ordinal));
    }

    private static string Questions(MySqlContents contents)
    {
        var sql = new StringBuilder(
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT;\n");
        foreach (string database in contents.Databases)
        {
            // A definition is written without the database that is in use.
            sql.Append(CultureInfo.InvariantCulture, $"USE {MySqlText.Name(database)};\n");
            Define("database", database, $"DATABASE {MySqlText.Name(database)}");
            foreach (MySqlTable table in contents.Tables.Where(t => t.Schema == database))
            {
                string name = MySqlText.Name(table.Schema, table.Name);
                sql.Append(CultureInfo.InvariantCulture,
                    $"SELECT 'holdpoint:rows', {MySqlText.Text(table.Shown)}, COUNT(*), {Digest(table)} FROM {name}");
                sql.Append(table.KeepsVersions ? " FOR SYSTEM_TIME ALL;\n" : ";\n");
                Define("table", table.Shown, $"TABLE {name}");
            }

            foreach (MySqlThing thing in contents.Things.Where(t => t.Schema == database && !t.LacksTables))
            {
                Define(thing.Type.ToLowerInvariant(), thing.Shown,
                    $"{thing.Type} {MySqlText.Name(thing.Schema, thing.Name)}");
            }
        }

        return sql.Append("COMMIT;\n").ToString();

        void Define(string type, string shown, string what) => sql.Append(CultureInfo.InvariantCulture,
            $"SELECT 'holdpoint:definition', '{type}', {MySqlText.Text(shown)};\nSHOW CREATE {what};\n");
    }

    /// <summary>Sums of the hashes of all rows, each row's values told apart: the same rows in any order give the
    /// same.</summary>
    private static string Digest(MySqlTable table)
    {
        string row = "CONCAT_WS(',', "
            + string.Join(", ", table.Columns.Select(c => Value(MySqlText.Name(c.Name), c.Type))) + ")";
        return $"CONCAT(IFNULL(SUM(CAST(CONV(LEFT(SHA1({row}), 15), 16, 10) AS UNSIGNED)), 0), '.', "
            + $"IFNULL(SUM(CRC32({row})), 0))";
    }

    /// <summary>A value, no two of them alike: texts by their bytes, numbers with all their digits.</summary>
    private static string Value(string column, string type) => "IFNULL(" + type.ToUpperInvariant() switch
    {
        "CHAR" or "VARCHAR" or "BINARY" or "VARBINARY" or "JSON"
            or "TINYTEXT" or "TEXT" or "MEDIUMTEXT" or "LONGTEXT"
            or "TINYBLOB" or "BLOB" or "MEDIUMBLOB" or "LONGBLOB" => $"SHA1({column})",
        "GEOMETRY" or "POINT" or "LINESTRING" or "POLYGON" or "MULTIPOINT" or "MULTILINESTRING" or "MULTIPOLYGON"
            or "GEOMETRYCOLLECTION" or "GEOMCOLLECTION" =>
            $"CONCAT(ST_SRID({column}), '=', SHA1(ST_AsBinary({column})))",
        "FLOAT" => $"CONCAT('=', {column} + 0e0)",
        "BIT" => $"CONCAT('=', {column} + 0)",
        _ => $"CONCAT('=', CAST({column} AS CHAR))",
    } + ", 'N')";

    /// <summary>What a line of SHOW CREATE says of the definition; null where it may not be read.</summary>
    private static string? Definition(string type, string[] fields)
    {
        string text = type switch
        {
            "table" or "view" or "database" or "sequence" => fields.ElementAtOrDefault(1) ?? "NULL",
            "event" => string.Join('\t', fields.Skip(1).Take(3)),
            _ => string.Join('\t', fields.Skip(1).Take(2)),
        };
        return text is "NULL" || (type is not ("table" or "view" or "database") && text.EndsWith(
            "\tNULL", StringComparison.Ordinal)) ? null
            : type is "table" ? WithoutCounter(text)
            : text;
    }

    /// <summary>The counter of a table stands in its definition too, and moves with its rows.</summary>
    private static string WithoutCounter(string definition)
    {
        const string Counter = " AUTO_INCREMENT=";
        int at = definition.LastIndexOf(Counter, StringComparison.Ordinal);
        if (at < 0)
        {
            return definition;
        }

        int end = at + Counter.Length;
        while (end < definition.Length && char.IsAsciiDigit(definition[end]))
        {
            end++;
        }

        return definition.Remove(at, end - at);
    }
}
