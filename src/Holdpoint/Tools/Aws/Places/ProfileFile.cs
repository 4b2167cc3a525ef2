using System.Collections.Immutable;

namespace Holdpoint.Tools.Aws.Places;

/// <summary>The sections of <c>~/.aws/config</c> or <c>~/.aws/cli/alias</c>: name → keys and values.</summary>
internal sealed class ProfileFile
{
    /// <summary>A configuration of a thousand accounts is far smaller.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    public ProfileFile(string text)
    {
        Dictionary<string, string>? section = null;
        string? key = null;
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] is '#' or ';')
            {
                continue;
            }

            if (trimmed is ['[', .. var name, ']'])
            {
                section = [];
                _sections.TryAdd(string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)), section);
                key = null;
            }
            else if (char.IsWhiteSpace(line[0]) && key is not null && section is not null)
            {
                section[key] += "\n" + trimmed;
            }
            else if (trimmed.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && section is not null)
            {
                key = trimmed[..equals].Trim();
                section[key] = trimmed[(equals + 1)..].Trim();
            }
        }
    }

    /// <summary>A value; null when the section or the key is not there.</summary>
    public string? Value(string section, string key) => _sections.GetValueOrDefault(section)?.GetValueOrDefault(key);

    /// <summary>A value of a profile, from the profile itself.</summary>
    public string? OfProfile(string profile, string key) =>
        Value(profile is "default" ? "default" : $"profile {profile}", key)
        ?? (profile is "default" ? Value("profile default", key) : null);

    /// <summary>The account of a profile: of its role, or of its single sign-on; through the profiles it takes its
    /// credentials from.</summary>
    public string? Account(string profile)
    {
        ImmutableHashSet<string> seen = [];
        for (string? at = profile; at is not null && !seen.Contains(at); at = OfProfile(at, "source_profile"))
        {
            seen = seen.Add(at);
            if (OfProfile(at, "role_arn")?.Split(':') is [_, _, _, _, { Length: > 0 } account, ..])
            {
                return account;
            }

            if (OfProfile(at, "sso_account_id") is { } sso)
            {
                return sso;
            }
        }

        return null;
    }

    /// <summary>The role of a profile: its name often says more than the profile's.</summary>
    public string? Role(string profile) =>
        OfProfile(profile, "role_arn")?.Split('/')[^1] ?? OfProfile(profile, "sso_role_name");
}
