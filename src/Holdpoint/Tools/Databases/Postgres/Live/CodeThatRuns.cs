using System.Collections.Immutable;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Postgres.Live;

/// <summary>What the code of a database does that a text sets off: bodies of routines, triggers, rules, and what those
/// set off in their turn. Pure.</summary>
internal sealed class CodeThatRuns
{
    /// <summary>Bodies that are read for one text; code that leads further is unknown.</summary>
    private const int MaxBodies = 200;

    private readonly StoredCode _code;
    private readonly CatalogueNames _names;
    private readonly ILookup<uint, CatalogueTrigger> _triggers;
    private readonly ILookup<uint, CatalogueRule> _rules;
    private readonly ILookup<uint, CatalogueCall> _calls;
    private readonly Dictionary<uint, CatalogueRoutine> _routines;
    private readonly Queue<(SqlStep.Use Use, string Through)> _waiting = [];
    private readonly HashSet<(UseKind, string)> _seen = [];
    private readonly HashSet<(uint Routine, string? Event)> _read = [];
    private readonly List<DeedOfCode> _found = [];

    private CodeThatRuns(Catalogue catalogue)
    {
        _code = catalogue.Code ?? new StoredCode();
        _names = new CatalogueNames(catalogue);
        _triggers = _code.Triggers.ToLookup(t => t.Relation);
        _rules = _code.Rules.ToLookup(r => r.Relation);
        _calls = _code.Calls.ToLookup(c => c.Relation);
        _routines = _code.Routines.ToDictionary(r => r.Oid);
    }

    /// <summary>What is done by code that these uses set off, in the order in which it is found.</summary>
    public static ImmutableArray<DeedOfCode> Of(Catalogue catalogue, ImmutableArray<SqlStep.Use> uses)
    {
        var reader = new CodeThatRuns(catalogue);
        foreach (SqlStep.Use use in uses)
        {
            reader._waiting.Enqueue((use, ""));
        }

        while (reader._waiting.TryDequeue(out (SqlStep.Use Use, string Through) next))
        {
            if (reader._seen.Add((next.Use.Kind, next.Use.Name)))
            {
                reader.Follow(next.Use, next.Through);
            }
        }

        return [.. reader._found];
    }

    /// <summary>Whether the catalogue holds a routine of that name.</summary>
    public static bool Knows(Catalogue catalogue, SqlStep.Use call) =>
        catalogue.Code is not null && new CodeThatRuns(catalogue).Routines(call).Any();

    private void Follow(SqlStep.Use use, string through)
    {
        if (use.Kind is UseKind.Calls)
        {
            foreach (CatalogueRoutine routine in Routines(use))
            {
                Body(routine, through);
            }
        }
        else if (_names.Find(use.Name, use.Path) is { } relation)
        {
            foreach (CatalogueRelation one in
                use.Kind is UseKind.Reads or UseKind.Inserts ? [relation] : _names.WithChildren(relation))
            {
                Relation(one, use, through);
            }
        }
    }

    /// <summary>Every overload of the name, in the first schema that has it.</summary>
    private IEnumerable<CatalogueRoutine> Routines(SqlStep.Use use)
    {
        int dot = use.Name.LastIndexOf('.');
        string name = use.Name[(dot + 1)..];
        string? schema = dot < 0 ? null : use.Name[..dot];
        List<CatalogueRoutine> all = [.. _code.Routines.Where(r =>
            r.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            && (schema is null || r.Schema.Equals(schema, StringComparison.OrdinalIgnoreCase)))];
        return schema is not null || use.Path.Moved ? all
            : _names.Path(use.Path).Select(s => all.Where(r => r.Schema == s)).FirstOrDefault(l => l.Any()) ?? [];
    }

    private void Body(CatalogueRoutine routine, string through, string? triggerEvent = null)
    {
        if (!_read.Add((routine.Oid, triggerEvent)) || routine.Language is "c" or "internal")
        {
            return;
        }

        string way = through.Length == 0 ? routine.Shown : $"{through}, {routine.Shown}";
        if (_read.Count > MaxBodies)
        {
            Unknown(routine.Shown, "calls more code than is read", way);
        }
        else if (routine.Source is not { } source)
        {
            Unknown(routine.Shown, $"runs {routine.Shown}, whose body could not be read", way);
        }
        else if (routine.Language is not ("sql" or "plpgsql"))
        {
            Unknown(routine.Shown, $"runs {routine.Shown}, code in {routine.Language}", way);
        }
        else
        {
            var path = new NamePath(routine.SearchPath, Moved: false);
            Take(SqlReader.ReadBody(source, path, triggerEvent), way, path);
        }
    }

