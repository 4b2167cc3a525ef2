namespace Holdpoint.Approvals;

/// <summary>What a policy wants of those who approve an action.</summary>
/// <param name="Number">How many different approvers; 0 where a person in the client or at the terminal is
/// enough.</param>
/// <param name="NotByStarter">Whose account the action runs under may not be one of them.</param>
internal readonly record struct NeededApprovals(int Number, bool NotByStarter)
{
    /// <summary>Wanted of what was refused before, wherever it is.</summary>
    public NeededApprovals AtLeastOne => this with { Number = Math.Max(1, Number) };
}
