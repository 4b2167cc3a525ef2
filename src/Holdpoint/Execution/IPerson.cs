using Holdpoint.Checkpoints;

namespace Holdpoint.Execution;

/// <summary>The person who started this program, and what is told on the way.</summary>
internal interface IPerson
{
    /// <summary>Tells in a line what is being done, what came of it.</summary>
    void Tell(string line, Weight weight = Weight.Plain);

    /// <summary>Asks something that takes nothing away; false where nobody is there.</summary>
    bool Agrees(string question);

    /// <summary>Shows what would happen, and asks.</summary>
    /// <param name="saved">What was saved for it, verified or not; null where nothing was.</param>
    Answer Asked(Judgement judgement, Manifest? saved);
}

/// <summary>How much a line matters.</summary>
internal enum Weight
{
    /// <summary>Work that begins now and may take a while: shown where somebody looks, and forgotten.</summary>
    Passing,
    Plain,
    Good,
    Bad,
}

/// <summary>What a person answered.</summary>
internal abstract record Answer
{
    /// <summary>Go on.</summary>
    internal sealed record Yes : Answer;

    /// <summary>The person said no.</summary>
    internal sealed record No : Answer;

    /// <summary>There is nobody to ask.</summary>
    /// <param name="Why">One clause: "this is an agent's session".</param>
    internal sealed record Nobody(string Why) : Answer;
}
