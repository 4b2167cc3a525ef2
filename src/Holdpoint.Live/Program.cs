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
        if (await ReadAsync(Console.OpenStandardInput()) is not { } bytes || Question(bytes) is not { } question)
        {
            await Console.Error.WriteLineAsync("holdpoint-live: the question on standard input was not understood");
            return NotUnderstood;
        }

        LiveAnswer answer = question.Kind is "postgresql"
            ? await CatalogueReader.ReadAsync(question)
            : new LiveAnswer { Problem = $"databases of the kind {question.Kind} cannot be asked" };
        await using Stream output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, answer, LiveJson.Default.LiveAnswer);
        return Answered;
    }

    private static async Task<byte[]?> ReadAsync(Stream input)
    {
        byte[] buffer = new byte[MaxQuestion];
        int read = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        return read is 0 or MaxQuestion ? null : buffer[..read];
    }

    private static LiveQuestion? Question(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, LiveJson.Default.LiveQuestion);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}
