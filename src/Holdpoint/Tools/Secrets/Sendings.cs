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
internal sealed class Sendings(Invocation program)
{
    private static readonly Wrapper Curl = new()
    {
        Valued = "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
        LongValued = "request data data-ascii data-binary data-raw data-urlencode json form form-string url url-query "
            + "header user user-agent cookie cookie-jar output dump-header referer proxy proxy-user max-time "
            + "connect-timeout retry retry-delay upload-file config cacert capath cert cert-type key key-type pass "
            + "write-out request-target resolve connect-to interface limit-rate unix-socket netrc-file output-dir "
            + "oauth2-bearer aws-sigv4 proxy-header trace trace-ascii stderr",
    };

    private static readonly Wrapper Wget = new()
    {
        Valued = "OPoaUtTwQADeBiIXRlY",
        LongValued = "output-document directory-prefix output-file header user password tries timeout method body-data "
            + "body-file post-data post-file certificate private-key ca-certificate load-cookies user-agent",
    };

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
                foreach (Word other in operands.Where(o => o.Prefix.StartsWith("OPEN:", StringComparison.OrdinalIgnoreCase)
                    || o.Prefix.StartsWith("FILE:", StringComparison.OrdinalIgnoreCase)
                    || o.Prefix.StartsWith("GOPEN:", StringComparison.OrdinalIgnoreCase)))
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

    private void ReadCurl()
    {
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Curl, out string option, out Word? value))
            {
                _to ??= word.Shown;
                Send(SentKind.Text, word, null);
                line.Skip(1);
                continue;
            }

            switch (option)
            {
                case "d" or "data" or "data-ascii" or "data-binary" or "json" or "url-query" when value is not null:
                    Data(value);
                    break;
                case "data-urlencode" when value is not null:
                    int mark = value.Prefix.IndexOf('@', StringComparison.Ordinal);
                    Data(mark > 0 && !value.Prefix[..mark].Contains('=') ? Words.Skip(value, mark) : value);
                    break;
                case "data-raw" or "form-string" or "A" or "user-agent" or "e" or "referer" when value is not null:
                    Send(SentKind.Text, value, null);
                    break;
                case "F" or "form" when value is not null:
                    Form(value);
                    break;
                case "T" or "upload-file" when value is not null:
                    Send(value.Text is "-" or "." ? SentKind.Input : SentKind.File, value, null);
                    break;
                case "url" when value is not null:
                    _to = value.Shown;
                    Send(SentKind.Text, value, null);
                    break;
                case "H" or "header" or "u" or "user" or "b" or "cookie" or "oauth2-bearer" when value is not null:
                    Header(value, option is "H" or "header");
                    break;
                case "unix-socket" or "abstract-unix-socket":
                    _socket = value?.Shown;
                    break;
            }
        }
    }

    private void Data(Word value) =>
        Send(
            value.Text is "@-" ? SentKind.Input : value.Prefix is ['@', ..] ? SentKind.File : SentKind.Text,
            value.Prefix is ['@', ..] ? Words.Skip(value, 1) : value, null);

    /// <summary><c>-F name=@file,file;type=…</c></summary>
    private void Form(Word value)
    {
        string text = value.Prefix;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || equals + 1 >= text.Length || text[equals + 1] is not ('@' or '<'))
        {
            Send(SentKind.Text, value, null);
            return;
        }

        foreach (string file in text[(equals + 2)..].Split(';')[0].Split(','))
        {
            Send(file is "-" ? SentKind.Input : SentKind.File, new Word(file.Trim('"')), null);
        }
    }

    /// <summary>Headers that tell who asks are there for secrets.</summary>
    private void Header(Word value, bool header)
    {
        if (header && value.Prefix is ['@', ..])
        {
            Data(value);
            return;
        }

        string name = value.Prefix.Split(':')[0];
        bool credential = !header || name.Contains("auth", StringComparison.OrdinalIgnoreCase)
            || name.Contains("key", StringComparison.OrdinalIgnoreCase)
            || name.Contains("token", StringComparison.OrdinalIgnoreCase)
            || name.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || name.Contains("cookie", StringComparison.OrdinalIgnoreCase);
        Send(credential ? SentKind.Credential : SentKind.Text, value, null);
    }

    private void ReadWget()
    {
        var line = new Line(program.Arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Wget, out string option, out Word? value))
            {
                _to ??= word.Shown;
                Send(SentKind.Text, word, null);
                line.Skip(1);
            }
            else if (value is not null && option.StartsWith("post-f", StringComparison.Ordinal)
                || option.StartsWith("body-f", StringComparison.Ordinal))
            {
                Send(value?.Text is "-" ? SentKind.Input : SentKind.File, value ?? Word.Empty, null);
            }
            else if (value is not null && option is "post-data" or "body-data" or "U" or "user-agent")
            {
                Send(SentKind.Text, value ?? Word.Empty, null);
            }
            else if (value is not null && option is "header")
            {
                Header(value, header: true);
            }
        }
    }

    private void ReadHttpie()
    {
        Send(SentKind.Input, Word.Empty, null);
        Word[] operands = [.. program.Arguments.Where(w => w.Prefix is not ['-', ..])];
        _to = operands.FirstOrDefault(o => !o.Prefix.All(char.IsAsciiLetterUpper) || o.HasUnknown)?.Shown;
        foreach (Word item in operands)
        {
            string text = item.Prefix;
            int at = text.AsSpan().IndexOfAny("@=");
            bool file = at > 0 && (text[at] == '@' || text.AsSpan(at).StartsWith("=@"));
            Send(
                file ? SentKind.File : SentKind.Text,
                file ? Words.Skip(item, at + (text[at] == '@' ? 1 : 2)) : item, null);
        }
    }

    private void ReadPowerShell()
    {
        if (After("-InFile") is { } file)
        {
            Send(SentKind.File, file, After("-Uri")?.Shown);
        }

        if (After("-Body") is { } body)
        {
            Send(SentKind.Text, body, After("-Uri")?.Shown);
        }
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
        string? to = null;
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Prefix;
            bool option = text is ['-', ..] || i == 0;
            if (option && text.StartsWith("--file=", StringComparison.Ordinal) && Downloads.IsRemote(Words.Skip(words[i], 7)))
            {
                to = text[7..];
            }
            else if (option && i + 1 < words.Length && (text is "--file" || (text is not ['-', '-', ..] && text.EndsWith('f')))
                && Downloads.IsRemote(words[i + 1]))
            {
                to = words[i + 1].Shown;
            }
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
