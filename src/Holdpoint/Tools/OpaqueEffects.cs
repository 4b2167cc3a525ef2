using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>The effect of code that could not be read: unknown, on whatever it reaches.</summary>
internal static class OpaqueEffects
{
    /// <summary>The tool id under which code of the agent's own text is shown.</summary>
    public const string ToolId = "shell";

    /// <summary>The tool id of code in files: it stood there before, and counts only with a target in reach.</summary>
    public const string ScriptId = "script";

    public static Effect Of(OpaqueCode code, string directory) =>
        code.File is null || code.Kind is OpacityKind.Network ? OfText(code, directory) : OfFile(code, directory);

    private static Effect OfText(OpaqueCode code, string directory) => new(
        EffectKind.Unknown,
        new Resource("code." + Word(code.Kind), code.Why),
        new Target("code", directory, []),
        new Recovery.Unknown(code.Why))
    {
        Tool = ToolId,
        Summary = code.Kind switch
        {
            OpacityKind.Unreadable => $"cannot be read as shell: {code.Why}",
            OpacityKind.Network => $"runs code from the network unseen: {code.Why}",
            _ => $"runs code made at run time: {code.Why}",
        },
        Safer = code.Kind is OpacityKind.Unreadable ? null : "write the code to a file, read it, then run the file",
    };

    private static Effect OfFile(OpaqueCode code, string directory) => new(
        EffectKind.Unknown,
        new Resource("code.file", code.File ?? ""),
        new Target("reach", directory, []),
        new Recovery.Unknown(code.Why))
    {
        Tool = ScriptId,
        Summary = $"runs code that could not be read in {code.File}: {code.Why}",
        Probe = new ReachProbe(code.Reach),
        Safer = "run it without the credentials of that target, or with those of a development one",
    };

    private static string Word(OpacityKind kind) => kind switch
    {
        OpacityKind.Unreadable => "unreadable",
        OpacityKind.Network => "network",
        _ => "run-time",
    };
}
