using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Graphs;

/// <summary>Cypher, a statement at a time: what it deletes, and whether a label or a condition tells which.</summary>
internal sealed record CypherScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    private static readonly string[] Deleting =
        ["apoc.nodes.delete", "apoc.refactor.mergenodes", "apoc.schema.assert", "db.clearquerycaches", "apoc.trigger"];

    protected override string Language => "Cypher";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        foreach (List<string> statement in Statements(code))
        {
            if (statement is [":", "source", .. var path])
            {
                AddFile(new Word(string.Concat(path)), effects);
            }
            else if (deeds.Count < SqlLimits.MaxSteps && Deed(statement) is { } deed)
            {
                deeds.Add(deed);
            }
        }

        DatabaseEffects.Add(Tool, Connection, deeds, effects);
    }

    private static SqlStep.Deed? Deed(List<string> words)
    {
        if (words.Count == 0 || Is(words[0], "EXPLAIN"))
        {
            return null;
        }

        if (words.Count > 1 && (Is(words[0], "DROP") || Is(words[0], "STOP")))
        {
            string name = string.Join(' ', words.Skip(2).Where(w => !Is(w, "IF") && !Is(w, "EXISTS")));
            return Is(words[1], "DATABASE") || Is(words[1], "COMPOSITE")
                ? Is(words[0], "DROP")
                    ? Gone("database", name, $"drops the database {name}")
                    : new(DeedKind.Interrupts, "database", name, $"stops the database {name}", 0)
                : new(DeedKind.Undefines, "definition", name, $"drops the {words[1].ToLowerInvariant()} {name}", 0);
        }

        string label = Label(words);
        if (words.Exists(w => Is(w, "DELETE")))
        {
            bool all = label.Length == 0 && !words.Exists(w => Is(w, "WHERE")) && !words.Contains("{");
            return new(DeedKind.Deletes, "rows", label.Length == 0 ? "nodes" : label,
                all ? "deletes every node that matches: all of the graph" : $"deletes nodes {label}", 0)
            {
                Reach = all || !(words.Exists(w => Is(w, "WHERE")) || words.Contains("{"))
                    ? Reach.Everything : Reach.Condition,
                Question = "how many nodes match",
            };
        }

        string? called = words.Find(w => Array.Exists(
            Deleting, d => w.StartsWith(d, StringComparison.OrdinalIgnoreCase)));
        return called is not null ? Gone("rows", called, $"calls {called}")
            : words.Exists(w => Is(w, "REMOVE"))
            ? new(DeedKind.Overwrites, "rows", label, $"removes labels or properties of nodes {label}", 0)
            {
                Reach = words.Exists(w => Is(w, "WHERE")) || words.Contains("{") ? Reach.Condition : Reach.Everything,
            }
            : null;
    }

    private static SqlStep.Deed Gone(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how much it holds" };

    private static bool Is(string word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first label: what stands after a colon inside of a pattern.</summary>
    private static string Label(List<string> words)
    {
        int at = words.IndexOf(":");
        return at < 0 || at + 1 >= words.Count ? "" : words[at + 1];
    }

    /// <summary>The words of each statement; strings and comments are none. Returns on every string.</summary>
    private static IEnumerable<List<string>> Statements(string code)
    {
        List<string> words = [];
        int i = 0;
        while (i < code.Length)
        {
            char c = code[i];
            int start = i;
            if (c is '"' or '\'')
            {
                i++;
                while (i < code.Length && code[i] != c)
                {
                    i += code[i] == '\\' ? 2 : 1;
                }

                i++;
            }
            else if (code.AsSpan(i).StartsWith("//") || code.AsSpan(i).StartsWith("/*"))
            {
                string mark = code[i + 1] == '/' ? "\n" : "*/";
                int end = code.IndexOf(mark, i + 2, StringComparison.Ordinal);
                i = end < 0 ? code.Length : end + mark.Length;
            }
            else if (c == ';' || (c == '\n' && words is [":", ..]))
            {
                yield return words;
                words = [];
                i++;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else
            {
                i++;
                while (IsWord(c) && i < code.Length && IsWord(code[i]))
                {
                    i++;
                }

                words.Add(code[start..i].Trim('`'));
            }
        }

        yield return words;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '`' or '$';
}
