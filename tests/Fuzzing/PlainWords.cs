using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>The words of a command's text that are written out and mean only themselves: each can be written
/// otherwise.</summary>
internal static class PlainWords
{
    /// <summary>Spans of the words in their order; words of a command's own language (keywords, assignments, names of
    /// functions it defines) are not among them.</summary>
    public static List<Span> Of(string text)
    {
        List<Span> spans = [];
        if (ShellParser.Parse(text) is ParseAnswer.Parsed(var script))
        {
            Walk(script, spans);
        }

        return spans;
    }

    /// <summary>The words of a text that is one simple command of plain words and nothing else; null where it is
    /// not.</summary>
    public static List<string>? Whole(string text)
    {
        if (ShellParser.Parse(text) is not ParseAnswer.Parsed { Script.Items: [{ Background: false } item] }
            || item.Command is not SimpleCommand { Assignments: [], Redirects: [] } simple
            || simple.Words.Length < 2 || !simple.Words.All(IsPlain))
        {
            return null;
        }

        return [.. simple.Words.Select(w => text.Substring(w.Span.Start, w.Span.Length))];
    }

    private static void Walk(Node node, List<Span> spans)
    {
        switch (node)
        {
            case CommandList list:
                foreach (ListItem item in list.Items)
                {
                    Walk(item.Command, spans);
                }

                break;
            case SimpleCommand simple:
                spans.AddRange(simple.Words.Where(IsPlain).Select(w => w.Span));
                break;
            case Command command:
                foreach (Node child in CommandChildren.Of(command).Where(c => c is Command or CommandList))
                {
                    Walk(child, spans);
                }

                break;
        }
    }

    private static bool IsPlain(WordNode word) =>
        word.Parts is [LiteralPart { Text: { Length: > 0 } text }] && text.Length == word.Span.Length
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:@%+,".Contains(c, StringComparison.Ordinal))
        && text is not (['~', ..] or ['-', 'v']);
}
