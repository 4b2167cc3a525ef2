namespace Holdpoint.Sql.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    End,

    /// <summary>A keyword or a bare name.</summary>
    Word,

    /// <summary>A quoted name.</summary>
    Name,
    String,
    Number,

    /// <summary><c>$1</c>, <c>?</c>, <c>:name</c>, <c>@name</c>, <c>$(name)</c>.</summary>
    Parameter,
    Open,
    Close,
    Comma,
    Dot,
    Operator,
    Semicolon,

    /// <summary>GO: the end of what the server gets at once.</summary>
    Batch,

    /// <summary>A command of the client, to the end of its line.</summary>
    Client,

    /// <summary>A quote or a comment that never ends.</summary>
    Broken,
}

/// <summary>How the text of a quoted token is turned into its value.</summary>
internal enum Quoting : byte
{
    None,

    /// <summary>The quote is doubled.</summary>
    Doubled,

    /// <summary>Backslashes escape, and the quote may be doubled.</summary>
    Backslash,

    /// <summary>Between two tags, nothing is escaped.</summary>
    Verbatim,
}

/// <summary>One token: its place in the text.</summary>
/// <param name="Inner">Where a quoted token's content begins; it ends as far before <paramref name="End"/> as its
/// closing quote is long.</param>
/// <param name="Tail">Length of the closing quote.</param>
internal readonly record struct SqlToken(
    TokenKind Kind, int Start, int End, Quoting Quoting = Quoting.None, int Inner = 0, int Tail = 0);
