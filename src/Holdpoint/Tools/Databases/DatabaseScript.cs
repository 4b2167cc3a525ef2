using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases;

/// <summary>Reads what a client of a database would run: a text, its input, or files; every source in its
/// order.</summary>
/// <param name="Tool">The id of the tool that asks.</param>
/// <param name="Connection">Where it would run.</param>
internal abstract record DatabaseScript(string Tool, Connection Connection)
{
    /// <summary>A client in a client in a client: each level is quoted once more.</summary>
    public const int MaxDepth = 5;

    /// <summary>How many files led here.</summary>
    public int Depth { get; init; }

    /// <summary>What the code is, for a message.</summary>
    protected abstract string Language { get; }

    /// <summary>Adds the effects of code whose text is known.</summary>
    public abstract void AddCode(string code, ICollection<Effect> effects);

    /// <summary>Adds the effects of a text that an option gives.</summary>
    public void AddText(Word sql, ICollection<Effect> effects)
    {
        if (sql.IsUnknown)
        {
            effects.Add(DatabaseEffects.Unknown(
                Tool, Connection, sql.Shown, $"runs {Language} that only run time knows: {sql.Shown}"));
            return;
        }

        AddCode(Readable(sql), effects);
    }

    /// <summary>Adds the effect of a file, which is read when the world is asked; a file that this action wrote is
    /// known.</summary>
    public void AddFile(Word file, ICollection<Effect> effects)
    {
        if (Path(file) is { } path && Connection.Invocation.Written.TryGetValue(path, out Word? text)
            && !text.IsUnknown)
        {
            (this with { Depth = Depth + 1 }).AddText(text, effects);
            return;
        }

        effects.Add(new Effect(
            EffectKind.Unknown, new Resource("sql.file", file.Shown), Connection.OfWords(),
            new Recovery.Unknown("what the file does is not known"))
        {
            Tool = Tool,
            Summary = $"runs the {Language} in {file.Shown}",
            Invocation = Connection.Invocation,
            Probe = new ScriptProbe(this, file),
        });
    }

    /// <summary>Adds the effect of a file that the client's own words name: in a container it is the container's, or
    /// one of this machine that is mounted into it.</summary>
    public void AddNamedFile(Word file, ICollection<Effect> effects)
    {
        Invocation client = Connection.Invocation;
        Word here = client.Outside is not { Place: var place } ? file
            : Clis.ContainerMounts.File(client, file) ?? Word.Unknown($"{file.Shown} in {place.Shown}");
        AddFile(here, effects);
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
