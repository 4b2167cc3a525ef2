namespace Holdpoint.Policy.Files;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class Spelling
{
    /// <summary>Longer words are not compared: nobody mistypes them into one of ours.</summary>
    private const int MaxLength = 40;

    /// <summary>A hint to append: <c>; did you mean "rules"</c>, or the list where nothing is near.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        string? best = null;
        int least = Math.Max(2, word.Length / 3) + 1;
        foreach (string candidate in known)
        {
            if (word.Length <= MaxLength && Distance(word, candidate) is var distance && distance < least)
            {
                least = distance;
                best = candidate;
            }
        }

        return best is null ? $"; known are {string.Join(", ", known)}" : $"; did you mean \"{best}\"";
    }

    /// <summary>Insertions, deletions and replacements from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[MaxLength + 1];
        b = b.Length > MaxLength ? b[..MaxLength] : b;
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
