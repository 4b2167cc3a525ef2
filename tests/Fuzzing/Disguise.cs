using System.Text;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>Another way to write a command that does the same.</summary>
/// <param name="Of">The other text; null where this way does not fit the command.</param>
/// <param name="Plain">It says no less than the command: a reader loses nothing, so what was harmless stays
/// so.</param>
internal sealed record Disguise(string Name, Func<string, Dice, string?> Of, bool Plain = true)
{
    private const string End = "HOLDPOINT_END";

    /// <summary>Quotes a text for a shell.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    /// <summary>All ways, in families: quoting, variables, encodings, company, wrappers.</summary>
    public static IReadOnlyList<Disguise> All { get; } =
        [.. Quotings(), .. Variables(), .. Encodings(), .. Company(), .. Wrappers()];

    private static IEnumerable<Disguise> Quotings()
    {
        yield return new("single quotes", (c, _) => Words(c, w => $"'{w}'"));
        yield return new("double quotes", (c, _) => Words(c, w => $"\"{w}\""));
        yield return new("octal escapes", (c, _) => Words(c, w =>
            $"$'{Octal(w)}'"));
        yield return new("hexadecimal escapes", (c, _) => Words(c, w =>
            "$'" + string.Concat(w.Select(x => $"\\x{(int)x:x2}")) + "'"));
        yield return new("backslashes", (c, _) => Words(c, w => string.Concat(w.Select(x => "\\" + x))));
        yield return new("empty quotes inside", (c, _) => Words(c, w => w.Length < 2 ? w : $"{w[0]}''{w[1..]}\"\""));
        yield return new("line continuations", (c, _) => Words(c, w => w.Length < 2 ? w : $"{w[0]}\\\n{w[1..]}"));
        yield return new("any quotes", (c, dice) => Words(c, w => dice.Next(4) switch
        {
            0 => $"'{w}'",
            1 => $"\"{w}\"",
            2 => "\\" + w,
            _ => $"$'{w}'",
        }));
    }

    private static IEnumerable<Disguise> Variables()
    {
        yield return new("words in variables", (c, _) => Split(c, (n, w) => ($"hp{n}={w}", $"\"$hp{n}\"")));
        yield return new("halves in variables", (c, _) => Split(c, (n, w) =>
            ($"hpa{n}={w[..(w.Length / 2)]} hpb{n}={w[(w.Length / 2)..]}", $"\"${{hpa{n}}}$hpb{n}\"")));
        yield return new("printf -v", (c, _) => Split(c, (n, w) => ($"printf -v hp{n} %s {w}", $"\"$hp{n}\"")));
        yield return new("read", (c, _) => Split(c, (n, w) => ($"read -r hp{n} <<< {w}", $"\"$hp{n}\"")));
        yield return new("substitutions", (c, _) => Words(c, w => w[0] == '-' ? w : $"\"$(echo {w})\""));
        yield return new("defaults", (c, _) => Words(c, w => $"${{hpunset:-{w}}}"), Plain: false);
        yield return new("an array", (c, _) => PlainWords.Whole(c) is { } w
            ? $"hp=({string.Join(' ', w)}); \"${{hp[@]}}\"" : null);
        yield return new("positional parameters", (c, _) => PlainWords.Whole(c) is { } w
            ? $"set -- {string.Join(' ', w)}; \"$@\"" : null);
        yield return new("a function with arguments", (c, _) => PlainWords.Whole(c) is [var program, .. var w]
            ? $"hpf() {{ {program} \"$@\"; }}; hpf {string.Join(' ', w)}" : null);
        yield return new("a loop over the last word", (c, _) => PlainWords.Whole(c) is [.. var w, var last]
            ? $"for hp in {last}; do {string.Join(' ', w)} \"$hp\"; done" : null);
        yield return new("a variable of code", (c, _) => $"hp={Quote(c)}; eval \"$hp\"");
        yield return new("two variables of code", (c, _) =>
            $"hpa={Quote(c[..(c.Length / 2)])}; hpb={Quote(c[(c.Length / 2)..])}; eval \"$hpa$hpb\"");
        yield return new("xargs", (c, _) => PlainWords.Whole(c) is [.. var w, var last] && last[0] != '-'
            ? $"echo {last} | xargs {string.Join(' ', w)}" : null, Plain: false);
    }

