namespace Holdpoint.Tools.Clouds;

/// <summary>What one call of a cloud's command line does, as its words tell: an effect without its place.</summary>
/// <param name="Summary">One clause: "deletes db-instance shop-prod without a final snapshot".</param>
internal sealed record Deed(EffectKind Kind, string Summary, Recovery Recovery)
{
    /// <summary>Nothing is at stake.</summary>
    public static readonly Deed Nothing =
        new(EffectKind.Read, "changes nothing that matters", new Recovery.Trivial("nothing changes"));

    /// <summary>A safer way to the same end; null where none is known.</summary>
    public string? Safer { get; init; }

    /// <summary>What it falls on, where that is more than the call's parameters name: a table in a statement.</summary>
    public Resource? Resource { get; init; }

    public static Deed Destroys(string summary, Recovery recovery, string? safer = null) =>
        new(EffectKind.Destroy, summary, recovery) { Safer = safer };

    /// <summary>Destroys what can be made again from what is kept elsewhere.</summary>
    public static Deed Removes(string summary, string how) =>
        new(EffectKind.Destroy, summary, new Recovery.FromSource(how));

    public static Deed Weakens(string summary, string how = "the former setting can be put back") =>
        new(EffectKind.Weaken, summary, new Recovery.Trivial(how));

    public static Deed Exposes(string summary) =>
        new(EffectKind.Expose, summary, new Recovery.Unknown("what was read meanwhile cannot be unread"));

    public static Deed Modifies(string summary, string how = "the former value can be put back") =>
        new(EffectKind.Modify, summary, new Recovery.Trivial(how));

    /// <summary>A change whose former state is kept nowhere.</summary>
    public static Deed ModifiesForGood(string summary, string why) =>
        new(EffectKind.Modify, summary, new Recovery.Unknown(why));

    public static Deed Runs(string summary, string why) =>
        new(EffectKind.Unknown, summary, new Recovery.Unknown(why));

    /// <summary>This deed where the words say so, and with "may" where they cannot be read; else null.</summary>
    public Deed? If(Answer answer) => answer switch
    {
        Answer.Yes => this,
        Answer.Perhaps => this with { Summary = $"may do this, its values cannot be read here: {Summary}" },
        _ => null,
    };
}

/// <summary>Whether the words say something: no, perhaps (they cannot be read as far), or yes.</summary>
internal enum Answer
{
    No,
    Perhaps,
    Yes,
}
