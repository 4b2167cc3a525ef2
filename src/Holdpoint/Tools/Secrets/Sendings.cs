using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Words = Holdpoint.Shell.Evaluation.Words;

namespace Holdpoint.Tools.Secrets;

/// <summary>What a program sends over the network.</summary>
internal enum SentKind
{
    /// <summary>The word itself.</summary>
    Text,

    /// <summary>The same, as what tells who asks: a header, a password.</summary>
    Credential,

    /// <summary>The file or folder of that name.</summary>
    File,

    /// <summary>What stands on its input.</summary>
    Input,
}

/// <summary>One thing that is sent.</summary>
internal readonly record struct Sent(SentKind Kind, Word Word);

/// <summary>What leaves this machine by a program, and to whom. Pure.</summary>
internal sealed partial class Sendings(Invocation program)
{
    private static readonly Wrapper Copier = new()
    {
        Valued = "eFMBTPicJSlo",
        LongValued = "rsh port filter exclude include exclude-from include-from password-file files-from rsync-path",
    };

    private static readonly Wrapper Mail = new() { Valued = "sarcbAeHFS", LongValued = "subject attach" };

    private static readonly Wrapper Ssh = new() { Valued = "bcDEeFIiJLlmopQRSWwB" };

    private readonly List<Sent> _sent = [];
    private string? _socket;
    private string? _to;

    public IReadOnlyList<Sent> All => _sent;

    /// <summary>To whom, as a person reads it; null while nothing is sent anywhere.</summary>
    public string? To => _sent.Count == 0 ? null : _to ?? "a server";

    /// <summary>It stays on this machine.</summary>
    public bool Stays => _socket is not null || (To is { } to && HostSigns.IsLoopback(HostSigns.OfUrl(to)));

    public static Sendings Of(Invocation program)
    {
        var sendings = new Sendings(program);
        sendings.Read();
        return sendings;
    }

    private void Read()
    {
        switch (program.Name)
        {
            case "curl":
                ReadCurl();
                break;
            case "wget" or "wget2":
                ReadWget();
                break;
            case "http" or "https" or "xh" or "xhs":
                ReadHttpie();
                break;
            case "Invoke-WebRequest" or "Invoke-RestMethod" or "iwr" or "irm":
                ReadPowerShell();
                break;
            case "scp" or "rsync":
                ReadCopier();
                break;
            case "ssh":
                ReadSsh();
                break;
            case "tar" or "gtar" or "bsdtar":
                ReadTar();
                break;
            default:
                ReadOther();
                break;
        }
    }

    private void ReadOther()
    {
        ImmutableArray<Word> words = program.Arguments;
        Word[] operands = [.. words.Where(w => w.Prefix is not ['-', _, ..])];
        switch (program.Name)
        {
            case "nc" or "ncat" or "netcat" or "nc.traditional" or "nc.openbsd" or "telnet":
                bool listens = words.Any(w => w.Text is "--listen" or ['-', not '-', ..] && w.Text.Contains('l'));
                Send(SentKind.Input, Word.Empty, listens ? "whoever connects" : operands.FirstOrDefault()?.Shown);
                break;
            case "socat" when operands.FirstOrDefault(Connections.IsNetwork) is { } address:
                Send(SentKind.Input, Word.Empty, Peer(address.Shown));
                foreach (Word other in operands.Where(o => Connections.Kind(o) is "OPEN" or "FILE" or "GOPEN"
                    or "PIPE" || o.Prefix is ['.' or '/', ..]))
                {
                    string path = other.Shown[(other.Shown.IndexOf(':') + 1)..].Split(',')[0].Trim('"', '\'');
                    Send(SentKind.File, new Word(path), Peer(address.Shown));
                }

                break;
            case "openssl" when words is [{ Text: "s_client" }, ..]:
                Send(SentKind.Input, Word.Empty, After("-connect")?.Shown ?? "a server");
                break;
            case "mail" or "mailx" or "mutt" or "neomutt" or "sendmail" or "msmtp" or "swaks" or "s-nail":
                ReadMail();
                break;
            case "dig" or "nslookup" or "host" or "drill" or "kdig" or "ping" or "resolvectl":
                Array.ForEach(operands, o => Send(SentKind.Text, o, "a name server"));
                break;
            case "aws" when words is [{ Text: "s3" }, { Text: "cp" or "mv" or "sync" }, ..]:
            case "gsutil" or "s3cmd" or "s5cmd" or "mc" or "rclone":
            case "gcloud" when words is [{ Text: "storage" }, { Text: "cp" or "rsync" or "mv" }, ..]:
                ReadStore(operands);
                break;
            case "az" when words is [{ Text: "storage" }, ..] && (After("--file") ?? After("-f")) is { } file:
                Send(SentKind.File, file, "storage of Azure");
                break;
            case "aws" when After("--body") is { } body:
                Send(SentKind.File, body, "AWS");
                break;
            case "gh" or "glab":
                ReadForge(operands);
                break;
            case "pastebinit" or "wormhole" or "croc" or "ffsend" or "transfer" or "termbin" or "gist" or "wgetpaste"
                or "0x0":
                Send(SentKind.Input, Word.Empty, "a service that shows it to others");
                Array.ForEach(operands, o => Send(SentKind.File, o, "a service that shows it to others"));
                break;
        }
    }

