using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases;

/// <summary>Reads what a client would run: a text, its input, or files; every source in its order.</summary>
/// <param name="Tool">The id of the tool that asks.</param>
/// <param name="Connection">Where it would run.</param>
/// <param name="Context">The dialect, and the client whose own commands may stand between the statements.</param>
internal sealed record SqlScript(string Tool, Connection Connection, SqlContext Context)
{
    /// <summary>A client in a client in a client: each level is quoted once more.</summary>
    public const int MaxDepth = 5;

    /// <summary>How many files led here.</summary>
    public int Depth { get; init; }

    /// <summary>Adds the effects of a text that an option gives.</summary>
    public void AddText(Word sql, ICollection<Effect> effects)
    {
        if (sql.IsUnknown)
        {
            effects.Add(DatabaseEffects.Unknown(
                Tool, Connection, sql.Shown, $"runs SQL that only run time knows: {sql.Shown}"));
            return;
        }

        AddSql(Readable(sql), effects);
    }

    /// <summary>Adds the effects of SQL.</summary>
    public void AddSql(string sql, ICollection<Effect> effects)
    {
        SqlReading reading = SqlReader.Read(sql, Context);
        Connection connection = Connection;
        List<SqlStep.Deed> deeds = [];
        foreach (SqlStep step in reading.Steps)
        {
            switch (step)
            {
                case SqlStep.Deed deed:
                    deeds.Add(deed);
                    break;
                case SqlStep.Connect connect:
                    DatabaseEffects.Add(Tool, connection, deeds, effects);
                    deeds = [];
                    connection = connection.After(connect.Command, connect.Words);
                    break;
                case SqlStep.Shell shell:
                    LocalShell.Add(this, shell.Code, effects);
                    break;
                case SqlStep.Include include:
                    (this with { Connection = connection }).AddFile(new Word(include.Path), effects);
                    break;
            }
        }

        DatabaseEffects.Add(Tool, connection, deeds, effects);
    }

    /// <summary>Adds the effect of a file, which is read when the world is asked; a file that this action wrote is
    /// known.</summary>
    public void AddFile(Word file, ICollection<Effect> effects)
    {
        if (Path(file) is { } path && Connection.Invocation.Written.TryGetValue(path, out Word? text)
            && !text.IsUnknown)
        {
            AddText(text, effects);
            return;
        }

        effects.Add(new Effect(
            EffectKind.Unknown, new Resource("sql.file", file.Shown), Connection.OfWords(),
            new Recovery.Unknown("what the file does is not known"))
        {
            Tool = Tool,
            Summary = $"runs the SQL in {file.Shown}",
            Invocation = Connection.Invocation,
            Probe = new ScriptProbe(this, file),
        });
    }

    /// <summary>Adds the effects of what stands on standard input.</summary>
    public void AddInput(ICollection<Effect> effects)
    {
        switch (Connection.Invocation.Input)
        {
            case Input.Given(var text):
                AddText(text, effects);
                break;
            case Input.FromFile(var file):
                AddFile(file, effects);
                break;
            case Input.Piped(var producer):
                Producers.Add(this, producer, effects);
                break;
        }
    }

    /// <summary>An absolute path; null where it cannot be known.</summary>
    public string? Path(Word file) => file.Text is not { } text ? null
        : text.StartsWith('/') ? text
        : Connection.Invocation.Directory.Text is { } folder ? Files.PathText.Normal(folder + "/" + text)
        : null;

    /// <summary>The text with a parameter in the place of each piece that only run time knows.</summary>
    private static string Readable(Word sql)
    {
        if (sql.Text is { } known)
        {
            return known;
        }

        var text = new StringBuilder();
        foreach (Piece piece in sql.Pieces)
        {
            text.Append(piece.Kind is PieceKind.Unknown
                ? ":" + (ConnectionResolver.VariableName(piece.Value) ?? "value")
                : piece.Value);
        }

        return text.ToString();
    }
}
