using System.Collections.Immutable;

namespace Holdpoint.Tools.Http;

/// <summary>Programs that stand anywhere, and are known by their ports and paths: search engines, registries, the
/// engines of containers. Pure.</summary>
internal static class Servers
{
    /// <summary>What a request destroys there; null where it is none of these.</summary>
    public static (string Type, string Name, bool Overwrites)? Deed(HttpRequest request, string method)
    {
        ImmutableArray<string> path = request.Segments;
        string last = path.IsEmpty ? "" : path[^1];
        string first = path.IsEmpty ? "" : path[0];
        if (request.Socket is { } socket && (socket.Contains("docker", StringComparison.Ordinal)
            || socket.Contains("podman", StringComparison.Ordinal)
            || socket.Contains("containerd", StringComparison.Ordinal))
            || request.Port is "2375" or "2376")
        {
            return Engine(path, method);
        }

        if (last is "_delete_by_query" && method is "POST")
        {
            return ("search.documents", request.Path, false);
        }

        if (last is "_update_by_query" && method is "POST")
        {
            return ("search.documents", request.Path, true);
        }

        if (ActsOnGet(request))
        {
            return ("solr.collection", request.Query, false);
        }

        if (method is "POST" && Documents(request, last))
        {
            return ("search.documents", request.Path, false);
        }

        if (method is not ("DELETE" or "PURGE"))
        {
            return method is "POST" or "PUT" && last is "_purge" or "_restore" && path.Length > 1
                ? ("data", request.Path, true)
                : null;
        }

        bool cluster = first is "api" or "apis" && path.Length > 1 && (path[1] is "v1" || path.Contains("namespaces"));
        return request.Port switch
        {
            _ when cluster && (request.Port is "6443" or "8001" or "443" or "8443" || path.Contains("namespaces")) =>
                ("kubernetes." + (path.Length > 2 ? path[^2] : "object"), request.Path, false),
            "9200" or "9243" => ("search.index", request.Path, false),
            "5984" => ("couchdb.database", request.Path, false),
            "8086" => ("influxdb.bucket", request.Path, false),
            "15672" => ("rabbitmq." + (path.Length > 1 ? path[1] : "object"), request.Path, false),
            "8500" => ("consul.key", request.Path, false),
            "8200" => ("vault.secret", request.Path, false),
            "2379" => ("etcd.key", request.Path, false),
            "6333" => ("qdrant.collection", request.Path, false),
            "8983" => ("solr.core", request.Path, false),
            "7700" => ("meilisearch.index", request.Path, false),
            "8108" => ("typesense.collection", request.Path, false),
            "8081" when first is "subjects" => ("schema-registry.subject", request.Path, false),
            "5000" when first is "v2" => ("registry.image", request.Path, false),
            "4646" => ("nomad.job", request.Path, false),
            "9000" when path.Length > 0 => ("object", request.Path, false),
            _ => null,
        };
    }

    /// <summary>Whether a body or the last segment deletes documents of an engine for searching.</summary>
    private static bool Documents(HttpRequest request, string last)
    {
        string body = request.Body?.Shown ?? "";
        return last switch
        {
            "_bulk" => body.Contains("{\"delete\"", StringComparison.Ordinal),
            "_aliases" => body.Contains("remove_index", StringComparison.Ordinal),
            "update" => request.Path.Contains("solr", StringComparison.Ordinal)
                && body.Contains("delete", StringComparison.Ordinal),
            _ => request.Port is "6333" or "7700" or "8108" or "19530" && CalledCommands.InPath(request),
        };
    }

    /// <summary>Whether a request acts whatever its method says: the administration of Solr is asked with
    /// GET.</summary>
    public static bool ActsOnGet(HttpRequest request) =>
        request.Path.Contains("/admin/c", StringComparison.Ordinal)
        && (request.Query.Contains("action=DELETE", StringComparison.OrdinalIgnoreCase)
            || request.Query.Contains("deleteDataDir=true", StringComparison.OrdinalIgnoreCase)
            || request.Query.Contains("deleteIndex=true", StringComparison.OrdinalIgnoreCase));

    private static (string Type, string Name, bool Overwrites)? Engine(ImmutableArray<string> path, string method)
    {
        // The version may stand first: /v1.43/volumes/data.
        ImmutableArray<string> call = path is [['v', >= '0' and <= '9', ..], .. var rest] ? rest : path;
        return (method, call) switch
        {
            ("DELETE", ["volumes" or "containers" or "networks" or "images" or "secrets" or "configs"
                or "services" or "libpod", ..])
                => ("docker." + call[0].TrimEnd('s'), call[^1], false),
            ("POST", [.., "prune"]) => ("docker." + call[0], "unused " + call[0], false),
            ("POST", ["swarm", "leave"]) => ("docker.swarm", "swarm", false),
            _ => null,
        };
    }
}
