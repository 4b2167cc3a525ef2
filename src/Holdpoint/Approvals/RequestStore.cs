using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>Requests and grants of this user: files beside the journal, written in one step.</summary>
internal sealed class RequestStore(IWorld world, IWorkshop workshop)
{
    private const string Ending = ".json";

    /// <summary>A request shows a screen of lines.</summary>
    private const long MaxBytes = 256 * 1024;

    /// <summary>Those that are looked at; older ones are pruned.</summary>
    private const int MaxRequests = 1000;

    public string Folder { get; } = Path.Join(JournalFile.Folder(world), "requests");

    private string Grants { get; } = Path.Join(JournalFile.Folder(world), "grants");

    /// <summary>All requests that can be read, newest first.</summary>
    public ImmutableArray<Request> All() =>
    [
        .. (world.List(Folder) ?? []).Select(e => Path.GetFileName(e.Path))
            .Where(n => n.EndsWith(Ending, StringComparison.Ordinal)).Take(MaxRequests)
            .Select(n => Read(n[..^Ending.Length])).OfType<Request>()
            .OrderByDescending(r => r.Opened).ThenBy(r => r.Id, StringComparer.Ordinal),
    ];

    /// <summary>The request of an id; null where there is none, or it cannot be read.</summary>
    public Request? Read(string id) =>
        IsId(id)
        && JsonFile.Read(world, Path.Join(Folder, id + Ending), MaxBytes, GrantJson.Default.Request) is
            { Format: Request.CurrentFormat } request && request.Id == id
            ? request
            : null;

    /// <summary>Writes a request; returns null, or why it could not be.</summary>
    public string? Write(Request request) =>
        workshop.MakeFolder(Folder) ?? workshop.Write(
            Path.Join(Folder, request.Id + Ending),
            JsonSerializer.SerializeToUtf8Bytes(request, GrantJson.Default.Request));

    /// <summary>The signed grant of a request; null where there is none.</summary>
    public SignedGrant? Grant(string id) =>
        JsonFile.Read(world, Path.Join(Grants, id + Ending), MaxBytes, GrantJson.Default.SignedGrant);

    /// <summary>Writes a grant; returns null, or why it could not be.</summary>
    public string? Write(string id, SignedGrant grant) =>
        workshop.MakeFolder(Grants) ?? workshop.Write(
            Path.Join(Grants, id + Ending),
            JsonSerializer.SerializeToUtf8Bytes(grant, GrantJson.Default.SignedGrant));

    /// <summary>Takes one use of a grant: of all who try, each number has one winner.</summary>
    public bool TryUse(string id, int number) => workshop.TryMark(Path.Join(Grants, $"{id}.used-{number}"));

    /// <summary>Whether one use of a grant was taken.</summary>
    public bool IsUsed(string id, int number) => world.Look(Path.Join(Grants, $"{id}.used-{number}")).Exists;

    /// <summary>Takes a grant back; what it allowed so far is done.</summary>
    public string? Revoke(string id) => workshop.Remove(Path.Join(Grants, id + Ending));

    /// <summary>Removes requests that expired before some time, with what was granted of them.</summary>
    public void Prune(DateTimeOffset before)
    {
        foreach (Request request in All().Where(r => r.Expires < before))
        {
            foreach (Entry entry in world.List(Grants) ?? [])
            {
                if (Path.GetFileName(entry.Path).StartsWith(request.Id + ".", StringComparison.Ordinal))
                {
                    _ = workshop.Remove(entry.Path);
                }
            }

            _ = workshop.Remove(Path.Join(Folder, request.Id + Ending));
        }
    }

    /// <summary>Ids are ours: letters, digits, a dash. Anything else is no name of a file of ours.</summary>
    private static bool IsId(string id) =>
        id.Length is > 2 and < 64 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
