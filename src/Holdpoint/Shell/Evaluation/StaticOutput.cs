using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation.StaticPrograms;

namespace Holdpoint.Shell.Evaluation;

/// <summary>What a program prints, where its words and its input tell: the table of programs small enough to be
/// exact.</summary>
internal static class StaticOutput
{
    /// <summary>The output; null when it cannot be known.</summary>
    public static Word? Of(string? name, Launch launch, Session session)
    {
        ImmutableArray<Word> arguments = launch.Arguments;
        switch (name)
        {
            case "echo":
                return Echo.Output(arguments);
            case "printf":
                return Printf.Output(arguments);
            case "pwd":
                return Words.Line(launch.Directory);
            case "mktemp":
                return Temporary(arguments, launch, session);
            case "which" or "type" or "command" or "whence":
                return Which(arguments);
            case "true"
            or ":"
            or "false"
            or "cd"
            or "export"
            or "set"
            or "unset"
            or "shift"
            or "local"
            or "declare"
            or "readonly"
            or "pushd"
            or "popd"
            or "test"
            or "["
            or "rm"
            or "mkdir"
            or "sleep"
            or "touch"
            or "read"
            or "chmod"
            or "shopt":
                return Word.Empty;
            case "yes":
                // Endless; as many lines as any program asks questions.
                Word answer = Words.Line(arguments.IsEmpty ? new Word("y") : Words.JoinWith(arguments, " "));
                return Words.JoinWith(Enumerable.Repeat(answer, 16), "");
        }

        if (arguments.Any(a => a.Text is null))
        {
            return null;
        }

        string[] options = [.. arguments.Select(a => a.Text ?? "")];
        switch (name)
        {
            case "basename":
                return Line(Paths.BaseName(options));
            case "dirname":
                return Line(Paths.DirectoryName(options));
            case "seq":
                return Sequence.Output(options) is { } numbers ? new Word(numbers) : null;
            case "cat" or "tee":
                return Cat(name, arguments, launch, session);
        }

        string? input = options.Length > 0 && Filters.ReadsFile(name, options) ? null : Known(launch.Input);
        return input is null ? null
            : Filters.Output(name, options, input) is { } output ? new Word(output)
            : null;
    }

    private static string? Known(Input input) => input is Input.Given({ Text: { } text }) ? text : null;

    private static Word? Line(string? text) => text is null ? null : new Word(text + "\n");

    private static Word? Cat(string name, ImmutableArray<Word> arguments, Launch launch, Session session)
    {
        ImmutableArray<Word> files = [.. arguments.Where(a => a.Text is not ['-', _, ..])];
        if (files.IsEmpty || name == "tee")
        {
            return launch.Input is Input.Given(var text) ? text : null;
        }

        Word? all = Word.Empty;
        foreach (Word file in files)
        {
            Input? source =
                file.Text == "-"
                    ? launch.Input
                    : session.Launcher.Redirections.Descriptor(file, launch.Descriptors, launch.Input);
            all = source is Input.Given(var content) && all is not null ? Words.Concat(all, content) : null;
        }

        return all;
    }

    /// <summary>mktemp: a new name, under the temporary folder or after the template given.</summary>
    private static Word? Temporary(ImmutableArray<Word> arguments, Launch launch, Session session)
    {
        Word? folder = null;
        Word? template = null;
        bool temporary = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i].Prefix;
            if (option is "-p" && i + 1 < arguments.Length)
            {
                folder = arguments[++i];
            }
            else if (option.StartsWith("--tmpdir", StringComparison.Ordinal))
            {
                folder = option.Length > 9 ? Words.Skip(arguments[i], 9) : null;
                temporary = true;
            }
            else if (option is not ['-', ..])
            {
                template = arguments[i];
            }
            else
            {
                temporary |= option is ['-', not '-', ..] && option.Contains('t', StringComparison.Ordinal);
            }
        }

        folder ??=
            template is null || temporary
                ? session.Expander.Parameters.Value("TMPDIR", "") is { Text.Length: > 0 } set
                    ? set
                    : new Word("/tmp")
                : null;
        string name = template?.Text?.TrimEnd('X') ?? "";
        var random = Word.Unknown($"$({launch.Program.Shown}{string.Concat(arguments.Select(a => " " + a.Shown))})");
        return folder is null
            ? Words.Concat(name.Length == 0 ? Word.Empty : new Word(name), random)
            : Words.Concat(Words.Concat(folder, new Word(folder.Text is [.., '/'] ? name : "/" + name)), random);
    }

    /// <summary>Where a program lies hardly matters, but that it lies among the system's does.</summary>
    private static Word? Which(ImmutableArray<Word> arguments) =>
        arguments.Where(a => a.Prefix is not ['-', ..]).ToArray() is [{ Text: not null } program]
            ? Words.Line(program.Text.Contains('/', StringComparison.Ordinal)
                ? program
                : new Word("/usr/bin/" + program.Text))
            : null;
}
