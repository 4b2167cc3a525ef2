using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Terraform.Commands;

/// <summary>Splits the text of <c>TF_CLI_ARGS</c> into words as Terraform does: blanks, both quotes, backslashes;
/// nothing is expanded.</summary>
internal static class ArgumentText
{
    /// <summary>The words; an unknown text is one word that may be any.</summary>
    public static IEnumerable<Word> Split(Word value)
    {
        if (value.Text is not { } text)
        {
            yield return Word.Unknown(value.Shown, splits: true);
            yield break;
        }

        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inWord)
                {
                    yield return new Word(word.ToString());
                }

                word.Clear();
                inWord = false;
                continue;
            }

            inWord = true;
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else if (quote == '\0' && c is '"' or '\'' && quote == '\0')
            {
                quote = c;
            }
            else if (c == quote && quote != '\0')
            {
                quote = '\0';
            }
            else
            {
                word.Append(c);
            }
        }

        if (inWord)
        {
            yield return new Word(word.ToString());
        }
    }
}
