using System.Text.RegularExpressions;
using Holdpoint.Policy;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Every row of the reference's table of commands, as command lines: what it calls a risk is recognised with a
/// fitting effect, what it calls reading is silent.</summary>
public sealed partial class CommandTableTests
{
    private const string Table = "tf_commands.csv";

    /// <summary>How the table words a risk, from its beginning, and the kinds of effect that fit. A new wording has no
    /// kinds until somebody has thought about it.</summary>
    private static readonly (string Wording, EffectKind[] Kinds)[] Wordings =
    [
        ("DESTROY", [EffectKind.Destroy]),
        ("REPLACE", [EffectKind.Destroy]),
        ("MAYBE", [EffectKind.Destroy]),
        ("STATE OVERWRITE", [EffectKind.Destroy]),
        ("runs whatever", [EffectKind.Destroy]),
        ("partial", [EffectKind.Destroy]),
        ("drops state", [EffectKind.Destroy]),
        ("destroys", [EffectKind.Destroy]),
        ("state copy", [EffectKind.Destroy]),
        ("refused client-side", [EffectKind.Destroy]),
        ("another root module", [EffectKind.Destroy]),
        ("environment changes target", [EffectKind.Destroy]),
        ("BYPASS: silently leaves", [EffectKind.Weaken]),
        ("BYPASS: no LOCK", [EffectKind.Weaken, EffectKind.Destroy]),
        ("BYPASS", [EffectKind.Destroy]),
        ("orphans", [EffectKind.Weaken]),
        ("forgets", [EffectKind.Weaken]),
        ("next apply replaces", [EffectKind.Weaken]),
        ("terraform: body-less UNLOCK", [EffectKind.Weaken]),
        ("retries LOCK", [EffectKind.Destroy]),
        ("runs a provider action", [EffectKind.Unknown]),
        ("creates and destroys real", [EffectKind.Create]),
        ("state write", [EffectKind.Modify]),
        ("re-address", [EffectKind.Modify]),
        ("rewrites", [EffectKind.Modify]),
        ("adopts", [EffectKind.Modify]),
        ("changes target", [EffectKind.Modify]),
        ("read", [EffectKind.Read]),
        ("takes a lock", [EffectKind.Read]),
    ];

    public static TheoryData<string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string[] row in Read())
            {
                foreach (string command in Commands(row[1]))
                {
                    data.Add(command, row[2]);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void A_row_is_recognised_as_the_risk_that_the_table_names(string command, string risk)
    {
        // A row without a word on its risk is one that only takes back another.
        EffectKind[] kinds = risk.Length == 0 ? [EffectKind.Modify]
            : Wordings.FirstOrDefault(w => risk.StartsWith(w.Wording, StringComparison.Ordinal)).Kinds
                ?? throw new InvalidOperationException($"no kinds for the wording \"{risk}\"");
        foreach (string program in new[] { "terraform", "tofu" })
        {
            string text = command.Replace(Program, program, StringComparison.Ordinal);
            var pipeline = new Pipeline(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(5));
            Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(text, "/home/ann/infra"));
            EffectKind[] found = [.. judgement.Effects.Select(e => e.Kind)];
            bool reads = kinds is [EffectKind.Read];
            Assert.True(
                reads ? found.All(k => k is EffectKind.Read) && judgement.Verdict.Decision is Decision.Allow
                    : kinds.All(k => found.Contains(k)),
                $"{text}: {string.Join(' ', found)}, where \"{risk}\" means {string.Join(' ', kinds)}");
        }
    }

    [Fact]
    public void The_table_is_read_where_it_is_at_hand()
    {
        Assert.SkipWhen(ProjectRoot.Reference is null, "the shared reference folder is not beside the project");
        Assert.True(Read().Length >= 39, $"{Read().Length} rows");
        Assert.True(Rows.Count > 60, $"{Rows.Count} command lines");
    }

    private const string Program = "PROGRAM";

    private static string[][] Read() => ProjectRoot.Reference is not { } folder ? []
        : [.. TableWriter.Rows(File.ReadAllText(Path.Join(folder, Table)))
            .Where(r => r[0].Split('|').Contains("terraform"))];

    /// <summary>
    /// A row's command lines.
    /// 1 a note in parentheses is none of it; 2 what is fed by a pipe; 3 a file with what is in it; 4 alternatives
    /// between blanks, of whole lines or of the last word; 5 variables; 6 what stands on any command.
    /// </summary>
    private static IEnumerable<string> Commands(string invocation)
    {
        string text = Note().Replace(invocation, "").Trim(); // 1
        if (text.StartsWith("echo ", StringComparison.Ordinal))
        {
            int pipe = text.IndexOf('|', StringComparison.Ordinal); // 2
            return text[(pipe + 1)..].Split('/').SelectMany(Whole).Select(c => $"{text[..pipe]}| {c}");
        }

        if (text.StartsWith('*'))
        {
            string name = text[1..text.IndexOf(' ', StringComparison.Ordinal)]; // 3
            string block = text[(text.IndexOf(" with ", StringComparison.Ordinal) + " with ".Length)..].Split(" + ")[0];
            return [$"printf 'terraform {{\n  {block} {{\n  }}\n}}\n' > any{name}"];
        }

        return text.Split(" | ").SelectMany(part => part.Split(" / ")).SelectMany(Whole);
    }

    private static IEnumerable<string> Whole(string part)
    {
        string line = part.Trim();
        foreach (string program in new[] { "terraform ", "tofu " })
        {
            line = line.StartsWith(program, StringComparison.Ordinal) ? line[program.Length..] : line;
        }

        if (line.StartsWith("TF_", StringComparison.Ordinal))
        {
            // 5
            return line.Replace("\"", "", StringComparison.Ordinal).Split(", ").Select(v =>
                v.Split('=', 2) is [var name, var value] ? $"{name}='{value}' {Program} apply"
                : v is "TF_CLI_ARGS" ? $"{v}=-destroy {Program} apply"
                : $"{v.Replace("*", "ADDRESS", StringComparison.Ordinal)}=other {Program} destroy");
        }

        if (line.StartsWith('-'))
        {
            string option = line.Replace(" on any", "", StringComparison.Ordinal); // 6
            return [option.StartsWith("-chdir", StringComparison.Ordinal) ? $"{Program} {option} destroy"
                : $"{Program} destroy {option}"];
        }

        return Optional(line).SelectMany(Alternatives).Select(c => $"{Program} {c}");
    }

    /// <summary><c>delete [-force]</c> is two lines.</summary>
    private static IEnumerable<string> Optional(string line) =>
        line.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open
        ? [line[..open] + line[(line.IndexOf(']', StringComparison.Ordinal) + 1)..],
            line.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)]
        : [line];

    /// <summary><c>workspace new|select</c>: a word stands for each of its parts; a workspace has a name.</summary>
    private static IEnumerable<string> Alternatives(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(words, w => w.Contains('|', StringComparison.Ordinal));
        IEnumerable<string[]> lines = at < 0 ? [words]
            : words[at].Split('|').Select(one => (string[])[.. words[..at], one, .. words[(at + 1)..]]);
        return lines.Select(l => string.Join(' ', l) + (l[0] is "workspace" ? " NAME" : ""));
    }

    [GeneratedRegex(@"\s*\([^)]*\)", RegexOptions.None, 1000)]
    private static partial Regex Note();
}
