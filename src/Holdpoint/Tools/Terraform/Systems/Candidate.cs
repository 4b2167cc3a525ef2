namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>How firmly a sign says that something is a system of its own.</summary>
internal enum SignStrength
{
    /// <summary>A name: may as well be a part.</summary>
    Name,

    /// <summary>A module with a name of its own.</summary>
    Module,

    /// <summary>A tag that somebody wrote to say it.</summary>
    Tag,
}

/// <summary>A system while it is looked for.</summary>
/// <param name="key">Its name without separators.</param>
internal sealed class Candidate(string key, string[] words, string sign, SignStrength strength)
{
    public string Key { get; } = key;

    /// <summary>The name in words; of several spellings the one that separates most.</summary>
    public string[] Words { get; private set; } = words;

    public string Sign { get; private set; } = sign;

    public SignStrength Strength { get; private set; } = strength;

    public string Name => string.Join('-', Words);

    /// <summary>A stronger sign of the same system takes the place of a weaker one.</summary>
    public void See(string[] words, string sign, SignStrength strength)
    {
        Words = words.Length > Words.Length ? words : Words;
        if (strength > Strength)
        {
            (Sign, Strength) = (sign, strength);
        }
    }

    /// <summary>A name that several words begin alike is the words that all share.</summary>
    public void Narrow(string[] words)
    {
        int common = 0;
        while (common < Words.Length && common < words.Length && Words[common] == words[common])
        {
            common++;
        }

        Words = Words[..Math.Max(1, common)];
        Sign = $"name prefix {Name}-";
    }
}
