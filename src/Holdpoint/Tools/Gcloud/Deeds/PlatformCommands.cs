using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Deeds;

/// <summary>gcloud commands on projects, clusters, keys, names and rights, known one by one; null leaves a command to
/// the catalogue.</summary>
internal static class PlatformCommands
{
    /// <summary>A deleted project, a service account and a key version are kept for so long.</summary>
    private const int KeptDays = 30;

    public static Deed? Of(GcloudCall call) => call.Path switch
    {
        "projects delete" => Deed.Destroys($"deletes project {call.Name} with everything in it",
            new Recovery.Window(KeptDays,
                $"gcloud projects undelete {call.Name}; some of its data may be gone sooner")),
        "container clusters delete" => Deed.Destroys($"deletes cluster {call.Name} with everything that runs in it",
            new Recovery.Never("the objects of a cluster are kept nowhere else unless they were backed up")),
        "container clusters resize" => Emptied(call, "num-nodes", "cluster") ?? Emptied(call, "size", "cluster"),
        "compute instance-groups managed resize" => Emptied(call, "size", "group"),
        "run services update" or "run deploy" => call.Flags.Text("max-instances") is "0"
            ? Emptied(call, "max-instances", "service") : null,
        "compute instances set-disk-auto-delete" => call.Flags.Has("auto-delete")
            ? Deed.Weakens($"has a disk of {call.Name} go when the machine goes") : null,
        "compute addresses delete" => Deed.Destroys($"gives the public address {call.Name} up",
            new Recovery.Unknown("it can be had back only while nobody else has got it")),
        "compute project-info remove-metadata" => Deed.Weakens("takes settings away from every machine of the project"),
        "kms keys versions destroy" => Deed.Destroys(
            $"destroys version {call.Name} of key {call.Flags.Text("key")}: what it encrypts cannot be read",
            new Recovery.Window(KeptDays, "gcloud kms keys versions restore; a key may say other days")),
        "kms keys versions disable" => Deed.Weakens($"turns version {call.Name} of a key off",
            "gcloud kms keys versions enable"),
        "secrets delete" => Deed.Destroys($"deletes secret {call.Name} with all its versions",
            new Recovery.Never("a secret is kept nowhere else")),
        "secrets versions destroy" =>
            Deed.Destroys($"destroys version {call.Name} of secret {call.Flags.Text("secret")}",
            new Recovery.Never("a destroyed version is gone")),
        "secrets versions disable" => Deed.Weakens($"turns version {call.Name} of a secret off"),
        "iam service-accounts delete" => Deed.Destroys($"deletes service account {call.Name}",
            new Recovery.Window(KeptDays, "gcloud iam service-accounts undelete, by its number"),
            "gcloud iam service-accounts disable"),
        "iam roles delete" => Deed.Destroys($"deletes role {call.Name}",
            new Recovery.Window(7, "gcloud iam roles undelete")),
        "iam service-accounts keys create" => Deed.Exposes("makes a lasting credential for a service account"),
        "projects set-iam-policy" or "organizations set-iam-policy" or "resource-manager folders set-iam-policy" =>
            Deed.ModifiesForGood($"replaces every right of {call.Name}",
                "the former rights are kept only where they were read before"),
        "services disable" => call.Flags.Has("force")
            ? Deed.Destroys($"turns {call.Name} off and whatever hangs on it",
                new Recovery.Unknown("turning it on again does not bring all of its resources back"))
            : Deed.Weakens($"turns {call.Name} off"),
        "dns record-sets transaction execute" => Deed.Modifies("changes records of a zone"),
        "dns record-sets delete" =>
            Deed.Removes($"deletes the record {call.Name}", "the same record can be made again"),
        "dns managed-zones delete" => Deed.Destroys($"deletes zone {call.Name} with its records",
            new Recovery.Never("a zone made again has other name servers")),
        "logging sinks update" when call.Flags.Value("add-exclusion") is not null || call.Flags.Off("enabled")
            || call.Flags.Has("disabled") => Deed.Weakens($"has {call.Name} leave logs out of the export"),
        "compute project-info add-metadata" or "compute instances add-metadata" when call.Flags.All.Any(f =>
            f.Name.StartsWith("metadata", StringComparison.Ordinal)
            && (f.Value?.Shown.Contains("ssh-keys", StringComparison.Ordinal) ?? false)) => Deed.ModifiesForGood(
            "puts other SSH keys in the place of those that may log in", "the former list is kept nowhere"),
        "logging sinks delete" => Deed.Weakens($"ends the export of logs by {call.Name}"),
        "resource-manager liens delete" =>
            Deed.Weakens($"takes the lien {call.Name} away, which keeps a project from deletion"),
        "resource-manager org-policies disable-enforce" or "resource-manager org-policies delete"
            or "org-policies delete" or "org-policies reset" => Deed.Weakens($"takes the guard rail {call.Name} away"),
        "backup-dr backup-vaults update" => call.Flags.Value("backup-min-enforced-retention") is not null
            ? Deed.Weakens($"changes how long backups of {call.Name} are kept for sure") : null,
        "compute ssh" => Ssh(call),
        "compute firewall-rules update" => null,
        _ => null,
    };

    private static Deed? Emptied(GcloudCall call, string size, string noun) => call.Flags.Below(size, 1)
        ? Deed.Removes($"scales {noun} {call.Name} to nothing: all that runs there ends",
            "scaling up starts new ones; what the old ones held by themselves is lost") : null;

    private static Deed Ssh(GcloudCall call)
    {
        string where = call.Names is [var machine, ..] ? $"on {machine.Shown}" : "on a machine";
        if (call.Flags.Value("command") is { } command)
        {
            return command.Text is { } text ? RemoteCode.Of(text, where) : Deed.Runs(
                $"runs a command {where} that cannot be read here", "the command is not known");
        }

        return RemoteCode.Session(where);
    }
}
