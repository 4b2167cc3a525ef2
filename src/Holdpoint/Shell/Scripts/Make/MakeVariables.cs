using System.Collections.Immutable;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>Where a variable of make comes from, the weakest first.</summary>
internal enum MakeOrigin : byte
{
    Default,
    Environment,
    File,
    CommandLine,
    Override,
    Automatic,
}

/// <summary>One value that a variable of make may have.</summary>
/// <param name="Text">Null where it is not defined on that way through the conditionals.</param>
/// <param name="Recursive">The text is expanded whenever the variable is used.</param>
internal sealed record MakeValue(string? Text, bool Recursive)
{
    public static readonly MakeValue Undefined = new(null, Recursive: false);
}

/// <summary>A variable of make: several values where it depends on a condition that only running tells.</summary>
/// <param name="Exported">Null when neither <c>export</c> nor <c>unexport</c> named it.</param>
internal sealed record MakeVariable(ImmutableArray<MakeValue> Values, MakeOrigin Origin, bool? Exported = null)
{
    /// <summary>Values that one variable is followed with.</summary>
    public const int MaxValues = 6;

    public static readonly MakeVariable Undefined = new([MakeValue.Undefined], MakeOrigin.Default);

    public static MakeVariable Of(string text, bool recursive, MakeOrigin origin) =>
        new([new MakeValue(text, recursive)], origin);

    /// <summary>All that a variable may be where several ways through the conditionals come together.</summary>
    public static ImmutableDictionary<string, MakeVariable> Join(
        List<ImmutableDictionary<string, MakeVariable>> ways)
    {
        ImmutableDictionary<string, MakeVariable> joined = ways[0];
        foreach (ImmutableDictionary<string, MakeVariable> way in ways.Skip(1))
        {
            if (ReferenceEquals(way, joined))
            {
                continue;
            }

            foreach ((string name, MakeVariable variable) in way)
            {
                joined = joined.SetItem(name, Join(joined.GetValueOrDefault(name) ?? Undefined, variable));
            }

            foreach ((string name, MakeVariable variable) in joined)
            {
                if (!way.ContainsKey(name))
                {
                    joined = joined.SetItem(name, Join(variable, Undefined));
                }
            }
        }

        return joined;
    }

    private static MakeVariable Join(MakeVariable one, MakeVariable other)
    {
        if (ReferenceEquals(one, other))
        {
            return one;
        }

        ImmutableArray<MakeValue> values = [.. one.Values.Concat(other.Values).Distinct().Take(MaxValues)];
        return new MakeVariable(
            values, one.Origin > other.Origin ? one.Origin : other.Origin, one.Exported ?? other.Exported);
    }
}
