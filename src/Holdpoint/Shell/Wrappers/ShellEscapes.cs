using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A program with a command language of its own in which some commands are shell code: <c>gdb -ex 'shell
/// …'</c>.</summary>
/// <param name="Options">Options whose value is commands, without their dashes.</param>
/// <param name="Markers">What a command of that language begins with when its rest is shell code.</param>
internal sealed record ShellEscapes(string Options, params string[] Markers)
{
    /// <summary>Every operand may be commands too.</summary>
    public bool Operands { get; init; }

    /// <summary>Commands come on the standard input.</summary>
    public bool Input { get; init; } = true;

    /// <summary>Commands are parted by semicolons as well as by lines.</summary>
    public bool Semicolons { get; init; }

    /// <summary>What follows a marker is read by this language first, so that it need not be shell.</summary>
    public bool Loose { get; init; }

    /// <summary>The escapes of a program, by hand: one entry each; null when it has none.</summary>
    public static ShellEscapes? Find(string name) => name switch
    {
        "gdb" => new("ex iex eval-command init-eval-command", "shell ", "!"),
        "lldb" => new("o one-line O one-line-before-file", "platform shell ", "shell "),
        "sqlite3" or "litecli" => new("cmd", ".shell ", ".system ") { Operands = true },
        "mysql" or "mariadb" => new("e execute", "\\!", "system "),
        "ftp" or "sftp" or "lftp" or "telnet" => new("e c", "!") { Semicolons = true },
        "dc" => new("e expression", "!"),
        "gnuplot" => new("e", "!", "shell ") { Semicolons = true },
        "less" or "more" => new("", "+!", "!") { Operands = true, Input = false },
        "expect" or "tclsh" or "autoexpect" => new("c", "spawn ", "exec ", "system ", "exp_spawn ")
        {
            Semicolons = true,
            Loose = true,
        },
        "gh" => new("", "!") { Operands = true, Input = false },
        "screen" => new("X", "stuff ", "exec ") { Input = false },
        _ => null,
    };

    /// <summary>The texts in the program's language that a launch gives it.</summary>
    public IEnumerable<Word> Commands(Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Prefix;
            bool option = text is ['-', _, ..];
            string given = text.TrimStart('-');
            if (option && Wrapper.Has(Options, given) && i + 1 < words.Length)
            {
                // A language of words goes on to the end of the line: screen -X exec rm x.
                yield return Options is "X" ? Words.JoinWith(words[(i + 1)..], " ") : words[++i];
            }
            else if (option && given.IndexOf('=') is > 0 and var equals && Wrapper.Has(Options, given[..equals]))
            {
                yield return Words.Skip(words[i], text.Length - given.Length + equals + 1);
            }
            else if (option && text[1] != '-' && Wrapper.Has(Options, text[1..2]))
            {
                yield return Words.Skip(words[i], 2);
            }
            else if (Operands && !option)
            {
                yield return words[i];
            }
        }

        if (Input && launch.Input is Holdpoint.Shell.Input.Given(var script))
        {
            yield return script;
        }
    }

    /// <summary>The shell code in such a text.</summary>
    public IEnumerable<Word> Codes(Word commands)
    {
        string shown = commands.Shown;
        char[] ends = Semicolons ? ['\n', ';'] : ['\n'];
        foreach (string line in shown.Split(ends))
        {
            string command = line.TrimStart();
            foreach (string marker in Markers)
            {
                if (command.StartsWith(marker, StringComparison.Ordinal) && command.Length > marker.Length)
                {
                    // Where nothing else stands in the text its unknown pieces stay what they are.
                    int at = shown.Length - command.Length + marker.Length;
                    yield return shown.Length == line.Length && commands.Prefix.Length >= at
                        ? Words.Skip(commands, at)
                        : new Word(command[marker.Length..]);
                    break;
                }
            }
        }
    }
}
