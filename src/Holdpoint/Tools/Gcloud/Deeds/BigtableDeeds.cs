using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Deeds;

/// <summary>What a <c>cbt</c> (Bigtable) command does.</summary>
internal static class BigtableDeeds
{
    public static bool TakesValue(string option) => option is "project" or "instance" or "creds";

    public static Deed Of(StorageCommand command) => command.Verb switch
    {
        null => Deed.Runs("runs a cbt command that cannot be known", "the command is not known"),
        "deletetable" or "deletefamily" or "deleteallrows" or "deleterow" or "deletecolumn" or "deleteinstance"
            or "deletecluster" or "deletesnapshot" or "deleteappprofile" => Deed.Destroys(
                $"{command.Verb.Replace("delete", "deletes ", StringComparison.Ordinal)} {command.Name}",
                new Recovery.Unknown("only a backup brings it back, which is not asked")),
        "setgcpolicy" => Deed.Weakens($"has cells of {command.Name} deleted by a rule"),
        "set" or "import" or "updatecluster" or "updateappprofile" => Deed.Modifies($"changes {command.Name}"),
        _ => Deed.Nothing,
    };
}
