using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>echo, with bash's options.</summary>
internal static class Echo
{
    public static Word Output(ImmutableArray<Word> arguments)
    {
        int i = 0;
        bool line = true,
            escapes = false;
        while (
            i < arguments.Length
            && arguments[i].Text is ['-', _, ..] option
            && option.AsSpan(1).IndexOfAnyExcept("neE") < 0
        )
        {
            line &= !option.Contains('n', StringComparison.Ordinal);
            escapes = (escapes || option.Contains('e', StringComparison.Ordinal)) && !option.EndsWith('E');
            i++;
        }

        Word text = Words.JoinWith(arguments[i..].Select(Words.Quoted), " ");
        if (escapes && text.Text is { } known)
        {
            string decoded = Escapes.Decode(known, EscapeStyle.Echo, out bool ended);
            return new Word(ended || !line ? decoded : decoded + "\n");
        }

        return line ? Words.Line(text) : text;
    }
}
