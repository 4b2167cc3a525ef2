using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Shell code that programs of another purpose carry in their options: <c>tar --to-command</c>,
/// <c>rsync -e</c>.</summary>
internal sealed class Carried(Session session)
{
    /// <summary>Settings of ssh and apt whose value is run.</summary>
    private const string Settings = "ProxyCommand LocalCommand KnownHostsCommand APT::Update::Pre-Invoke "
        + "APT::Update::Post-Invoke DPkg::Pre-Invoke DPkg::Post-Invoke DPkg::Pre-Install-Pkgs";

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
            case "nc" or "ncat" or "netcat" or "nc.traditional" or "nc.openbsd" or "socat":
                new Connections(session).Run(name, launch);
                return;
            case "crontab" when launch.Arguments.All(a => a.Text is "-" or "-u" or [not '-', ..])
                && launch.Input is Input.Given(var table):
                // What another program prints before it ends with a line.
                RunTable(launch, string.Concat(table.Pieces.Select(p => p.Kind is PieceKind.Unknown ? "\n" : p.Value)));

                return;
        }

        if (Carriers.Find(name) is { } carrier)
        {
            RunOptions(name, carrier, launch);
        }

        if (ShellEscapes.Find(name) is { } escapes)
        {
            RunEscapes(name, escapes, launch);
        }
        else if (Scripts.Find(name))
        {
            new Scripts(session).Run(name, launch);
        }
        else if (Interpreters.Find(name) is { } interpreter)
        {
            new Interpreters(session).Run(name, interpreter, launch);
        }
        else if (SourcePrograms.Find(name) is { } sources)
        {
            new SourcePrograms(session).Run(name, sources, launch);
        }
        else if (Frameworks(name) is { } family)
        {
            new Interpreters(session).Framework(name, family, launch, name, launch.Arguments);
        }
    }

    /// <summary>The language of the code that a framework's own program can be given.</summary>
    private static Languages.Family? Frameworks(string name) => name switch
    {
        "rails" => Languages.Family.Ruby,
        "django-admin" or "flask" => Languages.Family.Python,
        "wp" or "drush" => Languages.Family.Php,
        _ => null,
    };

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
            case "bind" when prefix.IndexOf('(') is > 0 and var open && prefix.LastIndexOf(')') is var close:
                return close > open ? new Word(prefix[(open + 1)..close]) : null;
            case "checkpoint-action":
                return prefix.StartsWith("exec=", StringComparison.Ordinal) ? Words.Skip(value, 5) : null;
            case "o":
                int end = prefix.AsSpan().IndexOfAny('=', ' ');
                return end > 0 && Settings.Contains(prefix[..end].TrimEnd(':'), StringComparison.OrdinalIgnoreCase)
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
            or "respawn-pane" or "respawnp" or "respawn-window" or "run-shell" or "run" or "display-popup" or "popup"
            or "pipe-pane" or "pipep" or "if-shell" or "if" or "set-hook"))
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
        if (words[i].Text is "if-shell" or "if" or "set-hook")
        {
            // What these run is commands of tmux again, but for a condition.
            foreach (Word command in code)
            {
                RunCode("tmux", launch, Words.Concat(new Word("tmux "), command));
                RunCode("tmux", launch, command);
            }
        }
        else if (!code.IsEmpty)
        {
            RunCode("tmux", launch, Words.JoinWith(code, types ? "" : " "));
        }
    }

    /// <summary>Commands of a program's own language that lead to a shell.</summary>
    private void RunEscapes(string name, ShellEscapes escapes, Launch launch)
    {
        foreach (Word commands in escapes.Commands(launch))
        {
            foreach (Word code in escapes.Codes(commands))
            {
                if (!escapes.Loose || ShellParser.Parse(code.Shown) is ParseAnswer.Parsed)
                {
                    RunCode(name, launch, code);
                }
            }
        }
    }

    private void RunCode(string name, Launch launch, Word code)
    {
        Launch inner = launch with { Files = [], OutputAway = true };
        session.Launcher.Code.RunChild(inner, code, name, null, default, Input.Inherited.Instance);
    }
}
