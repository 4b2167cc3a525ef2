using Holdpoint.Tools.Terraform.Protection;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform.Protection;

/// <summary>The table in code is the table in the file, and each of its attributes is read.</summary>
public sealed class ProtectionTableTests
{
    private static readonly string Folder = Path.Join(ProjectRoot.Path, "src/Holdpoint/Tools/Terraform/Protection");

    private static string Csv => File.ReadAllText(Path.Join(Folder, "deletion_protection.csv"));

    [Fact]
    public void The_generated_table_is_what_the_csv_says()
    {
        string generated = Path.Join(Folder, "ProtectionTable.Generated.cs");
        string expected = TableWriter.Write(Csv);
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(generated, expected);
        }

        Assert.Equal(expected, File.ReadAllText(generated));
    }

    [Fact]
    public void Every_type_of_the_table_is_found_and_says_what_is_lost()
    {
        string[] types = [.. TableWriter.Rows(Csv).Skip(1).Select(r => r[1]).Where(t => !t.StartsWith('<')).Distinct()];
        Assert.Equal(161, types.Length);
        Assert.All(types, t => Assert.NotEmpty(ProtectionTable.Find(t)?.Lost ?? ""));
        Assert.Null(ProtectionTable.Find("aws_db_instanc"));
    }

    [Fact]
    public void Every_attribute_that_a_state_can_tell_is_kept_by_the_reader()
    {
        string[] types = [.. TableWriter.Rows(Csv).Skip(1).Select(r => r[1]).Where(t => !t.StartsWith('<')).Distinct()];
        string[] lost = [.. types.SelectMany(t => ProtectionTable.Find(t)!.Safeguards)
            .Where(s => s.Kind is not SafeguardKind.Elsewhere && !Kept(s.Attribute)).Select(s => s.Attribute)
            .Distinct()];
        Assert.Empty(lost);
    }

    private static bool Kept(string path)
    {
        Interest? node = AttributesOfInterest.Root;
        foreach (string part in path.Split('.'))
        {
            node = node?.Find(System.Text.Encoding.UTF8.GetBytes(part));
        }

        return node?.Path is not null;
    }
}
