using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>GNU parallel: a command line made for each argument after <c>:::</c> or line of input, and run by a
/// shell.</summary>
internal sealed class Parallel(Session session)
{
    /// <summary>Arguments that get a command line of their own.</summary>
    private const int MaxRuns = 64;

    private static readonly Wrapper Options = new()
    {
        Valued = "jPSnNLlsCIaETdW",
        LongValued =
            "jobs max-procs sshlogin sshloginfile max-args delay timeout retries joblog results tmpdir tagstring "
            + "colsep delimiter arg-file env workdir wd halt load memfree block recstart recend basefile "
            + "return profile nice",
        Query = "version help V h number-of-cpus number-of-cores dry-run dryrun",
    };

    public Outcome? Run(Launch launch)
    {
        var line = new Line(launch.Arguments);
        string mark = "{}";
        while (line.Option(Options, out string option, out Word? value))
        {
            if (Wrapper.Has(Options.Query, option))
            {
                return null;
            }

            mark = option == "I" && value?.Text is { } given ? given : mark;
        }

        ImmutableArray<Word> words = line.Rest;
        int separator = 0;
        while (separator < words.Length && words[separator].Text is not (":::" or ":::+" or "::::"))
        {
            separator++;
        }

        int runs = 0;
        foreach (Word argument in Arguments(launch, words[separator..]))
        {
            if (session.Stopped)
            {
                break;
            }

            if (runs++ >= MaxRuns)
            {
                RunOn(launch, words[..separator], mark, Word.Unknown("the other arguments"));
                break;
            }

            RunOn(launch, words[..separator], mark, argument);
        }

        return runs > 0 ? Outcome.Unknown : null;
    }

    private void RunOn(Launch launch, ImmutableArray<Word> template, string mark, Word argument)
    {
        ImmutableArray<Word> command = [.. template.Select(w => Filled(w, mark, argument))];
        if (!session.Charge(Words.Length(command), launch.Span))
        {
            return;
        }

        if (command.Zip(template).All(pair => pair.First.SameAs(pair.Second)))
        {
            command = command.Add(argument);
        }

        // One word is code for a shell; several are nearly always meant as they stand.
        if (command is [var code] || (template is [{ Text: { } text }] && text.Contains(' ', StringComparison.Ordinal)))
        {
            code = Words.JoinWith(command, " ");
            Input none = Holdpoint.Shell.Input.Inherited.Instance;
            session.Launcher.Code.RunChild(launch, code, "parallel", null, [], none);
        }
        else
        {
            session.Launcher.Start(launch.Then(command[0], command[1..], "parallel"));
        }
    }

    /// <summary>A word with each replacement string filled in; the numbered ones take every source in turn.</summary>
    private static Word Filled(Word word, string mark, Word argument)
    {
        Word filled = Words.Replace(word, mark, argument);
        foreach (string other in (ReadOnlySpan<string>)["{/.}", "{//}", "{/}", "{.}", "{1}", "{2}", "{3}"])
        {
            if (filled.Pieces.Any(p => p.Kind is PieceKind.Text && p.Value.Contains(other, StringComparison.Ordinal)))
            {
                filled = Words.Replace(filled, other, Part(other, argument));
            }
        }

        return filled;
    }

    /// <summary>What of an argument a replacement string stands for.</summary>
    private static Word Part(string mark, Word argument)
    {
        if (mark is "{1}" or "{2}" or "{3}")
        {
            return argument;
        }

        if (argument.Text is not { } text)
        {
            return Word.Unknown(mark);
        }

        int slash = text.LastIndexOf('/');
        string name = text[(slash + 1)..];
        int dot = name.LastIndexOf('.');
        return new Word(mark switch
        {
            "{/}" => name,
            "{//}" => slash < 0 ? "." : text[..slash],
            "{.}" => dot < 0 ? text : text[..(slash + 1 + dot)],
            _ => dot < 0 ? name : name[..dot],
        });
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

        return launch.Input is Holdpoint.Shell.Input.Piped(var producer)
            ? [Session.OutputOf(producer)]
            : [Word.Unknown("{}")];
    }
}
