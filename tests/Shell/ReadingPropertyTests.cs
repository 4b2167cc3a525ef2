using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Holdpoint.Shell;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell;

/// <summary>What holds for the reading of every text.</summary>
public sealed class ReadingPropertyTests
{
    private static readonly ShellContext Context = new(
        "/work/app",
        new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = "/home/me",
    }.ToImmutableDictionary());

    /// <summary>Pieces of shell that texts are put together from.</summary>
    private static readonly string[] Bits =
    [
        "rm -rf /", "$(", ")", "`", "\"", "'", "${", "}", "{a,b}", "{1..9}", "~", "*", ";", "&&", "||", "|", "&",
        "\n", "<<EOF\n", "EOF\n", "for x in a b; do ", "done", "if ", "then ", "fi", "f() { f; }", "f", "eval ", "$X",
        "X=", "$((", "))", "xargs ", "find . -exec ", "\\;", "sh -c ", "<(", ">", "[[ ", " ]]", "while read x; do ",
        "case x in ", "esac", "printf ", "%s", "$@", "return", "break", "\\", "\ue000", "!", "#", "/", ":-", "trap ",
        "alias x=", "exec ", "base64 -d", " ", "set -- ", "cd ", "sudo ", "env -S ", "a",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Bits).ArrayOf().Select(string.Concat).ToArbitrary();

    private static readonly Arbitrary<string> AnyText = ArbMap.Default.ArbFor<string>().Filter(s => s is not null);

    [Fact]
    public void Every_text_is_read() => Prop.ForAll(AnyText, Texts, (any, made) =>
        !ShellReader.Read(any, Context).Invocations.IsDefault && !ShellReader.Read(made, Context).Invocations.IsDefault)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void The_same_text_is_read_the_same() => Prop.ForAll(Texts, text =>
        Print(ShellReader.Read(text, Context)) == Print(ShellReader.Read(text, Context)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_runs_before_another_command_still_runs() => Prop.ForAll(Texts, text =>
    {
        Reading narrow = ShellReader.Read(text, Context);
        Reading wide = ShellReader.Read(text + "\nls", Context);
        return !narrow.Opaque.IsEmpty || !wide.Opaque.IsEmpty || wide.Invocations.Length >= narrow.Invocations.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_command_in_a_branch_is_never_lost() => Prop.ForAll(Texts, text =>
    {
        // A whole line on both sides: a last backslash is a program at the end of a text, but joins lines before a
        // newline.
        string line = text + "\n";
        Reading plain = ShellReader.Read(line, Context);
        Reading branch = ShellReader.Read($"if test; then\n{line}\nfi", Context);
        return !plain.Opaque.IsEmpty || !branch.Opaque.IsEmpty || branch.Invocations.Length > plain.Invocations.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("f() { g; g; g; g; g; }; g() { h; h; h; h; }; h() { i; i; i; i; i; }; i() { a; a; a; a; }; f")]
    [InlineData("X='eval \"$X\"'; eval \"$X\"")]
    [InlineData("for a in {1..60}; do for b in {1..60}; do for c in {1..60}; do X=$a$b$c; done; done; done")]
    [InlineData("rm {1..9}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9}")]
    [InlineData("A=(a b); for i in {1..60}; do A+=(\"${A[@]}\"); done; rm \"${A[@]}\"")]
    [InlineData("X=aaaaaaaa; for i in {1..60}; do X=$X$X; done; rm $X")]
    public void Beyond_a_bound_reading_ends(string text)
    {
        Reading reading = ShellReader.Read(text, Context);
        Assert.True(reading.Invocations.Length <= 2000);
    }

    [Fact]
    public void A_thousand_nested_shells_are_no_crash()
    {
        string text = string.Concat(Enumerable.Repeat("sh -c \"$(cat <<'E'\n", 1000)) + "rm a";
        Assert.NotEmpty(ShellReader.Read(text, Context).Opaque);
    }

    /// <summary>The corpus of other guards: destructive commands wrapped in shells come out of their
    /// wrapping.</summary>
    [Fact]
    public void The_corpus_is_read_and_its_wrapped_commands_are_found()
    {
        Assert.SkipWhen(Repository.Shared is null, "the shared corpus is not beside the project");
        int wrapped = 0;
        List<string> lost = [];
        foreach (string line in File.ReadLines(Path.Join(Repository.Shared, "corpus/commands.jsonl")))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string command = row.RootElement.GetProperty("command").GetString() ?? "";
            Reading reading = ShellReader.Read(command, Context);
            if (row.RootElement.GetProperty("expect").GetString() is not "deny"
                || !command.Contains(" -c ", StringComparison.Ordinal)
                || command.Split(' ')[0] is not ("sh" or "bash" or "dash" or "zsh" or "ksh"))
            {
                continue;
            }

            wrapped++;
            if (reading.Opaque.IsEmpty
                && reading.Invocations.All(i => i.Name is "sh" or "bash" or "dash" or "zsh" or "ksh"))
            {
                lost.Add(command);
            }
        }

        Assert.True(wrapped > 10, $"only {wrapped} wrapped commands in the corpus");
        Assert.Empty(lost);
    }

    private static string Print(Reading reading) => ReadingPrinter.Print(reading, Context.Directory);
}
