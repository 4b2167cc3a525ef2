using System.Text;
using Holdpoint.Cli;
using Holdpoint.Cli.Commands;
using Holdpoint.Shell;
using Act = Holdpoint.Action;

namespace Holdpoint.Tests.Cli;

/// <summary>The lines of a batch, well and badly formed, in pieces of any size.</summary>
public sealed class CheckBatchTests
{
    [Theory]
    [InlineData("""{"command":"ls"}""", "ls", "/here")]
    [InlineData("""{"cwd":"/x","command":"ls","id":[1,{"command":"no"}]}""", "ls", "/x")]
    [InlineData("""{"command":""}""", "", "/here")]
    public void A_line_is_a_command_in_a_directory(string line, string command, string directory)
    {
        (Act.ShellCommand? action, string why) = BatchLine.Read(Encoding.UTF8.GetBytes(line), "/here");
        Assert.Equal((new Act.ShellCommand(command, directory), ""), (action, why));
    }

    [Theory]
    [InlineData("x", "not JSON")]
    [InlineData("""{"command":"ls"}{}""", "not JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "no command")]
    [InlineData("""{"command":1}""", "command is no text")]
    [InlineData("""{"command":"ls","cwd":null}""", "cwd is null")]
    [InlineData("""{"command":"ls","cwd":"x/y"}""", "not absolute")]
    [InlineData("""{"command":"\ud800"}""", "no Unicode")]
    public void A_malformed_line_says_what_is_wrong(string line, string why)
    {
        (Act.ShellCommand? action, string said) = BatchLine.Read(Encoding.UTF8.GetBytes(line), "/here");
        Assert.Null(action);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Lines_come_whole_from_pieces_of_any_size(int piece)
    {
        string text = "one\n\ntwo " + new string('x', 70_000) + "\n" + new string('y', 200_000) + "\nlast";
        var lines = new LineReader(Pieces(Encoding.UTF8.GetBytes(text), piece), maxBytes: 100_000);
        List<string> read = [];
        while (lines.Next(out ReadOnlyMemory<byte> line, out bool tooLong))
        {
            read.Add(tooLong ? "(too long)" : Encoding.UTF8.GetString(line.Span));
        }

        Assert.Equal(["one", "", "two " + new string('x', 70_000), "(too long)", "last"], read);
    }

    [Fact]
    public void Input_beyond_its_bound_is_drained_and_not_given()
    {
        int left = 300_000;
        Assert.Null(StandardStreams.ReadAll(buffer => Take(buffer, ref left), maxBytes: 100_000));
        Assert.Equal(0, left);
    }

    [Theory]
    [InlineData("rm -rf x && ls", "rm -rf x && ls")]
    [InlineData("rm|a b", "rm 'a b'")]
    [InlineData("echo|it's|&&|", "echo 'it'\\''s' '&&' ''")]
    public void Several_words_are_a_program_and_its_arguments(string words, string line) =>
        Assert.Equal(line, ShellQuoting.Join(words.Split('|')));

    private static int Take(Span<byte> buffer, ref int left)
    {
        int take = Math.Min(left, buffer.Length);
        left -= take;
        return take;
    }

    private static ByteSource Pieces(byte[] bytes, int piece)
    {
        int at = 0;
        return buffer =>
        {
            int take = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - at);
            bytes.AsSpan(at, take).CopyTo(buffer);
            at += take;
            return take;
        };
    }
}
