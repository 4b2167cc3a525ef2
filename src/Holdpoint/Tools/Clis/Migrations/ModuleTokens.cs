namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>One token of JavaScript.</summary>
internal readonly record struct ModuleToken(string Text, bool IsString)
{
    public bool IsName =>
        !IsString && Text is { Length: > 0 } && (char.IsLetter(Text[0]) || Text[0] is '_' or '$');
}

/// <summary>Splits a small module into tokens. Pure.</summary>
internal static class ModuleTokens
{
    /// <summary>A schema of some hundred tables is less.</summary>
    private const int MaxTokens = 50_000;

    /// <summary>The tokens; null for what is not read here: an escape, an interpolation, an open string.</summary>
    public static List<ModuleToken>? Of(string text)
    {
        List<ModuleToken> tokens = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (text.AsSpan(i).StartsWith("//"))
            {
                int end = text.IndexOf('\n', i);
                i = end < 0 ? text.Length : end;
            }
            else if (text.AsSpan(i).StartsWith("/*"))
            {
                int end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? text.Length : end + 2;
            }
            else if (c is '"' or '\'' or '`')
            {
                int end = text.IndexOf(c, i + 1);
                if (end < 0 || text.AsSpan(i, end - i).IndexOfAny('\\', c is '`' ? '$' : '\n') >= 0)
                {
                    return null;
                }

                tokens.Add(new ModuleToken(text[(i + 1)..end], IsString: true));
                i = end + 1;
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or '$')
            {
                int start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '$'))
                {
                    i++;
                }

                tokens.Add(new ModuleToken(text[start..i], IsString: false));
            }
            else
            {
                int length = text.AsSpan(i).StartsWith("=>") || text.AsSpan(i).StartsWith("++")
                    || text.AsSpan(i).StartsWith("--") || text.AsSpan(i).StartsWith("+=") ? 2 : 1;
                tokens.Add(new ModuleToken(text.Substring(i, length), IsString: false));
                i += length;
            }

            if (tokens.Count > MaxTokens)
            {
                return null;
            }
        }

        return tokens;
    }
}
