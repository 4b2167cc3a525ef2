using System.Text;

namespace Holdpoint.Shell.Wrappers;

/// <summary>
/// Code of PowerShell, said in words of sh: each command by itself, wherever it stands. Its own commands for removing,
/// emptying, moving and copying become those of sh; other programs keep their words. Pure.
/// </summary>
internal static class PowerShellCode
{
    /// <summary>Code in code: <c>iex 'iex "…"'</c>.</summary>
    private const int MaxDepth = 8;

    /// <summary>A command of PowerShell that is translated, by its full name.</summary>
    public static bool IsCmdlet(string name) => name.Contains('-', StringComparison.Ordinal)
        && Meaning(name.ToLowerInvariant()) is not (null or "ls");

    public static string Translate(string code) => Translate(code, 0);

    /// <summary>One command whose words are known.</summary>
    public static string Said(List<string> words) =>
        Said([.. words.Select(w => new Token(w, WindowsPaths.Quoted(w)))], null, 0);

    private static string Translate(string code, int depth)
    {
        var said = new StringBuilder();
        List<Token>? before = null;
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((List<Token> words, bool piped) in new PowerShellLexer(code).Commands())
        {
            said.Append(PowerShellMembers.Said(words, before, held) ?? Said(words, before, depth)).Append('\n');
            before = piped ? words : null;
        }

        return said.ToString();
    }

    private static string? Meaning(string name) => name switch
    {
        "remove-item" or "ri" or "rm" or "rmdir" or "rd" or "del" or "erase" => "rm",
        "clear-content" or "clc" => "truncate",
        "set-content" or "sc" or "out-file" => "tee",
        "move-item" or "mi" or "move" or "mv" => "mv",
        "copy-item" or "cpi" or "copy" or "cp" => "cp",
        "get-childitem" or "gci" or "dir" or "ls" => "ls",
        "invoke-expression" or "iex" => "eval",
        _ => null,
    };

    private static string Said(List<Token> words, List<Token>? before, int depth)
    {
        // $x = value
        if (words is [{ Said: ['"', '$', '{', .. var rest] }, { Plain: "=" }, .. var value]
            && rest.Length > 2 && rest.EndsWith("}\"", StringComparison.Ordinal)
            && rest[..^2].All(c => char.IsAsciiLetterOrDigit(c) || c is '_'))
        {
            return value is [var only] ? $"{rest[..^2]}={only.Said}" : Said(value, before, depth);
        }

        Arguments arguments = Arguments.Read(words);
        switch (words.Count == 0 ? null : Meaning(words[0].Plain.ToLowerInvariant()))
        {
            case "rm" when arguments.Paths.Count == 0 && before is not null:
                return Found(Arguments.Read(before));
            case "rm":
                return $"rm {(arguments.Recurse ? "-r " : "")}-f -- {string.Join(' ', arguments.Paths)}";
            case "truncate":
                return $"truncate -s 0 -- {string.Join(' ', arguments.Paths.Take(1))}";
            case "tee":
                return $"tee -- {string.Join(' ', arguments.Paths.Take(1))}";
            case "mv":
                return $"mv -f -- {string.Join(' ', arguments.Paths)}";
            case "cp":
                return $"cp {(arguments.Recurse ? "-r " : "")}-f -- {string.Join(' ', arguments.Paths)}";
            case "eval":
                return depth < MaxDepth && words is [_, var code, ..] ? Translate(code.Plain, depth + 1) : "";
            default:
                int from = words.FindIndex(w => !IsKeyword(w.Plain));
                return from < 0 ? "" : string.Join(' ', words.Skip(from).Select(w => w.Said));
        }
    }

    /// <summary>Words of the language, behind or without which a command may stand.</summary>
    private static bool IsKeyword(string word) => word.ToLowerInvariant() is "if" or "else" or "elseif" or "for"
        or "foreach" or "while" or "do" or "until" or "switch" or "try" or "catch" or "finally" or "function" or "param"
        or "return" or "in" or "begin" or "process" or "end" or "exit" or "throw" or "." or "!" or "=";

    /// <summary>What a listing finds, removed.</summary>
    private static string Found(Arguments listed)
    {
        string paths = listed.Paths.Count == 0 ? "." : string.Join(' ', listed.Paths);
        string depth = listed.Recurse ? "" : "-maxdepth 1 ";
        string name = listed.Filter is { } filter
            ? $"-name '{filter.Replace("'", "", StringComparison.Ordinal)}' "
            : "";
        return $"find {paths} -mindepth 1 {depth}{name}-delete";
    }

    /// <summary>The arguments of a command that works on paths.</summary>
    /// <param name="Paths">In words of sh.</param>
    private sealed record Arguments(List<string> Paths, bool Recurse, string? Filter)
    {
        public static Arguments Read(List<Token> words)
        {
            List<string> paths = [];
            bool recurse = false;
            string? filter = null;
            for (int i = 1; i < words.Count; i++)
            {
                string plain = words[i].Plain;
                if (plain is not ['-', var letter, ..] || !char.IsAsciiLetter(letter))
                {
                    paths.Add(words[i].Said);
                    continue;
                }

                string option = plain[1..].TrimEnd(':').ToLowerInvariant();
                recurse |= "recurse".StartsWith(option, StringComparison.Ordinal) || option is "rf" or "fr";
                if (option is "filter" or "include" && i + 1 < words.Count)
                {
                    filter = words[++i].Plain;
                }
                else if (option is "exclude" or "erroraction" or "ea" or "value" or "encoding" or "depth" or "stream"
                    or "newname" or "warningaction" or "wa" or "credential" or "inputobject")
                {
                    i++;
                }
                else if (option is "whatif" or "wi")
                {
                    return new Arguments([], recurse, filter);
                }
            }

            return new Arguments(paths, recurse, filter);
        }
    }
}