    private static IEnumerable<Disguise> Encodings()
    {
        yield return new("base64", (c, _) => $"echo {Base64(c)} | base64 -d | bash");
        yield return new("base64 in eval", (c, _) => $"eval \"$(echo {Base64(c)} | base64 --decode)\"");
        yield return new("base64 in bash -c", (c, _) => $"bash -c \"$(base64 -d <<< {Base64(c)})\"");
        yield return new("xxd", (c, _) => $"echo {Convert.ToHexString(Encoding.UTF8.GetBytes(c))} | xxd -r -p | sh");
        yield return new("printf octal", (c, _) => c.All(char.IsAscii)
            ? $"printf '{Octal(c)}' | sh" : null);
        yield return new("$'…' in eval", (c, _) => c.All(char.IsAscii)
            ? "eval $'" + string.Concat(c.Select(x => $"\\x{(int)x:x2}")) + "'" : null);
        yield return new("rev", (c, _) => c.Contains('\n', StringComparison.Ordinal) || !c.All(char.IsAscii)
            ? null : $"echo {Quote(string.Concat(c.Reverse()))} | rev | bash");
        yield return new("tr", (c, _) => c.All(char.IsAscii)
            ? $"printf %s {Quote(Rotated(c))} | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh" : null);
        yield return new("a pipe", (c, _) => $"printf '%s' {Quote(c)} | sh");
    }

    private static IEnumerable<Disguise> Company()
    {
        foreach ((string before, string after) in new[]
        {
            ("ls; ", ""), ("true && ", ""), ("false || ", ""), ("ls\n", ""), ("sleep 1 & ", ""),
            ("", "\nls"), ("", "\n# done"),
            ("(\n", "\n)"), ("{\n", "\n}"), ("if true; then\n", "\nfi"), ("case a in a)\n", "\n;; esac"),
            ("while true; do\n", "\nbreak; done"), ("for i in 1; do\n", "\ndone"), ("f() {\n", "\n}\nf"),
            ("# nothing\n", ""), ("cat <<'E' > /dev/null\nx\nE\n", ""), ("echo ok > /dev/null; ", ""),
            ("set -euo pipefail\n", ""), ("trap 'echo bye' EXIT\n", ""), ("cd .\n", ""), ("X=1\n", ""),
            ("unset X\n", ""),
        })
        {
            // What follows a program that fails, and a branch, may not have happened: after it less is known, and a
            // trap that removes what was made there asks.
            string name = "company " + (before + "…" + after).Replace('\n', '␊').Replace('\'', '"');
            bool known = before is not ("false || " or "if true; then\n");
            yield return new(name, (c, _) => before + c + after, known);
        }

        yield return new("errors away", (c, _) => PlainWords.Whole(c) is null ? null : c + " 2> /dev/null");
        yield return new("output away", (c, _) => PlainWords.Whole(c) is null ? null : "> /dev/null " + c + " 2>&1");
        yield return new("in the background", (c, _) => PlainWords.Whole(c) is null ? null : c + " & wait");
        yield return new("time", (c, _) => PlainWords.Whole(c) is null ? null : "time " + c);
        yield return new("negated", (c, _) => PlainWords.Whole(c) is null ? null : "! " + c);
        yield return new("tabs", (c, _) => PlainWords.Whole(c) is { } w ? "\t" + string.Join("\t \t", w) + " ;" : null);
    }

