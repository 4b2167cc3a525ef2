using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A call in code of another language that runs a program or removes files.</summary>
/// <param name="Program">Words to put before those of the call: the program that does the same.</param>
/// <param name="Words">The texts written out in the call.</param>
/// <param name="IsCode">The one word is code for a shell.</param>
internal sealed record ForeignCall(ImmutableArray<string> Program, ImmutableArray<string> Words, bool IsCode);

/// <summary>Finds such calls by their names and the text literals that they are given.</summary>
internal static class ForeignCalls
{
    /// <summary>The calls of a piece of code, in order.</summary>
    public static IEnumerable<ForeignCall> In(string code, bool backquotes)
    {
        for (int at = 0; at < code.Length; at++)
        {
            if (backquotes && code[at] == '`' && code.IndexOf('`', at + 1) is var end and > 0)
            {
                yield return new ForeignCall([], [code[(at + 1)..end]], IsCode: true);
                at = end;
            }
            else if (IsName(code[at]))
            {
                int from = at;
                while (at + 1 < code.Length && IsName(code[at + 1]))
                {
                    at++;
                }

                if (Call(code, code[from..(at + 1)], at + 1) is { } call)
                {
                    yield return call;
                }
            }
        }
    }

    /// <summary>What writing a file anew does to the old one.</summary>
    private static readonly ImmutableArray<string> Emptying = ["tee"];

    /// <summary>What a call of that name does: nothing to know, code or words to run, or files removed.</summary>
    private static ImmutableArray<string>? Meaning(string name) => name switch
    {
        "system" or "popen" or "Popen" or "exec" or "execSync" or "execFile" or "execFileSync" or "spawn" or "spawnSync"
            or "run" or "call" or "check_call" or "check_output" or "getoutput" or "getstatusoutput" or "shell_exec"
            or "passthru" or "proc_open" or "qx" or "capture2" or "capture3" => [],
        "rmtree" or "rm_rf" or "rm_r" or "remove_tree" or "rmSync" => ["rm", "-rf"],
        "unlink" or "unlinkSync" or "remove" or "removeSync" => ["rm", "-f"],
        "rmdir" or "rmdirSync" => ["rmdir"],
        "writeFileSync" or "writeFile" or "file_put_contents" or "outputFileSync" => Emptying,
        "open" or "fopen" => Emptying,
        _ => null,
    };

    private static ForeignCall? Call(string code, string name, int at)
    {
        if (Meaning(name) is not { } program)
        {
            return null;
        }

        at = Blanks(code, at);
        bool parentheses = at < code.Length && code[at] is '(' or '{';
        bool braces = parentheses && code[at] == '{';
        at = parentheses ? Blanks(code, at + 1) : at;
        if (name == "qx" && braces && code.IndexOf('}', at) is var close and > 0)
        {
            return new ForeignCall([], [code[at..close]], IsCode: true);
        }

        bool list = at < code.Length && code[at] == '[';
        at = list ? Blanks(code, at + 1) : at;
        ImmutableArray<string> words = Literals(code, at, out bool nested);
        if (program == Emptying)
        {
            // Reading opens too: only the mode tells.
            bool writes = name is not ("open" or "fopen") || words is [_, ['w', ..], ..];
            return writes && !words.IsEmpty ? new ForeignCall(program, [words[0]], IsCode: false) : null;
        }

        bool isCode = program.IsEmpty && words.Length == 1 && !list && !nested;
        return words.IsEmpty ? null : new ForeignCall(program, words, isCode);
    }

    /// <summary>Text literals that stand one after another, parted by commas; a list among them counts with its
    /// elements.</summary>
    private static ImmutableArray<string> Literals(string code, int at, out bool nested)
    {
        ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>();
        nested = false;
        while (Literal(code, ref at) is { } word)
        {
            words.Add(word);
            at = Blanks(code, at);
            if (at >= code.Length || code[at] != ',')
            {
                break;
            }

            at = Blanks(code, at + 1);
            if (at < code.Length && code[at] == '[')
            {
                nested = true;
                at = Blanks(code, at + 1);
            }
        }

        return words.ToImmutable();
    }

    /// <summary>The text literal at an index, with an optional prefix letter as in Python; null when none is
    /// there.</summary>
    private static string? Literal(string code, ref int at)
    {
        int from = at;
        bool raw = false;
        while (from < code.Length && code[from] is 'r' or 'b' or 'u' or 'f' or 'R' && from - at < 2)
        {
            raw |= code[from] is 'r' or 'R';
            from++;
        }

        if (from >= code.Length || code[from] is not ('"' or '\'' or '`'))
        {
            return null;
        }

        char quote = code[from];
        var text = new StringBuilder();
        for (int i = from + 1; i < code.Length; i++)
        {
            if (code[i] == quote)
            {
                at = i + 1;
                return Evaluation.Escapes.Decode(text.ToString(), Evaluation.EscapeStyle.Percent);
            }

            if (code[i] == '\\' && i + 1 < code.Length && !raw)
            {
                text.Append('\\').Append(code[++i]);
            }
            else
            {
                text.Append(code[i]);
            }
        }

        return null;
    }

    private static int Blanks(string code, int at)
    {
        while (at < code.Length && char.IsWhiteSpace(code[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
