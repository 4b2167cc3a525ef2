using System.Text.Json.Nodes;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.Protection;

namespace Holdpoint.Tests.Tools.Terraform.Plans;

/// <summary>A plan that only updates, and by it takes a protection away, weakens; one that puts it up does
/// not.</summary>
public sealed class ProtectionsOffTests
{
    private static readonly string[] RealFolders = ["plans", "recorded"];

    /// <summary>Every guard of every type in the table that a plan can tell.</summary>
    public static TheoryData<string, string> Guards
    {
        get
        {
            var data = new TheoryData<string, string>();
            string csv = File.ReadAllText(Path.Join(
                ProjectRoot.Path, "src/Holdpoint/Tools/Terraform/Protection/deletion_protection.csv"));
            foreach (string type in TableWriter.Rows(csv).Skip(1).Select(r => r[1]).Distinct())
            {
                foreach (Safeguard guard in ProtectionTable.Find(type)?.Safeguards ?? [])
                {
                    // ">=protection needs" is the table's word to a person.
                    bool told = !guard.Safe.StartsWith(">=", StringComparison.Ordinal)
                        || int.TryParse(guard.Safe.AsSpan(2), out _);
                    if (told && guard.Kind is not SafeguardKind.Elsewhere)
                    {
                        data.Add(type, guard.Attribute);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public void Turning_a_guard_off_weakens_and_turning_it_on_does_not(string type, string attribute)
    {
        Safeguard guard = ProtectionTable.Find(type)?.Safeguards.First(s => s.Attribute == attribute) ?? default;
        (JsonNode? safe, JsonNode? unsafely) = Values(guard.Safe);
        TerraformLosses off = Of(type, With(attribute, safe), With(attribute, unsafely));
        string said = Assert.Single(off.ProtectionsOff);
        Assert.StartsWith($"{type}.it: {attribute} ", said, StringComparison.Ordinal);
        Assert.Equal(EffectKind.Weaken, off.Kind);
        TerraformLosses on = Of(type, With(attribute, unsafely), With(attribute, safe));
        Assert.Empty(on.ProtectionsOff);
        Assert.Equal(EffectKind.Modify, on.Kind);
        TerraformLosses same = Of(type, With(attribute, safe), With(attribute, safe?.DeepClone()));
        Assert.Empty(same.ProtectionsOff);
    }

    [Theory]
    [InlineData("aws_db_instance", "backup_retention_period", "30", "7", true)]
    [InlineData("aws_db_instance", "backup_retention_period", "30", "1", true)]
    [InlineData("aws_db_instance", "backup_retention_period", "7", "30", false)]
    [InlineData("aws_db_instance", "backup_retention_period", "7", "0", true)]
    [InlineData("aws_s3_bucket_versioning", "versioning_configuration.status", "\"Enabled\"", "\"Suspended\"", true)]
    [InlineData("aws_s3_bucket_versioning", "versioning_configuration.status", "\"Suspended\"", "\"Enabled\"", false)]
    [InlineData("aws_db_instance", "skip_final_snapshot", "null", "true", true)]
    [InlineData("aws_db_instance", "deletion_protection", "true", "null", true)]
    [InlineData("aws_s3_bucket", "force_destroy", "null", "true", true)]
    [InlineData("aws_s3_bucket", "force_destroy", "false", "true", true)]
    [InlineData("aws_db_instance", "instance_class", "\"a\"", "\"b\"", false)]
    public void A_change_of_one_attribute_weakens_or_not(
        string type, string attribute, string before, string after, bool weakens)
    {
        TerraformLosses losses =
            Of(type, With(attribute, JsonNode.Parse(before)), With(attribute, JsonNode.Parse(after)));
        Assert.Equal(weakens, losses.Kind is EffectKind.Weaken);
        Assert.Equal(weakens, losses.ProtectionsOff.Length == 1);
    }

    /// <summary>None of the recorded plans turns a protection off by an update (they were searched): to say so of one
    /// would be a false alarm.</summary>
    [Fact]
    public void No_recorded_plan_is_said_to_turn_a_protection_off()
    {
        string root = ProjectRoot.Reference ?? Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Recorded");
        int updates = 0;
        foreach (string file in RealFolders.SelectMany(f => Directory.EnumerateFiles(Path.Join(root, f), "*.json")))
        {
            if (PlanReader.Read(File.ReadAllBytes(file)) is PlanReading.Read { Plan: var plan })
            {
                updates += plan.Updates;
                Assert.All(plan.Changes, c => Assert.Empty(c.ProtectionsOff));
            }
        }

        Assert.True(updates > 0);
    }

    private static TerraformLosses Of(string type, JsonNode before, JsonNode after)
    {
        var plan = new JsonObject
        {
            ["format_version"] = "1.2",
            ["resource_changes"] = new JsonArray(new JsonObject
            {
                ["address"] = type + ".it",
                ["mode"] = "managed",
                ["type"] = type,
                ["name"] = "it",
                ["change"] = new JsonObject
                {
                    ["actions"] = new JsonArray("update"),
                    ["before"] = before.DeepClone(),
                    ["after"] = after.DeepClone(),
                },
            }),
        };
        PlanReading reading = PlanReader.Read(System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString()));
        return TerraformRadius.OfPlan(Assert.IsType<PlanReading.Read>(reading).Plan, null, "plan");
    }

    /// <summary><c>a.b</c> is a block of one: <c>{"a": [{"b": …}]}</c>.</summary>
    private static JsonObject With(string attribute, JsonNode? value)
    {
        string[] parts = attribute.Split('.');
        JsonNode? inner = value?.DeepClone();
        for (int i = parts.Length - 1; i > 0; i--)
        {
            inner = new JsonArray(new JsonObject { [parts[i]] = inner });
        }

        return new JsonObject { [parts[0]] = inner };
    }

    private static (JsonNode? Safe, JsonNode? Unsafe) Values(string safe) => safe switch
    {
        "true" => (true, false),
        "false" => (false, true),
        "set" => ("a-name", null),
        _ when safe.StartsWith(">=", StringComparison.Ordinal) => (JsonNode.Parse(safe[2..]), 0),
        _ when int.TryParse(safe, out int days) => (days, 0),
        _ => (safe.Split(" or ")[0], "OFF"),
    };
}
