using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Execution;

/// <summary>Tells whether what an action does goes through <c>holdpoint exec</c>, which judges it again, saves first,
/// and asks a person itself.</summary>
internal static class OwnExecution
{
    /// <summary>The program, and the word of <c>Invocation.Wrappers</c>.</summary>
    public const string Name = "holdpoint";

    /// <summary>Variables by which another program would be found, or another policy.</summary>
    private static readonly ImmutableArray<string> Deciding =
        ["PATH", "HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LD_PRELOAD", "LD_LIBRARY_PATH"];

    /// <summary>Whether all that an action runs, our own program would hold.</summary>
    /// <remarks>A program of the same name is not ours: what PATH finds must be the very file that judges, and nothing
    /// may stand before it that could put another in its place.</remarks>
    public static bool Holds(Reading? reading, ImmutableArray<Effect> effects, IWorld world) =>
        reading is { Invocations.IsEmpty: false, Opaque.IsEmpty: true }
        && reading.Invocations.All(i => IsHeld(i)) && effects.All(e => e.Invocation is { } i && IsHeld(i))
        && world.OwnProgram is { } own && ProgramLookup.Find(Name, world.Variable("PATH")) is { } found
        && (world.RealPath(found) ?? found) == (world.RealPath(own) ?? own);

    private static bool IsHeld(Invocation invocation) =>
        invocation is { Outside: null, CleanEnvironment: false, Wrappers: [Name, ..] }
        && !Deciding.Any(invocation.Environment.ContainsKey);
}