    private void Send(SentKind kind, Word word, string? to)
    {
        _sent.Add(new Sent(kind, word));
        _to = to ?? _to;
    }

    private static string Peer(string address)
    {
        string[] parts = address.Split(':', ',');
        return parts[0].EndsWith("LISTEN", StringComparison.OrdinalIgnoreCase) ? "whoever connects"
            : parts.Length > 1 ? parts[1] : address;
    }

    private Word? After(string option)
    {
        int at = program.Arguments.IndexOf(program.Arguments.FirstOrDefault(a => a.Text == option) ?? Word.Empty);
        return at >= 0 && at + 1 < program.Arguments.Length ? program.Arguments[at + 1] : null;
    }

    private void ReadCopier()
    {
        List<Word> words = [];
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Copier, out _, out _))
            {
                words.Add(word);
                line.Skip(1);
            }
        }

        if (words is [.. var from, var to] && Downloads.IsRemote(to))
        {
            from.ForEach(f => Send(SentKind.File, f, to.Shown.Split(':')[0]));
        }
    }

    private void ReadSsh()
    {
        var line = new Line(program.Arguments);
        while (line.Option(Ssh, out _, out _))
        {
        }

        if (line.Next is { } host)
        {
            Send(SentKind.Input, Word.Empty, host.Shown);
            foreach (Word word in line.Rest[1..])
            {
                Send(SentKind.Text, word, host.Shown);
            }
        }
    }

    /// <summary>An archive on another machine: <c>tar -cf host:path</c>.</summary>
    private void ReadTar()
    {
        ImmutableArray<Word> words = program.Arguments;

        // Without -f the archive goes to the tape that the environment names.
        string? to = program.Variable("TAPE") is { } tape && Downloads.IsRemote(tape) ? tape.Shown : null;
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Prefix;
            bool option = text is ['-', ..] || i == 0;
            Word? archive = !option ? null
                : text.StartsWith("--file=", StringComparison.Ordinal) ? Words.Skip(words[i], 7)
                : i + 1 < words.Length && (text is "--file" || (text is not ['-', '-', ..] && text.EndsWith('f')))
                    ? words[i + 1]
                : null;
            to = archive is null ? to : Downloads.IsRemote(archive) ? archive.Shown : null;
        }

        if (to is not null && !words.Any(w => w.Text is "--force-local"))
        {
            foreach (Word word in words.Where(w => w.Prefix is not ['-', ..] && !Downloads.IsRemote(w)))
            {
                Send(SentKind.File, word, to.Split(':')[0]);
            }
        }
    }

    private void ReadMail()
    {
        Send(SentKind.Input, Word.Empty, program.Arguments.LastOrDefault()?.Shown);
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Mail, out string option, out Word? value))
            {
                line.Skip(1);
            }
            else if (value is not null)
            {
                Send(option is "a" or "A" or "attach" ? SentKind.File : SentKind.Text, value, null);
            }
        }
    }

    private void ReadStore(Word[] operands)
    {
        int last = Array.FindLastIndex(operands, o => o.Prefix.Contains("://", StringComparison.Ordinal)
            || (program.Name is "rclone" && Downloads.IsRemote(o)) || program.Name is "mc");
        for (int i = 0; i < last; i++)
        {
            Send(operands[i].Text is "-" ? SentKind.Input : SentKind.File, operands[i], operands[last].Shown);
        }
    }

    private void ReadForge(Word[] operands)
    {
        const string Forge = "a forge, where others read it";
        if (operands is [{ Text: "gist" or "snippet" }, { Text: "create" or "edit" }, .. var files])
        {
            Send(SentKind.Input, Word.Empty, Forge);
            Array.ForEach(files, f => Send(SentKind.File, f, Forge));
        }
        else if (operands is [{ Text: "release" }, { Text: "upload" or "create" }, _, .. var assets])
        {
            Array.ForEach(assets, f => Send(SentKind.File, f, Forge));
        }
        else if (operands is [{ Text: "issue" or "pr" or "mr" }, ..])
        {
            if ((After("--body") ?? After("-b") ?? After("--title") ?? After("-m")) is { } body)
            {
                Send(SentKind.Text, body, Forge);
            }

            if ((After("--body-file") ?? After("-F")) is { } file)
            {
                Send(file.Text is "-" ? SentKind.Input : SentKind.File, file, Forge);
            }
        }
    }
}
