using System.Text;
using System.Text.Encodings.Web;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>Writes values of code as JSON: the body of a request.</summary>
internal static class JsonText
{
    /// <summary>Objects in objects; bodies nest a few levels.</summary>
    private const int MaxDepth = 12;

    /// <summary>The JSON, its unknown pieces as texts; null where the value is no object, list or text.</summary>
    public static Word? Of(CodeValue value) =>
        value is CodeValue.Map or CodeValue.List or CodeValue.Text ? Write(value, 0) : null;

    private static Word Write(CodeValue value, int depth)
    {
        if (depth > MaxDepth)
        {
            return new Word("null");
        }

        switch (value)
        {
            case CodeValue.Map(var entries):
                Word map = new("{");
                foreach ((string key, CodeValue inner) in entries)
                {
                    string start = map.Shown.Length == 1 ? "" : ",";
                    map = Words.Concat(map, new Word($"{start}\"{JavaScriptEncoder.Default.Encode(key)}\":"));
                    map = Words.Concat(map, Write(inner, depth + 1));
                }

                return Words.Concat(map, new Word("}"));
            case CodeValue.List(var items):
                Word list = new("[");
                for (int i = 0; i < items.Length; i++)
                {
                    list = Words.Concat(list, new Word(i == 0 ? "" : ","));
                    list = Words.Concat(list, Write(items[i], depth + 1));
                }

                return Words.Concat(list, new Word("]"));
            case CodeValue.Text(var word):
                return Quoted(word);
            case CodeValue.Reference("True" or "true"):
                return new Word("true");
            case CodeValue.Reference("False" or "false"):
                return new Word("false");
            case CodeValue.Reference("None" or "null" or "nil" or "undefined"):
                return new Word("null");
            default:
                return Quoted(value.AsWord());
        }
    }

    private static Word Quoted(Word word)
    {
        var text = new StringBuilder("\"");
        foreach (Piece piece in word.Pieces)
        {
            text.Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(piece.Value));
        }

        return new Word(text.Append('"').ToString());
    }
}
