using System.Buffers;
using System.Text.Json;
using Holdpoint.Policy;
using Holdpoint.Shell;

namespace Holdpoint.Cli.Agents;

/// <summary>The same action through <c>holdpoint exec</c>, which saves first what it takes.</summary>
internal static class ExecAnswer
{
    /// <summary>A copy of more than this takes longer than a client waits for a command.</summary>
    private const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>As deep as a payload is read at all.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>The tool's input with the command in <c>holdpoint exec</c>; null where that would not spare the
    /// question, or the copy would take long.</summary>
    /// <param name="field">The field of the input that holds the command.</param>
    public static ReadOnlyMemory<byte>? Rewritten(Judgement judgement, ReadOnlySpan<byte> input, string field)
    {
        if (judgement is not { Action: Action.ShellCommand shell, Saved: { Verdict.Decision: Decision.Allow } way }
            || way.Plan.Bytes > MaxBytes || Environment.ProcessPath is not { } program || input.IsEmpty)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var document = JsonDocument.Parse(input.ToArray(), Deep))
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(field))
                {
                    json.WriteString(field, Line(program, shell.Text));
                }
                else
                {
                    property.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>The command line of a command that is saved for.</summary>
    /// <param name="program">As a person or an agent calls it.</param>
    public static string Line(string program, string command) =>
        $"{ShellQuoting.Quote(program)} exec -- {ShellQuoting.Quote(command)}";
}
