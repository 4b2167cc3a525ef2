using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Azure.Deeds;

/// <summary>az commands that are known one by one; null leaves a command to the grammar of verbs.</summary>
internal static class KnownCommands
{
    /// <summary>A deleted application, user or group can be had back for so long.</summary>
    private const int DirectoryDays = 30;

    private static readonly Recovery SoftDelete = new Recovery.Unknown(
        "it comes back only where soft delete or versioning is on, which is not asked");

    private static readonly Recovery Copies = new Recovery.Never("it is itself the copy");

    public static Deed? Of(AzureCall call) => Data(call) ?? Machines(call) ?? Guards(call);

    private static Deed? Data(AzureCall call) => call.Path switch
    {
        "sql db delete" => Deed.Destroys($"deletes database {call.Name}",
            new Recovery.Window(7, "az sql db restore, while its server lives; 7 days unless told otherwise")),
        "sql server delete" or "sql mi delete" => Deed.Destroys($"deletes {call.Noun} {call.Name} with its databases",
            new Recovery.Never("the backups of a server go with it")),
        "sql db ltr-backup delete" or "snapshot delete" or "backup recoverypoint delete" =>
            Deed.Destroys($"deletes {call.Noun} {call.Name}", Copies),
        "sql db str-policy set" or "sql db ltr-policy set" =>
            Deed.Weakens($"changes how long backups of {call.Name} are kept", "older points may be gone by then"),
        "sql db import" => Deed.Runs($"loads a file into {call.Name}", "what is in the file is not read"),
        "sql failover-group set-primary" => call.Flags.Has("allow-data-loss")
            ? Deed.Destroys($"fails {call.Name} over and takes losing data for granted",
                new Recovery.Never("what was not copied yet is gone")) : null,
        "storage blob delete-batch" or "storage blob delete" or "storage container delete" or "storage share delete"
            or "storage file delete-batch" or "storage fs delete" or "storage remove" or "storage account delete"
            or "storage blob directory delete" or "storage queue delete" or "storage table delete" =>
            Deed.Destroys($"deletes {call.Noun} {call.Name}", SoftDelete),
        "storage blob sync" => call.Flags.Off("delete-destination") ? null : Deed.Destroys(
            $"deletes what {call.Name} does not have from the container", SoftDelete),
        "storage account blob-service-properties update" => Kept(call),
        "storage account management-policy create" =>
            Deed.Weakens($"has blobs of {call.Name} deleted or moved by rules"),
        "cosmosdb sql container update" or "cosmosdb mongodb collection update" or "cosmosdb table update" =>
            call.Flags.Value("ttl") is not null ? Deed.Weakens($"has items of {call.Name} deleted by their age") : null,
        "redis flush" or "redis force-reboot" => Deed.Removes($"empties the cache {call.Name}",
            "a cache fills again from its source"),
        "keyvault purge" or "keyvault key purge" or "keyvault secret purge" or "keyvault certificate purge" =>
            Deed.Destroys($"purges {call.Noun} {call.Name}", new Recovery.Never("what was purged is gone")),
        "keyvault delete" or "keyvault key delete" or "keyvault secret delete" or "keyvault certificate delete" =>
            Deed.Destroys($"deletes {call.Noun} {call.Name}",
                new Recovery.Window(7, "az keyvault recover; 7 to 90 days, as the vault says")),
        "monitor log-analytics workspace delete" => Deed.Destroys($"deletes the log workspace {call.Name}",
            call.Flags.Has("force") ? new Recovery.Never("forced, it is not kept")
                : new Recovery.Window(14, "az monitor log-analytics workspace recover")),
        "backup protection disable" => call.Flags.Has("delete-backup-data")
            ? Deed.Destroys($"deletes the backups of {call.Name}",
                new Recovery.Window(14, "az backup protection undelete, while soft delete is on"))
            : Deed.Weakens($"ends the backups of {call.Name}"),
        "acr run" when call.Flags.Text("cmd") is { } command && command.Contains("purge", StringComparison.Ordinal) =>
            Deed.Destroys("purges images of a registry", new Recovery.Never("purged images are gone")),
        _ => null,
    };

