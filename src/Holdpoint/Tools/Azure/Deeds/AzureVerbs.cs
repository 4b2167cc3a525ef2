namespace Holdpoint.Tools.Azure.Deeds;

/// <summary>What the last word of an az command says; az gives the same words to all its groups.</summary>
internal enum AzureSort
{
    Read,
    Create,
    Modify,
    Disrupt,

    /// <summary>A key is made anew, so the former one is void.</summary>
    VoidKey,
    DestroyConfiguration,
    Destroy,
}

/// <summary>The grammar of az's verbs.</summary>
internal static class AzureVerbs
{
    public static AzureSort Of(string verb, string noun)
    {
        ReadOnlySpan<char> first = verb;
        int dash = first.IndexOf('-');
        first = dash < 0 ? first : first[..dash];
        return first switch
        {
            "list" or "show" or "get" or "check" or "exists" or "download" or "export" or "query" or "wait" or "login"
                or "logout" or "configure" or "version" or "find" or "help" or "tail" or "log" or "logs" or "validate"
                or "what" or "test" or "search" or "browse" or "calculate" or "diagnose" or "url" or "ssh" or "token"
                or "signin" or "interactive" or "feedback" or "upgrade" when noun is "az" or "" => AzureSort.Read,
            "list" or "show" or "get" or "check" or "exists" or "download" or "export" or "query" or "wait" or "find"
                or "tail" or "log" or "validate" or "what" or "test" or "search" or "browse" or "calculate"
                or "diagnose" or "url" or "peek" => AzureSort.Read,
            "create" or "add" or "start" or "upload" or "deploy" or "up" or "enable" or "register" or "attach"
                or "generate" or "run" or "copy" or "assign" or "grant" or "publish" or "build" or "install"
                or "trigger" or "append" or "backup" or "approve" or "resume" or "recover" or "undelete" or "acquire"
                or "login" => AzureSort.Create,
            "regenerate" or "renew" => AzureSort.VoidKey,
            "delete" or "purge" or "destroy" or "terminate" or "flush" or "discard" => Destroys(noun),
            _ when verb.EndsWith("-delete", StringComparison.Ordinal) => Destroys(noun),
            "stop" or "deallocate" or "restart" or "disable" or "remove" or "detach" or "revoke" or "cancel" or "pause"
                or "redeploy" or "failover" or "reboot" or "unregister" or "deny" or "reject" or "release" or "break"
                => AzureSort.Disrupt,
            _ => AzureSort.Modify,
        };
    }

    /// <summary>Things that are made again from their description.</summary>
    private static AzureSort Destroys(string noun) => noun is "rule" or "route" or "assignment" or "nsg" or "nic"
        or "subnet" or "route-table" or "lb" or "nat" or "probe" or "peering" or "listener" or "appsettings" or "alert"
        or "action-group" or "autoscale" or "deployment" or "endpoint" or "profile" or "vnet-rule" or "firewall-rule"
        or "network-rule" or "availability-set" or "nodepool" or "webhook" or "tag" or "connection-string" or "slot"
        or "link" or "definition" or "identity" or "address-pool" or "http-listener" or "outbound-rule"
            ? AzureSort.DestroyConfiguration : AzureSort.Destroy;
}
