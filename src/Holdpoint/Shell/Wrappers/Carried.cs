using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Shell code that programs of another purpose carry in their options: <c>tar --to-command</c>,
/// <c>rsync -e</c>.</summary>
internal sealed class Carried(Session session)
{
    /// <summary>Settings of ssh whose value is run.</summary>
    private const string Settings = "ProxyCommand LocalCommand KnownHostsCommand";

    /// <summary>Keys that tmux presses by name.</summary>
    private const string Keys = "Enter C-m C-j C-c C-d C-l C-u Space Escape Tab KPEnter";

    /// <summary>Runs what the program would run; the program itself is an invocation all the same.</summary>
    public void Run(string name, Launch launch)
    {
        switch (name)
        {
            case "tmux":
                RunTmux(launch);
                return;
            case "at" or "batch":
                session.Launcher.Code.RunInput(
                    launch with { Files = [], OutputAway = true }, launch.Input, name, null, []);
                return;
            case "crontab" when launch.Arguments is [{ Text: "-" }] && launch.Input is Input.Given({ Text: { } table }):
                RunTable(launch, table);
                return;
            case "npx" or "bunx" or "pnpx":
                RunPackage(name, launch, 0);
                return;
            case "npm" or "pnpm" or "yarn" or "bun" when launch.Arguments is [{ Text: "exec" or "x" or "dlx" }, ..]:
                RunPackage(name, launch, 1);
                return;
        }

        if (Find(name) is { } carrier)
        {
            RunOptions(name, carrier, launch);
        }
        else if (Interpreters.Find(name) is { } interpreter)
        {
            new Interpreters(session).Run(name, interpreter, launch);
        }
    }

    /// <summary>Lines of a crontab: five fields, or a word such as <c>@daily</c>, then code.</summary>
    private void RunTable(Launch launch, string table)
    {
        foreach (string line in table.Split('\n'))
        {
            string[] fields = line.Trim().StartsWith('@')
                ? line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries)
                : line.Split((char[]?)null, 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length is 2 or 6 && !line.TrimStart().StartsWith('#')
                && fields[0] is ['@' or '*' or (>= '0' and <= '9'), ..])
            {
                RunCode("crontab", launch, new Word(fields[^1]));
            }
        }
    }

    /// <summary>A program out of a package: its name, without the version, is the command.</summary>
    private void RunPackage(string name, Launch launch, int skip)
    {
        var line = new Line(launch.Arguments[skip..]);
        var options = new Wrapper { Valued = "pcw", LongValued = "package call workspace cache", Code = "c call" };
        Launch inner = launch with { Files = [], OutputAway = true };
        while (line.Option(options, out string option, out Word? value))
        {
            if (value is not null && Wrapper.Has(options.Code, option))
            {
                RunCode(name, launch, value);
            }
        }

        if (line.Rest is [{ Text: { Length: > 0 } package }, .. var arguments])
        {
            int version = package.LastIndexOf('@');
            session.Launcher.Start(inner.Then(new Word(version > 0 ? package[..version] : package), arguments, name));
        }
    }

    /// <summary>Every program with options that are code, by hand: one entry each.</summary>
    private static Wrapper? Find(string name) => name switch
    {
        "tar" or "gtar" or "bsdtar" => new()
        {
            Valued = "IFfCTXbgHNVLK",
            LongValued = "file directory use-compress-program to-command info-script new-volume-script "
                + "checkpoint-action",
            Code = "I F use-compress-program to-command info-script new-volume-script checkpoint-action rsh-command",
        },
        "rsync" => new() { Valued = "efMBT", LongValued = "rsh rsync-path filter exclude include", Code = "e rsh" },
        "ssh" or "scp" or "sftp" => new() { Valued = "bcDEeFIiJLlmopQRSWwBP", Code = "o" },
        _ => null,
    };

    private void RunOptions(string name, Wrapper carrier, Launch launch)
    {
        var line = new Line(launch.Arguments);
        while (line.Next is not null && !session.Stopped)
        {
            if (!line.Option(carrier, out string option, out Word? value))
            {
                line.Skip(1);
            }
            else if (value is not null && Wrapper.Has(carrier.Code, option) && Code(option, value) is { } code)
            {
                RunCode(name, launch, code);
            }
        }
    }

    private static Word? Code(string option, Word value)
    {
        string prefix = value.Prefix;
        switch (option)
        {
            case "checkpoint-action":
                return prefix.StartsWith("exec=", StringComparison.Ordinal) ? Words.Skip(value, 5) : null;
            case "o":
                int end = prefix.AsSpan().IndexOfAny('=', ' ');
                return end > 0 && Settings.Contains(prefix[..end], StringComparison.OrdinalIgnoreCase)
                    ? Words.Skip(value, end + 1)
                    : null;
            default:
                return value;
        }
    }

    /// <summary>tmux starts commands in panes, and types them.</summary>
    private void RunTmux(Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        int i = 0;
        while (i < words.Length && words[i].Prefix is ['-', ..] option)
        {
            i += option is "-L" or "-S" or "-f" or "-c" ? 2 : 1;
        }

        if (i >= words.Length)
        {
            return;
        }

        bool types = words[i].Text is "send-keys" or "send";
        if (!types && words[i].Text is not (
            "new-session" or "new" or "new-window" or "neww" or "split-window" or "splitw"
            or "respawn-pane" or "respawnp" or "respawn-window" or "run-shell" or "run" or "display-popup" or "popup"))
        {
            return;
        }

        var line = new Line(words[(i + 1)..]);
        var options = new Wrapper { Valued = types ? "tN" : "ceFnstxylhwdE" };
        if (words[i].Text is "new-session" or "new")
        {
            // Here -d detaches; in a popup it names a folder.
            options = options with { Valued = "ceFnstxy" };
        }

        while (line.Option(options, out _, out _))
        {
        }

        ImmutableArray<Word> code = [.. line.Rest.Where(w => !types || w.Text is null || !Wrapper.Has(Keys, w.Text))];
        if (!code.IsEmpty)
        {
            RunCode("tmux", launch, Words.JoinWith(code, types ? "" : " "));
        }
    }

    private void RunCode(string name, Launch launch, Word code)
    {
        Launch inner = launch with { Files = [], OutputAway = true };
        session.Launcher.Code.RunChild(inner, code, name, null, default, Input.Inherited.Instance);
    }
}
