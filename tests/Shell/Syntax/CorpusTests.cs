using System.Text.Json;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>The commands of the shared corpus, where it is present.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void The_parser_accepts_what_bash_accepts_and_refuses_what_bash_refuses()
    {
        string[] commands = Commands();
        Assert.SkipWhen(commands.Length == 0, "the shared corpus is not beside the project");
        bool[] bash = RealShells.Accept("bash", commands);
        string[] readOtherwise = [.. commands.Where((c, i) => ShellParser.Parse(c) is ParseAnswer.Parsed != bash[i])];
        Assert.Empty(readOtherwise);
    }

    [Fact]
    public void Leaves_cover_every_command()
    {
        string[] commands = Commands();
        Assert.SkipWhen(commands.Length == 0, "the shared corpus is not beside the project");
        string?[] faults = [.. commands.Select(Coverage.Fault).Where(f => f is not null)];
        Assert.Empty(faults);
    }

    internal static string[] Commands()
    {
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/commands.jsonl") : null;
        return path is not null && File.Exists(path)
            ? [.. File.ReadLines(path).Select(CommandOf).Distinct(StringComparer.Ordinal)]
            : [];
    }

    private static string CommandOf(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.GetProperty("command").GetString() ?? "";
    }
}
