using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>What the commands of an editor of vi's family do: those of <c>-c</c>, of <c>+…</c>, and of its input.
/// Pure.</summary>
internal sealed class EditorCommands
{
    /// <summary>What may stand before a command: a range of lines.</summary>
    private const string Range = ":%$.,+-0123456789'<> \t";

    /// <summary>Shell code that they run.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>Files that they write anew, beside the one that is edited.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Lines are taken away.</summary>
    public bool Deletes { get; private set; }

    /// <summary>All lines are taken away.</summary>
    public bool DeletesAll { get; private set; }

    /// <summary>The file that is edited is written.</summary>
    public bool Saves { get; private set; }

    /// <summary>The files that are edited.</summary>
    public ImmutableArray<Word> Edited { get; private set; } = [];

    public static bool IsEditor(string name) => name is "vi" or "vim" or "nvim" or "ex" or "ed" or "red" or "view"
        or "vimdiff" or "gvim" or "elvis" or "nvi" or "vim.basic" or "vim.tiny";

    /// <summary>Reads the commands of a call.</summary>
    /// <param name="input">What is known of its standard input; null for nothing.</param>
    public static EditorCommands Read(string name, ImmutableArray<Word> words, string? input)
    {
        var read = new EditorCommands();
        var edited = ImmutableArray.CreateBuilder<Word>();
        bool scripted = name is "ex" or "ed" or "red";
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Shown;
            switch (text)
            {
                case "-c" or "--cmd" or "-S" or "-u" or "-i" or "-T" or "-p" when i + 1 < words.Length:
                    read.Line(text is "-c" or "--cmd" ? words[++i].Shown : "", bars: true);
                    i += text is "-S" or "-u" or "-i" or "-T" ? 1 : 0;
                    break;
                case ['-', 'c', _, ..]:
                    read.Line(text[2..], bars: true);
                    break;
                case ['+', _, ..]:
                    read.Line(text[1..], bars: true);
                    break;
                case ['-', not '-', ..] when text.EndsWith('c') && i + 1 < words.Length:
                    // A cluster: ex -sc CODE.
                    read.Line(words[++i].Shown, bars: true);
                    break;
                case ['-', _, ..]:
                    scripted |= text is "-e" or "-s" or "-es" or "-E" or "-Es";
                    break;
                default:
                    edited.Add(words[i]);
                    break;
            }
        }

        foreach (string line in scripted && input is not null ? input.Split('\n') : [])
        {
            read.Line(line, bars: name is not ("ed" or "red"));
        }

        read.Edited = edited.ToImmutable();
        return read;
    }

    private void Line(string line, bool bars)
    {
        string command = Bare(line);
        if (Shell(command) is { } code)
        {
            Codes.Add(code);
            return;
        }

        if (command.Contains('(', StringComparison.Ordinal))
        {
            foreach (ForeignCall call in ForeignCalls.In(command.Replace("execute", "system", StringComparison.Ordinal)
                .Replace("jobstart", "system", StringComparison.Ordinal), backquotes: false))
            {
                Codes.Add(string.Join(' ', call.Program.Concat(call.Words)));
            }
        }

        foreach (string part in bars ? line.Split('|') : [line])
        {
            Edit(Bare(part));
            DeletesAll |= part.AsSpan().TrimStart(": \t") is ['%', 'd', ..] or ['1', ',', '$', 'd', ..]
                or [',', 'd', ..];
        }
    }

    /// <summary>A command without the range and the modifiers before it.</summary>
    private static string Bare(string line)
    {
        string command = line.TrimStart(Range.ToCharArray());
        foreach (string modifier in (ReadOnlySpan<string>)["silent! ", "silent ", "sil! ", "sil ", "noautocmd "])
        {
            if (command.StartsWith(modifier, StringComparison.Ordinal))
            {
                return Bare(command[modifier.Length..]);
            }
        }

        return command;
    }

    /// <summary>The shell code of <c>!…</c>, <c>r !…</c>, <c>w !…</c>, <c>term …</c>; null when it is none.</summary>
    private static string? Shell(string command)
    {
        if (command.StartsWith('!'))
        {
            return command[1..];
        }

        foreach (string verb in (ReadOnlySpan<string>)["read", "r", "write", "w"])
        {
            // Without a blank, w! is forced writing.
            if (command.StartsWith(verb, StringComparison.Ordinal)
                && command[verb.Length..].TrimStart() is ['!', .. var rest]
                && (verb is not ("write" or "w") || command[verb.Length] is ' '))
            {
                return rest;
            }
        }

        foreach (string verb in (ReadOnlySpan<string>)["terminal ", "term "])
        {
            if (command.StartsWith(verb, StringComparison.Ordinal))
            {
                return command[verb.Length..];
            }
        }

        return null;
    }

    /// <summary>What a command does to the lines and the file.</summary>
    private void Edit(string command)
    {
        int end = 0;
        while (end < command.Length && char.IsAsciiLetter(command[end]))
        {
            end++;
        }

        string file = command[end..].TrimStart('!').Trim();
        switch (command[..end])
        {
            case "d" or "delete" or "del":
                Deletes = true;
                break;
            case "w" or "write" or "wq" or "x" or "xit" or "up" or "update" or "wa" or "wall" or "wqa" or "xa":
                Saves |= file.Length == 0;
                Add(file);
                break;
            case "sav" or "saveas":
                Add(file);
                break;
        }
    }

    private void Add(string file)
    {
        if (file.Length > 0 && !file.StartsWith('>'))
        {
            Written.Add(file);
        }
    }
}
