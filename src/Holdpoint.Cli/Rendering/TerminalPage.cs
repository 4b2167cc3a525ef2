using System.CommandLine;
using System.Text;
using Holdpoint.World;

namespace Holdpoint.Cli.Rendering;

/// <summary>How a piece of text is shown; by meaning, not by colour.</summary>
internal enum Ink
{
    Plain,
    Strong,
    Faint,
    Good,
    Warning,
    Bad,
}

/// <summary>A page for a terminal: lines that wrap at its width, with colour where the terminal has it.</summary>
/// <remarks>Every text is made printable here, so no name from a state or a command line can reach the terminal
/// raw.</remarks>
internal sealed class TerminalPage(int width, bool colour)
{
    /// <summary>Without a terminal nobody sees columns; lines stay long enough for grep.</summary>
    private const int PipedWidth = 160;

    /// <summary>Narrower terminals exist, but a page for them would be one word a line.</summary>
    private const int MinWidth = 40;

    private const int Step = 2;

    private readonly StringBuilder _text = new();

    /// <summary>The page for standard output as it is: NO_COLOR and a pipe make it plain.</summary>
    /// <param name="width">What the person asked for; null: as the terminal has it.</param>
    public static TerminalPage ForOutput(IWorld world, int? width)
    {
        bool terminal = !Console.IsOutputRedirected;
        int columns = width ?? (terminal ? Console.WindowWidth : PipedWidth);
        return new TerminalPage(Math.Max(MinWidth, columns), terminal && IsColourful(world));
    }

    /// <summary>The page for standard error.</summary>
    public static TerminalPage ForErrors(IWorld world)
    {
        bool terminal = !Console.IsErrorRedirected;
        return new TerminalPage(
            terminal ? Math.Max(MinWidth, WidthOfErrors()) : PipedWidth,
            terminal && IsColourful(world));
    }

    private static bool IsColourful(IWorld world) =>
        world.Variable("TERM") is { Length: > 0 } and not "dumb" && world.Variable("NO_COLOR") is null or "";

    /// <summary>Standard output may be a pipe while errors reach the terminal.</summary>
    private static int WidthOfErrors() => Console.WindowWidth is > 0 and var width ? width : MinWidth * 2;

    public static Option<int?> WidthOption() =>
        new("--width") { Description = "columns to write in (default: the terminal's)", HelpName = "N" };

    /// <summary>A paragraph at an indentation level; its further lines hang two columns deeper.</summary>
    /// <param name="lead">Characters of a tree before the text: kept as they are, and spaces before further
    /// lines.</param>
    public void Line(int level, string text, Ink ink = Ink.Plain, string lead = "")
    {
        string safe = Printable.Line(text);
        int indent = (level * Step) + CellWidth.Of(lead);
        bool first = true;
        foreach (string row in Wrap(safe, width - indent))
        {
            _text.Append(' ', level * Step);
            _text.Append(first ? lead : Below(lead));
            Write(first ? row : "  " + row, ink);
            _text.Append('\n');
            first = false;
        }
    }

    /// <summary>What stands under a lead: the trunk of the tree goes on, the rest is space.</summary>
    private static string Below(string lead) => string.Concat(lead.Select(c => c is '├' ? '│' : ' '));

    public override string ToString() => _text.ToString();

    private void Write(string row, Ink ink)
    {
        string code = !colour ? "" : ink switch
        {
            Ink.Strong => "1",
            Ink.Faint => "2",
            Ink.Good => "32",
            Ink.Warning => "33",
            Ink.Bad => "31",
            _ => "",
        };
        if (code.Length == 0)
        {
            _text.Append(row);
        }
        else
        {
            _text.Append("\e[").Append(code).Append('m').Append(row).Append("\e[0m");
        }
    }

    /// <summary>Rows of at most the width in cells; breaks at spaces, else in the middle of a word.</summary>
    private static IEnumerable<string> Wrap(string text, int cells)
    {
        cells = Math.Max(cells, Step * 4);
        int hang = 0;
        while (CellWidth.Of(text) > cells - hang)
        {
            int at = 0;
            int used = 0;
            int space = -1;
            foreach (Rune rune in text.EnumerateRunes())
            {
                used += CellWidth.Of(rune);
                if (used > cells - hang)
                {
                    break;
                }

                space = rune.Value == ' ' && at > 0 ? at : space;
                at += rune.Utf16SequenceLength;
            }

            int end = text[at] == ' ' ? at : space > 0 ? space : at;
            yield return text[..end];
            text = text[end..].TrimStart(' ');
            hang = Step;
        }

        yield return text;
    }
}
