using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Tools.Databases.Mongo;

/// <summary>MongoDB through a mongosh that answers from a record: no server of it is in Debian.</summary>
public sealed class MongoLiveTests : IDisposable
{
    private const string Record =
        """
        holdpoint:{"version":"7.0.12","name":"shop","collections":[{"name":"users","type":"collection","count":120,
        "bytes":4096},{"name":"orders","type":"collection","count":3000,"bytes":90000},
        {"name":"buyers","type":"view","count":null,"bytes":null},
        {"name":"void","type":"collection","count":0,"bytes":null}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-mongo-").FullName;

    [Theory]
    [InlineData("db.dropDatabase()", 3120)]
    [InlineData("db.users.drop()", 120)]
    [InlineData("db.orders.deleteMany({})", 3000)]
    [InlineData("db.void.drop()", 0)]
    public void Documents_that_go_are_said(string code, long documents)
    {
        Client($"cat <<'END'\n{Record.ReplaceLineEndings("")}\nEND\n");
        Measurement said = Assert.Single(Judge($"mongosh shop --eval '{code}'").Radius.Measurements);
        Assert.Null(said.Unmeasured);
        Assert.Equal(documents, said.Count);
    }

    [Theory]
    [InlineData("db.getSiblingDB(\"other\").invoices.drop()")]
    [InlineData("db.nowhere.drop()")]
    public void A_collection_that_is_not_there_may_be_anothers(string code)
    {
        Client($"cat <<'END'\n{Record.ReplaceLineEndings("")}\nEND\n");
        Judgement judged = Judge($"mongosh shop --eval '{code}'");
        Assert.Contains("holds no collection of that name in shop", judged.Radius.Measurements[0].Unmeasured,
            StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Theory]
    [InlineData("echo 'MongoServerError: Authentication failed: access denied' >&2; exit 1", "give a user")]
    [InlineData("echo 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017' >&2; exit 1", "check that it runs")]
    [InlineData("echo hello", "not understood")]
    public void What_cannot_be_asked_says_why_and_asks_a_person(string script, string why)
    {
        Client(script + "\n");
        Judgement judged = Judge("mongosh shop --eval 'db.dropDatabase()'");
        Assert.Contains(why, judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void A_missing_client_is_named() => Assert.Contains(
        "mongosh was not found on PATH; install it",
        Judge("mongosh shop --eval 'db.dropDatabase()'").Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Judgement Judge(string command) => LiveJudge.Run(command, new() { SearchPath = _folder });

    private void Client(string script)
    {
        string file = Path.Join(_folder, "mongosh");
        File.WriteAllText(file, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
        LocalProgram.Run("", "chmod", "700", file);
    }
}
