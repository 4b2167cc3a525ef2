using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;

namespace Holdpoint.Tools;

/// <summary>Shell code that runs later and elsewhere: in a pipeline, in a job of a cluster. What it does to files is
/// that place's own affair. Pure.</summary>
internal static class DistantCode
{
    /// <summary>The first thing that one of the codes destroys or weakens outside of its own machine; null for
    /// none.</summary>
    public static Effect? Destroys(IEnumerable<string> codes, string directory)
    {
        foreach (string code in codes)
        {
            Reading reading = ShellReader.Read(
                code, new ShellContext(directory, ImmutableDictionary<string, string>.Empty));
            foreach (Effect effect in Recogniser.Recognise(
                new Action.ShellCommand(code, directory), reading with { Opaque = [] }))
            {
                if (effect.Kind is EffectKind.Destroy or EffectKind.Weaken && effect.Tool is not "files" and not "git"
                    && !TargetKinds.OnThisMachine(effect.Target.Kind))
                {
                    return effect;
                }
            }
        }

        return null;
    }
}
