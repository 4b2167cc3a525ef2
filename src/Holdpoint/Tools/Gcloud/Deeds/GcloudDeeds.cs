using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Gcloud.Catalogue;

namespace Holdpoint.Tools.Gcloud.Deeds;

/// <summary>What a gcloud command does: 1 what only prints; 2 commands known one by one; 3 flags that take a protection
/// away or open something; 4 what the catalogue says of the command.</summary>
internal static class GcloudDeeds
{
    public static Deed Of(GcloudCall call)
    {
        // 1
        if (call.Sort is CommandSort.Read || (call.Sort is CommandSort.Group && !call.Unseen)
            || call.Flags.Has("validate-only") || call.Flags.Has("dry-run"))
        {
            return Deed.Nothing;
        }

        if (call.Sort is CommandSort.Unlisted or CommandSort.Group)
        {
            return Unlisted(call);
        }

        // 2 to 4
        return DataCommands.Of(call) ?? PlatformCommands.Of(call) ?? Protections(call) ?? Exposures(call)
            ?? Plain(call);
    }

    private static Deed Plain(GcloudCall call)
    {
        string what = $"{Verb.Of(call.Path[(call.Path.LastIndexOf(' ') + 1)..])} {call.Noun} {call.Name}";
        return call.Sort switch
        {
            CommandSort.Create => Deed.Nothing,
            CommandSort.Modify => Deed.Modifies($"{what} ({call.Path})"),
            CommandSort.Disrupt => Deed.Modifies($"{what} ({call.Path})", "it can be started, attached or set again"),
            CommandSort.DestroyConfiguration =>
                Deed.Removes(what, "it is made again from its description, which has to be read before"),
            _ => Deed.Destroys(what, new Recovery.Unknown("nothing tells whether a copy of it is kept")),
        };
    }

    /// <summary>Flags that guard something, whatever the command.</summary>
    private static Deed? Protections(GcloudCall call)
    {
        if (call.Sort is CommandSort.Create)
        {
            return null;
        }

        foreach (string name in (ReadOnlySpan<string>)["deletion-protection", "delete-protection",
            "enable-deletion-protection", "enable-drop-protection"])
        {
            if (call.Flags.Off(name))
            {
                return Deed.Weakens($"turns the deletion protection of {call.Noun} {call.Name} off");
            }
        }

        foreach (string name in (ReadOnlySpan<string>)["backup", "enable-point-in-time-recovery", "enable-bin-log",
            "enable-pitr", "automated-backup", "enable-continuous-backup", "retain-backups-on-delete"])
        {
            if (call.Flags.Off(name))
            {
                return Deed.Weakens($"turns {name} of {call.Noun} {call.Name} off",
                    "it can be turned on again; what was backed up so far may be lost");
            }
        }

        return null;
    }

    /// <summary>Everybody named as a member, or every address as a source.</summary>
    private static Deed? Exposures(GcloudCall call)
    {
        foreach (Flag flag in call.Flags.All)
        {
            string? value = flag.Value?.Text;
            if (flag.Name is "member" or "members" && value is "allUsers" or "allAuthenticatedUsers"
                && call.Path.EndsWith("add-iam-policy-binding", StringComparison.Ordinal))
            {
                return Deed.Exposes($"lets everybody use {call.Noun} {call.Name}");
            }

            if (flag.Name is "authorized-networks" or "source-ranges" or "src-ip-ranges"
                && value is not null && (value.Contains("0.0.0.0/0", StringComparison.Ordinal)
                    || value.Contains("::/0", StringComparison.Ordinal))
                && call.Flags.Text("action") is not ("DENY" or "deny")
                && call.Flags.Text("direction") is not ("EGRESS" or "OUT"))
            {
                return Deed.Exposes($"opens {call.Noun} {call.Name} to the whole internet");
            }

            if (flag.Name is "role" && value is "roles/owner" or "roles/iam.securityAdmin"
                && call.Path.EndsWith("add-iam-policy-binding", StringComparison.Ordinal))
            {
                return Deed.Exposes($"gives {call.Flags.Text("member") ?? "somebody"} every right over {call.Name}");
            }
        }

        return null;
    }

    private static Deed Unlisted(GcloudCall call)
    {
        string[] words = call.Path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!call.Unseen && words.Length == 0)
        {
            return Deed.Nothing;
        }

        string what = $"gcloud {call.Path}, which is no command that Holdpoint knows";
        if (words.Any(Verb.Destroys))
        {
            return Deed.Destroys($"runs {what}", new Recovery.Unknown("the command is not known"));
        }

        return words.Any(Verb.Reads)
            && !call.Unseen ? Deed.Nothing : Deed.Runs($"runs {what}", "the command is not known");
    }
}
