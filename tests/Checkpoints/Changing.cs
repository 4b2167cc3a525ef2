using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A workshop beside which something happens whenever a program has been run.</summary>
internal sealed class Changing(IWorkshop inner, System.Action meanwhile) : PassingWorkshop(inner)
{
    public override RunAnswer Run(RunRequest request)
    {
        RunAnswer answer = Inner.Run(request);
        meanwhile();
        return answer;
    }
}
