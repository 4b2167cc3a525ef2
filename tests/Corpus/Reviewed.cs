using System.Text.Json;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Corpus;

/// <summary>What a class of reviewed disagreements means for the figures.</summary>
internal enum ClassKind
{
    /// <summary>Not counted: no effect that Holdpoint judges, or another product's own matter.</summary>
    Out,

    /// <summary>Not counted: in the scene nothing would be lost, or what it says is right by our own policy.</summary>
    Harmless,

    /// <summary>Not counted yet: somebody works on it.</summary>
    Pending,

    /// <summary>Counted: we are wrong.</summary>
    Wrong,
}

/// <summary>A reason for which rows are judged otherwise than their source wants.</summary>
internal sealed record ReviewedClass(string Id, ClassKind Kind, string Reason);

/// <summary>The reviewed disagreements, <c>reviewed.tsv</c>: first the classes (<c>class ID KIND REASON</c>), then rows
/// (<c>ID stop|allow COMMAND</c>, the command as a JSON string).</summary>
internal sealed class Reviewed
{
    private readonly Dictionary<(string, Expectation), string> _rows = [];

    public Reviewed(IEnumerable<string> lines)
    {
        foreach (string line in lines.Where(l => l.Length > 0 && l[0] is not '#'))
        {
            string[] parts = line.Split('\t');
            if (parts is ["class", var id, var kind, var reason])
            {
                Classes.Add(id, new ReviewedClass(id, Enum.Parse<ClassKind>(kind, ignoreCase: true), reason));
            }
            else if (parts is [var of, "stop" or "allow", var command])
            {
                Expectation expected = parts[1] is "stop" ? Expectation.Stop : Expectation.Allow;
                _rows.Add((JsonSerializer.Deserialize<string>(command) ?? "", expected), Classes[of].Id);
            }
            else
            {
                throw new FormatException($"neither a class nor a row: {line}");
            }
        }
    }

    public static string FilePath { get; } = Path.Join(Repository.Root, "tests/Corpus/reviewed.tsv");

    public Dictionary<string, ReviewedClass> Classes { get; } = [];

    public IEnumerable<(string Command, Expectation Expected)> Rows => _rows.Keys;

    public ReviewedClass? Of(CorpusRow row) => _rows.TryGetValue((row.Command, row.Expected), out string? id)
        ? Classes[id]
        : null;

    /// <summary>The file's text without the rows that agree now.</summary>
    public static string Without(IEnumerable<string> lines, IReadOnlySet<(string, Expectation)> agreed) =>
        string.Concat(lines.Where(l => l.Split('\t') is not [_, "stop" or "allow", var command]
            || !agreed.Contains((JsonSerializer.Deserialize<string>(command) ?? "",
                l.Split('\t')[1] is "stop" ? Expectation.Stop : Expectation.Allow))).Select(l => l + "\n"));
}
