using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Puts read-only questions to the invocation's own binary, in its own directory and environment.</summary>
internal static class Question
{
    /// <summary>Runs one; null when it gave no answer, and then why.</summary>
    /// <param name="plan">The answer depends on input variables.</param>
    /// <param name="besides">A variable that the question is put without.</param>
    public static ReadOnlyMemory<byte>? Ask(
        Scene scene, IWorld world, MeasureBudget budget, ImmutableArray<string> arguments, bool plan, out string why,
        string? besides = null)
    {
        if (scene.Surroundings.Program(out why) is not { } program
            || scene.Surroundings.ForQuestion(plan, out why) is not { } variables)
        {
            return null;
        }

        if (scene.SelectedBefore)
        {
            variables = variables.SetItem("TF_WORKSPACE", scene.Place.Workspace);
        }

        if (besides is not null)
        {
            variables = variables.SetItem(besides, null);
        }

        RunAnswer answer = world.Run(new RunRequest(program, arguments, scene.Directory, variables, budget.Deadline,
            budget.MaxBytes)
        {
            CleanEnvironment = scene.Surroundings.Clean,
        });
        switch (answer)
        {
            case RunAnswer.Ended { ExitCode: 0 } ended:
                return ended.Output;
            case RunAnswer.Ended ended:
                why = $"{Path.GetFileName(program)} {Verb(arguments)}: {FirstError(ended.Errors)}";
                return null;
            case RunAnswer.Failed failed:
                why = failed.Why;
                return null;
            default:
                why = "no answer";
                return null;
        }
    }

    /// <summary>The subcommand alone: the rest of a question names our own private files.</summary>
    private static string Verb(ImmutableArray<string> arguments) =>
        string.Join(' ', arguments.TakeWhile(a => !a.StartsWith('-')));

    /// <summary>The tool's own first line of error, without its frame.</summary>
    public static string FirstError(string errors)
    {
        const string Mark = "Error: ";
        const int MaxShown = 200;
        foreach (string raw in errors.Split('\n'))
        {
            string line = raw.Trim(' ', '│', '╷', '╵', '\r');
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                line = line[Mark.Length..];
                return line.Length > MaxShown ? line[..MaxShown] + "…" : line;
            }
        }

        return errors.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) is { } first
            ? first[..Math.Min(first.Length, MaxShown)]
            : "it failed without a word";
    }
}
