using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>kubectl and what speaks its language.</summary>
internal static class Kubernetes
{
    private static readonly Recovery FromManifests = new Recovery.FromSource("its manifest makes it again");

    public static ImmutableArray<string> Names => ["kubectl", "oc"];

    public static Cli? Find(string name) => name is "kubectl" or "oc" ? Kubectl(name) : null;

    private static Cli Kubectl(string name) => new()
    {
        Id = name,
        Title = "Kubernetes: deletes, drains and replaces in a cluster",
        Target = "kubernetes",
        Valued = "n namespace context cluster kubeconfig user s server f filename k kustomize l selector o output "
            + "field-selector timeout grace-period as as-group token v request-timeout p patch type cascade raw "
            + "subresource",
        Slashes = true,
        Harmless = "dry-run",
        Sources =
        [
            new("context", SignKind.Context, "context"),
            new("cluster", SignKind.Context, "cluster"),
            new("server", SignKind.Url, "s server"),
            new("namespace", SignKind.Name, "n namespace"),
        ],
        Configs = [new("~/.kube/config", Context, "KUBECONFIG")],
        Rules =
        [
            Destroys("delete namespace|namespaces|ns|project|projects", "kubernetes.namespace",
                "deletes the namespace {} with everything in it",
                new Recovery.Unknown("its volumes may go with it: what their reclaim policy says was not read")),
            Destroys("delete", "kubernetes", "deletes {}", FromManifests),
        ],
    };

    private static ImmutableArray<(string Word, SignKind Kind, string Value)> Context(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("current-context:") && line["current-context:".Length..].Trim().Trim("\"'") is var value
                && !value.IsEmpty)
            {
                return [("context", SignKind.Context, value.ToString())];
            }
        }

        return [];
    }
}
