using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Approvals;

/// <summary>An action that waits for a person: what would happen, where, who asked for it, and what became of that.
/// The file <c>requests/ID.json</c> (docs/formats/grant.md).</summary>
internal sealed record Request
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>What a person types: <c>r-k3v9mz</c>.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Opened { get; init; }

    /// <summary>After this nobody can approve it, and it is opened anew.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The action as the agent wrote it, secrets taken out.</summary>
    public required string Action { get; init; }

    public required string Directory { get; init; }

    /// <summary>What is approved: the action over exactly this evidence.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The rule that asks.</summary>
    public required string Rule { get; init; }

    /// <summary>The target, as the verdict names it.</summary>
    public required string Target { get; init; }

    /// <summary>What would go, for a person: a line each.</summary>
    public required ImmutableArray<string> Lines { get => field.IsDefault ? [] : field; init; }

    /// <summary>The agent's client, its session, the user and the machine.</summary>
    public required Requester By { get; init; }

    /// <summary>How often it was asked for.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How often the same effect was refused before, in whatever words.</summary>
    public int TriedTimes { get; init; }

    /// <summary>The newest of those tries, a line each.</summary>
    public ImmutableArray<string> Tried { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How many different approvers are needed, for a person to read: what counts is the policy.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>The account that may not approve it, since it runs it; null where it may. For a person to
    /// read.</summary>
    public string? NotBy { get; init; }

    /// <summary>Who has granted it so far, where more than one is needed. For a person to read.</summary>
    public ImmutableArray<string> Given { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What a person has said; null while nobody has.</summary>
    public RequestAnswer? Answer { get; init; }
}

/// <summary>Who asks.</summary>
/// <param name="Agent">The client's id.</param>
/// <param name="Session">The client's own id of the session; empty where it sends none.</param>
internal sealed record Requester(string Agent, string Session)
{
    public string User { get; init; } = "";

    /// <summary>Of <see cref="HostIdentity"/>.</summary>
    public string Host { get; init; } = "";
}

/// <summary>What a person has said to a request.</summary>
/// <param name="Approved">False: denied.</param>
/// <param name="Approver">The name of the key, or of the user who denied it.</param>
/// <param name="Reason">For the agent, where it was denied.</param>
internal sealed record RequestAnswer(bool Approved, string Approver, DateTimeOffset At, string Reason);

/// <summary>A signed grant as it lies on the disk: <c>grants/ID.json</c>.</summary>
/// <param name="Statement">The signed text.</param>
/// <param name="Key">The id of the key, so that it need not be searched for.</param>
/// <param name="Signature">64 bytes, r and s, base64.</param>
internal sealed record SignedGrant(string Statement, string Key, string Signature);

/// <summary>The JSON of requests and grants.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(SignedGrant))]
internal sealed partial class GrantJson : JsonSerializerContext;
