using System.Text;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform.States;

/// <summary>Reading the second half of a state on another processor changes nothing but the time.</summary>
public sealed class LaterResourcesTests
{
    [Fact]
    public void A_state_read_in_two_halves_is_the_state_read_in_one()
    {
        byte[] state = State(Enumerable.Range(0, 400).Select(Resource));
        var one = Assert.IsType<StateReading.Read>(StateReader.Read(state.AsSpan()));
        var two = Assert.IsType<StateReading.Read>(StateReader.Read(state, least: 0));
        Assert.Equal(one.State.Instances.Select(Shown), two.State.Instances.Select(Shown));
        Assert.Equal(one.State.Signs.AsEnumerable(), two.State.Signs.AsEnumerable());
        Assert.Equal((one.State.DataInstances, one.State.Serial, one.State.Lineage, one.State.Outputs),
            (two.State.DataInstances, two.State.Serial, two.State.Lineage, two.State.Outputs));
        Assert.Equal(57, one.State.DataInstances);
        Assert.Equal(343, one.State.Instances.Length);
    }

    [Theory]
    [InlineData(100, "{")]
    [InlineData(300, "{")]
    [InlineData(300, "    {\n      \"type\": \"x\"\n    },\n")]
    [InlineData(300, "]")]
    [InlineData(300, "5,")]
    public void A_fault_in_either_half_is_told_as_ever(int where, string fault)
    {
        byte[] state = State(Enumerable.Range(0, 400).Select(i => (i == where ? fault : "") + Resource(i)));
        string one = Assert.IsType<StateReading.Malformed>(StateReader.Read(state.AsSpan())).Why;
        string two = Assert.IsType<StateReading.Malformed>(StateReader.Read(state, least: 0)).Why;
        Assert.Equal(one, two);
    }

    [Fact]
    public void What_only_looks_like_the_beginning_of_a_resource_is_none()
    {
        // In a text, and in a list of another member: neither is an item of the resources.
        string inText = "{\"version\": 4, \"serial\": 3, \"resources\": [\n" + Resource(1).Replace("\"s\"",
            "\"" + string.Concat(Enumerable.Repeat("\n    {", 2000)) + "\"", StringComparison.Ordinal) + "\n]}";
        string inOther = "{\"version\": 4, \"serial\": 3, \"resources\": [\n" + Resource(1)
            + "\n], \"check_results\": [\n" + string.Join(",\n", Enumerable.Range(0, 50).Select(Resource)) + "\n]}";
        foreach (string text in new[] { inText, inOther })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            StateInstance only = Assert.Single(
                Assert.IsType<StateReading.Read>(StateReader.Read(bytes, least: 0)).State.Instances);
            Assert.Equal("module.m[\"1\"].aws_db_instance.db_1", only.Address);
        }
    }

    [Fact]
    public void A_cut_state_is_refused_wherever_it_was_cut()
    {
        byte[] state = State(Enumerable.Range(0, 12).Select(Resource));
        for (int i = 1; i < state.Length - 2; i++)
        {
            Assert.Equal(
                Assert.IsType<StateReading.Malformed>(StateReader.Read(state.AsSpan(0, i))).Why,
                Assert.IsType<StateReading.Malformed>(StateReader.Read(state.AsMemory(0, i), least: 0)).Why);
        }
    }

    private static byte[] State(IEnumerable<string> resources) => Encoding.UTF8.GetBytes(
        "{\n  \"version\": 4,\n  \"serial\": 7,\n  \"lineage\": \"l\",\n  \"outputs\": {\"a\": {}},\n"
        + "  \"resources\": [\n" + string.Join(",\n", resources) + "\n  ],\n  \"check_results\": null\n}\n");

    private static string Resource(int i) => $$"""
            {
              "module": "module.m[\"{{i % 3}}\"]",
              "mode": "{{(i % 7 == 6 ? "data" : "managed")}}",
              "type": "aws_db_instance",
              "name": "db_{{i}}",
              "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
              "instances": [
                {
                  "attributes": {
                    "arn": "arn:aws:rds:eu-west-{{i / 10 % 3}}:{{100 + (i / 30)}}:db:x",
                    "name": "shop-{{i}}",
                    "description": "s",
                    "deletion_protection": {{(i % 2 == 0 ? "true" : "false")}},
                    "tags": { "Environment": "{{(i % 5 == 0 ? "dev" : "prod")}}", "Project": "p{{i % 4}}" }
                  },
                  "dependencies": ["module.m.aws_db_instance.db_{{i / 2}}"]
                }
              ]
            }
        """;

    private static string Shown(StateInstance i) => $"{i.Address} {i.ConfigAddress} {i.Type} {i.Provider} "
        + $"{i.Attributes["deletion_protection"]} {i.Attributes["tags.project"]} {string.Join(',', i.Dependencies)}";
}
