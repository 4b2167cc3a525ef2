using System.Globalization;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>Whether an attribute has the value that the table calls safe.</summary>
internal static class Safety
{
    /// <summary>True or false where the object tells (or its default does); null where it cannot be told.</summary>
    public static bool? IsSafe(this Safeguard guard, AttributeSet attributes)
    {
        string? value = attributes[guard.Attribute];
        if (value is null && guard.Safe is "set")
        {
            return false;
        }

        // An absent attribute of a lock may be an older provider's state: its default is then no evidence.
        value ??= guard.Kind is SafeguardKind.Lock ? null : guard.Default;
        return string.IsNullOrEmpty(value) ? null : Meets(value, guard.Safe);
    }

    /// <summary>What a change does to a guard: null when it stays or grows.</summary>
    public static string? TurnedOff(this Safeguard guard, AttributeSet before, AttributeSet after)
    {
        string? was = before[guard.Attribute] ?? (guard.Safe == guard.Default ? guard.Default : null);
        if (was is null or "" || guard.Kind is SafeguardKind.Elsewhere)
        {
            return null;
        }

        string? becomes = after[guard.Attribute];
        bool wasSafe = Meets(was, guard.Safe);
        if (becomes is null)
        {
            // Where the default is safe, nothing written is nothing changed.
            return wasSafe && guard.Safe != guard.Default
                ? $"{guard.Attribute} goes from {was} to what is not known yet" : null;
        }

        // Backups beyond a shorter retention go at once, however many are left; a shorter window only counts later.
        bool shorter = guard.Safe.StartsWith(">=", StringComparison.Ordinal) && Number(becomes) < Number(was);
        bool off = (shorter && guard.Kind is SafeguardKind.Backups)
            || ((wasSafe || shorter) && !Meets(becomes, guard.Safe));
        return off ? $"{guard.Attribute} goes from {was} to {becomes}" : null;
    }

    /// <summary>"true", ">=7", "PREVENT or ABANDON", "set", "30" (a number is met by a larger one).</summary>
    private static bool Meets(string value, string safe)
    {
        if (safe.StartsWith(">=", StringComparison.Ordinal))
        {
            return Number(value) is { } have && Number(safe[2..]) is { } need && have >= need;
        }

        if (safe is "set")
        {
            return value.Length > 0;
        }

        if (Number(safe) is { } least)
        {
            return Number(value) >= least;
        }

        foreach (Range part in safe.AsSpan().Split(" or "))
        {
            if (safe.AsSpan(part).Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
