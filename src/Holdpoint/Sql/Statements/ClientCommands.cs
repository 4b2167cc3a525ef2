using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Commands of psql, mysql, sqlite3, duckdb and sqlcmd that stand between statements.</summary>
internal sealed class ClientCommands(Session session, SqlContext context, StatementReader reader)
{
    /// <summary>The command begins its line.</summary>
    private bool _plain;

    /// <summary>Reads one command.</summary>
    /// <param name="text">The command with its sign, to the end of its line.</param>
    /// <param name="before">The statement that it ends: <c>SELECT … \gexec</c>.</param>
    public void Read(string text, int position, Tokens before)
    {
        text = text.Trim();
        _plain = string.IsNullOrWhiteSpace(before.Text[(before.Text.LastIndexOf('\n', position) + 1)..position]);
        switch (context.Client)
        {
            case SqlClient.Psql:
                Psql(text, position, before);
                break;
            case SqlClient.MySql:
                MySql(text, position);
                break;
            case SqlClient.Sqlite:
                Sqlite(text, position);
                break;
            default:
                Sqlcmd(text, position);
                break;
        }
    }

    private void Psql(string text, int position, Tokens before)
    {
        (string name, string rest) = Cut(text);
        string[] words = Words(rest);
        switch (name)
        {
            case "\\i" or "\\include" or "\\ir" or "\\include_relative":
                Include(words, position, name is "\\ir" or "\\include_relative");
                break;
            case "\\c" or "\\connect":
                session.Commit();
                session.Add(new SqlStep.Connect("psql", [.. words], position));
                break;
            case "\\gexec":
                session.Commit();
                Codes.Dynamic(before, reader, "runs what a query returns as SQL", asksWhenUnread: true);
                break;
            case "\\copy":
                CopyProgram(rest, position);
                break;
            case "\\if" or "\\elif" or "\\else":
                session.Branches = true;
                break;
            case "\\lo_unlink":
                session.Add(new SqlStep.Deed(
                    DeedKind.Deletes, "large-object", rest, $"deletes the large object {rest}", position));
                break;
            case "\\setenv":
                break;
            case "\\crosstabview" or "\\watch":
                break;
            default:
                Shells(name, rest, position);
                break;
        }

        foreach (string word in words)
        {
            // Backquotes run a shell wherever a psql command has arguments.
            if (word.StartsWith('`') && word.Length > 2 && name is not "\\!")
            {
                session.Add(new SqlStep.Shell(word.Trim('`'), position));
            }
        }
    }

    private void Shells(string name, string rest, int position)
    {
        if (name.StartsWith("\\!", StringComparison.Ordinal))
        {
            session.Add(new SqlStep.Shell((name[2..] + " " + rest).Trim(), position) { Plain = _plain });
        }
        else if (name is "\\o" or "\\out" or "\\g" or "\\gx" or "\\w" or "\\write" && rest.StartsWith('|'))
        {
            session.Add(new SqlStep.Shell(rest[1..].Trim(), position));
        }
    }

    private void CopyProgram(string rest, int position)
    {
        var lexer = new SqlLexer(rest, DialectRules.Of(Dialect.Postgres, backslashes: false), SqlClient.None);
        bool program = false;
        for (SqlToken token = lexer.Next(); token.Kind is not (TokenKind.End or TokenKind.Broken); token = lexer.Next())
        {
            string value = SqlLexer.Value(rest, token);
            if (program)
            {
                session.Add(new SqlStep.Shell(value, position));
                return;
            }

            program = token.Kind is TokenKind.Word && value.Equals("program", StringComparison.OrdinalIgnoreCase);
        }
    }

    private void MySql(string text, int position)
    {
        (string name, string rest) = text.StartsWith('\\') && text.Length > 1
            ? (text[..2], text[2..].Trim())
            : Cut(text);
        rest = rest.TrimEnd(';').Trim();
        switch (name.ToLowerInvariant())
        {
            case "\\!" or "system":
                session.Add(new SqlStep.Shell(rest, position) { Plain = _plain });
                break;
            case "\\." or "source":
                Include([rest], position, relative: false);
                break;
            case "\\u":
                session.Add(new SqlStep.Connect("use", [rest], position));
                break;
            case "\\r" or "connect":
                session.Commit();
                session.Add(new SqlStep.Connect("mysql", [.. Words(rest)], position));
                break;
            case "\\p" or "pager" when rest.Length > 0:
                session.Add(new SqlStep.Shell(rest, position));
                break;
        }
    }

