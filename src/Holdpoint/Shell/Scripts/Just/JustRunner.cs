using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Just;

/// <summary>just: runs the recipes of a justfile with what they need.</summary>
internal sealed class JustRunner(Session session, TaskFiles files)
{
    private static readonly string[] Names = ["justfile", "Justfile", ".justfile", "JUSTFILE"];

    private static readonly Wrapper Options = new()
    {
        Valued = "fdEcst",
        LongValued = "justfile working-directory dotenv-filename dotenv-path shell shell-arg color chooser "
            + "list-heading list-prefix tempdir timestamp-format command show cygpath dump-format alias-style",
    };

    /// <summary>Options with which no recipe is run.</summary>
    private const string Answers = "n dry-run l list s show dump evaluate summary variables e edit init fmt choose "
        + "completions c command man groups version V help h usage";

    private JustFile? _read;

    /// <summary>Runs the recipes that a launch names; false when there is no justfile.</summary>
    public bool Run(Launch launch)
    {
        if (launch.Directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        var line = new Line(launch.Arguments);
        var options = new Chosen { From = folder };
        if (!Read(line, options, folder))
        {
            return false;
        }

        List<Word> words = [.. line.Rest];
        while (words is [{ } set, ..] && set.Prefix.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            options.Given[set.Prefix[..equals]] = files.Text(Words.Skip(set, equals + 1));
            words.RemoveAt(0);
        }

        if (words is [{ Text: { } where } at, ..] && where.LastIndexOf('/') is >= 0 and var slash)
        {
            options.From = TaskFiles.Join(folder, where[..(slash + 1)]);
            words[0] = Words.Skip(at, slash + 1);
        }

        if ((options.Path ?? files.Nearest(options.From, Names, launch.Span, "just")) is not { } path
            || JustFile.Read(files, path, launch.Span, _read) is not { } read)
        {
            return false;
        }

        _read = read;

        string shown = files.Shown(path) + ":" + string.Join(' ', words.Select(w => w.Shown));
        Launch inner = launch with { Files = [], OutputAway = true };
        session.Files.Within(shown.TrimEnd(':'), launch.Span, _ =>
            new JustRun(session, files, read, inner, options.Given, options.Files).Run(words));
        return true;
    }

    /// <summary>Reads the options; false when they ask for something else than to run.</summary>
    private bool Read(Line line, Chosen options, string folder)
    {
        while (line.Next is { } word)
        {
            if (word.Text is "--set" && line.Rest is [_, { Text: { } variable }, var value, ..])
            {
                options.Given[variable] = files.Text(value);
                line.Skip(3);
                continue;
            }

            if (!line.Option(Options, out string option, out Word? argument))
            {
                break;
            }

            if (Wrapper.Has(Answers, option))
            {
                return false;
            }

            switch (option)
            {
                case "f" or "justfile" when argument?.Text is { } file:
                    options.Path = TaskFiles.Join(folder, file);
                    break;
                case "d" or "working-directory" when argument?.Text is { } other:
                    options.From = TaskFiles.Join(folder, other);
                    break;
                case "E" or "dotenv-path" or "dotenv-filename" when argument?.Text is { } name:
                    options.Files.Add(TaskFiles.Join(folder, name));
                    break;
            }
        }

        return true;
    }

    /// <summary>What the options choose.</summary>
    private sealed class Chosen
    {
        public string? Path { get; set; }

        public required string From { get; set; }

        public List<string> Files { get; } = [];

        public Dictionary<string, string> Given { get; } = new(StringComparer.Ordinal);
    }
}
