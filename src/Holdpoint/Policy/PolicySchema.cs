using System.Text;
using System.Text.Json;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>Prints the JSON schema of a policy file from the keys that its reader uses.</summary>
internal static class PolicySchema
{
    private const string Number = "#/$defs/approvers";

    public static string Print()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            Root(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void Root(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "holdpoint.yaml");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        json.WriteStringValue(PolicyKeys.Version);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach ((string key, string title) in PolicyKeys.Root)
        {
            json.WriteStartObject(key);
            json.WriteString("description", title);
            Body(json, key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("$defs");
        Definitions(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Body(Utf8JsonWriter json, string key)
    {
        switch (key)
        {
            case PolicyKeys.Version:
                json.WriteNumber("const", 1);
                break;
            case PolicyKeys.Trust:
                json.WriteString("$ref", "#/$defs/patterns");
                break;
            case PolicyKeys.Environments:
                Map(json, PolicyKeys.Named.Select(e => (e.Key, "#/$defs/matchers")));
                break;
            case PolicyKeys.Rules:
                Map(json, RuleList.All.Where(r => r.Configurable).Select(r => (r.Id, "#/$defs/answer")));
                break;
            case PolicyKeys.Approvals:
                Map(json,
                [
                    (PolicyKeys.NotByStarter, "#/$defs/yes"), .. PolicyKeys.Columns.Select(c => (c.Key, Number)),
                    .. RuleList.All.Where(r => r.Configurable).Select(r => (r.Id, Number)),
                ]);
                break;
            default:
                Thresholds(json);
                break;
        }
    }

    private static void Map(Utf8JsonWriter json, IEnumerable<(string Key, string Reference)> properties)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach ((string key, string reference) in properties)
        {
            json.WriteStartObject(key);
            json.WriteString("$ref", reference);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Thresholds(Utf8JsonWriter json)
    {
        Map(json, []);
        json.WriteStartObject("patternProperties");
        foreach ((string key, int least, int most, string title) in PolicyKeys.Bounds)
        {
            json.WriteStartObject($"^{key}$");
            json.WriteString("description", title);
            json.WriteString("type", "integer");
            json.WriteNumber("minimum", least);
            json.WriteNumber("maximum", most);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Definitions(Utf8JsonWriter json)
    {
        json.WriteStartObject("decision");
        json.WriteStartArray("enum");
        foreach ((string key, _) in PolicyKeys.Decisions)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteStartObject("answer");
        json.WriteStartArray("oneOf");
        json.WriteStartObject();
        json.WriteString("$ref", "#/$defs/decision");
        json.WriteEndObject();
        json.WriteStartObject();
        Map(json, PolicyKeys.Columns.Select(c => (c.Key, "#/$defs/decision")));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteStartObject("yes");
        json.WriteString("type", "boolean");
        json.WriteEndObject();

        json.WriteStartObject("approvers");
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", 1);
        json.WriteNumber("maximum", PolicyKeys.MostApprovers);
        json.WriteEndObject();

        json.WriteStartObject("patterns");
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("integer");
        json.WriteStringValue("array");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteStartObject("items");
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("integer");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("matchers");
        Map(json, PolicyKeys.Matchers.Select(m => (m.Key, "#/$defs/patterns")));
        json.WriteEndObject();
    }
}
