using System.Text;
using Holdpoint.Tests.Tools.Clouds;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tools.Aws.Catalogue;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tests.Tools.Aws.Catalogue;

/// <summary>Writes operations.csv, and from it OperationIndex.Generated.cs.</summary>
/// <remarks>
/// The classes of 18,993 operations come from a reference table (botocore 1.43.67 joined with IAM access levels, which
/// no model holds); operations that only an installed botocore has are added from its models. Run the tests with
/// HOLDPOINT_ACCEPT=1 to write both, and with HOLDPOINT_BOTOCORE=…/botocore/data to read that installation's models
/// too. Without the reference beside the project, and without models, operations.csv stays as it is.
/// </remarks>
internal static class OperationsWriter
{
    private const int MostSeeds = 10_000;

    /// <summary>Nouns that a curated look found to be made again from their description, though no list of the
    /// reference names them.</summary>
    private static readonly string[] Remade =
    [
        "SecurityGroup", "Subnet", "RouteTable", "InternetGateway", "NatGateway", "NetworkInterface", "LaunchTemplate",
        "TargetGroup", "InstanceProfile", "ParameterGroup", "SubnetGroup", "OptionGroup", "VpcEndpoints", "NetworkAcl",
        "LaunchConfiguration", "PlacementGroup", "Targets", "LoadBalancer",
    ];

    public static string Csv(string reference, string? models)
    {
        Dictionary<string, OperationRow> rows = [];
        foreach (OperationRow row in Reference(reference).Concat(models is null ? [] : BotocoreModels.Rows(models)))
        {
            rows.TryAdd(row.ToString(), row);
        }

        return string.Join('\n', rows.Values.OrderBy(r => r.Service, StringComparer.Ordinal)
            .ThenBy(r => r.Operation, StringComparer.Ordinal).Select(r => r.Line).Prepend(OperationRow.Header)) + "\n";
    }

    public static IEnumerable<OperationRow> Reference(string path)
    {
        List<string[]> lines = [.. TableWriter.Rows(File.ReadAllText(path))];
        string[] header = lines[0];
        int At(string column) => Array.IndexOf(header, column);
        int reason = At("reason"), force = At("force_params"), unprotect = At("unprotect_params");
        foreach (string[] f in lines.Skip(1))
        {
            bool config = f[reason].StartsWith("config-like", StringComparison.Ordinal)
                || f[reason].StartsWith("deletes policy", StringComparison.Ordinal);
            yield return new OperationRow(f[0], f[1], f[At("class")], f[At("destructive")], f[At("irreversible")],
                config ? "config" : "",
                string.Join(' ', Marked("force", f[force]).Concat(Marked("unprotect", f[unprotect]))
                    .Concat(Marked("safety", f[At("safety_params")]))),
                "reference");
        }
    }

    private static IEnumerable<string> Marked(string mark, string names) =>
        names.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(n => $"{mark}:{n}");

    public static OperationSort Sort(OperationRow row) => row.Class switch
    {
        "read" or "secret_read" => OperationSort.Read,
        "create" or "tag" or "other_write" => OperationSort.Create,
        "overwrite" or "permission" => OperationSort.Modify,
        "unprotect_param" => OperationSort.Guarding,
        "disrupt" => OperationSort.Disrupt,
        "indirect" => OperationSort.Payload,
        _ when row.Irreversible.StartsWith("yes(doc)", StringComparison.Ordinal) => OperationSort.DestroyForGood,
        "destroy_config" when row.Irreversible is "recreate" && (row.Noun is "config" || Remade.Any(
            n => row.Operation.EndsWith(n, StringComparison.Ordinal))) => OperationSort.DestroyConfiguration,
        _ => OperationSort.Destroy,
    };

    public static string Index(IReadOnlyList<OperationRow> rows)
    {
        List<(string Service, string Operation, OperationSort Sort)> names =
        [
            .. from row in rows
               from service in CliNames.Services(row.Service)
               from operation in CliNames.Operations(row.Service, row.Operation)
               select (service, operation, Sort(row)),
        ];
        (uint seed, uint[] entries) = Seek(names);
        var text = new StringBuilder("""
            // Written from operations.csv by tests/Tools/Aws/Catalogue/OperationsWriter.cs; change the table, then run
            // the tests with HOLDPOINT_ACCEPT=1.
            #nullable enable
            namespace Holdpoint.Tools.Aws.Catalogue;

            internal static partial class OperationIndex
            {

            """);
        return text.Append(IndexText.Body(seed, entries)).ToString();
    }

    /// <summary>The first seed under which no two operations meet.</summary>
    private static (uint Seed, uint[] Entries) Seek(List<(string Service, string Operation, OperationSort Sort)> names)
    {
        for (uint seed = 2166136261; seed < 2166136261 + MostSeeds; seed++)
        {
            uint[] entries = [.. names
                .Select(n => WordIndex.Entry(OperationIndex.Hash(n.Service, n.Operation, seed), (int)n.Sort))
                .Order()];
            if (IndexText.Apart(entries))
            {
                return (seed, entries);
            }
        }

        throw new InvalidOperationException($"no seed of {MostSeeds} keeps {names.Count} operations apart");
    }
}
