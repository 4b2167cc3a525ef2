using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Evaluation.StaticPrograms;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Redis;
using Holdpoint.Tools.Http;

namespace Holdpoint.Tools.Databases.Raw;

/// <summary>Text that is sent to a port as it stands: what the server behind it would do.</summary>
internal sealed class RawTextTool : Tool
{
    private const string Device = "/dev/tcp/";

    public override string Id => "raw";

    public override string Title => "nc, socat, telnet, openssl s_client, /dev/tcp";

    public override string Documentation =>
        """
        **Read:** text from here-documents and pipes, and what `echo` and `printf` write to `/dev/tcp/HOST/PORT`,
        also over a descriptor that was opened before.

        **Recognised:** commands of Redis, also in its own protocol, and of memcached, by their ports; a request of
        HTTP as it is written. **Target:** host and port.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        if (invocation.Output is Output.ToFile({ Path: var device })
            && device.Prefix.StartsWith(Device, StringComparison.Ordinal)
            && device.Shown[Device.Length..].Split('/') is [var host, var port])
        {
            Word? text = invocation.Name switch
            {
                "echo" => Echo.Output(invocation.Arguments),
                "printf" => Printf.Output(invocation.Arguments),
                "cat" when invocation.Input is Input.Given(var given) => given,
                _ => null,
            };
            Sent(text, host, port, invocation, effects);
        }

        if (invocation.Name is "nc" or "ncat" or "netcat" or "socat" or "telnet" or "openssl"
            && invocation.Input is Input.Given(var input)
            && Address(invocation.Name, invocation.Arguments) is var (to, at))
        {
            Sent(input, to, at, invocation, effects);
        }
    }

    /// <summary>Where a program sends its input; null where it only listens, or the words do not tell.</summary>
    private static (string Host, string Port)? Address(string name, ImmutableArray<Word> words)
    {
        if (name is "socat")
        {
            foreach (Word word in words)
            {
                // TCP:db.example:6379,crnl
                string[] parts = word.Shown.Split(',')[0].Split(':');
                if (parts is [var kind, .., var host, var port]
                    && parts.Length is 3 && (kind.StartsWith("TCP", StringComparison.OrdinalIgnoreCase)
                        || kind.StartsWith("OPENSSL", StringComparison.OrdinalIgnoreCase)))
                {
                    return (host, port);
                }
            }

            return null;
        }

        if (name is "openssl")
        {
            var arguments = ClientArguments.ReadNamed(words, "connect host port servername CAfile cert key");
            string[] both = arguments.Value("connect")?.Shown.Split(':') ?? [];
            return both is [var host, var port] ? (host, port) : null;
        }

        var given = ClientArguments.Read(words, "wqisxXpTIOc", "wait source-port proxy source ssl-cert");
        return given.Has("l listen") || given.Operands is not [.., var where, var number]
            ? null
            : (where.Shown, number.Shown);
    }

    private void Sent(Word? text, string host, string port, Invocation invocation, ICollection<Effect> effects)
    {
        if (text is null || text.IsUnknown)
        {
            return;
        }

        string shown = text.Shown.Replace("\r", "", StringComparison.Ordinal);
        int end = shown.IndexOf('\n', StringComparison.Ordinal);
        if ((end < 0 ? shown : shown[..end]).Split(' ') is [var method, ['/', ..] path, ['H', 'T', 'T', 'P', '/', ..]])
        {
            int blank = shown.IndexOf("\n\n", StringComparison.Ordinal);
            RequestEffects.Add(
                new HttpRequest(method, new Word($"http://{host}:{port}{path}"))
                {
                    Body = blank < 0 ? null : new Word(shown[(blank + 2)..]),
                },
                invocation,
                effects);
            return;
        }

        var connection = new Connection
        {
            Scheme = port is "11211" ? "memcached" : "redis",
            Invocation = invocation,
            Host = new Word(host),
            Port = new Word(port),
        };
        if (port is "11211")
        {
            Memcached(shown, connection, effects);
        }
        else if (port is "6379" or "6380" or "26379" or "16379" or "7000" or "7001")
        {
            new RedisScript(Id, connection).AddCode(Plain(shown), effects);
        }
    }

    private void Memcached(string text, Connection connection, ICollection<Effect> effects)
    {
        if (text.Split('\n').Any(l => l.StartsWith("flush_all", StringComparison.OrdinalIgnoreCase)))
        {
            DatabaseEffects.Add(Id, connection,
            [
                new(DeedKind.Deletes, "cache", "all keys", "empties the cache", 0)
                {
                    Question = "how many keys it holds",
                },
            ], effects);
        }
    }

    /// <summary>The protocol of Redis as its commands are typed: <c>*2 $3 DEL $1 k</c>, a part on each
    /// line.</summary>
    private static string Plain(string text)
    {
        if (text is not ['*', ..])
        {
            return text;
        }

        var commands = new System.Text.StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            commands.Append(line is ['*', ..] ? "\n" : line is ['$', ..] ? "" : line + " ");
        }

        return commands.ToString();
    }
}
