using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>git config: what a change of configuration makes git do later.</summary>
internal static class ConfigCommand
{
    private static readonly OptionTable ConfigOptions = new(
        "|global", "|system", "|local", "|worktree", "f|file=", "|blob=", "|get", "|get-all", "|get-regexp",
        "|get-urlmatch", "|replace-all", "|add", "|unset", "|unset-all", "|rename-section", "|remove-section", "l|list",
        "|fixed-value", "e|edit", "|get-color", "|get-colorbool", "|type=", "|bool", "|int", "|path", "z|null",
        "|name-only", "|show-origin", "|show-scope", "|includes", "|default=", "|comment=", "|all", "|value=", "|url=",
        "|append", "|regexp");

    /// <summary>The alias that a call defines; null where it defines none.</summary>
    public static (string Key, Word Value)? Alias(Invocation invocation)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        for (int i = 1; i + 1 < words.Length; i++)
        {
            if (words[i].Text is { } key && key.StartsWith("alias.", StringComparison.Ordinal)
                && words[..i].Any(w => w.Text is "config"))
            {
                return (key, words[i + 1]);
            }
        }

        return null;
    }

    /// <summary>Code that git will run unasked, at its next call; an alias waits for its name.</summary>
    private static void Code(GitCall call, string key, Word? value, ICollection<Effect> effects)
    {
        if (value?.Text is { } text && GitExecutes.Key(key)
            && !key.StartsWith("alias.", StringComparison.OrdinalIgnoreCase)
            && !key.EndsWith("hookspath", StringComparison.OrdinalIgnoreCase))
        {
            NestedCode.In(call, new Word(text.TrimStart('!')), key, effects);
        }
    }

    public static void Config(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, ConfigOptions);
        List<Word> words = options.Operands;
        bool verb = words is [{ Text: "set" or "unset" or "rename-section" or "remove-section" or "edit" }, ..];
        bool reads = words is [{ Text: "get" or "list" or "get-color" or "get-colorbool" }, ..] || options.Has("list")
            || options.Has("get")
            || options.Has("get-all") || options.Has("get-regexp") || options.Has("get-urlmatch");
        bool writes = verb || words.Count > 1 || options.Has("unset") || options.Has("unset-all")
            || options.Has("remove-section")
            || options.Has("edit");
        if (options.Help || reads || !writes)
        {
            return;
        }

        bool elsewhere = options.Has("global") || options.Has("system");
        Word? key = words.ElementAtOrDefault(verb ? 1 : 0);
        if (elsewhere || (key?.Text is { } name && GitExecutes.Key(name)))
        {
            string place = options.Has("system") ? "the system's" : options.Has("global") ? "the user's"
                : "the repository's";
            effects.Add(GitEffects.Modify(call, GitEffects.Config, key?.Shown
                ?? "configuration", $"changes {place} git configuration", null) with
            {
                Recovery = new Recovery.Trivial("git config sets it back"),
            });
            Code(call, key?.Text ?? "", words.ElementAtOrDefault(verb ? 2 : 1), effects);
        }
    }
}
