using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>What holds for every string.</summary>
public sealed class ParserProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000).WithQuietOnSuccess(true);

    /// <summary>Characters and tokens that mean something somewhere, beside some that never do.</summary>
    private static readonly string[] Tokens =
    [
        "a", "echo", " ", "\n", "\t", "'", "\"", "`", "\\", "$", "$(", "$((", "${", "}", ")", "))", "(", "((", "[[",
        "]]", "[", "]", "{", ";", ";;",
        "&", "&&", "|", "||", "<", ">", "<<E", "<<-'E'", "\nE\n", "<(", "x=", "x=(", "if", "then", "fi", "for", "in",
        "do", "done", "case", "esac", "f()", "function", "#", "!", "time", "$'", "\\u00e9", "é", "😀", "\ud800", "\r",
        "*", "~", "=", ":-", "/", "@(", "\\\n",
    ];

    private static readonly Arbitrary<string> Scripts = Gen.Elements(Tokens).ListOf().Select(string.Concat)
        .ToArbitrary();

    private static readonly Arbitrary<string> Texts =
        Gen.Elements([.. Enumerable.Range(1, 127).Select(i => (char)i), 'é', 'ß', '中', '\u00a0', '\u2028'])
            .ListOf().Select(c => new string([.. c])).ToArbitrary();

    [Fact]
    public void Every_string_has_an_answer() =>
        Check.One(Many, Prop.ForAll(ArbMap.Default.ArbFor<string>(), s => Coverage.Fault(s ?? "") is null));

    [Fact]
    public void Every_sequence_of_tokens_has_an_answer_that_covers_it() =>
        Check.One(Many, Prop.ForAll(Scripts, s => Coverage.Fault(s) is null));

    [Fact]
    public void Quoting_round_trips_through_bash()
    {
        string[] texts =
            [.. Texts.Generator.Sample(400).Append("").Append("'").Append("a\\").Append("\\\n").Append("!")];
        List<(string Text, string Quoted)> quoted = [.. texts.SelectMany(t => Quotings(t).Select(q => (t, q)))];
        string script = string.Concat(quoted.Select(q => $"printf '%s\\0' x{q.Quoted}\n"));
        string[] printed = RealShells.Output(script).Split('\0');
        Assert.Equal(quoted.Count + 1, printed.Length);
        for (int i = 0; i < quoted.Count; i++)
        {
            Assert.Equal("x" + quoted[i].Text, printed[i]);
            Assert.Equal("x" + quoted[i].Text, Decoded($"printf '%s\\0' x{quoted[i].Quoted}"));
        }
    }

    /// <summary>Single quotes, double quotes, backslashes, and the quotes of C.</summary>
    private static IEnumerable<string> Quotings(string text)
    {
        yield return "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        yield return "\"" + string.Concat(text.Select(c => c is '"' or '\\' or '$' or '`' ? "\\" + c : c.ToString()))
            + "\"";
        yield return string.Concat(text.Select(c => c == '\n' ? "'\n'" : "\\" + c));
        yield return "$'" + string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"\\x{b:x2}")) + "'";
        yield return "$'" + string.Concat(text.Select(c =>
            c < 128 ? $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}" : $"\\u{(int)c:x4}")) + "'";
        yield return "$'"
            + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
    }

    private static string Decoded(string command)
    {
        ParseAnswer.Parsed parsed = Assert.IsType<ParseAnswer.Parsed>(ShellParser.Parse(command));
        SimpleCommand simple = Assert.IsType<SimpleCommand>(Assert.Single(parsed.Script.Items).Command);
        return string.Concat(simple.Words[^1].Parts.Select(TextOf));
    }

    private static string TextOf(WordPart part) => part switch
    {
        LiteralPart p => p.Text,
        QuotedPart p => p.Text,
        DoubleQuotedPart p => string.Concat(p.Parts.Select(TextOf)),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "quoted text holds no expansion"),
    };
}
