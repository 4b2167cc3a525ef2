using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Clouds;

/// <summary>One option of a cloud's command line.</summary>
/// <param name="Name">Without dashes, as written.</param>
/// <param name="Value">After its equals sign, or the word after it; null for a flag alone.</param>
internal readonly record struct Flag(string Name, Word? Value);

/// <summary>The options of one command line, with questions to them.</summary>
internal readonly record struct Flags(ImmutableArray<Flag> All)
{
    /// <summary>Whether an option is there and not turned off.</summary>
    public bool Has(string name)
    {
        foreach (Flag flag in All)
        {
            if (flag.Name == name && !IsOff(flag.Value?.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an option is turned off: <c>--no-x</c>, <c>--x=false</c>, <c>--x DISABLED</c>.</summary>
    public bool Off(string name)
    {
        foreach (Flag flag in All)
        {
            if ((flag.Name == name && IsOff(flag.Value?.Text))
                || (flag.Name.Length == name.Length + 3 && flag.Name.StartsWith("no-", StringComparison.Ordinal)
                    && flag.Name.EndsWith(name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of the first option of a name; null when it has none.</summary>
    public Word? Value(string name)
    {
        foreach (Flag flag in All)
        {
            if (flag.Name == name && flag.Value is { } value)
            {
                return value;
            }
        }

        return null;
    }

    public string? Text(string name) => Value(name)?.Text;

    /// <summary>Whether the value of a name is a number below another.</summary>
    public bool Below(string name, long limit) =>
        long.TryParse(Text(name)?.TrimEnd('d', 's', 'h'), out long number) && number < limit;

    /// <summary>Words that mean no.</summary>
    private static bool IsOff(string? value) => value is not null
        && (value.Equals("false", StringComparison.OrdinalIgnoreCase) || value is "0" or "n" or "no"
            || value.Equals("disabled", StringComparison.OrdinalIgnoreCase)
            || value.Equals("disable", StringComparison.OrdinalIgnoreCase)
            || value.Equals("off", StringComparison.OrdinalIgnoreCase));
}
