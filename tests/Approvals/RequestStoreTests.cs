using System.Collections.Immutable;
using System.Diagnostics;
using Holdpoint.Approvals;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Approvals;

/// <summary>A question reads the requests that it concerns, however many there are; a name that lies finds
/// nothing.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class RequestStoreTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void One_of_five_thousand_is_found_by_what_it_is_about()
    {
        var store = new RequestStore(_scene.World, _scene.Workshop);
        Assert.Null(store.Write(Made(0)));
        string one = Assert.Single(Directory.EnumerateFiles(store.Folder));
        for (int i = 1; i <= 5_000; i++)
        {
            // Unreadable: whatever reads more than it needs meets them.
            File.WriteAllText(Path.Join(store.Folder, $"r-{i}.20261130.{i:x16}.{i:x16}.json"), "{");
        }

        var watch = Stopwatch.StartNew();
        (ImmutableArray<Request> same, ImmutableArray<Request> worded, int count) =
            store.About(Made(0).Fingerprint, "", "/w");
        Assert.Equal(("r-a0", 0, 5_001), (Assert.Single(same).Id, worded.Length, count));
        (same, worded, _) = store.About("sha256:other", Made(0).Action, "/w");
        Assert.Equal((0, "r-a0"), (same.Length, Assert.Single(worded).Id));
        Assert.Equal("r-a0", store.Read("r-a0")?.Id);
        Assert.Null(store.Read("r-1"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");

        // Another name for the same content.
        File.Move(one, one.Replace("r-a0", "r-b0", StringComparison.Ordinal));
        Assert.Null(store.Read("r-b0"));
        Assert.Empty(store.About(Made(0).Fingerprint, "", "").Same);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("r-1/../../x")]
    [InlineData("")]
    [InlineData("r.")]
    public void No_id_leads_out_of_the_folder(string id) =>
        Assert.Null(new RequestStore(_scene.World, _scene.Workshop).Read(id));

    [Fact]
    public void Names_of_other_forms_are_passed_over()
    {
        var store = new RequestStore(_scene.World, _scene.Workshop);
        Assert.Null(store.Write(Made(0)));
        foreach (string name in
            (string[])["r-1.json", "a.b.c.d.e.json", ".json", "r-2.20261130.x.y.json.tmp", "...json"])
        {
            File.WriteAllText(Path.Join(store.Folder, name), "{}");
        }

        Assert.Equal("r-a0", Assert.Single(store.All()).Id);
        store.Prune(DateTimeOffset.UtcNow.AddDays(1));
        Assert.Empty(store.All());
    }

    private static Request Made(int number) => new()
    {
        Format = Request.CurrentFormat,
        Id = $"r-a{number}",
        Opened = DateTimeOffset.UtcNow,
        Expires = DateTimeOffset.UtcNow.AddDays(1),
        Action = "rm -rf data\u001b/..\n.json",
        Directory = "/w",
        Fingerprint = $"sha256:{number:x64}",
        Rule = "destroy-irreversible",
        Target = "data",
        Lines = [],
        By = new Requester("test", "s"),
    };
}
