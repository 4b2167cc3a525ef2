using System.Collections.Immutable;

namespace Holdpoint.Tools.Git;

/// <summary>Which repository a call falls on: the directory, the options and the variables that choose it.</summary>
/// <param name="Directory">Where git is started; null when it cannot be known.</param>
/// <param name="Locators">Global options that choose the repository, as written: <c>-C</c>, <c>--git-dir</c>.</param>
/// <param name="Variables">Variables that choose it and that the action itself sets; null removes one.</param>
/// <param name="Unknown">Why it cannot be told; null when it can.</param>
internal sealed record GitPlace(
    string? Directory,
    ImmutableArray<string> Locators,
    ImmutableDictionary<string, string?> Variables,
    string? Unknown)
{
    /// <summary>Variables that choose the repository or its configuration files; none of them makes git run
    /// anything.</summary>
    public static readonly ImmutableArray<string> VariableNames =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
        "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "HOME",
        "XDG_CONFIG_HOME",
    ];

    /// <summary>The folder as a person would name it; where the call says another repository, that one.</summary>
    public string Folder
    {
        get
        {
            string at = Directory ?? "an unknown directory";
            for (int i = 0; Directory is not null && i < Locators.Length; i++)
            {
                if (Locators[i] is "-C" && i + 1 < Locators.Length)
                {
                    at = Path.GetFullPath(Locators[++i], at);
                }
            }

            return at;
        }
    }

    /// <summary>The same repository seen from another folder: a submodule or a linked work tree.</summary>
    public static GitPlace At(string folder) => new(folder, [], ImmutableDictionary<string, string?>.Empty, null);
}
