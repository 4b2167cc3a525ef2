using System.Collections.Immutable;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>CREATE: harmless but where it replaces a table, and where it stores code that this very text sets
/// off.</summary>
internal static class Creations
{
    private const string Adjectives = "temp temporary unlogged global local external transient materialized recursive "
        + "unique clustered nonclustered foreign definer sql security invoker trusted constraint aggregate live "
        + "secure hybrid dynamic iceberg columnstore fulltext spatial algorithm undefined merge temptable";

    public static void Create(Tokens tokens, StatementReader reader)
    {
        int i = 1;
        bool replaces = false, temporary = false;
        while (tokens.Is(i, "or") || tokens.IsOneOf(i, Adjectives) || (tokens.Is(i - 1, "or")
            && tokens.IsOneOf(i, "replace alter")) || tokens.IsOperator(i, "=") || tokens.IsOperator(i - 1, "=")
            || tokens.IsOperator(i, "@") || tokens.IsOperator(i - 1, "@") || tokens.Kind(i) is TokenKind.Parameter
            || (tokens.Kind(i) is TokenKind.String or TokenKind.Name && i > 1))
        {
            replaces |= tokens.Is(i, "replace");
            temporary |= tokens.IsOneOf(i, "temp temporary");
            i++;
        }

        switch (tokens.Value(i).ToLowerInvariant())
        {
            case "table" or "view" or "stage" or "database" or "schema" or "keyspace" or "dictionary":
                Table(tokens, i, replaces, temporary, reader);
                break;
            case "function" or "procedure" or "proc" or "package" or "task":
                Routine(tokens, i + 1, reader);
                break;
            case "rule":
                Rule(tokens, reader);
                break;
            case "trigger":
                Trigger(tokens, i + 1, reader);
                break;
            case "event" when tokens.Find("do") is > 0 and var at:
                reader.Read(tokens.Slice(at + 1));
                break;
            case "index" or "sequence" or "type" or "domain":
                break;
        }
    }

    private static void Table(Tokens tokens, int i, bool replaces, bool temporary, StatementReader reader)
    {
        string kind = tokens.Value(i).ToLowerInvariant();
        bool exists = tokens.Is(i + 1, "if");
        int at = i + 1 + (exists ? 3 : 0);
        if (!tokens.TryName(ref at, out string? name))
        {
            return;
        }

        if (kind is not "view")
        {
            Body(tokens, at, reader);
        }
        else if (tokens.Find("materialized") is > 0 and var stored && stored < i)
        {
            Body(tokens, at, reader);
        }

        if (kind is "view" or "table" or "schema")
        {
            // What has that name later is not what the catalogue says now.
            reader.Session.Path = reader.Session.Path with { Moved = true };
        }

        if (kind is "view")
        {
            return;
        }

        if (replaces && !reader.Session.IsMade(name) && !temporary)
        {
            reader.Add(DeedKind.Deletes, kind, name, $"puts a new {kind} in the place of {name}", tokens,
                question: "how many rows it holds", transactional: false);
        }
        else if (kind == "table" && !exists && (temporary || reader.Context.StopsAtErrors || name.StartsWith('#')))
        {
            reader.Session.Made(name);
        }
    }

    /// <summary>Functions in checks and defaults, and the query of CREATE TABLE AS.</summary>
    private static void Body(Tokens tokens, int from, StatementReader reader)
    {
        int query = tokens.Find("as select with", from);
        if (query > 0 && tokens.IsOneOf(query + (tokens.Is(query, "as") ? 1 : 0), "with execute"))
        {
            reader.ReadOne(tokens.Slice(query + (tokens.Is(query, "as") ? 1 : 0)));
        }
        else
        {
            Functions.Scan(tokens.Slice(from), reader);
        }
    }

