using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;
using Holdpoint.Tools.Mcp;

namespace Holdpoint.Tools.Secrets;

/// <summary>Secrets: what of them would leave this machine, or be shown to the agent.</summary>
internal sealed class SecretsTool : Tool
{
    public const string ToolId = "secrets";

    /// <summary>The type of a secret that leaves this machine.</summary>
    public const string Sent = "secret.sent";

    /// <summary>The type of a secret that the agent reads.</summary>
    public const string Shown = "secret.shown";

    public override string Id => ToolId;

    public override string Title => "secrets: private keys, credential stores, .env files, and where they go";

    public override string Documentation =>
        """
        **Known secrets**: private keys (`~/.ssh/id_*`, `*.pem`, `*.key`, GnuPG), credentials of AWS, Google Cloud,
        Azure, clusters, registries, package indexes, forges, databases and agents in a home folder, `/etc/shadow`,
        browsers and keychains; of a project, `.env` files, keys and Terraform states; and the whole environment
        (`env`, `printenv`, `export -p`).

        **Sent**: one of them in what `curl`, `wget`, HTTPie, `nc`, `socat`, `ssh`, `scp`, `rsync`, `openssl s_client`,
        mail, DNS queries, object stores, gists or `/dev/tcp` send, through pipes, variables, copies, archives and
        encodings of the same action. A header or password that tells who asks is what a secret is for; this machine
        is not another one. In a folder, a pattern or a list that is sent as a whole the files are looked for: a `.env`
        that gives a secret a value, a private key, a store of credentials.

        **Shown**: a private key or a store of a home folder that a program prints to the agent (`gh auth token`,
        `kubectl config view --raw` and the like among them), or that the client's own tool for reading files opens.
        Templates, public keys and certificates are none; a project's own `.env` is read in everyday work.

        **Not seen**: secrets by their content alone, programs with network code of their own.
        """;

    public override ImmutableArray<string>? Programs => null;

    public override void Recognise(Invocation invocation, ICollection<Effect> effects) =>
        Recognise([invocation], 0, effects);

    public override void Recognise(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        Invocation program = invocations[at];
        if (program.Outside is not null || program.Name is null)
        {
            return;
        }

        if (Socket(program) is { } socket)
        {
            var flow = new SecretFlow(invocations, at);
            Secret? secret = flow.Printed(program);
            string[] parts = socket.Split('/');
            Add(secret, program, parts.Length > 3 ? parts[3] : "a socket", flow, effects);
        }
        else if (IsSender(program.Name))
        {
            AddSent(invocations, at, effects);
        }

        if (program.Output is Output.Heard && SecretPrinters.Of(program) is { Kind: SecretKind.Store } printed)
        {
            effects.Add(ShownTo(printed, program.Directory.Shown) with { Invocation = program });
        }
        else if (program.Output is Output.Heard && Prints(program) && !Quiet(program))
        {
            Secret? secret = new SecretFlow(invocations, at).Printed(program);
            if (secret is { Kind: SecretKind.Store } || (secret is { Kind: SecretKind.Mixed }
                && !SecretFlow.Selects(program)))
            {
                effects.Add(ShownTo(secret, program.Directory.Shown) with { Invocation = program });
            }
        }
    }

    public override void RecogniseCall(Action.ToolCall call, ICollection<Effect> effects)
    {
        bool reads = call.Name is "Read" || (call.Name.StartsWith("mcp__", StringComparison.Ordinal)
            && call.Name.Contains("read", StringComparison.OrdinalIgnoreCase)
            && call.Name.Contains("file", StringComparison.OrdinalIgnoreCase));
        if (reads && ToolArguments.Read(call.Arguments)["file_path path"] is { Length: > 0 } path)
        {
            // A home folder that the client resolves lies wherever it lies.
            path = path is ['~', '/', ..] ? "/" + path : path;
            bool relative = path[0] != '/';
            string full = AbsolutePath.Normal(relative ? call.Directory + "/" + path : path);
            if (SecretPlaces.Find(full, call.Directory, relative) is { Kind: not SecretKind.Project } secret)
            {
                effects.Add(ShownTo(secret with { Path = path.TrimStart('/') is ['~', ..] ? path[1..] : path },
                    call.Directory));
            }
        }
    }

    /// <summary>The connection, as bash names it, into which a program writes; null for none.</summary>
    private static string? Socket(Invocation program)
    {
        if (program.Output is Output.ToFile(var file) && Origins.IsSocket(file.Path))
        {
            return file.Path.Shown;
        }

        foreach (Word word in Flow.Passes(program.Name) ? program.Arguments : [])
        {
            if (word.Prefix.IndexOf("/dev/tcp/", StringComparison.Ordinal) is >= 0 and var start)
            {
                return word.Shown[start..];
            }
        }

        return null;
    }

