using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Terraform.Protection;

namespace Holdpoint.Tests.Tools.Aws.Catalogue;

/// <summary>One line of operations.csv: what is known of one AWS operation.</summary>
/// <param name="Service">As botocore names it: s3, codedeploy.</param>
/// <param name="Operation">As the API names it: DeleteDBInstance.</param>
/// <param name="Class">read, secret_read, create, tag, other_write, overwrite, permission, unprotect_param, disrupt,
/// indirect, destroy_config, destroy_data.</param>
/// <param name="Destructive">yes, no, disruptive, by-parameter, by-payload.</param>
/// <param name="Irreversible">recreate, unknown, yes(doc), yes(inferred), window:PARAMETER, no, or nothing.</param>
/// <param name="Noun">"config" where the name of what is destroyed says that it is configuration.</param>
/// <param name="Parameters">Parameters that force, unprotect or make safe, each <c>force:X</c>.</param>
/// <param name="Source">"reference" or "models": who said so.</param>
public sealed record OperationRow(string Service, string Operation, string Class, string Destructive,
    string Irreversible, string Noun, string Parameters, string Source)
{
    public const string Header = "service,operation,class,destructive,irreversible,noun,parameters,source";

    public static string File => Path.Join(
        Repository.Root, "src/Holdpoint/Tools/Aws/Catalogue/operations.csv");

    public static string? Reference =>
        Repository.Shared is { } shared && Path.Join(shared, "reference/cloud/aws_operations.csv") is var path
        && System.IO.File.Exists(path) ? path : null;

    /// <summary>The project's own data.</summary>
    public static IReadOnlyList<OperationRow> All { get; } =
        [.. TableWriter.Rows(System.IO.File.ReadAllText(File)).Skip(1).Select(Of)];

    public string Line =>
        string.Join(',', Service, Operation, Class, Destructive, Irreversible, Noun, Parameters, Source);

    public static OperationRow Of(string[] fields) =>
        new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7]);

    public override string ToString() => $"{Service}:{Operation}";
}
