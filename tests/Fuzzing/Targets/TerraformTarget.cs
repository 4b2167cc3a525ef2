using System.Text;
using System.Text.Json;
using Holdpoint.Tests.Tools.Terraform;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Plans, states, backend records and configuration of Terraform.</summary>
/// <remarks>The texts are bytes, one a character: what is no UTF-8 is tried, too.</remarks>
internal sealed class TerraformTarget : FuzzTarget
{
    /// <summary>Small files tell as much as large ones and are read many more times.</summary>
    private const int LargestSeed = 24 * 1024;

    public override string Name => "terraform";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "{", "}", "[", "]", "\"", "\\", "\\\"", "\\u0041", "\\ud800", "\\u00", ",", ":", "null", "true", "false", "0",
        "-", "-1", "1e400", "99999999999999999999", "0.5", "{}", "[]", "\"\"", " ", "\n", "\t", "\0", "\xC3\xA9",
        "\xE2\x80\xA8", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "]]]]]]]]", "}}}}", "\xEF\xBB\xBF", "//", "\"resources\":",
        "\"instances\":[", "\"dependencies\":[", "\"attributes\":{", "\"tags\":{", "\"deposed\":", "\"index_key\":",
        "\"module\":\"module.a[\\\"b\\\"]\",", "\"sensitive_attributes\":[[{\"value\":\"", "\"mode\":\"data\",",
        "\"version\":4,", "\"attributes_flat\":{\"tags.0.Name\":\"x\"},", "\"after_sensitive\":{",
        "\"actions\":[\"delete\"],", "\"backend\":{", "\"config\":{", "\"modules\":[{\"path\":[",
        "\"id\":\"/subscriptions/\"", "\"arn\":\"arn:::", "\"input\":{\"value\":{\"name\":", "module.a[\"", "[\"]\"]",
        "${",
        "provider[\\\"", "\x80", "\xFF\xFE", "\xC3", "\xED\xA0\x80",
    ];

    protected override IEnumerable<string> Texts()
    {
        yield return """
            {"version":3,"terraform_version":"0.11.14","backend":
            {"type":"s3","config":{"bucket":"b","key":"k","workspaces":[{"name":"w"}]}}}
            """;
        yield return """
            {"version":3,"modules":[{"path":["root","a"],"resources":{"aws_x.y.0":{},"data.a.b":{}}}]}
            """;
        yield return "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"${a}\"\n  }\n}\n";
        string folder = ProjectRoot.Reference ?? Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Recorded");
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(file) is ".json" or ".tfstate" && new FileInfo(file).Length is > 0 and <= LargestSeed)
            {
                yield return Encoding.Latin1.GetString(File.ReadAllBytes(file));
            }
        }
    }

    protected override string? Fault(string text, int variant) => Fault(Encoding.Latin1.GetBytes(text));

    /// <summary>What is wrong with the answers to some bytes; null when nothing is.</summary>
    public static string? Fault(byte[] input)
    {
        StateReading state = StateReader.Read(input.AsSpan());
        if (input.Length % 4 == 0 && Told(StateReader.Read(input, least: 0)) is var halves && halves != Told(state))
        {
            return $"read in two halves it is another: {halves} instead of {Told(state)}";
        }

        PlanReading plan = PlanReader.Read(input);
        _ = BackendRecord.Read(input, "fuzz");
        HclBlocks.Walk(Encoding.UTF8.GetString(input), (_, _, _) => { });
        StateSummary? prior = (state as StateReading.Read)?.State;
        if (plan is PlanReading.Read read)
        {
            _ = TerraformRadius.OfPlan(read.Plan, prior, "fuzz");
        }

        return (prior is null ? null : Radius(prior))
            ?? (IsJson(input) && (Refused(state) ?? Refused(plan)) is { } why ? 
                $"valid JSON was refused: {why}" : null);
    }

    private static string Told(StateReading reading) => reading is StateReading.Read { State: var state }
        ? $"{state.Serial} {state.DataInstances} {string.Join(' ', state.Instances.Select(i => i.Address))} "
            + string.Join(' ', state.Signs.Select(s => s.Value))
        : $"{reading}";

    private static string? Radius(StateSummary state)
    {
        TerraformLosses all = TerraformRadius.OfDestroy(state, DestroyScope.Everything, "fuzz");
        System.Collections.Immutable.ImmutableArray<string> some = [.. state.Instances.Take(2).Select(i => i.Address)];
        TerraformLosses part = TerraformRadius.OfDestroy(state, new DestroyScope(some, []), "fuzz");
        TerraformLosses rest = TerraformRadius.OfDestroy(state, new DestroyScope([], some), "fuzz");
        return all.Count != state.Instances.Length || part.Count > all.Count || rest.Count > all.Count
            ? $"of {all.Count} resources {part.Count} and {rest.Count} would go" : null;
    }

    /// <summary>The reason, where it is that the text is no JSON.</summary>
    private static string? Refused(object reading)
    {
        string? why = reading switch
        {
            StateReading.Malformed malformed => malformed.Why,
            PlanReading.Malformed malformed => malformed.Why,
            _ => null,
        };
        return why is not null && (why.EndsWith("valid JSON", StringComparison.Ordinal)
            || why.EndsWith("to be JSON", StringComparison.Ordinal)) ? why : null;
    }

    /// <summary>As the platform's own reader sees it; half a surrogate pair and what is no UTF-8 are no text.</summary>
    private static bool IsJson(byte[] input)
    {
        ReadOnlySpan<byte> all = input;
        if (!System.Text.Unicode.Utf8.IsValid(all) || all.IndexOf("\\ud"u8) >= 0 || all.IndexOf("\\uD"u8) >= 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(StateReader.Unmarked(input));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
