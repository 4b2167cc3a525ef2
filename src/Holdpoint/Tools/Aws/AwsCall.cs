using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;

namespace Holdpoint.Tools.Aws;

/// <summary>One option of an <c>aws</c> command line.</summary>
/// <param name="Name">Without dashes, as written: abbreviations are the CLI's to resolve.</param>
/// <param name="Values">The words after it, or after its equals sign; none for a flag.</param>
internal readonly record struct Parameter(string Name, ImmutableArray<Word> Values)
{
    /// <summary>Whether it is an option by its full name or by a beginning of it, which the CLI accepts while it is
    /// unambiguous.</summary>
    public bool Is(string name) =>
        name.StartsWith(Name, StringComparison.Ordinal) && (Name.Length == name.Length || Name.Length >= Shortest);

    /// <summary>Shorter beginnings are nearly always ambiguous, and then the CLI refuses.</summary>
    private const int Shortest = 3;
}

/// <summary>One <c>aws</c> command line, as far as it can be known. Pure.</summary>
internal sealed class AwsCall
{
    private ImmutableArray<Leaf> _leaves;

    /// <summary>The first word: <c>s3api</c>; null when it cannot be known.</summary>
    public required string? Service { get; init; }

    /// <summary>The second word: <c>delete-bucket</c>; null when it cannot be known, empty when there is
    /// none.</summary>
    public required string? Operation { get; init; }

    /// <summary>The options that are not global.</summary>
    public required ImmutableArray<Parameter> Parameters { get; init; }

    /// <summary>Words after the operation that belong to no option: the places of <c>s3</c> commands.</summary>
    public required ImmutableArray<Word> Operands { get; init; }

    /// <summary>The global options, last one last.</summary>
    public required ImmutableArray<Parameter> Globals { get; init; }

    /// <summary>A word may hold options that cannot be seen.</summary>
    public required bool Unseen { get; init; }

    /// <summary>What the options say, whether as words, as shorthand or as JSON; read when first asked for.</summary>
    public ImmutableArray<Leaf> Leaves
    {
        get
        {
            if (_leaves.IsDefault)
            {
                _leaves = LeafReader.Read(this);
            }

            return _leaves;
        }
    }

    /// <summary>The value of a global option; null when it is not given.</summary>
    public Word? Global(string name)
    {
        for (int i = Globals.Length - 1; i >= 0; i--)
        {
            if (Globals[i].Is(name) && Globals[i].Values is [var value, ..])
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether an option is given, by its own name.</summary>
    public bool Has(string name)
    {
        foreach (Parameter parameter in Parameters)
        {
            if (parameter.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first value of an option; null when it is not given.</summary>
    public Word? Value(string name)
    {
        foreach (Parameter parameter in Parameters)
        {
            if (parameter.Is(name) && parameter.Values is [var value, ..])
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The same call with its options replaced: files put in the place of their names.</summary>
    public AwsCall With(ImmutableArray<Parameter> parameters) => new()
    {
        Service = Service,
        Operation = Operation,
        Parameters = parameters,
        Operands = Operands,
        Globals = Globals,
        Unseen = Unseen,
    };
}
