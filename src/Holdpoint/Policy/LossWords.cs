using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>What is known of one loss, a clause each, in the order in which a person wants it: how much, what it is,
/// what protects it, what hangs on it, which backups go and which stay.</summary>
internal static class LossWords
{
    /// <summary>Things that hang on it named in a message.</summary>
    private const int MaxDependents = 3;

    public static IEnumerable<string> Of(Loss loss)
    {
        foreach (Amount amount in loss.Amounts)
        {
            yield return amount.Text;
        }

        foreach (string detail in loss.Details)
        {
            yield return detail;
        }

        if (loss.Protection is { } protection)
        {
            yield return protection;
        }

        if (Dependents(loss) is { } hanging)
        {
            yield return hanging;
        }

        if (loss.BackupsLost is { } lost)
        {
            yield return $"its backups go with it: {lost}";
        }

        if (loss.Backups is [var newest, ..])
        {
            yield return $"a copy stays: {newest.Text}";
        }
    }

    /// <summary>"3 hang on it: web, worker, cron"; null for none.</summary>
    public static string? Dependents(Loss loss)
    {
        int number = loss.Dependents.Length;
        if (number == 0)
        {
            return null;
        }

        string more = number > MaxDependents ? $" and {number - MaxDependents} more" : "";
        return $"{number} {(number == 1 ? "hangs" : "hang")} on it: "
            + string.Join(", ", loss.Dependents.Take(MaxDependents)) + more;
    }
}
