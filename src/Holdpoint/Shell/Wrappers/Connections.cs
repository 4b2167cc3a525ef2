using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Programs that join a connection to a command: <c>nc -e</c>, <c>socat TCP:… EXEC:…</c>. What the other side
/// says is the command's input.</summary>
internal sealed class Connections(Session session)
{
    /// <summary>An address within an address within an address.</summary>
    private const int MaxParts = 16;

    /// <summary>Words of a connection that tell who is on its other side.</summary>
    private const int MaxTold = 64;

    private static readonly Wrapper Netcat = new()
    {
        Valued = "ecgGiIoOpPqsTVwWxXmd",
        LongValued = "exec sh-exec lua-exec source source-port wait idle-timeout delay proxy proxy-type proxy-auth "
            + "output hex-dump max-conns",
    };

    public void Run(string name, Launch launch)
    {
        if (name is "socat")
        {
            RunSocat(name, launch);
            return;
        }

        var line = new Line(launch.Arguments);
        while (line.Next is not null)
        {
            if (!line.Option(Netcat, out string option, out Word? value))
            {
                line.Skip(1);
            }
            else if (value is not null && option is "e" or "c" or "exec" or "sh-exec")
            {
                Join(name, launch, value, network: true);
            }
        }
    }

    private void RunSocat(string name, Launch launch)
    {
        ImmutableArray<Word> addresses = [.. launch.Arguments.Where(a => a.Prefix is not ['-', _, ..])];
        bool network = addresses.Any(IsNetwork);
        Word? file = addresses.FirstOrDefault(a => Kind(a) is "OPEN" or "FILE" or "GOPEN" or "PIPE")?.Text is { } opened
            && opened.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
            ? new Word(opened[(at + 1)..].Split(',')[0]) : null;
        foreach (Word address in addresses)
        {
            foreach (string part in address.Shown.Split("!!", MaxParts))
            {
                int colon = part.IndexOf(':', StringComparison.Ordinal);
                string kind = (colon < 0 ? part.Split(',')[0] : part[..colon]).ToUpperInvariant();
                if (kind is "SHELL")
                {
                    Join(name, launch, colon < 0 ? new Word("sh") : Words.Skip(address, colon + 1), network,
                        file);
                }
                else if (colon > 0 && kind is "EXEC" or "SYSTEM")
                {
                    string code = Command(part[(colon + 1)..]);
                    Join(name, launch, address.Text is null ? Words.Skip(address, colon + 1) : new Word(code), network,
                        file);
                }
            }
        }
    }

    /// <summary>The command of an address, without its options and without one pair of quotes around it.</summary>
    private static string Command(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        string code = comma < 0 || text[..comma].AsSpan().IndexOfAny('"', '\'') >= 0 ? text : text[..comma];
        bool quoted = code.Length > 1 && code[0] is '"' or '\'' && code[^1] == code[0];

        // A backslash only keeps socat from reading the character itself.
        return quoted ? code[1..^1] : code.Replace("\\ ", " ", StringComparison.Ordinal);
    }

    /// <summary>The word before an address of socat, in upper case.</summary>
    public static string Kind(Word address) => address.Prefix.Split(':', ',')[0].ToUpperInvariant();

    /// <summary>An address that another machine can be behind.</summary>
    public static bool IsNetwork(Word address) =>
        Kind(address.Text?.Split("!!", MaxParts) is [_, .., var written] ? new Word(written) : address)
            .Split('-')[0].TrimEnd('4', '6') is "TCP" or "UDP" or "UDPLITE" or "SCTP" or "DCCP"
            or "OPENSSL" or "PROXY" or "SOCKS" or "SOCKS4A" or "SOCKS5" or "VSOCK" or "IP" or "TUN" or "DTLS" or "SSL";

    /// <summary>Two ends that talk to each other: what one prints the other reads.</summary>
    /// <param name="file">What feeds it in place of the other side; null for none.</param>
    private void Join(string name, Launch launch, Word code, bool network, Word? file = null)
    {
        Launch inner = launch with { Files = [], OutputAway = true };
        Input input = file is null ? Input.Inherited.Instance : new Input.FromFile(file);
        if (network)
        {
            // It hears the other side, and the other side hears it.
            input = new Input.Piped(session.Launcher.Made(launch, name));
            string peer = string.Join(
                ' ', launch.Arguments.Take(MaxTold).Where(a => !a.SameAs(code)).Select(a => a.Shown));
            inner = inner with
            {
                OutputFile = new OpenedFile(Syntax.RedirectKind.Output, new Word("/dev/tcp/" + peer)),
            };
        }

        session.Launcher.Code.RunChild(inner, code, name, null, default, input);
    }
}
