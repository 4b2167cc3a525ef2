using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Git.Probes;

namespace Holdpoint.Tools.Git.Commands;

/// <summary>git clean: untracked files go; no git command brings them back.</summary>
internal static class CleanCommand
{
    private static readonly OptionTable CleanOptions = new(
        "f|force", "n|dry-run", "d|d", "x|x", "X|X", "e|exclude=", "i|interactive", "q|quiet");

    public static void Clean(GitCall call, ICollection<Effect> effects)
    {
        Options options = Options.Read(call, CleanOptions);
        bool maybe = options.MayHoldMore && call.FedByXargs;
        if (options.Help || (options.Has("dry-run") && !maybe))
        {
            return;
        }

        // Without a terminal its questions are never answered; only given input answers them.
        bool answered = call.Invocation.Input is not Input.Inherited;
        if (options.Has("interactive") && !answered)
        {
            return;
        }

        bool sure = options.Has("force") || (options.Has("interactive") && answered)
            || call.Settings.Get("clean.requireforce")?.Text is "false" or "no" or "0" or "off" or "";
        if (!sure && !maybe && call.Settings.Get("clean.requireforce") is not null)
        {
            return;
        }

        ImmutableArray<string> arguments = Arguments(options, maybe);
        effects.Add(GitEffects.Destroy(
            call, GitEffects.WorkTree, WorkTreeCommands.Names(options.Operands, call), GitEffects.NotMeasured,
            options.Has("X") ? "deletes ignored files" : options.Has("x") ? "deletes untracked and ignored files"
                : "deletes untracked files",
            new CleanProbe(call.Place, arguments, options.Has("X") ? Ignored.Only : options.Has("x") || maybe
                ? Ignored.Too : Ignored.Kept)
            {
                RequiresForce = !sure && !maybe,
            },
            "git clean -n shows what would go; git stash push --include-untracked keeps it"));
    }

    /// <summary>The same call as a dry run.</summary>
    private static ImmutableArray<string> Arguments(Options options, bool maybe)
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.Add("-n");
        arguments.AddRange(Enumerable.Repeat("-f", Math.Min(options.Count("force"), 2)));
        if (options.Has("d") || maybe)
        {
            arguments.Add("-d");
        }

        if (options.Has("X"))
        {
            arguments.Add("-X");
        }
        else if (options.Has("x") || maybe)
        {
            arguments.Add("-x");
        }

        // An exclusion that cannot be known excludes nothing: more is measured, never less.
        foreach (Word pattern in options.Values("exclude"))
        {
            if (pattern.Text is { } text)
            {
                arguments.Add("-e");
                arguments.Add(text);
            }
        }

        arguments.Add("--");
        arguments.AddRange(WorkTreeCommands.Paths(options.Operands));
        return arguments.ToImmutable();
    }
}
