using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Holdpoint.Tests.Tools.Aws.Catalogue;

/// <summary>Reads the service models of a botocore installation (<c>botocore/data</c>) into rows of the
/// catalogue.</summary>
/// <remarks>A model says what an operation is called, how it is sent and what it takes; it holds no IAM access level.
/// So a row from a model alone is classed by its verb, its HTTP method and its read-only trait, and careful where these
/// disagree.</remarks>
internal static partial class BotocoreModels
{
    public static IEnumerable<OperationRow> Rows(string folder)
    {
        foreach (string service in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string? latest = Directory.EnumerateFiles(service, "service-2.json*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).LastOrDefault();
            if (latest is null)
            {
                continue;
            }

            using JsonDocument model = Open(latest);
            foreach (JsonProperty operation in model.RootElement.GetProperty("operations").EnumerateObject())
            {
                yield return Row(Path.GetFileName(service), operation, model.RootElement);
            }
        }
    }

    private static JsonDocument Open(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return JsonDocument.Parse(file);
        }

        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(text);
    }

    private static OperationRow Row(string service, JsonProperty operation, JsonElement model)
    {
        string verb = Verb().Match(operation.Name).Value;
        bool readOnly = operation.Value.TryGetProperty("readonly", out JsonElement trait) && trait.GetBoolean();
        string method = operation.Value.GetProperty("http").GetProperty("method").GetString() ?? "POST";
        string kind = Class(verb, operation.Name, readOnly, method);
        return new OperationRow(service, operation.Name, kind,
            kind.StartsWith("destroy", StringComparison.Ordinal) ? "yes" : kind is "disrupt" ? "disruptive" : "no",
            kind.StartsWith("destroy", StringComparison.Ordinal) ? "unknown" : "", "", Parameters(operation, model),
            "models");
    }

    /// <summary>The class of an operation of which only the model speaks.</summary>
    internal static string Class(string verb, string operation, bool readOnly, string method)
    {
        if (verb is "Batch" or "Admin")
        {
            verb = Verb().Match(operation[verb.Length..]).Value;
        }

        return verb switch
        {
            "Delete" or "Terminate" or "Purge" or "Destroy" or "Deregister" or "Expire" or "Dispose" or "Release"
                or "Discard" or "Flush" or "Redact" or "Deprovision" or "Unregister" or "Clear" or "Shrink"
                or "Forget" => "destroy_config",
            "Tag" or "Untag" => "tag",
            _ when method is "DELETE" && !readOnly => "destroy_config",
            "Get" or "List" or "Describe" or "Head" or "Search" or "Query" or "Check" or "Lookup" or "Count" => "read",
            _ when readOnly => "read",
            "Disassociate" or "Stop" or "Cancel" or "Disable" or "Remove" or "Reject" or "Reset" or "Detach" or "Revoke"
                or "Reboot" or "Deactivate" or "Failover" or "Suspend" or "Pause" or "Abort" or "Snooze" => "disrupt",
            "Create" or "Start" or "Associate" or "Register" or "Send" or "Add" or "Accept" or "Copy" or "Attach"
                or "Generate" or "Publish" or "Provision" or "Acknowledge" => "create",
            _ => "overwrite",
        };
    }

    private static string Parameters(JsonProperty operation, JsonElement model)
    {
        if (!operation.Value.TryGetProperty("input", out JsonElement input)
            || !model.GetProperty("shapes").TryGetProperty(input.GetProperty("shape").GetString() ?? "", out var shape)
            || !shape.TryGetProperty("members", out JsonElement members))
        {
            return "";
        }

        return string.Join(' ', members.EnumerateObject().Select(m => m.Name switch
        {
            "DryRun" or "dryRun" => $"safety:{m.Name}",
            var n when n.StartsWith("force", StringComparison.OrdinalIgnoreCase)
                || n.StartsWith("skipFinal", StringComparison.OrdinalIgnoreCase) => $"force:{n}",
            var n when n.Contains("DeletionProtection", StringComparison.OrdinalIgnoreCase)
                || n.Contains("TerminationProtect", StringComparison.OrdinalIgnoreCase) => $"unprotect:{n}",
            _ => "",
        }).Where(p => p.Length > 0));
    }

    [GeneratedRegex("^[A-Z][a-z0-9]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verb();
}
