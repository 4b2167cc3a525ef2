namespace Holdpoint.Tools.Databases.Mongo;

/// <summary>A call in JavaScript: its name, what stands before it, and the text of its arguments.</summary>
/// <param name="Receiver">The names before it, such as <c>db.users</c>; of strings their value.</param>
internal readonly record struct JavaScriptCall(string Receiver, string Name, string Arguments);

/// <summary>Finds calls in JavaScript as far as they are written out; strings and comments are none. Returns on every
/// string.</summary>
internal static class JavaScriptCalls
{
    /// <summary>Characters of arguments, those of calls in calls counted in each: beyond it only the beginning of
    /// arguments is told.</summary>
    private const int MaxArguments = 1024 * 1024;

    /// <summary>The beginning of arguments that are many.</summary>
    private const int Beginning = 400;

    public static IEnumerable<JavaScriptCall> In(string code)
    {
        List<Token> tokens = Tokens(code);
        int[] closing = Closing(tokens);
        int told = 0;
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i + 1].Text != "(" || Name(tokens, i) is not { } name)
            {
                continue;
            }

            int from = tokens[i + 1].End;
            int end = closing[i + 1] > 0 ? tokens[closing[i + 1]].Start : code.Length;
            end = told > MaxArguments ? Math.Min(end, from + Beginning) : end;
            told += end - from;
            yield return new JavaScriptCall(
                Receiver(tokens, tokens[i].Text == "]" ? i - 3 : i - 1), name, code[from..end].Trim());
        }
    }

    private readonly record struct Token(string Text, bool IsString, int Start, int End);

    /// <summary><c>drop</c> in <c>.drop(</c> and in <c>["drop"](</c>.</summary>
    private static string? Name(List<Token> tokens, int i) =>
        tokens[i] is { IsString: false, Text: "]" } && i >= 2 && tokens[i - 1].IsString && tokens[i - 2].Text == "["
            ? tokens[i - 1].Text
        : !tokens[i].IsString && IsWord(tokens[i].Text[0]) ? tokens[i].Text
        : null;

    /// <summary>The names and strings of a chain, read backwards: <c>db.getCollection("users")</c> is
    /// <c>db.getCollection.users</c>.</summary>
    private static string Receiver(List<Token> tokens, int i)
    {
        const int MaxLinks = 12;
        List<string> parts = [];
        while (i >= 0 && parts.Count < MaxLinks && tokens[i].Text is "." or "]" or ")" or "?." or "[" or "(")
        {
            i--;
            while (i >= 0 && tokens[i].Text is ")" or "]" or "[" or "(")
            {
                i--;
            }

            if (i < 0 || (!tokens[i].IsString && !IsWord(tokens[i].Text[0])))
            {
                break;
            }

            parts.Add(tokens[i--].Text);
        }

        parts.Reverse();
        return string.Join('.', parts);
    }

    /// <summary>For each opening bracket the index of the one that closes it; 0 for all else.</summary>
    private static int[] Closing(List<Token> tokens)
    {
        int[] closing = new int[tokens.Count];
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is { IsString: false, Text: "(" or "[" or "{" })
            {
                open.Push(i);
            }
            else if (tokens[i] is { IsString: false, Text: ")" or "]" or "}" } && open.TryPop(out int opened))
            {
                closing[opened] = i;
            }
        }

        return closing;
    }

    private static List<Token> Tokens(string code)
    {
        List<Token> tokens = [];
        int i = 0;
        while (i < code.Length)
        {
            char c = code[i];
            int start = i;
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c == '/' && i + 1 < code.Length && code[i + 1] is '/' or '*')
            {
                int end = code[i + 1] == '/' ? code.IndexOf('\n', i) : code.IndexOf("*/", i + 2,
                    StringComparison.Ordinal);
                i = end < 0 ? code.Length : end + (code[i + 1] == '/' ? 1 : 2);
            }
            else if (c is '"' or '\'' or '`')
            {
                i++;
                while (i < code.Length && code[i] != c)
                {
                    i += code[i] == '\\' ? 2 : 1;
                }

                i = Math.Min(i + 1, code.Length);
                tokens.Add(new Token(code[(start + 1)..Math.Max(start + 1, i - 1)], true, start, i));
            }
            else
            {
                i++;
                while (IsWord(c) && i < code.Length && IsWord(code[i]))
                {
                    i++;
                }

                tokens.Add(new Token(code[start..i], false, start, i));
            }
        }

        return tokens;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
