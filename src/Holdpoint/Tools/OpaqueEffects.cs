using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>The effect of code that could not be read: unknown, on whatever it reaches.</summary>
internal static class OpaqueEffects
{
    /// <summary>The tool id under which it is shown.</summary>
    public const string ToolId = "shell";

    public static Effect Of(OpaqueCode code, string directory) => new(
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

    private static string Word(OpacityKind kind) => kind switch
    {
        OpacityKind.Unreadable => "unreadable",
        OpacityKind.Network => "network",
        _ => "run-time",
    };
}
