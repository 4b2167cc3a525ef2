namespace Holdpoint.Journal;

/// <summary>Where stage 9 records; a record that cannot be written is reported to the caller, never lost in
/// silence.</summary>
internal interface IJournal
{
    /// <summary>Appends a judgement; returns null, or why it could not be recorded.</summary>
    string? Record(Judgement judgement);

    /// <summary>Appends what became of a judged action; returns null, or why it could not be recorded.</summary>
    string? Record(Judgement judgement, ExecutionEnd end);
}
