using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Languages that are alike enough to be read by the same rules.</summary>
internal enum Family : byte
{
    Python,
    JavaScript,
    Ruby,
    Perl,
    Php,
    Lua,
    R,
    Julia,
    AppleScript,

    /// <summary>From here on: languages whose programs are source that is compiled, and begin at their
    /// <c>main</c>.</summary>
    Go,
    Java,

    /// <summary>Kotlin, Scala and Groovy.</summary>
    Kotlin,
    Rust,
    CSharp,
    Swift,
}

/// <summary>What a token of foreign code is.</summary>
internal enum CodeTokenKind : byte
{
    Name,

    /// <summary>A text literal; its unknown pieces hold the source of what is put in.</summary>
    Text,

    /// <summary>A list of words: <c>%w[a b]</c>, <c>qw(a b)</c>.</summary>
    Words,

    /// <summary>Text that a shell runs: backquotes, <c>%x{…}</c>, <c>qx</c>.</summary>
    Command,

    /// <summary>A template that a function gets: <c>sql`…`</c>.</summary>
    Template,

    Number,

    /// <summary>An operator or a bracket; member access is "." and joining of texts "+" in every language, a line's
    /// end
    /// is "\n".</summary>
    Mark,

    End,
}

/// <summary>A token of foreign code.</summary>
/// <param name="Value">The name, the operator, or the number as written.</param>
/// <param name="Word">The text of a literal.</param>
/// <param name="Column">How far from the start of its line it begins.</param>
/// <param name="Spaced">Blanks stand before it.</param>
internal readonly record struct CodeToken(
    CodeTokenKind Kind, string Value, Word? Word, int Start, int Column, bool Spaced)
{
    public bool Is(string mark) => Kind is CodeTokenKind.Mark && Value == mark;

    public bool IsName(string name) => Kind is CodeTokenKind.Name && Value == name;

    /// <summary>The words of a list of words.</summary>
    public ImmutableArray<string> Split =>
        [.. (Word?.Shown ?? "").Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)];
}
