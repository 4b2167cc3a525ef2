using System.Text.Json;
using System.Text.Json.Nodes;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Checkpoints;

/// <summary>Objects of a cluster as they can be applied again: without what the server writes into them.</summary>
internal static class KubernetesManifests
{
    /// <summary>A namespace of some thousand objects.</summary>
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>What only the server tells of an object.</summary>
    private static readonly string[] ServersOwn =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "deletionTimestamp",
            "deletionGracePeriodSeconds"];

    /// <summary>What the server notes when a claim or a volume is bound; a new claim is bound anew.</summary>
    private static readonly string[] BindingNotes =
        ["pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller",
            "kubectl.kubernetes.io/last-applied-configuration"];

    /// <summary>What the server makes by itself.</summary>
    private static readonly string[] Made = ["Event", "Endpoints", "EndpointSlice", "Lease"];

    /// <summary>The objects of an answer, one or a list, that nothing else makes again; null where it is no
    /// answer.</summary>
    public static List<JsonObject>? Read(string text)
    {
        try
        {
            JsonNode? node = text.Trim().Length == 0 ? new JsonArray() : JsonNode.Parse(text);
            JsonArray? items = node as JsonArray ?? node?["items"] as JsonArray;
            IEnumerable<JsonNode?>? all =
                (IEnumerable<JsonNode?>?)items ?? (node is JsonObject single ? new List<JsonNode?> { single } : null);
            return all?.OfType<JsonObject>().Where(o => !IsMadeAgain(o)).Select(Clean).ToList();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A list that kubectl takes.</summary>
    public static byte[] List(IEnumerable<JsonObject> objects)
    {
        var items = new JsonArray();
        foreach (JsonObject item in objects)
        {
            items.Add((JsonNode)item.DeepClone());
        }

        var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = items };
        return System.Text.Encoding.UTF8.GetBytes(list.ToJsonString());
    }

    /// <summary>The objects of a file of a part; null where it cannot be read.</summary>
    public static List<JsonObject>? Read(string file, IWorld world) =>
        world.Read(file, MaxBytes) is FileAnswer.Content content ? Read(content.Text) : null;

    public static string Kind(JsonObject of) => Text(of["kind"]);

    public static string Name(JsonObject of) => Text(of["metadata"]?["name"]);

    public static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>As a loss names it: namespaces, claims and volumes by their name, the rest as kubectl does, with the
    /// kind and its group: <c>deployment.apps/web</c>.</summary>
    public static string Shown(JsonObject of)
    {
        string[] version = Text(of["apiVersion"]).Split('/');
        string group = version.Length > 1 ? "." + version[0] : "";
        return IsVolume(of) || Kind(of) is "Namespace" ? Name(of) : $"{Kind(of).ToLowerInvariant()}{group}/{Name(of)}";
    }

    /// <summary>It stands for data.</summary>
    public static bool IsVolume(JsonObject of) => Kind(of) is "PersistentVolumeClaim" or "PersistentVolume";

    private static bool IsMadeAgain(JsonObject of) => Made.Contains(Kind(of))
        || of["metadata"]?["ownerReferences"] is JsonArray { Count: > 0 }
        || (Kind(of), Name(of)) is ("ConfigMap", "kube-root-ca.crt") or ("ServiceAccount", "default");

    private static JsonObject Clean(JsonObject of)
    {
        var clean = (JsonObject)of.DeepClone();
        clean.Remove("status");
        if (clean["metadata"] is JsonObject metadata)
        {
            foreach (string name in ServersOwn)
            {
                metadata.Remove(name);
            }

            if (metadata["annotations"] is JsonObject annotations)
            {
                foreach (string name in BindingNotes)
                {
                    annotations.Remove(name);
                }

                if (annotations.Count == 0)
                {
                    metadata.Remove("annotations");
                }
            }
        }

        // Another claim of that name is another one: what the volume is bound to is told by name alone.
        if (clean["spec"]?["claimRef"] is JsonObject claim)
        {
            claim.Remove("uid");
            claim.Remove("resourceVersion");
        }

        if (Kind(clean) is "Service" && clean["spec"] is JsonObject service)
        {
            service.Remove("clusterIP");
            service.Remove("clusterIPs");
        }

        return clean;
    }
}