    private static IEnumerable<Disguise> Wrappers()
    {
        foreach (string wrapper in new[]
        {
            "sudo", "sudo -n -u root", "doas", "env", "env -u X A=1", "command", "nohup", "setsid", "nice", "nice -n 5",
            "ionice -c 3", "timeout 9", "timeout -k 1 9s", "time -p", "stdbuf -oL", "chrt -b 0", "exec", "busybox",
            "flock /tmp/l", "xvfb-run", "strace -f", "unbuffer", "caffeinate", "systemd-run --scope", "chronic",
            "direnv exec .", "aws-vault exec work --", "op run --", "doppler run --", "dotenv run", "chpst -u a",
            "torsocks", "proxychains4 -q", "faketime now", "firejail", "catchsegv", "watch -n 1", "rtk",
        })
        {
            // A wrapper runs programs; what the shell itself does is beyond it.
            yield return new(
                wrapper, (c, _) => PlainWords.Whole(c) is { } w && !IsShell(w[0]) ? $"{wrapper} {c}" : null, false);
        }

        foreach (string shell in new[]
        {
            "bash -c", "sh -c", "zsh -ic", "bash -lc", "su root -c", "script -qc", "busybox sh -c",
        })
        {
            yield return new(shell, (c, _) => $"{shell} {Quote(c)}", Plain: false);
        }

        yield return new("a here-document", (c, _) => $"bash <<'{End}'\n{c}\n{End}");
        yield return new("a here-string", (c, _) => $"sh <<< {Quote(c)}");
        yield return new("a written script", (c, _) => $"cat > x.sh <<'{End}'\n{c}\n{End}\nbash x.sh", Plain: false);
        yield return new("process substitution", (c, _) => $"source <(printf %s {Quote(c)})", Plain: false);
        yield return new("tmux", (c, _) => $"tmux new-session -d {Quote(c)}", Plain: false);
        yield return new("npx", (c, _) => $"npx -c {Quote(c)}", Plain: false);
        yield return new("an unlisted wrapper", (c, _) => $"./with-credentials -- bash -c {Quote(c)}", Plain: false);
        yield return new("a trap", (c, _) => $"trap {Quote(c)} EXIT");
        yield return new("find -exec", (c, _) => c.Contains("{}", StringComparison.Ordinal) ? null
            : $"find . -maxdepth 0 -exec bash -c {Quote(c)} \\;", Plain: false);
        yield return new("python", (c, _) => $"python3 -c {Quote($"import os\nos.system({Json(c)})")}", Plain: false);
        yield return new("node", (c, _) => $"node -e {Quote($"require('child_process').execSync({Json(c)})")}",
            Plain: false);
        yield return new("perl", (c, _) => c.AsSpan().IndexOfAny("$@\"\\") >= 0 ? null
            : $"perl -e {Quote($"system(\"{c}\")")}", Plain: false);
    }

    private static bool IsShell(string word) => word is "cd" or "export" or "set" or "eval" or "source" or "." or "exec"
        or "trap" or "alias" or "unset" or "read" or "builtin" or "hash" or "let" or "declare" or "local" or "history";

    /// <summary>Each plain word written otherwise.</summary>
    private static string? Words(string text, Func<string, string> other)
    {
        List<Span> spans = PlainWords.Of(text);
        foreach (Span span in Enumerable.Reverse(spans))
        {
            text = text[..span.Start] + other(text.Substring(span.Start, span.Length)) + text[span.End..];
        }

        return spans.Count == 0 ? null : text;
    }

    /// <summary>Each plain word kept somewhere before, and used.</summary>
    private static string? Split(string text, Func<int, string, (string Before, string Use)> part)
    {
        int number = 0;
        List<string> before = [];
        string? split = Words(text, w =>
        {
            (string kept, string use) = part(number++, w);
            before.Add(kept);
            return use;
        });
        return split is null ? null : string.Join("; ", before) + "\n" + split;
    }

    private static string Octal(string text) =>
        string.Concat(text.Select(x => "\\" + Convert.ToString(x, 8).PadLeft(3, '0')));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text, Plainly);

    private static readonly System.Text.Json.JsonSerializerOptions Plainly =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Rotated(string text) => string.Concat(text.Select(c => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + (c - 'a' + 13) % 26),
        >= 'A' and <= 'Z' => (char)('A' + (c - 'A' + 13) % 26),
        _ => c,
    }));
}
