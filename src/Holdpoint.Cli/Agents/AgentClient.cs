using System.Collections.Immutable;
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

    /// <summary>What the client wrote to the hook; total: malformed input is a value.</summary>
    /// <param name="directory">The directory of this process, for a payload that names none.</param>
    public abstract HookMessage Read(ReadOnlyMemory<byte> payload, string directory);

    /// <summary>The answer to a judged action in the client's dialect.</summary>
    /// <param name="input">The tool's own input as the client sent it; empty where it sent none.</param>
    public abstract HookAnswer Answer(Judgement judgement, ReadOnlySpan<byte> input);

    /// <summary>The answer that stops whatever was about to happen, for input or a judgement that failed.</summary>
    public abstract HookAnswer Stop(string reason);

    /// <summary>Where its settings can lie for a project folder, strongest first.</summary>
    public abstract ImmutableArray<SettingsPlace> Places(IWorld world, string directory);

    /// <summary>A settings text with our hook in it.</summary>
    /// <param name="binary">The absolute path of the program that the client will run.</param>
    public abstract EditAnswer Install(byte[] text, SettingsPlace place, string binary);

    /// <summary>A settings text without our hook.</summary>
    public abstract EditAnswer Uninstall(byte[] text, SettingsPlace place);

    /// <summary>What stands between this client and the machine, by looking and by running the installed
    /// hook.</summary>
    public abstract DoctorReport Examine(IWorld world, string directory);
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
