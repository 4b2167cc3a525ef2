using Holdpoint.Checkpoints;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>What may go, and what stays whatever the bounds say.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData(3, null, null, "d e")]
    [InlineData(null, 2, null, "c d e")]
    [InlineData(null, null, 250L, "c d e")]
    [InlineData(0, 0, 0L, "a c d e")]
    public void The_newest_proved_one_of_each_place_stays(int? days, int? count, long? bytes, string goes)
    {
        Manifest[] all =
        [
            Of("a", 0, "one", proved: false), Of("b", 1, "one", proved: true), Of("c", 2, "one", proved: true),
            Of("d", 4, "one", proved: false), Of("e", 5, "one", proved: true), Of("f", 9, "two", proved: true),
        ];
        var rule = new Retention(days is { } d ? TimeSpan.FromDays(d) : null, count, bytes);
        Assert.Equal(goes, string.Join(' ', rule.Goes([.. all], Now).Select(m => m.Id)));
    }

    private static Manifest Of(string id, int age, string place, bool proved) => new()
    {
        Format = 1,
        Id = id,
        Taken = Now.AddDays(-age),
        Command = "",
        Directory = "/",
        Parts =
        [
            new SavedPart
            {
                Kind = "files",
                Place = place,
                What = "",
                Folder = "1",
                Files = [new SavedFile("x", 100, "")],
                Verified = proved ? new Verification(Now, "", 0) : null,
            },
        ],
    };
}