    /// <summary>What a text of the database does: its deeds, and what it sets off.</summary>
    private void Take(SqlReading reading, string way, NamePath path)
    {
        foreach (SqlStep step in reading.Steps)
        {
            if (step is SqlStep.Deed { Routine: { } called })
            {
                SqlStep.Use call = new(UseKind.Calls, called, path, 0);
                if (Routines(call).Any())
                {
                    _waiting.Enqueue((call, way));
                    continue;
                }
            }

            if (step is SqlStep.Deed deed && !IsUpkeep(deed))
            {
                // Variables of the routine stand in its conditions: they cannot be asked.
                _found.Add(new DeedOfCode(deed with { Condition = null, Routine = null, Question = null }, way));
            }
        }

        foreach (SqlStep.Use use in reading.Uses)
        {
            _waiting.Enqueue((use, way));
        }
    }

    /// <summary>Chosen rows that get other values: how a schema keeps its counters and times, at every
    /// statement.</summary>
    private static bool IsUpkeep(SqlStep.Deed deed) =>
        deed is { Kind: DeedKind.Overwrites, Type: "rows", Reach: not Reach.Everything };

    private void Relation(CatalogueRelation relation, SqlStep.Use use, string through)
    {
        bool instead = false;
        foreach (CatalogueTrigger trigger in _triggers[relation.Oid].Where(t => t.On(use.Kind)))
        {
            instead |= trigger.Instead;
            Call(trigger.Routine, Way(through, $"trigger {trigger.Name} of {relation.Shown}"), use.Kind switch
            {
                UseKind.Inserts => "INSERT",
                UseKind.Updates => "UPDATE",
                UseKind.Deletes => "DELETE",
                _ => "TRUNCATE",
            });
        }

        foreach (CatalogueRule rule in _rules[relation.Oid].Where(r => r.On(use.Kind)))
        {
            instead |= rule.Instead;
            Rule(rule, Way(through, $"rule {rule.Name} of {relation.Shown}"));
        }

        foreach (CatalogueCall call in _calls[relation.Oid].Where(c => c.When switch
        {
            "view" => relation.Kind is "v",

            // A rule's own text tells what it calls.
            "rule" => false,
            "default" => use.Kind is UseKind.Inserts,
            "check" => use.Kind is UseKind.Inserts or UseKind.Updates,
            _ => use.Kind is not UseKind.Truncates,
        }))
        {
            Call(call.Routine, Way(through, $"{call.When} of {relation.Shown}"));
        }

        if (relation.Kind is "v" && !instead)
        {
            // Rows of a plain view are those of its table.
            foreach (CatalogueRelation under in _names.Under(relation))
            {
                _waiting.Enqueue((use with { Name = under.Shown }, through));
            }
        }

        if (use.Kind is UseKind.Deletes)
        {
            foreach (CatalogueReference key in _names.KeysTo([relation]))
            {
                if (key.OnDelete is "c" or "n" or "d" && _names.Of(key.From) is { } from)
                {
                    UseKind kind = key.OnDelete is "c" ? UseKind.Deletes : UseKind.Updates;
                    _waiting.Enqueue((new SqlStep.Use(kind, from.Shown, use.Path, 0), through));
                }
            }
        }
    }

    private static string Way(string through, string next) => through.Length == 0 ? next : $"{through}, {next}";

    private void Call(uint oid, string through, string? triggerEvent = null)
    {
        if (_routines.TryGetValue(oid, out CatalogueRoutine? routine))
        {
            Body(routine, through, triggerEvent);
        }
        else if (_code.Cut)
        {
            Unknown(through, $"runs the {through}, more code than was read", through);
        }
    }

    private void Rule(CatalogueRule rule, string way)
    {
        if (rule.Source is null)
        {
            Unknown(rule.Name, $"sets off the rule {rule.Name}, which could not be read: somebody holds a lock", way);
            return;
        }

        // DO [ALSO | INSTEAD] action, as the server writes it.
        int at = rule.Source.IndexOf(" DO ", StringComparison.Ordinal);
        string action = at < 0 ? rule.Source : rule.Source[(at + " DO ".Length)..].TrimStart();
        foreach (string word in (ReadOnlySpan<string>)["ALSO ", "INSTEAD "])
        {
            action = action.StartsWith(word, StringComparison.Ordinal) ? action[word.Length..].TrimStart() : action;
        }

        action = action.TrimEnd(';', ' ', '\n');
        if (action is ['(', .., ')'] && action.Contains(';', StringComparison.Ordinal))
        {
            action = action[1..^1];
        }

        if (!action.StartsWith("NOTHING", StringComparison.Ordinal))
        {
            Take(SqlReader.ReadBody(action, NamePath.OfSession), way, NamePath.OfSession);
        }
    }

    private void Unknown(string name, string summary, string way) => _found.Add(new DeedOfCode(
        new SqlStep.Deed(DeedKind.Unknown, "code", name, summary, 0) { Transactional = false }, way));
}

/// <summary>A deed that code of the database does.</summary>
/// <param name="Through">The code that leads to it: "trigger t of public.trap, public.trg".</param>
internal sealed record DeedOfCode(SqlStep.Deed Deed, string Through);