    /// <summary>The body of a routine is stored under its name; it counts where it is run.</summary>
    private static void Routine(Tokens tokens, int i, StatementReader reader)
    {
        i += tokens.Is(i, "if") ? 3 : 0;
        if (!tokens.TryName(ref i, out string? name))
        {
            return;
        }

        reader.Session.Store(name, reader.Session.Apart(() => RoutineBody(tokens, i, reader)));
    }

    /// <summary>Reads the code of a routine, be it in a string or in the statement itself.</summary>
    private static void RoutineBody(Tokens tokens, int i, StatementReader reader)
    {
        int begin = tokens.Find("begin", i);
        if (begin > 0)
        {
            begin += tokens.Is(begin + 1, "atomic") ? 1 : 0;
            string text = tokens.Text[tokens.Position(begin)..tokens.EndOfText];
            reader.ReadText(tokens.Is(begin, "atomic") ? text["atomic".Length..] : text, procedural: true);
            return;
        }

        for (int at = i; at < tokens.Count; at++)
        {
            if (tokens.Kind(at) is TokenKind.String && tokens.Is(at - 1, "as"))
            {
                Codes.Body(tokens.Value(at), Language(tokens, i), tokens, reader);
                return;
            }
        }

        // One statement without a block.
        int verb = tokens.Find(
            "delete update insert truncate drop merge call exec execute replace alter select return with", i);
        if (verb > 0)
        {
            reader.ReadText(tokens.Text[tokens.Position(verb)..tokens.EndOfText], procedural: true);
        }
    }

    /// <summary>The language of a body, lower-case; null where none is said.</summary>
    public static string? Language(Tokens tokens, int from)
    {
        for (int at = from; at < tokens.Count; at++)
        {
            if (tokens.Is(at, "language"))
            {
                return tokens.Value(at + 1).ToLowerInvariant();
            }
        }

        return null;
    }

    /// <summary><c>CREATE RULE r AS ON INSERT TO t DO INSTEAD DELETE …</c></summary>
    private static void Rule(Tokens tokens, StatementReader reader)
    {
        int to = tokens.Find("to");
        int does = tokens.Find("do");
        int name = to + 1;
        if (to < 0 || does < 0 || !tokens.TryName(ref name, out string? table))
        {
            return;
        }

        int at = does + 1 + (tokens.IsOneOf(does + 1, "also instead") ? 1 : 0);
        Tokens action = tokens.Kind(at) is TokenKind.Open ? tokens.Inside(at) : tokens.Slice(at);
        reader.Session.StoreTrigger(table, reader.Session.Apart(() =>
        {
            if (action.Count > 0 && !action.Is(0, "nothing"))
            {
                reader.ReadText(action.Text[action.Start..action.EndOfText], procedural: false);
            }
        }));
    }

    private static void Trigger(Tokens tokens, int i, StatementReader reader)
    {
        i += tokens.Is(i, "if") ? 3 : 0;
        tokens.TryName(ref i, out _);
        int on = tokens.Find("on", i) + 1;
        if (on == 0 || !tokens.TryName(ref on, out string? table))
        {
            return;
        }

        reader.Session.StoreTrigger(table, reader.Session.Apart(() => Triggered(tokens, on, reader)));
    }

    /// <summary>What a trigger does: the function that it names, or its own body.</summary>
    private static void Triggered(Tokens tokens, int on, StatementReader reader)
    {
        int execute = tokens.Find("execute", on);
        int function = execute + 2;
        if (execute > 0 && tokens.IsOneOf(execute + 1, "function procedure")
            && tokens.TryName(ref function, out string? name))
        {
            ImmutableArray<SqlStep> stored = reader.Session.Stored(name);
            if (stored.IsDefault)
            {
                reader.Session.AddUnknown(name, $"sets off the trigger function {name}", tokens.Start,
                    $"what the function {name} does", name);
            }
            else
            {
                reader.Session.Run(name);
            }
        }
        else
        {
            RoutineBody(tokens, on, reader);
        }
    }
}
