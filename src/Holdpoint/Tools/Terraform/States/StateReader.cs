using System.Collections.Immutable;
using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Reads the bytes of a state in one pass. Pure and total.</summary>
internal static class StateReader
{
    /// <summary>The format that Terraform has written since 0.12 and OpenTofu from its first day.</summary>
    private const long KnownFormat = 4;

    public static StateReading Read(ReadOnlySpan<byte> utf8) => Read(utf8, rest: null);

    /// <summary>As the other, with the help of a second processor where the state is large.</summary>
    public static StateReading Read(ReadOnlyMemory<byte> utf8) => Read(utf8, LaterResources.LeastBytes);

    /// <summary>As the other, from a size on that tests choose.</summary>
    internal static StateReading Read(ReadOnlyMemory<byte> utf8, int least)
    {
        utf8 = utf8[^Unmarked(utf8.Span).Length..];
        return Read(utf8.Span, LaterResources.Begin(utf8, least));
    }

    private static StateReading Read(ReadOnlySpan<byte> utf8, LaterResources? rest)
    {
        utf8 = Unmarked(utf8);
        if (utf8.TrimStart(" \t\r\n\0"u8).IsEmpty)
        {
            return new StateReading.Empty();
        }

        var json = new JsonCursor(utf8);
        try
        {
            return ReadDocument(ref json, rest);
        }
        catch (JsonException problem)
        {
            return new StateReading.Malformed(problem.Message);
        }
    }

    /// <summary>Without the byte order mark that some editors put in front.</summary>
    internal static ReadOnlySpan<byte> Unmarked(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    private static StateReading ReadDocument(ref JsonCursor json, LaterResources? rest)
    {
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            return new StateReading.Malformed("a state is a JSON object, this is none");
        }

        var head = new StateHead();
        var resources = new ResourceReader();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            ReadMember(ref json, head, resources, rest);
            if (head.Problem is not null)
            {
                return new StateReading.Malformed(head.Problem);
            }
        }

        json.Read(); // Throws when more follows.
        return Conclude(head, resources);
    }

    private static void ReadMember(
        ref JsonCursor json, StateHead head, ResourceReader resources, LaterResources? rest)
    {
        // As Go's decoder folds them.
        string name = json.ValueSpan.Length > StateHead.LongestName ? "" : json.GetString().ToLowerInvariant();
        long at = json.TokenStartIndex;
        json.Read();
        switch (name)
        {
            case "version":
                head.Once(name, at);
                head.Format = head.Number(ref json, name);
                break;
            case "serial":
                head.Once(name, at);
                head.Serial = head.Number(ref json, name);
                break;
            case "lineage":
                head.Once(name, at);
                head.Lineage = head.Text(ref json, name);
                break;
            case "terraform_version":
                head.Once(name, at);
                head.TerraformVersion = head.Text(ref json, name);
                break;
            case "outputs":
                head.Outputs = json.SkipCounting(JsonTokenType.StartObject);
                break;
            case "resources":
                head.Once(name, at);
                head.Problem ??= resources.ReadAll(ref json, rest);
                break;
            case "modules":
                head.Once(name, at);
                OldStates.ReadModules(ref json, head.OldAddresses);
                break;
            case "encrypted_data" or "encryption_version":
                head.Encrypted = true;
                json.Skip();
                break;
            case "format_version":
                head.Problem ??= "this is the output of show -json, not a state; use state pull";
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static StateReading Conclude(StateHead head, ResourceReader resources)
    {
        if (head.Encrypted)
        {
            return new StateReading.Encrypted(head.Lineage, head.Serial);
        }

        if (head.Format is not { } format)
        {
            return new StateReading.Malformed("it names no state format (\"version\"), so it is no Terraform state");
        }

        if (format != KnownFormat)
        {
            string by = head.TerraformVersion is { Length: > 0 } version ? $", written by terraform {version}" : "";
            string why = format < KnownFormat
                ? $"state format {format}{by}: only addresses can be read; "
                    + "run terraform 0.13 or later once to bring it to format 4"
                : $"state format {format}{by}: newer than this holdpoint knows";
            return new StateReading.Unsupported(format, head.Lineage, head.Serial, why, [.. head.OldAddresses]);
        }

        return new StateReading.Read(new StateSummary
        {
            Serial = head.Serial ?? 0,
            Lineage = head.Lineage ?? "",
            TerraformVersion = head.TerraformVersion ?? "",
            Instances = resources.Take(),
            DataInstances = resources.DataInstances,
            Outputs = head.Outputs,
            Signs = resources.Signs,
        });
    }
}
