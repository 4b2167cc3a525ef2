using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Host;

/// <summary>The machine as a whole: stopping it, its users, its timetables, what is mounted over what.</summary>
internal sealed class HostTool : Tool
{
    public override string Id => "host";

    public override string Title => "the machine: shutdown, reboot, kill -1, crontab -r, userdel -r, …";

    public override string Documentation =>
        """
        **Recognised**: stopping the machine or everything on it (`shutdown`, `reboot`, `halt`, `poweroff`, `init 0`,
        `systemctl reboot`, `kill -9 -1`, `killall5`), removing a user with its home (`userdel -r`,
        `deluser --remove-home`), processes without end (a function that starts itself beside itself whatever happens;
        an endless loop that starts a program in the background in every pass and is held up by nothing), emptying a
        timetable (`crontab -r`, `crontab /dev/null`), and making the root
        read-only or taking it away (`mount -o remount,ro /`, `umount /`).

        **Measured**: the lines of a timetable that would go, by `crontab -l`; one that is empty has nothing to lose.

        **Not measured**: what runs on the machine, and what a user's home holds. Other machines (`ssh host reboot`).
        """;

    public override ImmutableArray<string>? Programs { get; } =
    [
        "shutdown", "reboot", "halt", "poweroff", "init", "telinit", "systemctl", "loginctl", "kill", "killall5",
        "crontab", "userdel", "deluser", "mount", "umount",
    ];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        if (words.Any(w => w.Text is "--help" or "-h" or "--version" or "-V" && invocation.Name is not "shutdown"))
        {
            return;
        }

        switch (invocation.Name)
        {
            case "crontab":
                Timetable(invocation, effects);
                break;
            case "userdel" or "deluser":
                if (User(invocation.Name, words) is { } user)
                {
                    effects.Add(Made(invocation, "host.user", user, $"removes the user {user} and its home") with
                    {
                        Recovery = new Recovery.Never("a home folder is kept nowhere else"),
                    });
                }

                break;
            case "mount" or "umount":
                if (Unmounts(invocation.Name, words) is { } root)
                {
                    effects.Add(Made(invocation, "host.mount", root, $"takes {root} away from every program"));
                }

                break;
            default:
                if (Stops(invocation.Name ?? "", words) is { } summary)
                {
                    effects.Add(Made(invocation, "host", "this machine", summary));
                }

                break;
        }
    }

    /// <summary>What stops the machine, or all that runs on it; null when nothing does.</summary>
    private static string? Stops(string name, ImmutableArray<Word> words)
    {
        const string Machine = "stops this machine, and all that runs on it";
        const string Everything = "ends every program on this machine";
        return name switch
        {
            "shutdown" => words.Any(w => w.Text is "-c" or "-k" or "--help" or "--show") ? null : Machine,
            "reboot" or "halt" or "poweroff" => words.Any(w => w.Text is "-w" or "--wtmp-only") ? null : Machine,
            "init" or "telinit" => words is [{ Text: "0" or "6" or "1" or "s" or "S" }] ? Machine : null,
            "systemctl" or "loginctl" => Verb(words) switch
            {
                "reboot" or "poweroff" or "halt" or "kexec" or "soft-reboot" or "rescue" or "emergency" => Machine,
                "isolate" or "default" => Everything,
                "terminate-user" or "kill-user" or "terminate-seat" => Everything,
                _ => null,
            },
            "killall5" => words.Any(w => w.Text is "-0") ? null : Everything,
            "kill" => Kills(words) ? Everything : null,
            _ => null,
        };
    }

    private static string? Verb(ImmutableArray<Word> words) =>
        words.FirstOrDefault(w => w.Text is [not '-', ..])?.Text;

    /// <summary>Whether a signal that ends goes to every process, or to the first one.</summary>
    private static bool Kills(ImmutableArray<Word> words)
    {
        ImmutableArray<Word> processes = words switch
        {
            [{ Text: "-s" or "-n" or "--signal" }, { Text: "0" }, ..] or [{ Text: "-0" or "-l" or "-L" }, ..] => [],
            [{ Text: "-s" or "-n" or "--signal" }, _, .. var rest] => rest,
            [{ Text: ['-', ..] }, .. var rest] => rest,
            _ => words,
        };
        return processes.Any(w => w.Text is "-1" or "1");
    }

    /// <summary>The user that goes with its home; null when the home stays.</summary>
    private static string? User(string name, ImmutableArray<Word> words)
    {
        bool home = words.Any(w => name is "userdel"
            ? w.Text is "--remove" || (w.Text is ['-', not '-', ..] cluster && cluster.Contains('r'))
            : w.Text is "--remove-home" or "--remove-all-files");
        return home ? words.LastOrDefault(w => w.Prefix is not ['-', ..])?.Shown : null;
    }

    private static string? Unmounts(string name, ImmutableArray<Word> words)
    {
        bool readOnly = words.Any(w => w.Text is { } text && text.Contains("remount", StringComparison.Ordinal)
            && text.Contains("ro", StringComparison.Ordinal));
        return name is "umount" || readOnly
            ? words.FirstOrDefault(w => w.Text is "/" or "/usr" or "/home" or "/var" or "/etc" or "-a" or "--all")?.Text
            : null;
    }

    private static void Timetable(Invocation invocation, ICollection<Effect> effects)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        int at = words.Select(w => w.Text).ToList().IndexOf("-u");
        string? user = at >= 0 && at + 1 < words.Length ? words[at + 1].Text : null;
        bool removes = words.Any(w => w.Text is ['-', not '-', ..] cluster && cluster.Contains('r'));
        bool empties = words is [.., { Text: "/dev/null" }]
            || Files.Emptyings.IsFedNothing(invocation)
            || invocation.Input is Input.Given({ Text: { } text }) && string.IsNullOrWhiteSpace(text);
        if (removes || empties)
        {
            effects.Add(Made(invocation, "host.timetable", user ?? "the user's", "empties the timetable of cron") with
            {
                Recovery = new Recovery.Never("cron keeps no copy"),
                Probe = new TimetableProbe(user),
                Safer = "crontab -l > crontab.txt keeps a copy first",
            });
        }
    }

    /// <summary>Processes without end: the machine answers nobody any more.</summary>
    public static Effect Of(Swarm swarm) =>
        new(EffectKind.Destroy, new Resource("host", "this machine"), new Target("host", "this machine", []),
            new Recovery.Never("what runs is not kept"))
        {
            Tool = "host",
            Summary = $"starts processes without end, until this machine answers nobody: {swarm.Why}",
            Safer = "start a fixed number of them, and wait for those before starting more",
        };

    private static Effect Made(Invocation invocation, string type, string name, string summary) =>
        new(EffectKind.Destroy, new Resource(type, name), new Target("host", "this machine", []),
            new Recovery.Never("what runs is not kept"))
        {
            Tool = "host",
            Summary = summary,
            Invocation = invocation,
        };
}
