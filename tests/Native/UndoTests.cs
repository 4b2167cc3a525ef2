using System.Text.Json;

namespace Holdpoint.Tests.Native;

/// <summary><c>holdpoint undo</c> as a person runs it: what it did stands in the journal.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("holdpoint-undo-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void It_stands_in_the_journal_with_the_checkpoint_that_it_brought_back()
    {
        Directory.CreateDirectory(Path.Join(_home, "work"));
        string notes = Path.Join(_home, "work/notes.md");
        File.WriteAllText(notes, "only here");
        (int exit, _, string errors) = Run("exec", "--", $"rm {notes}");
        Assert.True(exit == 0 && !File.Exists(notes), errors);

        string id = Entries().Last(e => e.TryGetProperty("executed", out _)).GetProperty("executed")
            .GetProperty("checkpoint").GetString() ?? "";
        (exit, _, errors) = Run("undo", id);
        Assert.True(exit == 0 && File.ReadAllText(notes) == "only here", errors);

        JsonElement last = Entries()[^1];
        Assert.Equal($"holdpoint undo {id}", last.GetProperty("action").GetProperty("text").GetString());
        Assert.Equal(id, last.GetProperty("executed").GetProperty("checkpoint").GetString());
        Assert.Equal("ran", last.GetProperty("executed").GetProperty("ended").GetString());
        Assert.Equal(0, Run("journal", "verify").Exit);
    }

    private List<JsonElement> Entries() =>
        [.. File.ReadLines(Path.Join(_home, ".local/state/holdpoint/journal.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)];

    private (int Exit, string Output, string Errors) Run(params string[] words) =>
        NativeBinary.Run(_home, [], new() { ["CLAUDECODE"] = "" }, words);
}