    private void Sqlite(string text, int position)
    {
        (string name, string rest) = Cut(text);
        string[] words = Words(rest);
        switch (name.ToLowerInvariant())
        {
            case ".shell" or ".system" or ".sh" or ".sys" or ".syst" or ".she" or ".shel":
                session.Add(new SqlStep.Shell(rest, position) { Plain = _plain && name is ".shell" or ".system" });
                break;
            case ".read" or ".rea":
                if (rest.StartsWith('|'))
                {
                    session.AddUnknown(rest, "runs SQL that a program prints", position);
                }
                else
                {
                    Include(words, position, relative: false);
                }

                break;
            case ".open" or ".op" or ".ope":
                session.Commit();
                session.Add(new SqlStep.Connect("sqlite", [.. words.Where(w => !w.StartsWith('-'))], position));
                if (words.Contains("--new") || words.Contains("-new"))
                {
                    session.Add(new SqlStep.Deed(DeedKind.Deletes, "database", words[^1],
                        $"empties the database file {words[^1]}", position) { Transactional = false });
                }

                break;
            case ".output" or ".once" or ".out" or ".outp" or ".on" or ".onc" when rest.StartsWith('|'):
                session.Add(new SqlStep.Shell(rest[1..].Trim(), position));
                break;
            case ".restore" or ".res" or ".rest":
                session.Add(new SqlStep.Deed(DeedKind.Deletes, "database", "main",
                    $"writes {words.FirstOrDefault()} over the whole database", position) { Transactional = false });
                break;
            case ".load" or ".lo" or ".loa":
                session.AddUnknown(rest, $"loads the library {rest}", position);
                break;
            case ".import" when rest.Contains('|', StringComparison.Ordinal):
                session.Add(new SqlStep.Shell(rest[(rest.IndexOf('|', StringComparison.Ordinal) + 1)..], position));
                break;
        }
    }

    private void Sqlcmd(string text, int position)
    {
        (string name, string rest) = Cut(text);
        switch (name.ToLowerInvariant())
        {
            case ":r":
                Include(Words(rest), position, relative: false);
                break;
            case ":connect":
                session.Commit();
                session.Add(new SqlStep.Connect("sqlcmd", [.. Words(rest)], position));
                break;
            case ":!!" or "!!":
                session.Add(new SqlStep.Shell(rest, position));
                break;
            default:
                if (name.StartsWith("!!", StringComparison.Ordinal) || name.StartsWith(":!!", StringComparison.Ordinal))
                {
                    session.Add(new SqlStep.Shell(text.TrimStart(':').TrimStart('!'), position));
                }

                break;
        }
    }

    private void Include(string[] words, int position, bool relative)
    {
        // The file may commit what stands before it.
        session.Commit();
        if (words.Length > 0)
        {
            session.Add(new SqlStep.Include(words[0], position) { Relative = relative });
        }
    }

    private static (string Name, string Arguments) Cut(string text)
    {
        int blank = text.AsSpan().IndexOfAny(' ', '\t');
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..].Trim());
    }

    /// <summary>Words of a command; quotes hold them together.</summary>
    private static string[] Words(string rest)
    {
        List<string> words = [];
        int i = 0;
        while (i < rest.Length)
        {
            while (i < rest.Length && char.IsWhiteSpace(rest[i]))
            {
                i++;
            }

            if (i >= rest.Length)
            {
                break;
            }

            char quote = rest[i] is '\'' or '"' or '`' ? rest[i] : '\0';
            int end = quote == '\0' ? rest.AsSpan(i).IndexOfAny(' ', '\t') : rest.AsSpan(i + 1).IndexOf(quote);
            end = end < 0 ? rest.Length : i + end + (quote == '\0' ? 0 : 2);
            string word = rest[i..Math.Min(end, rest.Length)];
            words.Add(quote is '\'' or '"' ? word.Trim(quote) : word);
            i = Math.Max(end, i + 1);
        }

        return [.. words];
    }
}
