using System.Text;
using System.Text.Json;
using Holdpoint.Live.Postgres;
using Holdpoint.Tools.Databases.Postgres.Live;

namespace Holdpoint.Live;

/// <summary>holdpoint-live: asks one database about itself and ends. A question comes on standard input, the answer
/// goes to standard output, both JSON (docs/formats/live.md).</summary>
/// <remarks>It is a program of its own because databases are reached over TLS: OpenSSL may be missing, and a process
/// that dies of that must not be the hook's.</remarks>
internal static class Program
{
    /// <summary>A question is a few hundred bytes.</summary>
    private const int MaxQuestion = 256 * 1024;

    private const int Answered = 0;
    private const int NotUnderstood = 64;

    private static async Task<int> Main()
    {
        // A question is a line; what may follow only says, by its end, that the answer is no longer needed.
        using var input = new StreamReader(Console.OpenStandardInput());
        if (await ReadAsync(input) is not { } line || Question(line) is not { } question)
        {
            await Console.Error.WriteLineAsync("holdpoint-live: the question on standard input was not understood");
            return NotUnderstood;
        }

        await using Stream output = Console.OpenStandardOutput();
        switch (question.Kind)
        {
            case LiveQuestion.CatalogueKind:
                await AnswerAsync(output, await CatalogueReader.ReadAsync(question));
                break;
            case LiveQuestion.RehearsalKind:
                await AnswerAsync(output, await RehearsalRun.RunAsync(question));
                break;
            case LiveQuestion.InventoryKind or LiveQuestion.ShortInventoryKind:
                await InventoryReader.RunAsync(question, input, output);
                break;
            default:
                await AnswerAsync(output, new LiveAnswer
                {
                    Problem = $"databases of the kind {question.Kind} cannot be asked",
                });
                break;
        }

        return Answered;
    }

    private static Task AnswerAsync(Stream output, LiveAnswer answer) =>
        JsonSerializer.SerializeAsync(output, answer, LiveJson.Default.LiveAnswer);

    private static async Task<string?> ReadAsync(TextReader input)
    {
        var line = new StringBuilder();
        char[] piece = new char[4096];
        while (line.Length <= MaxQuestion && await input.ReadAsync(piece) is > 0 and var read)
        {
            int end = Array.IndexOf(piece, '\n', 0, read);
            line.Append(piece, 0, end < 0 ? read : end);
            if (end >= 0)
            {
                break;
            }
        }

        return line.Length is 0 or > MaxQuestion ? null : line.ToString();
    }

    private static LiveQuestion? Question(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LiveJson.Default.LiveQuestion);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
