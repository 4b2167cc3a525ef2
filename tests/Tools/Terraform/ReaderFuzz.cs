using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>A fuzz target: deterministic mutations of real plans, states and backend records. HOLDPOINT_FUZZ_RUNS says
/// how many.</summary>
public sealed class ReaderFuzz
{
    private const int DefaultRuns = 5_000;

    /// <summary>Small files tell as much as large ones and are read many more times.</summary>
    private const int LargestSeed = 24 * 1024;

    /// <summary>A mutated file of some kilobytes is read in far less than a millisecond.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static readonly byte[][] Pieces = [.. new[]
    {
        "{", "}", "[", "]", "\"", "\\", "\\\"", "\\u0041", "\\ud800", "\\u00", ",", ":", "null", "true", "false", "0",
        "-", "-1", "1e400", "99999999999999999999", "0.5", "{}", "[]", "\"\"", " ", "\n", "\t", "\0", "é", "\u2028",
        "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "]]]]]]]]", "}}}}", "\uFEFF", "//", "\"resources\":", "\"instances\":[",
        "\"dependencies\":[", "\"attributes\":{", "\"tags\":{", "\"module\":\"module.a[\\\"b\\\"]\",", "\"deposed\":",
        "\"index_key\":", "\"sensitive_attributes\":[[{\"value\":\"", "\"mode\":\"data\",", "\"version\":4,",
        "\"attributes_flat\":{\"tags.0.Name\":\"x\"},", "\"after_sensitive\":{", "\"actions\":[\"delete\"],",
        "\"backend\":{", "\"config\":{", "\"modules\":[{\"path\":[", "\"id\":\"/subscriptions/\"", "\"arn\":\"arn:::",
        "\"input\":{\"value\":{\"name\":", "module.a[\"", "]", "[\"]\"]", "${", "provider[\\\"",
    }.Select(Encoding.UTF8.GetBytes), [0x80], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80]];

    [Fact]
    public void No_mutation_of_a_plan_or_a_state_breaks_a_reader()
    {
        string? given = Environment.GetEnvironmentVariable("HOLDPOINT_FUZZ_RUNS");
        int runs = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked
            : DefaultRuns;
        byte[][] seeds = [.. Seeds()];
        Assert.True(seeds.Length > 30, $"{seeds.Length} seeds");

        // A larger campaign goes other ways than the smaller ones did.
        var random = new Random(runs);
        List<string> faults = [];
        for (int i = 0; i < runs && faults.Count < 10; i++)
        {
            byte[] input = Mutated(random, seeds);
            if (Fault(input) is { } fault)
            {
                faults.Add($"{fault}\n{Encoding.UTF8.GetString(input)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[{\"a\":[", "]}]")]
    [InlineData("{\"resources\":[{\"instances\":[", "]}]}")]
    [InlineData("{\"version\":4,\"resources\":", "}")]
    [InlineData("{\"format_version\":\"1.0\",\"prior_state\":{\"values\":{\"root_module\":{\"child_modules\":[",
        "]}}}}")]
    [InlineData("{\"child_modules\":[", "]}")]
    [InlineData("\"", "")]
    [InlineData("{\"\\\\", "")]
    [InlineData("a \"b\" ", "")]
    [InlineData("a { ", "}")]
    [InlineData("a = [", "]")]
    [InlineData("\"${", "}\"")]
    public void Deep_and_long_repetition_has_an_answer(string open, string close)
    {
        foreach (int depth in new[] { 10, 60, 70, 1000, 100_000 })
        {
            string opened = string.Concat(Enumerable.Repeat(open, depth));
            Assert.Null(Fault(Encoding.UTF8.GetBytes(opened)));
            Assert.Null(Fault(Encoding.UTF8.GetBytes(
                opened + "1" + string.Concat(Enumerable.Repeat(close, depth)))));
        }
    }

    [Fact]
    public void A_real_file_cut_anywhere_is_a_value_with_a_reason()
    {
        byte[] state = File.ReadAllBytes(Path.Join(Folder, "recorded/incident_two_sites.tfstate"));
        byte[] plan = File.ReadAllBytes(Path.Join(Folder, "recorded/01_destroy_all.json"));
        for (int i = 1; i < state.Length - 2; i++)
        {
            Assert.Contains("it ends too early",
                Assert.IsType<StateReading.Malformed>(StateReader.Read(state.AsSpan(0, i))).Why,
                StringComparison.Ordinal);
        }

        for (int i = 1; i < plan.Length - 2; i++)
        {
            Assert.Contains("it ends too early",
                Assert.IsType<PlanReading.Malformed>(PlanReader.Read(plan.AsSpan(0, i))).Why, StringComparison.Ordinal);
        }
    }

    /// <summary>What breaks on these bytes; null when nothing does.</summary>
    private static string? Fault(byte[] input)
    {
        long start = Stopwatch.GetTimestamp();
        try
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
            if (prior is not null)
            {
                Radius(prior);
            }

            if (plan is PlanReading.Read read)
            {
                _ = TerraformRadius.OfPlan(read.Plan, prior, "fuzz");
            }

            if (IsJson(input) && (Refused(state) ?? Refused(plan)) is { } why)
            {
                return $"valid JSON was refused: {why}";
            }
        }
        catch (Exception e)
        {
            return $"it threw: {e}";
        }

        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        return taken > Hang ? $"it took {taken}" : null;
    }

    private static string Told(StateReading reading) => reading is StateReading.Read { State: var state }
        ? $"{state.Serial} {state.DataInstances} {string.Join(' ', state.Instances.Select(i => i.Address))} "
            + string.Join(' ', state.Signs.Select(s => s.Value))
        : $"{reading}";

    private static void Radius(StateSummary state)
    {
        TerraformLosses all = TerraformRadius.OfDestroy(state, DestroyScope.Everything, "fuzz");
        ImmutableArray<string> some = [.. state.Instances.Take(2).Select(i => i.Address)];
        TerraformLosses part = TerraformRadius.OfDestroy(state, new DestroyScope(some, []), "fuzz");
        TerraformLosses rest = TerraformRadius.OfDestroy(state, new DestroyScope([], some), "fuzz");
        if (all.Count != state.Instances.Length || part.Count > all.Count || rest.Count > all.Count)
        {
            throw new InvalidOperationException($"of {all.Count} resources {part.Count} and {rest.Count} would go");
        }
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

    private static byte[] Mutated(Random random, byte[][] seeds)
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Length)]);
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(bytes.Count + 1);
            int length = Math.Min(bytes.Count - at, 1 << random.Next(10));
            byte[] other = seeds[random.Next(seeds.Length)];
            int from = random.Next(other.Length);
            switch (random.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + (1 << random.Next(10)))]);
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    Swap(random, bytes);
                    break;
                default:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts one value in the place of another: what follows two colons, up to the next comma.</summary>
    private static void Swap(Random random, List<byte> bytes)
    {
        if (bytes.Count == 0 || Value(random.Next(bytes.Count)) is not var (from, length)
            || Value(random.Next(bytes.Count)) is not var (at, old))
        {
            return;
        }

        List<byte> value = bytes.GetRange(from, length);
        bytes.RemoveRange(at, old);
        bytes.InsertRange(at, value);

        (int At, int Length)? Value(int near)
        {
            int colon = bytes.IndexOf((byte)':', near);
            int comma = colon < 0 ? -1 : bytes.IndexOf((byte)',', colon);
            return comma < 0 ? null : (colon + 1, comma - colon - 1);
        }
    }

    private static string Folder => Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Recorded");

    private static IEnumerable<byte[]> Seeds()
    {
        yield return """
            {"version":3,"terraform_version":"0.11.14","backend":
            {"type":"s3","config":{"bucket":"b","key":"k","workspaces":[{"name":"w"}]}}}
            """u8.ToArray();
        yield return """
            {"version":3,"modules":[{"path":["root","a"],"resources":{"aws_x.y.0":{},"data.a.b":{}}}]}
            """u8.ToArray();
        yield return "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"${a}\"\n  }\n}\n"u8.ToArray();
        foreach (string file in Directory.EnumerateFiles(ProjectRoot.Reference ?? Folder, "*",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (Path.GetExtension(file) is ".json" or ".tfstate" && bytes.Length is > 0 and <= LargestSeed)
            {
                yield return bytes;
            }
        }
    }
}
