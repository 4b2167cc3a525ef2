using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Policy;

/// <summary>One thing that a reason says: a line of its own where there is room for lines.</summary>
/// <param name="Text">Lower-case, without a full stop, fit to be shown.</param>
internal sealed record Statement(string Text)
{
    /// <summary>What the text counts up, each fit for a line: the data that would be lost.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>How many more items there are than are named.</summary>
    public long More { get; init; }

    /// <summary>Statements as sentences of one paragraph: for a log line and for JSON.</summary>
    public static string Paragraph(ImmutableArray<Statement> statements)
    {
        var text = new StringBuilder(256);
        foreach (Statement statement in statements)
        {
            if (text.Length == 0)
            {
                text.Append(statement.Text);
            }
            else
            {
                text.Append(". ").Append(char.ToUpperInvariant(statement.Text[0])).Append(statement.Text, 1,
                    statement.Text.Length - 1);
            }

            string separator = ": ";
            foreach (string item in statement.Items)
            {
                text.Append(separator).Append(item);
                separator = ", ";
            }

            if (statement.More > 0)
            {
                text.Append(" and ").Append(statement.More).Append(" more");
            }
        }

        return text.ToString();
    }
}
