using System.Text.Json;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Corpus;

/// <summary>What a row's source says of its command.</summary>
internal enum Expectation
{
    Allow,

    /// <summary>To be stopped: asked for or denied.</summary>
    Stop,
}

/// <summary>A command of the shared corpus: a public test suite or an issue thread says what should become of
/// it.</summary>
/// <param name="Source">The suite, without its commit: <c>nah</c>.</param>
/// <param name="Part">The suite's file, or the thread.</param>
/// <param name="Strength"><c>strong</c>, <c>medium</c>, <c>weak</c>.</param>
internal sealed record CorpusRow(
    string Source, string Part, string Command, Expectation Expected, string Strength, string Why)
{
    /// <summary>Rows without repetitions, in the corpus's order; empty where the shared folder is not there.</summary>
    public static IReadOnlyList<CorpusRow> ReadAll()
    {
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/commands.jsonl") : null;
        return path is not null && File.Exists(path)
            ? [.. File.ReadLines(path).Select(Read).Select(Translation.Of).DistinctBy(r => (r.Command, r.Expected))]
            : [];
    }

    private static CorpusRow Read(string line)
    {
        using var row = JsonDocument.Parse(line);
        string Text(string name) => row.RootElement.GetProperty(name).GetString() ?? "";
        return new CorpusRow(
            Text("source").Split('@')[0],
            Path.GetFileName(Text("path")),
            Text("command"),
            Text("expect") is "allow" ? Expectation.Allow : Expectation.Stop,
            Text("strength").Split(':')[0],
            Text("why"));
    }
}
