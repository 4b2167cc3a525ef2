using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>GNU parallel: a command line made for each argument after <c>:::</c> or line of input, and run by a shell.</summary>
internal sealed class Parallel(Session session)
{
    /// <summary>Arguments that get a command line of their own.</summary>
    private const int MaxRuns = 64;

    private static readonly Wrapper Options = new()
    {
        Valued = "jPSnNLlsCIaETdW",
        LongValued = "jobs max-procs sshlogin sshloginfile max-args delay timeout retries joblog results tmpdir tagstring colsep delimiter arg-file env workdir wd halt load memfree block recstart recend basefile return profile nice",
    };

    public Outcome? Run(Launch launch)
    {
        var line = new Line(launch.Arguments);
        string mark = "{}";
        while (line.Option(Options, out string option, out Word? value))
        {
            mark = option == "I" && value?.Text is { } given ? given : mark;
        }

        ImmutableArray<Word> words = line.Rest;
        int separator = 0;
        while (separator < words.Length && words[separator].Text is not (":::" or ":::+" or "::::"))
        {
            separator++;
        }

        Word template = Words.JoinWith(words[..separator], " ");
        int runs = 0;
        foreach (Word argument in Arguments(launch, words[separator..]))
        {
            if (runs++ >= MaxRuns || session.Stopped)
            {
                break;
            }

            Word code = template.Pieces.IsEmpty ? argument
                : Words.Replace(template, mark, argument) is var replaced && !replaced.SameAs(template) ? replaced
                : Words.Concat(Words.Concat(template, new Word(" ")), argument);
            session.Launcher.Code.RunChild(launch, code, "parallel", null, [], Holdpoint.Shell.Input.Inherited.Instance);
        }

        return runs > 0 ? Outcome.Unknown : null;
    }

    private static IEnumerable<Word> Arguments(Launch launch, ImmutableArray<Word> given)
    {
        if (given is [{ Text: ":::" }, ..])
        {
            return given[1..].Where(w => w.Text is not (":::" or ":::+"));
        }

        if (given.IsEmpty && launch.Input is Holdpoint.Shell.Input.Given({ Text: { } text }))
        {
            return text.Split('\n').Where(l => l.Length > 0).Select(l => new Word(l));
        }

        return [Word.Unknown("{}")];
    }
}
