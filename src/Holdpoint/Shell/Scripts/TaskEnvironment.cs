using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts;

/// <summary>The variables that a program which is about to be run sees.</summary>
internal static class TaskEnvironment
{
    /// <summary>A variable as the program sees it; null when it is unset. One that neither the action nor a file sets
    /// has the value of the hook's own environment.</summary>
    public static Word? Value(Session session, Launch launch, string name)
    {
        for (int i = launch.Assigned.Length - 1; i >= 0; i--)
        {
            if (launch.Assigned[i].Key == name)
            {
                return launch.Assigned[i].Value;
            }
        }

        if (session.Scope.Variables.TryGetValue(name, out Variable? variable)
            && (variable.Exported || session.Context.Variables.ContainsKey(name)))
        {
            Holding holding = variable.Alternatives[session.Pick(name, variable.Alternatives.Length)];
            if (holding.Kind is not HoldingKind.Inherited)
            {
                return holding.Kind is HoldingKind.Scalar ? holding.Value : null;
            }
        }

        return launch.Clean || session.Scope.Clean ? null
            : session.Context.Variables.TryGetValue(name, out string? known) ? new Word(known)
            : session.Context.Inherited?.Invoke(name) is { } text ? new Word(text)
            : null;
    }
}
