using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Approvals;

/// <summary>Requests and grants of this user: files beside the journal, written in one step.</summary>
/// <remarks>The name of a request's file says what is asked of it, so that a question reads the few that it concerns,
/// however many there are: <c>ID.DATE.FINGERPRINT.ACTION.json</c>. None of it changes while the request lives, so that
/// a request is one file, replaced as a whole. A name that lies finds nothing: what is read must fit it.</remarks>
internal sealed class RequestStore(IWorld world, IWorkshop workshop)
{
    private const string Ending = ".json";
    private const string DateFormat = "yyyyMMdd";

    /// <summary>The beginning of a digest that stands in a name.</summary>
    private const int Digits = 16;

    /// <summary>A request shows a screen of lines.</summary>
    private const long MaxBytes = 256 * 1024;

    /// <summary>Read for one question: of one fingerprint there is one, but for a race; more is somebody's
    /// doing.</summary>
    private const int MaxSame = 16;

    /// <summary>Shown in one list.</summary>
    private const int MaxShown = 1000;

    /// <summary>With more than these nothing is opened any more: no person answers so many.</summary>
    public const int MaxRequests = 10_000;

    public string Folder { get; } = Path.Join(JournalFile.Folder(world), "requests");

    private string Grants { get; } = Path.Join(JournalFile.Folder(world), "grants");

    /// <summary>All requests that can be read, newest first.</summary>
    public ImmutableArray<Request> All() => Read(Names(), MaxShown);

    /// <summary>The requests over a fingerprint, those for the same words in the same folder, each newest first, and
    /// how many there are of all; the folder is listed once.</summary>
    public (ImmutableArray<Request> Same, ImmutableArray<Request> Worded, int Count) About(
        string fingerprint, string action, string directory)
    {
        string[][] names = [.. Names()];
        string same = Short(fingerprint), worded = Short(action, directory);
        return (
            [.. Read(names.Where(n => n[2] == same), MaxSame).Where(r => r.Fingerprint == fingerprint)],
            [
                .. Read(names.Where(n => n[3] == worded && n[2] != same), MaxSame)
                    .Where(r => r.Action == action && r.Directory == directory),
            ],
            names.Length);
    }

    /// <summary>The request of an id; null where there is none, or it cannot be read.</summary>
    public Request? Read(string id) =>
        IsId(id) && Names().FirstOrDefault(n => n[0] == id) is { } name ? Read(name) : null;

    /// <summary>Writes a request; returns null, or why it could not be.</summary>
    public string? Write(Request request) =>
        workshop.MakeFolder(Folder) ?? workshop.Write(
            PathOf(request), JsonSerializer.SerializeToUtf8Bytes(request, GrantJson.Default.Request));

    /// <summary>The grants of a request that these keys may have signed; none once they were taken back.</summary>
    public ImmutableArray<SignedGrant> GrantsOf(string id, IEnumerable<string> keys) =>
        world.Look(RevokedMark(id)).Exists ? []
            : [.. keys.Distinct(StringComparer.Ordinal).Select(k => JsonFile.Read(
                world, GrantPath(id, k), MaxBytes, GrantJson.Default.SignedGrant)).OfType<SignedGrant>()];

    /// <summary>Writes a grant; returns null, or why it could not be.</summary>
    public string? Write(string id, SignedGrant grant) =>
        workshop.MakeFolder(Grants) ?? workshop.Write(
            GrantPath(id, grant.Key), JsonSerializer.SerializeToUtf8Bytes(grant, GrantJson.Default.SignedGrant));

    /// <summary>Takes one use of a grant: of all who try, each number has one winner.</summary>
    public bool TryUse(string id, int number) => workshop.TryMark(UsedMark(id, number));

    /// <summary>Whether one use of a grant was taken.</summary>
    public bool IsUsed(string id, int number) => world.Look(UsedMark(id, number)).Exists;

    /// <summary>Takes all grants of a request back, those that somebody may have kept aside, too; what they allowed so
    /// far is done.</summary>
    public string? Revoke(string id) =>
        workshop.MakeFolder(Grants)
        ?? (workshop.TryMark(RevokedMark(id)) || world.Look(RevokedMark(id)).Exists ? RemoveGrants(id, Ending)
            : $"{RevokedMark(id)} cannot be made");

    /// <summary>Removes requests that were opened before a day, with what was granted of them.</summary>
    public void Prune(DateTimeOffset before)
    {
        string day = before.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
        foreach (string[] name in Names().Where(n => string.CompareOrdinal(n[1], day) < 0).ToArray())
        {
            _ = RemoveGrants(name[0], "");
            _ = workshop.Remove(PathOf(name));
        }
    }

    private string? RemoveGrants(string id, string ending)
    {
        string? problem = null;
        foreach (Entry entry in world.List(Grants) ?? [])
        {
            string name = Path.GetFileName(entry.Path);
            if (name.StartsWith(id + ".", StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
            {
                problem ??= workshop.Remove(entry.Path);
            }
        }

        return problem;
    }

    /// <summary>The parts of the names that are of this form: id, date, fingerprint, action.</summary>
    private IEnumerable<string[]> Names() => (world.List(Folder) ?? []).Take(2 * MaxRequests)
        .Select(e => Path.GetFileName(e.Path))
        .Where(n => n.EndsWith(Ending, StringComparison.Ordinal)).Select(n => n[..^Ending.Length].Split('.'))
        .Where(n => n.Length == 4 && IsId(n[0]));

    private ImmutableArray<Request> Read(IEnumerable<string[]> names, int most) =>
    [
        .. names.OrderByDescending(n => n[1], StringComparer.Ordinal).Take(most).Select(Read).OfType<Request>()
            .OrderByDescending(r => r.Opened).ThenBy(r => r.Id, StringComparer.Ordinal),
    ];

    private Request? Read(string[] name) =>
        JsonFile.Read(world, PathOf(name), MaxBytes, GrantJson.Default.Request) is
            { Format: Request.CurrentFormat } request && PathOf(request) == PathOf(name)
            ? request
            : null;

    private string PathOf(string[] name) => Path.Join(Folder, string.Join('.', name) + Ending);

    private string PathOf(Request request) => PathOf(
    [
        request.Id, request.Opened.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture),
        Short(request.Fingerprint), Short(request.Action, request.Directory),
    ]);

    private string GrantPath(string id, string key) => Path.Join(Grants, $"{id}.{Short(key)}{Ending}");

    private string UsedMark(string id, int number) => Path.Join(Grants, $"{id}.used-{number}");

    private string RevokedMark(string id) => Path.Join(Grants, $"{id}.revoked");

    /// <summary>A digest made short; whatever a text holds, it stays one part of a name.</summary>
    private static string Short(params ReadOnlySpan<string> texts) =>
        Sha256.Hex(Encoding.UTF8.GetBytes(string.Join('\n', texts)))[..Digits];

    /// <summary>Ids are ours: letters, digits, a dash. Anything else is no name of a file of ours.</summary>
    private static bool IsId(string id) =>
        id.Length is > 2 and < 64 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