    private static Deed? Machines(AzureCall call) => call.Path switch
    {
        "group delete" => Deed.Destroys($"deletes the resource group {call.Name} with every resource in it",
            new Recovery.Unknown("a few types of resource are kept for some days, most are not; that is not asked"),
            $"az resource list -g {call.Name} shows what would go"),
        "deployment group create" or "deployment create" or "stack group create" =>
            call.Flags.All.Any(f => f.Value?.Text is "Complete" or "complete" or "deleteAll" or "deleteResources")
                ? Deed.Destroys($"deletes every resource of {call.Name} that the template does not name",
                    new Recovery.Unknown("each resource goes its own way, which is not asked"), "--what-if shows it")
                : null,
        "vm delete" or "vmss delete" => Deed.Destroys($"deletes {call.Noun} {call.Name} with the disks that go along",
            new Recovery.Unknown("only a snapshot or backup of its disks brings it back")),
        "vm reimage" or "vmss reimage" => Deed.Destroys($"puts {call.Noun} {call.Name} back to its image",
            new Recovery.Unknown("only a snapshot or backup of its disks brings it back")),
        "aks delete" => Deed.Destroys($"deletes cluster {call.Name} with everything that runs in it and its disks",
            new Recovery.Never("the objects of a cluster are kept nowhere else unless they were backed up")),
        "vmss scale" => Emptied(call, "new-capacity"),
        "aks scale" or "aks nodepool scale" => Emptied(call, "node-count") ?? Emptied(call, "c"),
        "containerapp update" => Emptied(call, "max-replicas"),
        "vm run-command invoke" or "vmss run-command invoke" or "vm run-command create" => Remote(call, "scripts"),
        "aks command invoke" => Remote(call, "command"),
        "container exec" => Remote(call, "exec-command"),
        "containerapp exec" => Remote(call, "command"),
        "webapp ssh" or "ssh vm" => RemoteCode.Session($"on {call.Name}"),
        "network dns zone delete" or "network private-dns zone delete" => Deed.Destroys(
            $"deletes zone {call.Name} with its records",
                new Recovery.Never("a zone made again has other name servers")),
        _ when call.Path.StartsWith("network dns record-set ", StringComparison.Ordinal)
            && call.Verb is "delete" or "remove-record" =>
            Deed.Removes($"deletes a record of {call.Name}", "the same record can be made again"),
        _ => null,
    };

    private static Deed? Guards(AzureCall call) => call.Path switch
    {
        "lock delete" or "group lock delete" or "resource lock delete" or "account lock delete" =>
            Deed.Weakens($"takes the lock {call.Name} away, which keeps something from deletion"),
        "policy assignment delete" or "policy exemption create" =>
            Deed.Weakens($"takes the guard rail {call.Name} away"),
        "monitor diagnostic-settings delete" => Deed.Weakens($"ends the audit log {call.Name}"),
        "backup vault backup-properties set" => call.Flags.All.Any(f =>
            f.Name.Contains("soft-delete", StringComparison.Ordinal) && f.Value?.Text is "Disable" or "Disabled")
                ? Deed.Weakens($"turns soft delete of backup vault {call.Name} off") : null,
        "ad app delete" or "ad sp delete" or "ad user delete" or "ad group delete" => Deed.Destroys(
            $"deletes {call.Noun} {call.Name}", new Recovery.Window(DirectoryDays,
                "among the deleted objects of Entra ID")),
        "ad sp create-for-rbac" or "ad app credential reset" or "ad sp credential reset" =>
            Deed.Exposes($"makes a lasting credential for {call.Name}"),
        "account subscription cancel" => Deed.Destroys("cancels the subscription with everything in it",
            new Recovery.Window(90, "Azure support can turn it on again")),
        "role assignment delete" =>
            Deed.Removes($"takes rights away: {call.Name}", "the same rights can be given again"),
        "keyvault update" => call.Flags.Off("enable-soft-delete") || call.Flags.Off("enable-purge-protection")
            ? Deed.Weakens($"takes the protection of vault {call.Name} away") : null,
        "account set" or "account clear" or "config set" or "config unset" or "extension add" or "extension remove"
            or "cloud set" or "bicep install" or "bicep upgrade" or "acr login" or "aks install-cli" or "configure"
            or "aks get-credentials" or "upgrade" or "devops configure" => Deed.Nothing,
        _ => null,
    };

    private static Deed? Kept(AzureCall call)
    {
        foreach (string name in (ReadOnlySpan<string>)["enable-delete-retention", "enable-container-delete-retention",
            "enable-versioning", "enable-restore-policy", "enable-change-feed"])
        {
            if (call.Flags.Off(name))
            {
                return Deed.Weakens($"turns {name["enable-".Length..]} of {call.Name} off; what is deleted is gone");
            }
        }

        return null;
    }

    private static Deed? Emptied(AzureCall call, string size) => call.Flags.Below(size, 1)
        ? Deed.Removes($"scales {call.Noun} {call.Name} to nothing: all that runs there ends",
            "scaling up starts new ones; what the old ones held by themselves is lost") : null;

    private static Deed Remote(AzureCall call, string option) => call.Flags.Value(option) switch
    {
        { Text: { } text } when !text.StartsWith('@') => RemoteCode.Of(text, $"on {call.Name}"),
        null when option is "command" && call.Path is "containerapp exec" => RemoteCode.Session($"on {call.Name}"),
        _ => Deed.Runs($"runs a script on {call.Name} that cannot be read here", "the script is not known"),
    };
}
