using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Holdpoint.Cli.Formats;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Looks at every settings file of Claude Code and runs what is installed there.</summary>
internal sealed class ClaudeCodeExamination(IWorld world, string directory)
{
    /// <summary>A hook answers in milliseconds; a slow disk or a loaded machine gets patience.</summary>
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(10);

    private const string Harmless = "ls";

    /// <summary>Never run: it is only put to the hook, which must not let it pass on any machine.</summary>
    private const string Destructive = "rm -rf --no-preserve-root /";

    private readonly List<string> _problems = [];

    public DoctorReport Run(IReadOnlyList<SettingsPlace> places)
    {
        List<Seen> seen = [.. places.DistinctBy(p => p.Path).Select(Look)];
        Seen? managed = seen.Find(s => s.Place.Scope is SettingsScope.Managed);
        bool onlyManaged = managed is { OnlyManagedHooks: true };
        List<PlaceReport> reports = [];
        foreach (Seen s in seen)
        {
            reports.Add(Judge(s, onlyManaged));
        }

        Tier tier = reports.Max(r => r.Tier);
        Seen? switchedOff = seen.Find(s => s.AllHooksDisabled);
        if (switchedOff is not null && (tier is not Tier.Held || switchedOff.Place.Scope is SettingsScope.Managed))
        {
            _problems.Add($"{switchedOff.Place.Path} sets disableAllHooks, so no hook runs; remove that line");
            tier = Tier.None;
        }
        else if (tier is Tier.None && _problems.Count == 0)
        {
            _problems.Add("Holdpoint is not installed for Claude Code; run `holdpoint install claude-code`");
        }

        return new DoctorReport(tier, [.. reports], [.. _problems], Next(tier));
    }

    private PlaceReport Judge(Seen seen, bool onlyManaged)
    {
        if (seen.Hooks.IsEmpty)
        {
            return new PlaceReport(seen.Place, Tier.None, seen.State);
        }

        if (onlyManaged && seen.Place.Scope is not SettingsScope.Managed)
        {
            return new PlaceReport(seen.Place, Tier.None, "installed, but managed settings allow managed hooks only");
        }

        FoundHook? before = seen.Hooks.FirstOrDefault(h => h.Event == "PreToolUse");
        if (before is null)
        {
            _problems.Add($"{seen.Place.Path} has no PreToolUse hook of ours; run `holdpoint install` for it again");
            return new PlaceReport(seen.Place, Tier.None, "installed in part");
        }

        Settings(seen.Place, before);
        (bool alive, string state) = IsAlive(before.Command);
        if (!alive)
        {
            _problems.Add(
                $"the hook in {seen.Place.Path} does not work: {state}; run `holdpoint install` for it again");
            return new PlaceReport(seen.Place, Tier.None, state);
        }

        bool held = seen.Place.Scope is SettingsScope.Managed && seen.OnlyManagedHooks;
        if (seen.Place.Scope is SettingsScope.Managed && !held)
        {
            _problems.Add(
                $"{seen.Place.Path} lacks allowManagedHooksOnly, so a user's settings can switch the hook off; "
                + "run `sudo holdpoint install claude-code --managed` again");
        }

        if (held && Void(seen.Place, before.Command) is { } why)
        {
            held = false;
            _problems.Add($"held is void here: {why}; let the agent run as another user without root");
        }

        return new PlaceReport(seen.Place, held ? Tier.Held : Tier.Advice, state);
    }

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

        string program = command[..command.IndexOf(" hook claude-code", StringComparison.Ordinal)].Trim().Trim('\'');
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
        if (hook.Matcher is not ("*" or ""))
        {
            _problems.Add($"the hook in {place.Path} is called for '{hook.Matcher}' only; its matcher must be '*'");
        }

