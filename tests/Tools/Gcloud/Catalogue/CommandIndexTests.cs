using Holdpoint.Tests.Cases;
using Holdpoint.Tools.Gcloud.Catalogue;

namespace Holdpoint.Tests.Tools.Gcloud.Catalogue;

/// <summary>The table in the binary is the table in the file, and every command is found by its words.</summary>
public sealed class CommandIndexTests
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1";

    [Fact]
    public void The_csv_is_what_the_reference_says()
    {
        string file = Path.Join(CommandsWriter.Folder, "commands.csv");
        if (Repository.Shared is { } shared)
        {
            string expected = CommandsWriter.Csv(CommandsWriter.Reference(Path.Join(shared, "reference/cloud")));
            if (Accept)
            {
                File.WriteAllText(file, expected);
            }

            Assert.Equal(expected, File.ReadAllText(file));
        }

        Assert.True(CommandsWriter.All().Count > 5000);
    }

    [Fact]
    public void The_generated_index_is_what_the_csv_says()
    {
        string file = Path.Join(CommandsWriter.Folder, "CommandIndex.Generated.cs");
        string expected = CommandsWriter.Index(CommandsWriter.All());
        if (Accept)
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Fact]
    public void Every_command_is_found_by_its_words() => Assert.All(CommandsWriter.All(), row =>
        Assert.Equal((CommandSort)row.Sort, CommandIndex.Find(
            row.Command.Split(' ').Aggregate(CommandIndex.Begin, (h, w) => CommandIndex.Add(h, w)))));

    [Fact]
    public void No_command_whose_method_destroys_is_sorted_as_less() =>
        Assert.DoesNotContain(CommandsWriter.All(), r => r.Method.EndsWith(".delete", StringComparison.Ordinal)
            && r.Sort < CommandSortName.DestroyConfiguration);
}
