using System.Text;
using System.Text.Json;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Writes a state of format 4 from lines <c>ADDRESS attribute=value … &lt;- dependency, … =&gt;
/// system</c>.</summary>
internal sealed class StateText
{
    private readonly List<(string Address, string System)> _truth = [];

    private StateText()
    {
    }

    /// <summary>The system that each address belongs to; empty for none, "shared" for what is shared.</summary>
    public IReadOnlyList<(string Address, string System)> Truth => _truth;

    public required byte[] Json { get; init; }

    public StateSummary State => ((StateReading.Read)StateReader.Read(Json)).State;

    public static StateText Of(string lines)
    {
        List<(string, string)> truth = [];
        var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 4);
            json.WriteString("terraform_version", "1.11.4");
            json.WriteNumber("serial", 7);
            json.WriteString("lineage", "017fc75f-fed1-90c0-33e0-c29b3127c4b9");
            json.WriteStartObject("outputs");
            json.WriteEndObject();
            json.WriteStartArray("resources");
            foreach (string line in lines.Split('\n',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!line.StartsWith('#') && !line.StartsWith("expect:", StringComparison.Ordinal))
                {
                    truth.Add(Write(json, line));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var text = new StateText { Json = memory.ToArray() };
        text._truth.AddRange(truth);
        return text;
    }

    private static (string Address, string System) Write(Utf8JsonWriter json, string line)
    {
        string[] halves = line.Split("=>", StringSplitOptions.TrimEntries);
        string[] parts = halves[0].Split("<-", StringSplitOptions.TrimEntries);
        string[] words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string address = words[0];
        (string own, string? key) = CutKey(address);
        string[] steps = own.Split('.');
        string? module = steps.Length > 2 ? string.Join('.', steps[..^2]) : null;
        json.WriteStartObject();
        if (module is not null)
        {
            json.WriteString("module", module.Replace('~', '.'));
        }

        json.WriteString("mode", "managed");
        json.WriteString("type", steps[^2]);
        json.WriteString("name", steps[^1]);
        json.WriteString("provider", "provider[\"registry.terraform.io/hashicorp/x\"]");
        json.WriteStartArray("instances");
        json.WriteStartObject();
        if (key is not null && int.TryParse(key, out int index))
        {
            json.WriteNumber("index_key", index);
        }
        else if (key is not null)
        {
            json.WriteString("index_key", key.Trim('"').Replace('~', '.'));
        }

        Attributes(json, words[1..]);
        json.WriteStartArray("dependencies");
        foreach (string dependency in parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.TrimEntries) : [])
        {
            json.WriteStringValue(dependency);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return (address.Replace('~', '.'), halves.Length > 1 ? halves[1] : "");
    }

    /// <summary>A dot inside of a key is written ~ in the lines.</summary>
    private static (string Own, string? Key) CutKey(string address) => address.EndsWith(']')
        ? (address[..address.LastIndexOf('[')], address[(address.LastIndexOf('[') + 1)..^1])
        : (address, null);

    private static void Attributes(Utf8JsonWriter json, string[] pairs)
    {
        json.WriteStartObject("attributes");
        var tags = pairs.Where(p => p.StartsWith("tag.", StringComparison.Ordinal)).Select(p =>
            p[4..].Split('=', 2)).ToList();
        foreach (string[] pair in pairs.Where(p => !p.StartsWith("tag.", StringComparison.Ordinal)).Select(p =>
            p.Split('=', 2)))
        {
            json.WritePropertyName(pair[0]);
            json.WriteRawValue(pair[1] is "true" or "false" || pair[1].All(char.IsAsciiDigit)
                || pair[1][0] is '{' or '['
                ? pair[1]
                : JsonSerializer.Serialize(pair[1].Replace('+', ' ')));
        }

        if (tags.Count > 0)
        {
            json.WriteStartObject("tags");
            tags.ForEach(t => json.WriteString(t[0], t[1].Replace('+', ' ')));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
