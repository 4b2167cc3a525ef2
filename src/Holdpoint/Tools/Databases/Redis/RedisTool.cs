using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>redis-cli and its kin: keys deleted, servers emptied.</summary>
internal sealed class RedisTool : Tool
{
    /// <summary>Options by which it connects, beside host, port, user and database.</summary>
    private const string Connects = "a pass tls sni cacert cacertdir cert key";

    private const string Valued =
        "h p s a u r i n d D X user pass sni cacert cacertdir cert key eval rdb pattern count "
        + "tls-ciphers intrinsic-latency lru-test functions-rdb quoted-pattern";

    public override string Id => "redis";

    public override string Title => "redis-cli, valkey-cli, keydb-cli";

    public override string Documentation =>
        """
        **Recognised:** `FLUSHALL`, `FLUSHDB`, `DEL`, `UNLINK` and what deletes entries, `SHUTDOWN`, `REPLICAOF`,
        `CLUSTER RESET`, settings that end saving or open the server, scripts; as arguments, from here-documents, pipes
        and `--eval` files. Keys named one by one may be deleted in a development database without a question.

        **Target:** `-u`, `-h`, `-p`, `-n`, else this machine.

        **Measured**, through `redis-cli` with the same connection: how many keys of which databases, how much memory,
        which of the named keys are there, replicas, when it was last saved. There is no dry run.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["redis-cli", "valkey-cli", "keydb-cli"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        // Options end at the first word that is none: the rest is the command.
        ImmutableArray<Word> words = invocation.Arguments;
        int at = 0;
        while (at < words.Length && words[at].Prefix is ['-', _, ..] option)
        {
            at += Shell.Wrappers.Wrapper.Has(Valued, option.TrimStart('-')) ? 2 : 1;
        }

        at = Math.Min(at, words.Length);
        var arguments = ClientArguments.ReadNamed(words[..at], Valued);
        if (arguments.Has("help version"))
        {
            return;
        }

        var connection = new Connection
        {
            Scheme = "redis",
            Invocation = invocation,
            Url = arguments.Value("u"),
            Host = arguments.Value("s") ?? arguments.Value("h"),
            Port = arguments.Value("p"),
            User = arguments.Value("user"),
            Given = [.. arguments.Given.Where(g => Shell.Wrappers.Wrapper.Has(Connects, g.Name))],
            Database = arguments.Value("n"),
            DefaultHost = "127.0.0.1",
        };
        if (arguments.Value("eval") is { } file)
        {
            new RedisLua(Id, connection).AddFile(file, effects);
        }
        else if (at < words.Length)
        {
            Command(connection, words[at..], effects);
        }
        else if (!arguments.Has("scan bigkeys memkeys hotkeys stat latency latency-history monitor ldb rdb cluster"))
        {
            new RedisScript(Id, connection).AddInput(effects);
        }
    }

    private void Command(Connection connection, ImmutableArray<Word> words, ICollection<Effect> effects)
    {
        if (words[0].Text is null)
        {
            effects.Add(DatabaseEffects.Unknown(
                Id, connection, words[0].Shown, "runs a command that only run time knows"));
        }
        else if (RedisCommands.Of([.. words.Select(w => w.Shown)]) is { } deed)
        {
            // A key that only run time knows is not looked for.
            bool searched = deed.Reach is Reach.Equality && words.Any(w => w.Text is null);
            DatabaseEffects.Add(Id, connection, [searched ? Searched(deed, words) : deed], effects);
        }
    }

    private static SqlStep.Deed Searched(SqlStep.Deed deed, ImmutableArray<Word> words)
    {
        const int MaxShown = 4;
        string keys = string.Join(' ', words.Skip(1).Take(MaxShown).Select(w => w.Shown));
        return deed with
        {
            Name = keys,
            Summary = deed.Summary.Replace(
                string.Join(' ', words.Skip(1).Take(MaxShown).Select(w => RedisText.Word(w.Shown))), keys,
                StringComparison.Ordinal),
            Reach = Reach.Condition,
        };
    }
}

/// <summary>A file of Lua that redis-cli has the server run.</summary>
internal sealed record RedisLua(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "Lua";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        if (RedisCommands.Of(["EVAL", code]) is { } deed)
        {
            DatabaseEffects.Add(Tool, Connection, [deed], effects);
        }
    }
}
