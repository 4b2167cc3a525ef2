using System.Collections.Immutable;
using System.Text;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>Looks at every settings file of a client and runs what is installed there.</summary>
internal sealed class HookExamination(AgentClient client, IWorld world, string directory)
{
    /// <summary>A hook answers in milliseconds; a slow disk or a loaded machine gets patience.</summary>
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(10);

    /// <summary>Settings are kilobytes.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private const string Harmless = "ls";

    /// <summary>Never run: it is only put to the hook, which must not let it pass on any machine.</summary>
    private const string Destructive = "rm -rf --no-preserve-root /";

    private readonly List<string> _problems = [];

    /// <summary>What stands between the client and the machine.</summary>
    public DoctorReport Run()
    {
        List<Seen> seen = [.. client.Places(world, directory).DistinctBy(p => p.Path).Select(Look)];
        bool onlyManaged = seen.Exists(s => s.Settings.Holds);
        List<PlaceReport> reports = [.. seen.Select(s => Judge(s, onlyManaged))];
        Tier tier = reports.Max(r => r.Tier);
        bool absent = tier is Tier.None && seen.TrueForAll(s => s.Settings.Hooks.IsEmpty)
            && client.Traces.Find(world) is null;
        Seen? switchedOff = seen.Find(s => s.Settings.Off is not null);
        if (switchedOff is not null && (tier is not Tier.Held || switchedOff.Place.Scope is SettingsScope.Managed))
        {
            _problems.Add($"{switchedOff.Place.Path} sets {switchedOff.Settings.Off}, so no hook runs; "
                + "remove that line");
            tier = Tier.None;
        }
        else if (tier is Tier.None && _problems.Count == 0 && !absent)
        {
            _problems.Add(
                $"Holdpoint is not installed for {client.Title}; run `holdpoint install {client.Id}`");
        }

        return new DoctorReport(tier, absent, [.. reports], [.. _problems], Next(tier));
    }

    private PlaceReport Judge(Seen seen, bool onlyManaged)
    {
        (SettingsPlace place, SettingsLook settings, string state) = seen;
        if (settings.Hooks.IsEmpty)
        {
            return new PlaceReport(place, Tier.None, state);
        }

        if (onlyManaged && place.Scope is not SettingsScope.Managed)
        {
            return new PlaceReport(place, Tier.None, "installed, but managed settings allow managed hooks only");
        }

        // The first event of a client is the one before an action; without it nothing is stopped.
        FoundHook? before = settings.Hooks.FirstOrDefault(h => !h.Event.Contains("post", Anycase)
            && !h.Event.Contains("after", Anycase));
        if (before is null)
        {
            _problems.Add($"{place.Path} has no hook of ours that comes before an action; "
                + "run `holdpoint install` for it again");
            return new PlaceReport(place, Tier.None, "installed in part");
        }

        _problems.AddRange(settings.Wrong.Select(w => $"{place.Path} {w}"));
        Settings(place, before);
        (bool alive, string said) = IsAlive(before.Command);
        if (!alive)
        {
            _problems.Add($"the hook in {place.Path} does not work: {said}; run `holdpoint install` for it again");
            return new PlaceReport(place, Tier.None, said);
        }

        bool held = place.Scope is SettingsScope.Managed && settings.Holds;
        if (held && Void(place, before.Command) is { } why)
        {
            held = false;
            _problems.Add($"held is void here: {why}; let the agent run as another user without root");
        }

        return new PlaceReport(place, held ? Tier.Held : Tier.Advice, said);
    }

    private const StringComparison Anycase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Why managed settings do not hold the user who runs this; null when they do.</summary>
    private string? Void(SettingsPlace place, string command)
    {
        // Under sudo it is the person's own user who runs the agent, and that one is not asked here.
        if (Environment.IsPrivilegedProcess)
        {
            return world.Variable("SUDO_USER") is { Length: > 0 } and not "root"
                ? null
                : $"this user is root and may change {place.Path} and the program that it names";
        }

        string program = command[..command.IndexOf(client.Mark, StringComparison.Ordinal)].Trim().Trim('\'');
        foreach (string path in new[] { place.Path, program })
        {
            if (Path.IsPathRooted(path) && Changeable.By(world.RealPath(path) ?? path) is { } changeable)
            {
                return $"this user may write {changeable}, and so change {path}";
            }
        }

        return null;
    }

