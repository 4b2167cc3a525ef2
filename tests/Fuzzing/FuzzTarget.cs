namespace Holdpoint.Tests.Fuzzing;

/// <summary>A kind of input, and what must hold for every one of it.</summary>
internal abstract class FuzzTarget
{
    private IReadOnlyList<string>? _seeds;

    public abstract string Name { get; }

    /// <summary>Words and marks of the language that are strewn in.</summary>
    protected abstract IReadOnlyList<string> Pieces { get; }

    /// <summary>Texts as people write them.</summary>
    public IReadOnlyList<string> Seeds => _seeds ??= [.. Texts().Where(t => t.Length > 0)];

    protected abstract IEnumerable<string> Texts();

    /// <summary>The trial of a number: the same for the same seed.</summary>
    public virtual Trial Of(long seed, long number)
    {
        var dice = new Dice(seed, number);
        int variant = dice.Next(int.MaxValue);
        return new Trial(Mutation.Of(dice, Seeds, Pieces), text => Fault(text, variant));
    }

    /// <summary>What is wrong with the answer to a text; null when nothing is. What is thrown is a fault,
    /// too.</summary>
    /// <param name="variant">Chooses among dialects and the like; the same for all texts made from this
    /// one.</param>
    protected abstract string? Fault(string text, int variant);
}

/// <summary>One input and how it is judged.</summary>
/// <param name="Fault">What is wrong with the answer to a text: this one, or a smaller one made from it.</param>
internal sealed record Trial(string Text, Func<string, string?> Fault)
{
    /// <summary>Whether a smaller text tells the same.</summary>
    public bool Reducible { get; init; } = true;
}
