using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Clouds;
using Holdpoint.Tools.Gcloud.Deeds;
using Holdpoint.Tools.Gcloud.Places;

namespace Holdpoint.Tools.Gcloud;

/// <summary>Google Cloud: every command of gcloud by a catalogue of 5,800, with gsutil and cbt.</summary>
internal sealed class GcloudTool : Tool
{
    public const string ToolId = "gcloud";

    public override string Id => ToolId;

    public override string Title => "Google Cloud";

    public override string Documentation =>
        """
        **Recognised:** every command of `gcloud` (528), alpha and beta included, by its verb and the API method behind
        it: which only look, make, change, stop or destroy. Known one by one: `sql instances delete` with and without a
        last backup, `storage rm`, `rsync --delete-unmatched-destination-objects`, soft delete and versioning turned
        off, `projects delete`, clusters and groups resized to nothing, keys, secrets, zones, service accounts and their
        keys, rights for `allUsers`, policies replaced, SQL through `spanner`, shell code through `compute ssh
        --command`. Deletion protection and backups turned off, by any command. `gsutil rm|rb|rsync -d|mv`, versioning,
        access lists; `cbt delete…`.

        **Looked at on this machine:** the project and the active configuration in `~/.config/gcloud`, `CLOUDSDK_*`,
        endpoints of emulators.

        **Asked, read-only:** with the same `gcloud`, project and zone: SQL instances with their backups and replicas,
        disks with their users, buckets with versioning, soft delete and retention.

        **Not measured:** other commands are not asked about how much would go. `gcloud … deploy
        --allow-unauthenticated` is taken as a deploy. A command that no catalogue lists is unknown, unless its
        words say that it only looks.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["gcloud", "gsutil", "cbt"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Name is "gcloud")
        {
            if (GcloudCall.Read(invocation.Arguments) is { } call)
            {
                string group = call.Path.Split(' ')[0];
                string type = $"gcp.{call.Group.Replace(' ', '.')}";
                Add(effects, invocation, GcloudDeeds.Of(call), call.Flags, group, type, call.Name,
                    Named(call));
            }

            return;
        }

        (StorageCommand command, Deed deed) = invocation.Name switch
        {
            "gsutil" => Judge(StorageCommand.Read(invocation.Arguments, GsutilDeeds.TakesValue), GsutilDeeds.Of),
            _ => Judge(StorageCommand.Read(invocation.Arguments, BigtableDeeds.TakesValue), BigtableDeeds.Of),
        };
        string of = invocation.Name is "gsutil" ? "storage" : "bigtable";
        Add(effects, invocation, deed, command.Flags, of, $"gcp.{of}", command.Name,
            [.. command.Names.Select(n => n.Shown)]);
    }

    private static (StorageCommand, Deed) Judge(StorageCommand command, Func<StorageCommand, Deed> deeds) =>
        (command, deeds(command));

    /// <summary>A project is an account; anything else is a name.</summary>
    private static ImmutableArray<string> Named(GcloudCall call) => [.. call.Names.Select(n => n.Shown)];

    private static void Add(ICollection<Effect> effects, Invocation invocation, Deed deed, Flags flags, string group,
        string type, string name, ImmutableArray<string> names)
    {
        if (ReferenceEquals(deed, Deed.Nothing))
        {
            return;
        }

        effects.Add(new Effect(deed.Kind, deed.Resource ?? new Resource(type, name),
            GcloudPlace.Of(flags, invocation.Variable, group, names).Target, deed.Recovery)
        {
            Tool = ToolId,
            Summary = deed.Summary.TrimEnd(),
            Invocation = invocation,
            Safer = deed.Safer,
            Probe = new GcloudProbe(flags, group, names, invocation),
        });
    }
}