        if (hook.Timeout is { } seconds && seconds < HookRun.Deadline.TotalSeconds + 5)
        {
            _problems.Add($"the hook in {place.Path} is ended by the client after {seconds} s, "
                + $"before it answers by itself ({HookRun.Deadline.TotalSeconds:0} s), "
                + "and the client then lets the call through; "
                + $"set timeout to {HookRun.ClientTimeout.TotalSeconds:0}");
        }

        if (!hook.Blocks)
        {
            _problems.Add(
                $"the hook in {place.Path} lacks \"onFailure\": \"block\": a crash would let the call through");
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
            case RunAnswer.Ended { ExitCode: 0, Output.IsEmpty: true }:
                break;
            case RunAnswer.Ended ended:
                return (false, $"it answers exit {ended.ExitCode} to a harmless command ({Harmless})");
        }

        RunAnswer destructive = RunHook(command, Destructive);
        bool stops = destructive is RunAnswer.Ended { ExitCode: 2 }
            || (destructive is RunAnswer.Ended { ExitCode: 0 } asked && Decision(asked.Output.Span) is "ask" or "deny");
        if (!stops)
        {
            return (false, "it lets a destructive command pass");
        }

        string version = Version(command);
        if (version != Program.Version)
        {
            _problems.Add($"the hook runs version '{version}', this is {Program.Version}; "
                + "run `holdpoint install claude-code` again");
        }

        return (true, $"alive, {took.TotalMilliseconds:0} ms");
    }

    private RunAnswer RunHook(string command, string text)
    {
        var payload = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("session_id"u8, "holdpoint-doctor"u8);
            json.WriteString("cwd"u8, directory);
            json.WriteString("hook_event_name"u8, "PreToolUse"u8);
            json.WriteString("tool_name"u8, "Bash"u8);
            json.WriteStartObject("tool_input"u8);
            json.WriteString("command"u8, text);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return RunShell(command, Encoding.UTF8.GetString(payload.WrittenSpan));
    }

    private string Version(string command)
    {
        int hook = command.IndexOf(" hook claude-code", StringComparison.Ordinal);
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

    private static string? Decision(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonText.Read(answer).Member("hookSpecificOutput")?.Member("permissionDecision")?.Text;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Seen Look(SettingsPlace place)
    {
        switch (world.Read(place.Path, maxBytes: 16 * 1024 * 1024))
        {
            case FileAnswer.Missing:
                return new Seen(place, [], "no file", false, false);
            case FileAnswer.Content content when ClaudeCodeSettings.Problem(content.Bytes.ToArray()) is { } problem:
                _problems.Add($"{place.Path} cannot be read: {problem}");
                return new Seen(place, [], "malformed", false, false);
            case FileAnswer.Content content:
                byte[] text = content.Bytes.ToArray();
                JsonPart root = JsonText.Read(text);
                return new Seen(
                    place,
                    [.. ClaudeCodeSettings.Found(text)],
                    "not installed",
                    root.Member("disableAllHooks") is { Kind: JsonValueKind.True },
                    root.Member("allowManagedHooksOnly") is { Kind: JsonValueKind.True });
            case FileAnswer.Unreadable unreadable:
                _problems.Add($"{place.Path} cannot be read: {unreadable.Why}");
                return new Seen(place, [], "unreadable", false, false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ImmutableArray<string> Next(Tier tier) => tier switch
    {
        Tier.None => ["to reach advice: run `holdpoint install claude-code`"],
        Tier.Advice =>
        [
            "a hook in a user's or project's settings is advice: "
                + "the agent can edit those settings, and some start options skip them",
            "to reach held: run `sudo holdpoint install claude-code --managed`, "
                + "and let the agent run as a user without root",
        ],
        _ =>
        [
            "managed hooks hold every call that goes through the client; "
                + "a program with its own network code and credentials walks around them",
            "to reach walled: keep production credentials out of the agent's environment",
        ],
    };

    /// <summary>What a look at one file found.</summary>
    private sealed record Seen(
        SettingsPlace Place,
        ImmutableArray<FoundHook> Hooks,
        string State,
        bool AllHooksDisabled,
        bool OnlyManagedHooks);
}
