namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>Walks the blocks of a configuration file and the settings in them that are plain strings. Total, one
/// pass.</summary>
internal static class HclBlocks
{
    /// <summary>Deeper blocks are walked, but not told apart.</summary>
    private const int MaxDepth = 16;

    /// <summary>No block has more than two; a line of words without end must not make a header of them.</summary>
    private const int MaxLabels = 8;

    /// <summary>Calls <paramref name="visit"/> for each block (name null) and each plain setting in it.</summary>
    /// <param name="visit">The blocks around it, outermost first, each <c>type</c> or <c>type label label</c>; the
    /// setting's name; its value, null where it is more than one plain string.</param>
    public static void Walk(string text, Action<IReadOnlyList<string>, string?, string?> visit)
    {
        var lexer = new HclLexer(text);
        List<string> path = [];
        int tooDeep = 0;
        HclToken token = lexer.Next();
        while (token.Kind is not HclTokenKind.End)
        {
            if (token.Kind is HclTokenKind.CloseBlock)
            {
                if (tooDeep > 0)
                {
                    tooDeep--;
                }
                else if (path.Count > 0)
                {
                    path.RemoveAt(path.Count - 1);
                }

                token = lexer.Next();
                continue;
            }

            if (token.Kind is not HclTokenKind.Name)
            {
                token = lexer.Next();
                continue;
            }

            string name = token.Value ?? "";
            string header = name;
            token = lexer.Next();
            for (int labels = 0; token.Kind is HclTokenKind.Text or HclTokenKind.Name; labels++)
            {
                header = labels < MaxLabels ? $"{header} {token.Value}" : header;
                token = lexer.Next();
            }

            if (token.Kind is HclTokenKind.Equals)
            {
                token = Setting(lexer, out string? value);
                visit(path, name, value);
            }
            else if (token.Kind is HclTokenKind.OpenBlock)
            {
                if (path.Count < MaxDepth && tooDeep == 0)
                {
                    path.Add(header);
                    visit(path, null, null);
                }
                else
                {
                    tooDeep++;
                }

                token = lexer.Next();
            }
        }
    }

    /// <summary>Passes over an expression up to the end of its line, or of the block; returns the token behind
    /// it.</summary>
    private static HclToken Setting(HclLexer lexer, out string? value)
    {
        HclToken first = lexer.Next();
        value = first.Kind is HclTokenKind.Text ? first.Value : null;
        int open = 0;
        HclToken token = first;
        for (int read = 0; ; read++)
        {
            switch (token.Kind)
            {
                case HclTokenKind.End:
                case HclTokenKind.NewLine when open == 0:
                case HclTokenKind.CloseBlock when open == 0:
                    return token;
                case HclTokenKind.Open or HclTokenKind.OpenBlock:
                    open++;
                    break;
                case HclTokenKind.Close or HclTokenKind.CloseBlock when open > 0:
                    open--;
                    break;
            }

            value = read > 0 ? null : value;
            token = lexer.Next();
        }
    }
}
