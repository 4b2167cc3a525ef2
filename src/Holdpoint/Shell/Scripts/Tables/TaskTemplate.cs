using System.Text;

namespace Holdpoint.Shell.Scripts.Tables;

/// <summary>The templates of a Taskfile: <c>{{.NAME}}</c>, with a default where it has none; anything else is a
/// hole.</summary>
internal static class TaskTemplate
{
    /// <summary>The text with its templates filled in.</summary>
    /// <param name="value">The value of a name; null when it has none.</param>
    public static string Fill(string text, Func<string, string?> value, Func<string, string> hole)
    {
        int open = text.IndexOf("{{", StringComparison.Ordinal);
        if (open < 0)
        {
            return text;
        }

        var filled = new StringBuilder();
        int from = 0;
        for (; open >= 0; open = text.IndexOf("{{", from, StringComparison.Ordinal))
        {
            filled.Append(text, from, open - from);
            int close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                from = open;
                break;
            }

            string inner = text[(open + 2)..close].Trim('-').Trim();
            from = close + 2;
            if (Words(inner) is ["if" or "range" or "with", ..] && End(text, from) is { } end)
            {
                // What stands between counts or not: only running tells.
                filled.Append(hole(text[open..end]));
                from = end;
                continue;
            }

            filled.Append(One(inner, value) ?? hole("{{" + inner + "}}"));
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }

    private static string? One(string inner, Func<string, string?> value)
    {
        string[] parts = inner.Split('|', StringSplitOptions.TrimEntries);
        string? at = Value(Words(parts[0]), value, out bool known);
        foreach (string part in parts.Skip(1))
        {
            string[] words = Words(part);
            switch (words)
            {
                case ["default", var other]:
                    at = string.IsNullOrEmpty(at) ? Value([other], value, out known) : at;
                    break;
                case ["trim"]:
                    at = at?.Trim();
                    break;
                case ["lower"]:
                    at = at?.ToLowerInvariant();
                    break;
                case ["upper"]:
                    at = at?.ToUpperInvariant();
                    break;
                default:
                    return null;
            }
        }

        return known ? at ?? "" : null;
    }

    private static string? Value(string[] words, Func<string, string?> value, out bool known)
    {
        known = true;
        switch (words)
        {
            case ["default", var other, var name]:
                string? own = Value([name], value, out known);
                return string.IsNullOrEmpty(own) ? Value([other], value, out known) : own;
            case [['.', .. var name]]:
                return value(name);
            case [['"' or '`' or '\'', .. var text, '"' or '`' or '\'']]:
                return text;
            default:
                known = false;
                return null;
        }
    }

    /// <summary>The index after the <c>{{end}}</c> that closes a block; null when nothing does.</summary>
    private static int? End(string text, int from)
    {
        int depth = 1;
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is >= 0 and var open
            && text.IndexOf("}}", open, StringComparison.Ordinal) is >= 0 and var close)
        {
            depth += Words(text[(open + 2)..close].Trim('-').Trim()) switch
            {
                ["if" or "range" or "with", ..] => 1,
                ["end"] => -1,
                _ => 0,
            };
            from = close + 2;
            if (depth == 0)
            {
                return from;
            }
        }

        return null;
    }

    private static string[] Words(string text)
    {
        List<string> words = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                continue;
            }

            int end = text[i] is '"' or '`' or '\'' ? text.IndexOf(text[i], i + 1) + 1 : text.IndexOf(' ', i);
            end = end <= i ? text.Length : end;
            words.Add(text[i..end]);
            i = end - 1;
        }

        return [.. words];
    }
}
