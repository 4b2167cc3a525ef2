using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Git;

/// <summary>One call of git with its global options read.</summary>
/// <param name="Command">The command; null when it cannot be known.</param>
/// <param name="CommandIndex">Where the command stands among the invocation's arguments.</param>
internal sealed record GitCall(Invocation Invocation, string? Command, int CommandIndex, GitPlace Place,
    GitSettings Settings)
{
    /// <summary>What follows the command.</summary>
    public ImmutableArray<Word> Arguments { get; init; } = [];

    /// <summary>Its unknown words are lines of xargs' input, which may be options too.</summary>
    public bool FedByXargs => Invocation.Wrappers.Contains("xargs") || Invocation.Wrappers.Contains("parallel");

    /// <summary>The word at an index as text; null where there is none or it is unknown.</summary>
    public string? Text(int index) => index < Arguments.Length ? Arguments[index].Text : null;

    /// <summary>Reads the global options; null when git would only print something.</summary>
    public static GitCall? Read(Invocation invocation)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        var locators = ImmutableArray.CreateBuilder<string>(0);
        var settings = GitSettings.FromEnvironment(invocation);
        string? unknown = null;
        int i = 0;
        for (; i < words.Length; i++)
        {
            Word word = words[i];
            string text = word.Text ?? word.Prefix;
            if (word.Text is null && (text.Length == 0 || text is "-" or "--"))
            {
                break;
            }

            if (text is "--")
            {
                continue;
            }

            if (text.Length == 0 || text[0] != '-')
            {
                break;
            }

            if (text is "--help" or "-h" or "--version" or "-v" or "--html-path" or "--man-path" or "--info-path"
                or "--exec-path")
            {
                return null;
            }

            switch (Global(text))
            {
                case "-C" or "--git-dir" or "--work-tree" or "--namespace":
                    AddLocator(locators, words, ref i, ref unknown);
                    break;
                case "-c":
                    settings = settings.Add(text.Length > 2 ? new Word(text[2..]) : i + 1 < words.Length ? words[++i]
                        : Word.Empty);
                    break;
                case "--config-env":
                    settings = settings.AddFromVariable(
                        text.Contains('=') ? text[(text.IndexOf('=') + 1)..] : i + 1 < words.Length ? words[++i].Text
                            : null,
                        invocation);
                    break;
                case "value":
                    i++;
                    break;
                case "--bare" or "--literal-pathspecs" or "--glob-pathspecs" or "--noglob-pathspecs"
                    or "--icase-pathspecs":
                    locators.Add(text);
                    break;
            }
        }

        if (i >= words.Length)
        {
            return null;
        }

        GitPlace place = Locate(invocation, locators, settings, unknown);
        string? command = words[i].Text;
        return new GitCall(invocation, command, i, place, settings) { Arguments = words[(i + 1)..] };
    }

    private static string Global(string text) => text switch
    {
        "--super-prefix" or "--attr-source" or "--list-cmds" => "value",
        _ when text.StartsWith("-C", StringComparison.Ordinal) => "-C",
        _ when text.StartsWith("-c", StringComparison.Ordinal) => "-c",
        _ when text.StartsWith("--git-dir", StringComparison.Ordinal) => "--git-dir",
        _ when text.StartsWith("--work-tree", StringComparison.Ordinal) => "--work-tree",
        _ when text.StartsWith("--namespace", StringComparison.Ordinal) => "--namespace",
        _ when text.StartsWith("--config-env", StringComparison.Ordinal) => "--config-env",
        _ => text,
    };

    private static void AddLocator(ImmutableArray<string>.Builder locators, ImmutableArray<Word> words, ref int i,
        ref string? unknown)
    {
        Word word = words[i];
        if (word.Text is not { } text || word.HasGlob)
        {
            unknown = $"the repository is chosen by {word.Shown}, which only the shell knows";
            return;
        }

        if (text.StartsWith("-C", StringComparison.Ordinal) && text.Length > 2)
        {
            locators.Add("-C");
            locators.Add(text[2..]);
            return;
        }

        locators.Add(text);
        if (!text.StartsWith("--", StringComparison.Ordinal) || !text.Contains('='))
        {
            Word value = ++i < words.Length ? words[i] : Word.Empty;
            locators.Add(value.Text ?? "");
            unknown = value.Text is null || value.HasGlob
                ? $"the repository is chosen by {value.Shown}, which only the shell knows"
                : unknown;
        }
    }

    private static GitPlace Locate(
        Invocation invocation, ImmutableArray<string>.Builder locators, GitSettings settings, string? unknown)
    {
        settings.AddLocators(locators);
        string? directory = invocation.Directory.HasGlob ? null : invocation.Directory.Text;
        if (directory is null)
        {
            unknown = $"the directory {invocation.Directory.Shown} is known to the shell alone";
        }

        ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty;
        if (invocation.CleanEnvironment || !invocation.Environment.IsEmpty)
        {
            foreach (string name in GitPlace.VariableNames)
            {
                if (invocation.Environment.TryGetValue(name, out Word? value))
                {
                    variables = variables.SetItem(name, value?.Text);
                    unknown = value is { Text: null } ? $"{name} is {value.Shown}, which only the shell knows"
                        : unknown;
                }
                else if (invocation.CleanEnvironment && name is not ("HOME" or "XDG_CONFIG_HOME"))
                {
                    variables = variables.SetItem(name, null);
                }
            }
        }

        return new GitPlace(directory, locators.ToImmutable(), variables, unknown);
    }
}
