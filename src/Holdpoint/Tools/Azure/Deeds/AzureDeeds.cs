using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Azure.Deeds;

/// <summary>What an az command does: 1 what only prints; 2 commands known one by one; 3 options that open something;
/// 4 what its verb says.</summary>
internal static class AzureDeeds
{
    public static Deed Of(AzureCall call)
    {
        // 1
        if (call.Path.Length == 0 || call.Flags.Has("dryrun") || call.Flags.Has("what-if"))
        {
            return call.Unseen ? Deed.Runs("runs an az command that cannot be known", "the command is not known")
                : Deed.Nothing;
        }

        if (call.Path is "rest")
        {
            return Rest(call);
        }

        // 2 and 3
        return KnownCommands.Of(call) ?? Exposures(call) ?? Plain(call);
    }

    private static Deed Plain(AzureCall call)
    {
        string what = $"{Verb.Of(call.Verb)} {call.Noun} {call.Name}";
        AzureSort sort = AzureVerbs.Of(call.Verb, call.Path.Contains(' ', StringComparison.Ordinal) ? call.Noun : "");
        return sort switch
        {
            AzureSort.Read when !call.Unseen || call.Path.Contains(' ', StringComparison.Ordinal) => Deed.Nothing,
            AzureSort.Create => Deed.Nothing,
            _ when call.Unseen && sort < AzureSort.DestroyConfiguration =>
                Deed.Runs($"runs an az command that cannot be known: {call.Path}", "the command is not known"),
            AzureSort.Modify => Deed.Modifies($"{what} ({call.Path})"),
            AzureSort.Disrupt => Deed.Modifies($"{what} ({call.Path})", "it can be started, attached or set again"),
            AzureSort.VoidKey => Deed.ModifiesForGood(
                $"makes a key of {call.Name} void; whoever uses it is cut off", "the former key does not come back"),
            AzureSort.DestroyConfiguration =>
                Deed.Removes(what, "it is made again from its description, which has to be read before"),
            AzureSort.Destroy =>
                Deed.Destroys(what, new Recovery.Unknown("nothing tells whether a copy of it is kept")),
            _ => Deed.Nothing,
        };
    }

    /// <summary><c>az rest</c> sends what it is told.</summary>
    private static Deed Rest(AzureCall call)
    {
        string url = call.Flags.Value("url")?.Shown ?? call.Flags.Value("uri")?.Shown ?? call.Flags.Value("u")?.Shown
            ?? "an address";
        string method = (call.Flags.Value("method") ?? call.Flags.Value("m")) is { } given ? given.Text ?? "" : "get";
        return method.ToUpperInvariant() switch
        {
            "GET" or "HEAD" or "OPTIONS" => Deed.Nothing,
            "DELETE" =>
                Deed.Destroys($"deletes {url}", new Recovery.Unknown("nothing tells whether a copy of it is kept")),
            "PUT" or "PATCH" => Deed.Modifies($"changes {url}"),
            _ => Deed.Runs($"sends a request to {url}", "what it does is not known"),
        };
    }

    /// <summary>Options that open something to everybody, whatever the command.</summary>
    private static Deed? Exposures(AzureCall call)
    {
        Flags flags = call.Flags;
        if (flags.Text("public-access") is "blob" or "container" or "all" or "0.0.0.0-255.255.255.255" or "All")
        {
            return Deed.Exposes($"opens {call.Name} to everybody");
        }

        if (flags.Text("allow-blob-public-access") is "true" or "True")
        {
            return Deed.Exposes($"lets containers of {call.Name} be made public");
        }

        bool everywhere = flags.All.Any(f => f.Name is "source-address-prefixes" or "source-address-prefix"
            && f.Value?.Text is "*" or "Internet" or "0.0.0.0/0" or "Any");
        if (everywhere && flags.Text("access") is not ("Deny" or "deny") && flags.Text("direction") is not "Outbound")
        {
            return Deed.Exposes($"opens {call.Name} to the whole internet");
        }

        if (flags.Text("start-ip-address") is "0.0.0.0" && flags.Text("end-ip-address") is "255.255.255.255")
        {
            return Deed.Exposes($"opens {call.Name} to the whole internet");
        }

        return call.Path is "role assignment create" && flags.Text("role") is "Owner" or "User Access Administrator"
            ? Deed.Exposes($"gives {flags.Text("assignee") ?? "somebody"} every right over {flags.Text("scope")}")
            : null;
    }
}
