using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Azure.Deeds;
using Holdpoint.Tools.Azure.Places;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Azure;

/// <summary>Azure: the az command line by the grammar of its verbs, with the exceptions that say less than they do; and
/// azcopy.</summary>
internal sealed class AzureTool : Tool
{
    public const string ToolId = "az";

    public override string Id => ToolId;

    public override string Title => "Microsoft Azure";

    public override string Documentation =>
        """
        **Recognised:** `az` by the last word of its commands: `delete`, `purge`, `flush` destroy, `list`, `show`, `get`
        look, `create` and its kin make. Known one by one: resource groups, deployments with `--mode Complete`, locks,
        databases and servers with their days of restoring, vaults deleted and purged, storage with soft delete turned
        off, `keys renew`, machines and clusters scaled to nothing, scripts through `run-command` and `aks command
        invoke`, backups, directory objects, `az rest`; containers, rules and roles opened to everybody. `azcopy sync
        --delete-destination`, `azcopy remove`.

        **Looked at on this machine:** the subscription that is chosen in `~/.azure`; Azurite.

        **Asked, read-only:** with the same `az` and subscription: what is in a resource group and its locks; SQL
        databases, flexible servers, disks, storage accounts.

        **Not measured:** other commands are not asked about how much would go. There is no catalogue of az: a verb
        that is not known is taken for a change that can be undone.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["az", "azcopy"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (AzureCall.Read(invocation.Arguments) is not { } call)
        {
            return;
        }

        Deed deed = invocation.Name is "azcopy" ? AzCopy(invocation, call) : AzureDeeds.Of(call);
        if (ReferenceEquals(deed, Deed.Nothing))
        {
            return;
        }

        bool copies = invocation.Name is "azcopy";
        string name = copies ? LastPlace(invocation.Arguments) : call.Name;
        string type = copies ? "azure.storage.blob" : $"azure.{call.Group.Replace(' ', '.')}".TrimEnd('.');
        effects.Add(new Effect(deed.Kind,
            deed.Resource ?? new Resource(type, name),
            AzurePlace.Of(call, invocation.Variable).Target, deed.Recovery)
        {
            Tool = ToolId,
            Summary = deed.Summary.TrimEnd(),
            Invocation = invocation,
            Safer = deed.Safer,
            Probe = new AzureProbe(call, invocation),
        });
    }

    /// <summary>The last word that is no option: where azcopy writes or removes.</summary>
    private static string LastPlace(ImmutableArray<Word> words) =>
        words.LastOrDefault(w => !w.Prefix.StartsWith('-'))?.Shown ?? "what it names";

    private static Deed AzCopy(Invocation invocation, AzureCall call)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        Recovery kept = new Recovery.Unknown("it comes back only where soft delete or versioning is on");
        return words is not [{ Text: { } verb }, ..] || call.Flags.Has("dry-run") ? Deed.Nothing
            : verb switch
            {
                "remove" or "rm" =>
                    Deed.Destroys($"deletes {(words.Length > 1 ? words[1].Shown : "what it names")}", kept),
                "sync" when call.Flags.Text("delete-destination") is "true" or "prompt" =>
                    Deed.Destroys("deletes what the source does not have from the destination", kept),
                "sync" or "copy" or "cp" => Deed.Modifies("writes to the destination"),
                _ => Deed.Nothing,
            };
    }
}
