using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>git stash: drop and clear lose entries; pop, push and the rest lose nothing.</summary>
internal static class StashCommand
{
    private static readonly OptionTable PushOptions = new(
        "u|include-untracked", "a|all", "k|keep-index", "S|staged", "p|patch", "q|quiet", "m|message=",
        "|pathspec-from-file=", "|pathspec-file-nul");

    /// <summary>The entry that is meant where none is named.</summary>
    public const string Newest = "stash@{0}";

    private static readonly OptionTable DropOptions = new("q|quiet");

    public static void Stash(GitCall call, ICollection<Effect> effects)
    {
        if (call.Arguments is not [var first, ..] || first.Text is not ("drop" or "clear"))
        {
            if (call.Arguments is [{ Text: null }, ..] && call.FedByXargs)
            {
                Add(call, "every entry", null, "may drop stashed work: only run time tells", effects);
            }

            else if (call.Text(0) is null or "push" or "save" or ['-', ..])
            {
                Push(call, effects);
            }

            return;
        }

        Options options = Options.Read(call, DropOptions, skip: 1);
        if (options.Help)
        {
            return;
        }

        if (first.Text is "clear")
        {
            Add(call, "every entry", null, "drops every stash entry", effects);
        }
        else
        {
            Word entry = options.Operands.FirstOrDefault() ?? new Word(Newest);
            Add(call, entry.Shown, entry.Text, $"drops {entry.Shown}", effects);
        }
    }

    /// <summary>Stashed work comes back; settings that are stashed do not guard until then.</summary>
    private static void Push(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, PushOptions);
        if (!options.Help)
        {
            bool untracked = options.Has("include-untracked") || options.Has("all");
            effects.Add(GitEffects.Modify(call, GitEffects.Stash, "the changes", "puts the changes into the stash",
                new StashedGuardProbe(call.Place, untracked)));
        }
    }

    private static void Add(GitCall call, string name, string? entry, string summary, ICollection<Effect> effects) =>
        effects.Add(GitEffects.Destroy(
            call, GitEffects.Stash, name, GitEffects.NotMeasured, summary, new StashProbe(call.Place, entry),
            "git stash branch NAME makes a branch of an entry and keeps its work"));
}
