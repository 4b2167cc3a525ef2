using Holdpoint.Cli.Rendering;

namespace Holdpoint.Tests.Cli;

/// <summary>What reaches a terminal: nothing that an agent could have put there to deceive.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData("\e[2J\e[1;1Hallow", "\\x1b[2J\\x1b[1;1Hallow")]
    [InlineData("a\rb\nc\td\0", "a\\rb\\nc\\td\\x00")]
    [InlineData("\u202Egnp.exe", "\\u{202e}gnp.exe")]
    [InlineData("a\u200Bb\uFEFF", "a\\u{200b}b\\u{feff}")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("数据库 ü 😀", "数据库 ü 😀")]
    public void Control_and_format_characters_are_shown_by_their_number(string text, string shown) =>
        Assert.Equal(shown, Printable.Line(text));

    [Fact]
    public void Half_a_character_is_shown_as_a_replacement() => Assert.Equal("a\ufffd", Printable.Line("a\ud800"));

    [Fact]
    public void A_page_without_colour_holds_no_escape_whatever_it_is_given()
    {
        var page = new TerminalPage(80, colour: false);
        page.Line(1, "\e]0;title\a name", Ink.Bad, "├─ ");
        Assert.DoesNotContain('\e', page.ToString());
        Assert.DoesNotContain('\a', page.ToString());
    }

    [Fact]
    public void Colour_stands_around_whole_rows_only()
    {
        var page = new TerminalPage(80, colour: true);
        page.Line(0, "denied", Ink.Bad);
        Assert.Equal("\e[31mdenied\e[0m\n", page.ToString());
    }

    [Fact]
    public void Rows_wrap_at_the_width_and_hang()
    {
        var page = new TerminalPage(20, colour: false);
        page.Line(1, "one two three four five", lead: "- ");
        Assert.Equal("  - one two three\n      four five\n", page.ToString());
    }

    [Fact]
    public void A_tree_goes_on_beside_wrapped_rows()
    {
        var page = new TerminalPage(20, colour: false);
        page.Line(0, "one two three four five", lead: "├─ ");
        Assert.Equal("├─ one two three\n│    four five\n", page.ToString());
    }

    [Fact]
    public void Wide_characters_count_two_columns()
    {
        var page = new TerminalPage(20, colour: false);
        page.Line(0, "数据库数据库数据库数据库");
        Assert.All(page.ToString().Split('\n'), row => Assert.True(CellWidth.Of(row) <= 20, row));
        Assert.Equal(6, CellWidth.Of("数据库"));
        Assert.Equal(1, CellWidth.Of("e\u0301"));
    }

    [Theory]
    [InlineData("", "a\nb\n", "+ a\n+ b\n")]
    [InlineData("a\nb\nc\nd\n", "a\nb\nX\nc\nd\n", "  a\n  b\n+ X\n  c\n  d\n")]
    [InlineData("a\nb\n", "a\nc\n", "  a\n- b\n+ c\n")]
    public void A_difference_shows_the_lines_that_changed(string before, string after, string shown) =>
        Assert.Equal(shown, LineDifference.Of(before, after));
}