    private static bool IsSender(string name) => name is "curl" or "wget" or "wget2" or "http" or "https" or "xh"
        or "xhs" or "Invoke-WebRequest" or "Invoke-RestMethod" or "iwr" or "irm" or "scp" or "rsync" or "ssh" or "tar"
        or "gtar" or "bsdtar" or "nc" or "ncat" or "netcat" or "nc.traditional" or "nc.openbsd" or "telnet" or "socat"
        or "openssl" or "mail" or "mailx" or "mutt" or "neomutt" or "sendmail" or "msmtp" or "swaks" or "s-nail"
        or "dig" or "nslookup" or "host" or "drill" or "kdig" or "ping" or "resolvectl" or "aws" or "gsutil" or "s3cmd"
        or "s5cmd" or "mc" or "rclone" or "gcloud" or "az" or "gh" or "glab" or "pastebinit" or "wormhole" or "croc"
        or "ffsend" or "transfer" or "termbin" or "gist" or "wgetpaste" or "0x0";

    private static void AddSent(ImmutableArray<Invocation> invocations, int at, ICollection<Effect> effects)
    {
        Invocation program = invocations[at];
        var sendings = Sendings.Of(program);
        if (sendings.To is not { } to || sendings.Stays)
        {
            return;
        }

        var flow = new SecretFlow(invocations, at);
        foreach (Sent sent in sendings.All)
        {
            Secret? secret = sent.Kind switch
            {
                SentKind.Input => flow.InInput(program),
                SentKind.File => flow.InFile(program, sent.Word, program.Directory),
                _ => flow.InText(sent.Word),
            };

            // One value chosen out of a file is what the file is for; so is a token in its header.
            bool used = sent.Kind is SentKind.Credential
                || (sent.Kind is SentKind.Text && secret is { Kind: SecretKind.Project }
                    && SecretFlow.Selects(sent.Word));
            if (secret is not null && !used)
            {
                Add(secret, program, to, flow, effects);
                return;
            }
        }

        Heaps.AddLists(program, flow.Unseen);
        Add(null, program, to, flow, effects);
    }

    private static void Add(
        Secret? secret, Invocation program, string to, SecretFlow flow, ICollection<Effect> effects)
    {
        string host = HostSigns.OfUrl(to).ToString();
        if ((secret is null && flow.Unseen.Count == 0) || HostSigns.IsLoopback(host))
        {
            return;
        }

        string name = secret?.Path ?? string.Join(' ', flow.Unseen.Select(h => h.Path.Shown).Distinct());
        string what = secret is null ? name : $"{secret.What} ({name})";
        effects.Add(new Effect(
            EffectKind.Expose,
            new Resource(Sent, name),
            new Target("host", host, [new Sign(SignKind.Host, host, "the host that it is sent to")]),
            new Recovery.Unknown("what was sent cannot be taken back: the secret would have to be changed"))
        {
            Tool = ToolId,
            Summary = $"sends {what} to {HostSigns.WithoutUser(to)}",
            Invocation = program,
            Probe = secret is null ? new FolderSecrets([.. flow.Unseen]) : null,
            Safer = "send what is needed without the secret, or let a person send it",
        });
    }

    private static Effect ShownTo(Secret secret, string directory) => new(
        EffectKind.Expose,
        new Resource(Shown, secret.Path),
        new Target("path", secret.Path, []),
        new Recovery.Unknown($"what the agent in {directory} has read is in its context, and with its maker"))
    {
        Tool = ToolId,
        Summary = $"shows the agent {secret.What} ({secret.Path})",
        Safer = "let the program that needs it read it by itself",
        Forbidden = secret.What is SecretPlaces.ApproversKey ? $"it is {SecretPlaces.ApproversKey}" : null,
    };

    /// <summary>Programs that print what they read as text, or as a code for it.</summary>
    private static bool Prints(Invocation program) => program.Name is not ("cp" or "gcp" or "mv" or "ln" or "link"
        or "install" or "ginstall" or "rsync" or "split" or "zip" or "7z" or "tar" or "gtar" or "bsdtar" or "cpio"
        or "pax" or "ar" or "gzip" or "pigz" or "bzip2" or "xz" or "zstd" or "lz4" or "openssl" or "tee" or "")
        && Flow.Passes(program.Name)
        && !(program.Name is "dd" && program.Arguments.Any(a => a.Prefix.StartsWith("of=", StringComparison.Ordinal)));

    /// <summary>Searches that tell only whether, where or how often; and the names of profiles.</summary>
    private static bool Quiet(Invocation program) => program.Name is "grep" or "egrep" or "fgrep" or "rg" or "zgrep"
        && program.Arguments.Any(a => a.Text is "--count" or "--quiet" or "--files-with-matches" or "--silent"
            or ['-', not '-', ..] && a.Text.AsSpan().IndexOfAny('c', 'l', 'q') > 0
            || a.Text is ['[', ..] or ['^', '[', ..] or ['\\', '[', ..] or ['^', '\\', '[', ..]);
}
