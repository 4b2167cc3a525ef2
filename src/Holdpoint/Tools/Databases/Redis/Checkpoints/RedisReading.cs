using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>Reads the keys of a Redis through its own client, some at a time, so that nobody else waits: what each is,
/// and where wanted the text that makes it again, both of the same moment.</summary>
internal sealed class RedisReading : IDisposable
{
    /// <summary>A line that takes longer does not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A step of a walk ends about there.</summary>
    private const int SmallBytes = 256 * 1024;

    /// <summary>A larger value would hold the server up for seconds while it is read.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    private const string End = ".";

    /// <summary>Returns the next place of the walk and five texts for each key. Changes nothing.</summary>
    private const string Script =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local function fold(list)
          local h = ''
          for i = 1, #list do
            local t = list[i]
            if type(t) == 'table' then t = fold(t) else t = tostring(t) end
            h = redis.sha1hex(h .. #t .. ':' .. t)
          end
          return h
        end
        local function sum(list, step)
          local a, b = 0, 0
          for i = 1, #list, step do
            local t = list[i]
            if step == 2 then t = #t .. ':' .. t .. list[i + 1] end
            local h = redis.sha1hex(t)
            a = (a + tonumber(string.sub(h, 1, 12), 16)) % 281474976710656
            b = (b + tonumber(string.sub(h, 13, 24), 16)) % 281474976710656
          end
          return string.format('%d:%.0f.%.0f', #list, a, b)
        end
        local function digest(k, t)
          if t == 'string' then return redis.sha1hex(redis.call('GET', k)) end
          if t == 'list' then return fold(redis.call('LRANGE', k, 0, -1)) end
          if t == 'set' then return sum(redis.call('SMEMBERS', k), 1) end
          if t == 'hash' then return sum(redis.call('HGETALL', k), 2) end
          if t == 'zset' then return fold(redis.call('ZRANGE', k, 0, -1, 'WITHSCORES')) end
          if t == 'stream' then
            return fold({redis.call('XRANGE', k, '-', '+'), redis.call('XINFO', 'GROUPS', k)})
          end
          return redis.sha1hex(redis.call('DUMP', k))
        end
        local keys, out = KEYS, {'0'}
        if #KEYS == 0 then
          local step = redis.call('SCAN', ARGV[1], 'COUNT', 100)
          out[1] = step[1]
          keys = step[2]
        end
        for _, k in ipairs(keys) do
          local t = redis.call('TYPE', k).ok
          local size = redis.pcall('MEMORY', 'USAGE', k)
          if type(size) ~= 'number' then size = 0 end
          local at = redis.pcall('PEXPIRETIME', k)
          if type(at) ~= 'number' then
            at = redis.call('PTTL', k)
            if at > 0 then at = at + now end
          end
          if at < 0 then at = 0 end
          local read = t ~= 'none' and size <= tonumber(ARGV[3])
          out[#out + 1] = k
          out[#out + 1] = t
          out[#out + 1] = string.format('%.0f', at)
          out[#out + 1] = read and digest(k, t) or (t == 'none' and '' or '?')
          out[#out + 1] = read and ARGV[2] == '1' and redis.call('DUMP', k) or ''
        end
        out[#out + 1] = '.'
        return out
        """;

    private static readonly string Sent = RedisText.Quoted(Script);

    private readonly Conversation _client;

    private RedisReading(Conversation client) => _client = client;

    /// <summary>Connects; or says why it could not.</summary>
    public static (RedisReading? Reading, string Problem) Start(RedisDial dial, Bench bench)
    {
        foreach (string program in RedisDial.Clients)
        {
            (Conversation? client, _) = bench.Workshop.Start(new RunRequest(
                program, [.. dial.Words, "--no-raw"], "/", dial.Variables,
                bench.World.Clock.GetUtcNow() + bench.Patience, 0));
            if (client is not null)
            {
                return (new RedisReading(client), "");
            }
        }

        return (null, "redis-cli was not found on PATH; install redis-tools");
    }

    /// <summary>Reads the keys of a database, each once; null, or why it could not be read to its end.</summary>
    /// <param name="payloads">The text that makes it again is read too.</param>
    /// <param name="each">A key and that text, in quotes; or a reason to stop.</param>
    public string? Walk(int database, bool payloads, Func<RedisKey, string, string?> each)
    {
        if (Ask($"SELECT {database}").Problem is { Length: > 0 } unselected)
        {
            return unselected;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        string cursor = "\"0\"";
        do
        {
            (ImmutableArray<string> answer, string problem) = Step(0, cursor, payloads, SmallBytes);
            if (problem.Length > 0)
            {
                return problem;
            }

            cursor = answer[0];
            for (int i = 1; i + 4 < answer.Length; i += 5)
            {
                if (!seen.Add(answer[i]))
                {
                    continue;
                }

                (RedisKey? key, string payload, problem) = Key(database, answer.AsSpan(i, 5));
                if (key is { Digest: "?" })
                {
                    (key, payload, problem) = One(database, answer[i], payloads);
                }

                if ((key is null ? problem : key.Exists ? each(key, payload) : null) is { } stopped)
                {
                    return stopped;
                }
            }
        }
        while (cursor != "\"0\"");
        return null;
    }

    /// <summary>Reads keys by their names; null, or why they could not be read.</summary>
    public string? Look(
        int database, IEnumerable<string> names, bool payloads, Func<RedisKey, string, string?> each)
    {
        if (Ask($"SELECT {database}").Problem is { Length: > 0 } unselected)
        {
            return unselected;
        }

        foreach (string name in names)
        {
            (RedisKey? key, string payload, string problem) = One(database, RedisText.Quoted(name), payloads);
            if ((key is null ? problem : each(key, payload)) is { } stopped)
            {
                return stopped;
            }
        }

        return null;
    }

    /// <summary>What the server says of itself.</summary>
    public (Dictionary<string, string>? Settings, string Problem) Settings()
    {
        (ImmutableArray<string> lines, string problem) = Ask(
            "EVAL \"return {redis.call('INFO'), '.'}\" 0");
        return lines is [var text, ..]
            ? (RedisQuestion.Settings(text.Replace(@"\r\n", "\n", StringComparison.Ordinal)), "")
            : (null, problem);
    }

    public void Dispose() => _client.Dispose();

    private (RedisKey? Key, string Payload, string Problem) One(int database, string name, bool payload)
    {
        (ImmutableArray<string> answer, string problem) = Step(1, name, payload, MaxBytes);
        return problem.Length > 0 ? (null, "", problem)
            : answer.Length < 6 ? (null, "", $"the key {name} was not told of")
            : Key(database, answer.AsSpan(1, 5)) is ({ Digest: not "?" }, _, _) known ? known
            : (null, "", $"the key {name} holds more than {Policy.Words.Bytes(MaxBytes)}");
    }

    private (ImmutableArray<string> Answer, string Problem) Step(int keys, string at, bool payloads, int bytes) => Ask(
        string.Create(CultureInfo.InvariantCulture,
            $"EVAL {Sent} {keys} {at} {(keys == 0 ? "" : "- ")}{(payloads ? 1 : 0)} {bytes}"));

    private static (RedisKey? Key, string Payload, string Problem) Key(int database, ReadOnlySpan<string> texts) =>
        long.TryParse(RedisText.Shown(texts[2]), NumberStyles.None, CultureInfo.InvariantCulture, out long expires)
            ? (new RedisKey(database, texts[0], RedisText.Shown(texts[1]), expires, RedisText.Shown(texts[3])),
                texts[4], "")
            : (null, "", $"the key {texts[0]} was told of in words that are not understood");

    /// <summary>The texts of an answer, in quotes; or the error that came in its place.</summary>
    private (ImmutableArray<string> Texts, string Problem) Ask(string command)
    {
        if (!_client.Say(command))
        {
            return ([], Ended());
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        while (_client.Hear(Patience) is { } line)
        {
            string text = line.TrimStart();
            if (text.StartsWith("(error)", StringComparison.Ordinal))
            {
                return ([], $"it answered: {text["(error)".Length..].Trim()}");
            }

            if (text is "OK")
            {
                return (texts.ToImmutable(), "");
            }

            int begin = text.IndexOf(") ", StringComparison.Ordinal);
            string value = begin > 0 ? text[(begin + 2)..] : text;
            if (value is "\"" + End + "\"")
            {
                return (texts.ToImmutable(), "");
            }

            texts.Add(value);
        }

        return ([], Ended());
    }

    private string Ended() =>
        _client.Finish(TimeSpan.FromSeconds(1)) is RunAnswer.Ended { Errors: { Length: > 0 } said }
        ? said.Trim().Split('\n')[0]
        : "redis-cli gave no answer in time, or ended";
}
