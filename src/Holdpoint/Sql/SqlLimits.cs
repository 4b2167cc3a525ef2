namespace Holdpoint.Sql;

/// <summary>How much SQL is read; beyond it the rest is unreadable, which is a value that is judged.</summary>
internal static class SqlLimits
{
    /// <summary>A dump of a small database fits; reading it takes about a second on a slow machine.</summary>
    public const int MaxCharacters = 32 * 1024 * 1024;

    /// <summary>A statement of more tokens is bulk values; PostgreSQL's own dumps write 1 row a statement or COPY,
    /// mysqldump
    /// keeps statements near 1 MB.</summary>
    public const int MaxTokens = 2_000_000;

    /// <summary>Code in a string in code in a string: each level is quoted once more, nobody writes five.</summary>
    public const int MaxDepth = 8;

    /// <summary>Tokens and characters of code that texts make, over all of them: calls in calls are looked through once
    /// for each, and nobody writes so many.</summary>
    public const int MaxMade = 400_000;

    /// <summary>Statements and conditions inside of each other: nobody writes thirty, and a thread's stack holds
    /// this.</summary>
    public const int MaxNesting = 100;

    /// <summary>Statements of one text, those of its routines included.</summary>
    public const int MaxStatements = 500_000;

    /// <summary>Steps that are kept: the judge and a person need no more of a text that destroys this much.</summary>
    public const int MaxSteps = 2_000;

    /// <summary>Names whose own code is looked up: a dump of a large schema has this many tables.</summary>
    public const int MaxUses = 1_000;
}