    private void Settings(SettingsPlace place, FoundHook hook)
    {
        if (!JsonHooks.IsEvery(hook.Matcher))
        {
            _problems.Add($"the hook in {place.Path} is called for '{hook.Matcher}' only; its matcher must be '*'");
        }

        if (hook.Timeout is { } seconds && seconds < HookRun.Deadline.TotalSeconds + 5)
        {
            _problems.Add($"the hook in {place.Path} is ended by the client after {seconds} s, "
                + $"before it answers by itself ({HookRun.Deadline.TotalSeconds:0} s), "
                + "and the client then lets the call through; "
                + $"set its time-out to {HookRun.ClientTimeout.TotalSeconds:0} s");
        }

        if (hook.Blocks is false)
        {
            _problems.Add($"the hook in {place.Path} does not close the client when it fails: "
                + "a crash would let the call through; run `holdpoint install` for it again");
        }
    }

    /// <summary>Puts a harmless and a destructive call to the installed command, as the client would.</summary>
    private (bool Alive, string State) IsAlive(string command)
    {
        long start = world.Clock.GetTimestamp();
        RunAnswer harmless = RunHook(command, Harmless);
        TimeSpan took = world.Clock.GetElapsedTime(start);
        switch (harmless)
        {
            case RunAnswer.Failed failed:
                return (false, failed.Why);
            case RunAnswer.Ended { ExitCode: 126 or 127 }:
                return (false, $"the program is missing: {command}");
            case RunAnswer.Ended ended when Passes(ended):
                break;
            case RunAnswer.Ended ended:
                return (false, $"it answers exit {ended.ExitCode} to a harmless command ({Harmless})");
        }

        // A question is said with exit 0 and words.
        if (RunHook(command, Destructive) is not RunAnswer.Ended { ExitCode: 0 or 2 } stopped || Passes(stopped))
        {
            return (false, "it lets a destructive command pass");
        }

        string version = Version(command);
        if (version != Program.Version)
        {
            _problems.Add($"the hook runs version '{version}', this is {Program.Version}; "
                + $"run `holdpoint install {client.Id}` again");
        }

        return (true, $"alive, {took.TotalMilliseconds:0} ms");
    }

    private bool Passes(RunAnswer.Ended ended) =>
        ended.ExitCode == 0 && ended.Output.Span.SequenceEqual(client.Pass.Output.Span);

    private RunAnswer RunHook(string command, string text) =>
        RunShell(command, Encoding.UTF8.GetString(client.Call(text, directory).Span));

    private string Version(string command)
    {
        int hook = command.IndexOf(client.Mark, StringComparison.Ordinal);
        RunAnswer answer = RunShell(command[..hook] + " --version", "");
        return answer is RunAnswer.Ended { ExitCode: 0 } ended ? ended.Text.Trim() : "";
    }

    private RunAnswer RunShell(string command, string input) => world.Run(new RunRequest(
        "sh",
        ["-c", command],
        directory,
        ImmutableDictionary<string, string?>.Empty,
        world.Clock.GetUtcNow() + RunPatience,
        MaxBytes: 1024 * 1024)
    {
        Input = input,
    });

    private Seen Look(SettingsPlace place)
    {
        switch (world.Read(place.Path, MaxBytes))
        {
            case FileAnswer.Missing:
                return new Seen(place, new SettingsLook([]), "no file");
            case FileAnswer.Content content:
                SettingsLook look = client.Look(content.Bytes.ToArray(), place);
                if (look.Problem is { } problem)
                {
                    _problems.Add($"{place.Path} cannot be read: {problem}");
                    return new Seen(place, new SettingsLook([]), "malformed");
                }

                return new Seen(place, look, "not installed");
            case FileAnswer.Unreadable unreadable:
                _problems.Add($"{place.Path} cannot be read: {unreadable.Why}");
                return new Seen(place, new SettingsLook([]), "unreadable");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private ImmutableArray<string> Next(Tier tier) => tier switch
    {
        Tier.None => [$"to reach advice: run `holdpoint install {client.Id}`"],
        Tier.Advice =>
        [
            "a hook in a user's or project's settings is advice: "
                + "the agent can edit those settings, and some start options skip them",
            client.ManagedHolds
                ? $"to reach held: run `sudo holdpoint install {client.Id} --managed`, "
                    + "and let the agent run as a user without root"
                : $"{client.Title} has no managed settings that hold a hook, so this is as far as its hooks go",
        ],
        _ =>
        [
            "managed hooks hold every call that goes through the client; "
                + "a program with its own network code and credentials walks around them",
            "to reach walled: keep production credentials out of the agent's environment",
        ],
    };

    /// <summary>What a look at one file found.</summary>
    private sealed record Seen(SettingsPlace Place, SettingsLook Settings, string State);
}
