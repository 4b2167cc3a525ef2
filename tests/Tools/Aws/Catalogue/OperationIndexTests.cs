using Holdpoint.Tests.Cases;
using Holdpoint.Tools.Aws.Catalogue;

namespace Holdpoint.Tests.Tools.Aws.Catalogue;

/// <summary>The table in the binary is the table in the file, and every operation is found by its command
/// line.</summary>
public sealed class OperationIndexTests
{
    private static string Generated => Path.Join(
        Repository.Root, "src/Holdpoint/Tools/Aws/Catalogue/OperationIndex.Generated.cs");

    [Fact]
    public void The_csv_is_what_the_reference_and_the_models_say()
    {
        if (OperationRow.Reference is not { } reference)
        {
            Assert.NotEmpty(OperationRow.All);
            return;
        }

        string? models = Environment.GetEnvironmentVariable("HOLDPOINT_BOTOCORE");
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1" && models is not null)
        {
            File.WriteAllText(OperationRow.File, OperationsWriter.Csv(reference, models));
        }

        // What only models said stays as it was written with them.
        Assert.Equal(
            OperationsWriter.Reference(reference).Select(r => r.Line).Order(StringComparer.Ordinal),
            OperationRow.All.Where(r => r.Source is "reference").Select(r => r.Line).Order(StringComparer.Ordinal));
        if (models is not null)
        {
            Assert.Equal(OperationsWriter.Csv(reference, models), File.ReadAllText(OperationRow.File));
        }
    }

    [Fact]
    public void The_generated_index_is_what_the_csv_says()
    {
        string expected = OperationsWriter.Index(OperationRow.All);
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(Generated, expected);
        }

        Assert.Equal(expected, File.ReadAllText(Generated));
    }

    [Fact]
    public void Every_operation_is_found_by_the_words_of_its_command_line()
    {
        Assert.Equal(18_993, OperationRow.All.Count(r => r.Source is "reference"));
        Assert.All(OperationRow.All, row =>
            Assert.All(CliNames.Services(row.Service), service =>
                Assert.All(CliNames.Operations(row.Service, row.Operation), operation =>
                    Assert.Equal(OperationsWriter.Sort(row), OperationIndex.Find(service, operation)))));
    }

    [Theory]
    [InlineData("rds", "delete-db-instanc")]
    [InlineData("rd", "delete-db-instance")]
    [InlineData("rds", "")]
    [InlineData("", "")]
    [InlineData("s3", "delete-bucket")]
    public void What_is_no_operation_is_not_listed(string service, string operation) =>
        Assert.Equal(OperationSort.Unlisted, OperationIndex.Find(service, operation));

    /// <summary>What the models alone would say, compared with the reference: the measure of the classing by
    /// verb.</summary>
    [Fact]
    public void Models_alone_never_call_a_destroying_operation_a_read()
    {
        Assert.DoesNotContain(OperationRow.All.Where(r => r.Destructive is "yes"), r =>
            BotocoreModels.Class(FirstWord(r.Operation), r.Operation, readOnly: false, "POST") is "read" or "tag");
    }

    private static string FirstWord(string operation)
    {
        int end = 1;
        while (end < operation.Length && !char.IsUpper(operation[end]))
        {
            end++;
        }

        return operation[..end];
    }
}
