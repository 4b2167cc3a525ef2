using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>The command line of make, with what a make above it hands down in <c>MAKEFLAGS</c>.</summary>
internal sealed class MakeLine
{
    private static readonly Wrapper Options = new()
    {
        Valued = "fCIoWE",
        LongValued = "file makefile directory include-dir old-file assume-old assume-new new-file what-if eval",
    };

    public List<string> Goals { get; } = [];

    public List<KeyValuePair<string, Word>> Variables { get; } = [];

    public List<Word> Makefiles { get; } = [];

    public List<Word> Folders { get; } = [];

    public List<string> IncludeFolders { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary><c>-n</c>, <c>-q</c>, <c>-t</c>: recipes are not run, but for lines that say so.</summary>
    public bool Dry { get; private set; }

    public bool EnvironmentWins { get; private set; }

    /// <summary><c>--version</c>, <c>--help</c>: nothing is read.</summary>
    public bool Answers { get; private set; }

    public static MakeLine Read(ImmutableArray<Word> words, string? flags)
    {
        var read = new MakeLine();
        foreach (string flag in MakeText.Split(flags ?? ""))
        {
            if (flag.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && flag[0] != '-')
            {
                read.Variables.Add(new(flag[..equals], new Word(flag[(equals + 1)..])));
            }
            else if (flag is not ['-', '-', ..])
            {
                read.Dry |= flag.Contains('n', StringComparison.Ordinal);
                read.EnvironmentWins |= flag.Contains('e', StringComparison.Ordinal);
            }
        }

        var line = new Line(words);
        while (!line.Ended)
        {
            if (line.Option(Options, out string option, out Word? value))
            {
                read.Option(option, value, line);
            }
            else if (line.Next is { } word)
            {
                line.Skip(1);
                if (word.Prefix.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                {
                    read.Variables.Add(new(
                        word.Prefix[..equals].TrimEnd(':', '+', '?'), Evaluation.Words.Skip(word, equals + 1)));
                }
                else
                {
                    read.Goals.Add(word.Shown);
                }
            }
        }

        return read;
    }

    private void Option(string option, Word? value, Line line)
    {
        switch (option)
        {
            case "n" or "just-print" or "dry-run" or "recon" or "q" or "question" or "t" or "touch":
                Dry = true;
                break;
            case "e" or "environment-overrides":
                EnvironmentWins = true;
                break;
            case "v" or "version" or "h" or "help":
                Answers = true;
                break;
            case "f" or "file" or "makefile" when value is not null:
                Makefiles.Add(value);
                break;
            case "C" or "directory" when value is not null:
                Folders.Add(value);
                break;
            case "I" or "include-dir" when value?.Text is { } folder:
                IncludeFolders.Add(folder);
                break;
            case "E" or "eval" when value?.Text is { } text:
                Texts.Add(text);
                break;
            case "j" or "l" or "O" when line.TakeAttached() is null && line.Next?.Text is { Length: > 0 } number
                && number.All(c => char.IsAsciiDigit(c) || c == '.'):
                line.Skip(1);
                break;
        }
    }
}
