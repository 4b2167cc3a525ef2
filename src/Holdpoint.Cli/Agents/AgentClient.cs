using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>A coding agent's client: how its hook speaks, where its settings lie. Its folder holds all that is known
/// of it.</summary>
internal abstract class AgentClient
{
    /// <summary>Lower-case, stable: "claude-code". The word of the command line, the journal and the
    /// documentation.</summary>
    public abstract string Id { get; }

    /// <summary>The name as its maker writes it.</summary>
    public abstract string Title { get; }

    /// <summary>The version of the client that was run with this; null where all of it is from
    /// documentation.</summary>
    public abstract string? Proven { get; }

    /// <summary>Whether its own question reaches a person wherever the client runs, or is a no.</summary>
    public abstract bool Asks { get; }

    /// <summary>What becomes of a call when the hook crashes, takes too long or writes garbage: one clause.</summary>
    public abstract string WhenHookFails { get; }

    /// <summary>What a hook of this client does not see or cannot do: one clause each.</summary>
    public abstract ImmutableArray<string> Limits { get; }

    /// <summary>Whether managed settings hold it: no user's settings or options take the hook out.</summary>
    public virtual bool ManagedHolds => false;

    /// <summary>Where it shows itself on a machine.</summary>
    public abstract ClientTraces Traces { get; }

    /// <summary>What the client wrote to the hook; total: malformed input is a value.</summary>
    /// <param name="directory">The directory of this process, for a payload that names none.</param>
    public abstract HookMessage Read(ReadOnlyMemory<byte> payload, string directory);

    /// <summary>What the client would write before it runs a shell command.</summary>
    public abstract ReadOnlyMemory<byte> Call(string command, string directory);

    /// <summary>The answer that lets a call go on as it would without us.</summary>
    public virtual HookAnswer Pass => HookAnswer.Silent;

    /// <summary>The answer to a judged action in the client's dialect.</summary>
    /// <param name="input">The tool's own input as the client sent it; empty where it sent none.</param>
    public HookAnswer Answer(Judgement judgement, ReadOnlySpan<byte> input) => judgement.Verdict.Decision switch
    {
        // A client's "allow" would switch off its own questions.
        Decision.Allow => Pass,

        // A yes in the client is no grant.
        Decision.Ask when judgement.Grant is GrantAnswer.Open or GrantAnswer.Closed =>
            Stop(VerdictText.ForAgent(judgement)),
        Decision.Ask when !Asks => Stop($"{VerdictText.ForAgent(judgement)}\n{CannotAsk}"),
        Decision.Ask => Question(VerdictText.ForAgent(judgement), judgement, input),
        _ => Stop(VerdictText.ForAgent(judgement)),
    };

    /// <summary>The answer that stops whatever was about to happen, for input or a judgement that failed.</summary>
    public virtual HookAnswer Stop(string reason) =>
        new(UniversalAnswer.Deny(reason), reason + "\n", ExitCode.HookBlock);

    /// <summary>The answer that makes the client ask its person.</summary>
    protected virtual HookAnswer Question(string reason, Judgement judgement, ReadOnlySpan<byte> input) =>
        new(UniversalAnswer.Ask(reason), "", ExitCode.Success);

    /// <summary>Where its settings can lie for a project folder, strongest first.</summary>
    public abstract ImmutableArray<SettingsPlace> Places(IWorld world, string directory);

    /// <summary>A settings text with our hook in it.</summary>
    /// <param name="command">The command line that the client will run.</param>
    public abstract EditAnswer Install(byte[] text, SettingsPlace place, string command);

    /// <summary>A settings text without our hook.</summary>
    public abstract EditAnswer Uninstall(byte[] text, SettingsPlace place);

    /// <summary>What a settings text says of hooks.</summary>
    public abstract SettingsLook Look(byte[] text, SettingsPlace place);

    /// <summary>The command line that the client runs for a hook. Clients let a call through when a hook crashes or is
    /// not there; so whatever is no answer of ours becomes the status that every one of them takes for a no.</summary>
    /// <param name="program">The absolute path of our program.</param>
    public virtual string CommandLine(string program) =>
        $"{ShellQuoting.Quote(program)}{Mark}; s=$?; case $s in 0|2) exit $s;; esac; "
        + "echo \"holdpoint: the hook failed ($s), so the action is stopped\" >&2; exit 2";

    /// <summary>The part of a hook's command line by which it is ours.</summary>
    public string Mark => $" hook {Id}";

    private string CannotAsk =>
        $"{Title} cannot ask a person from a hook, so this is a no: the person can run it in a terminal of their own, "
        + "or through `holdpoint exec`, which asks them there; after `holdpoint keys create` they can approve it";
}

/// <summary>How one tells that a client is on a machine.</summary>
/// <param name="Programs">Names of its program on the PATH.</param>
/// <param name="Folders">What it makes in the home.</param>
internal sealed record ClientTraces(ImmutableArray<string> Programs, ImmutableArray<string> Folders)
{
    /// <summary>What was found: a path; null where there is no trace.</summary>
    public string? Find(IWorld world)
    {
        string[] path = (world.Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Programs.SelectMany(p => path.Where(f => f.StartsWith('/')).Select(f => Path.Join(f, p)))
            .Concat(Folders.Select(f => Path.Join(world.Home, f)))
            .FirstOrDefault(p => world.Look(p).Exists);
    }
}

/// <summary>What a client's hook call says.</summary>
internal abstract record HookMessage
{
    /// <summary>An action is about to happen.</summary>
    /// <param name="Session">The client's own id of the session, for the journal; empty where it sends none.</param>
    /// <param name="Input">Where the tool's own input stands in the payload.</param>
    internal sealed record Before(Action Action, string Session, Range Input) : HookMessage;

    /// <summary>An action has happened.</summary>
    internal sealed record After(Action Action, string Session) : HookMessage;

    /// <summary>An event that asks nothing of a guard.</summary>
    internal sealed record Other(string Event) : HookMessage;

    /// <summary>What was sent cannot be understood.</summary>
    internal sealed record Malformed(string Why) : HookMessage;
}

/// <summary>What a hook gives back: bytes for standard output, text for standard error, an exit status.</summary>
internal sealed record HookAnswer(ReadOnlyMemory<byte> Output, string Errors, ExitCode Exit)
{
    /// <summary>Nothing to say: the client goes on as it would without us, with its own questions.</summary>
    public static readonly HookAnswer Silent = new(default, "", ExitCode.Success);
}
