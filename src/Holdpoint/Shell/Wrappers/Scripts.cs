using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Editors of text with a language of their own, sed, awk and vi with their kin: what their scripts run and
/// write.</summary>
internal sealed class Scripts(Session session)
{
    private static readonly Wrapper SedOptions = new()
    {
        Valued = "efl",
        LongValued = "expression file line-length",
        Code = "e expression",
    };

    private static readonly Wrapper AwkOptions = new()
    {
        Valued = "Fvfeil",
        LongValued = "field-separator assign file source include load",
        Code = "e source",
    };

    public static bool Find(string name) => IsSed(name) || IsAwk(name) || EditorCommands.IsEditor(name);

    public static bool IsSed(string name) => name is "sed" or "gsed" or "ssed";

    public static bool IsAwk(string name) => name is "awk" or "gawk" or "mawk" or "nawk" or "original-awk";

    /// <summary>The script on a command line of sed, as far as its words tell.</summary>
    public static string OfSed(ImmutableArray<Word> arguments) =>
        string.Join('\n', Texts(arguments, SedOptions, out _));

    public void Run(string name, Launch launch)
    {
        if (IsSed(name))
        {
            RunSed(name, launch);
        }
        else if (IsAwk(name))
        {
            RunAwk(name, launch);
        }
        else
        {
            string? input = launch.Input is Input.Given(var text) ? text.Shown : null;
            EditorCommands read = EditorCommands.Read(name, launch.Arguments, input);
            read.Codes.ForEach(c => RunCode(name, launch, new Word(c)));
            Write(launch, read.Written);
        }
    }

    private void RunSed(string name, Launch launch)
    {
        List<string> texts = Texts(launch.Arguments, SedOptions, out Word? file);
        if (file is not null && Content(file, launch) is { } script)
        {
            texts.Add(script.Shown);
        }

        string whole = string.Join('\n', texts);
        if (whole.AsSpan().IndexOfAny('e', 'w', 'W') < 0 || launch.Arguments.Any(a => a.Text is "--sandbox"))
        {
            return;
        }

        SedScript read = SedScript.Read(whole);
        read.Codes.ForEach(c => RunCode(name, launch, new Word(c)));
        if (read.RunsLines)
        {
            RunCode(name, launch, Lines(launch, "the lines that sed reads"));
        }

        Write(launch, read.Written);
    }

    private void RunAwk(string name, Launch launch)
    {
        List<string> texts = Texts(launch.Arguments, AwkOptions, out Word? file);
        if (file is not null && Content(file, launch) is { } program)
        {
            texts.Add(program.Shown);
        }

        string whole = string.Join('\n', texts);
        if (whole.AsSpan().IndexOfAny('|', '>') < 0 && !whole.Contains("system", StringComparison.Ordinal))
        {
            return;
        }

        AwkProgram read = AwkProgram.Read(whole, Variables(launch));
        foreach (Word code in read.Codes)
        {
            bool line = code is { Shown: "$0", Text: null };
            RunCode(name, launch, line ? Lines(launch, "the lines that awk reads") : code);
        }

        Write(launch, read.Written);
    }

    /// <summary>The lines that a program reads, as code.</summary>
    private static Word Lines(Launch launch, string source) => launch.Input switch
    {
        Input.Given(var text) => text,
        Input.Piped(var producer) => Session.OutputOf(producer),
        _ => Word.Unknown(source),
    };

    private static Dictionary<string, Word> Variables(Launch launch)
    {
        var variables = new Dictionary<string, Word>(StringComparer.Ordinal);
        var line = new Line(launch.Arguments);
        while (line.Option(AwkOptions, out string option, out Word? value))
        {
            if (option is "v" or "assign" && value?.Prefix.IndexOf('=') is > 0 and var equals)
            {
                variables[value.Prefix[..equals]] = Words.Skip(value, equals + 1);
            }
        }

        return variables;
    }

    /// <summary>The texts of a script: those of options, or the first operand.</summary>
    private static List<string> Texts(ImmutableArray<Word> arguments, Wrapper options, out Word? file)
    {
        List<string> texts = [];
        file = null;
        var line = new Line(arguments);
        while (line.Option(options, out string option, out Word? value))
        {
            if (value is not null && Wrapper.Has(options.Code, option))
            {
                texts.Add(value.Shown);
            }

            file = option is "f" or "file" ? value : file;
        }

        if (texts.Count == 0 && file is null && line.Next is { } script)
        {
            texts.Add(script.Shown);
        }

        return texts;
    }

    private Word? Content(Word file, Launch launch) =>
        session.Launcher.Redirections.Descriptor(file.Text is "-" ? new Word("/dev/stdin") : file, launch.Descriptors,
            launch.Input) is Input.Given(var text)
            ? text
            : null;

    private void RunCode(string name, Launch launch, Word code)
    {
        Launch inner = launch with { Files = [], OutputAway = true };
        session.Launcher.Code.RunChild(inner, code, name, null, default, Input.Inherited.Instance);
    }

    private void Write(Launch launch, List<string> files)
    {
        if (files.Count > 0)
        {
            session.Launcher.EmitFiles(
                [.. files.Where(f => f.Length > 0).Select(f => new OpenedFile(RedirectKind.Output, new Word(f)))],
                launch.Span);
        }
    }
}
