using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <summary>A piece of the text: start and length in UTF-16 units.</summary>
internal readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public static Span Between(int start, int end) => new(start, end - start);
}

/// <summary>A node of the tree of a script; its span contains those of its children, in order.</summary>
internal abstract record Node(Span Span);

/// <summary>A list of commands, one after another: a whole script, or the body of a compound command.</summary>
internal sealed record CommandList(Span Span, ImmutableArray<ListItem> Items) : Node(Span)
{
    public static CommandList Empty(int at) => new(new Span(at, 0), []);
}

/// <summary>One and-or list of a command list.</summary>
/// <param name="Background">Ended by a single ampersand.</param>
internal sealed record ListItem(Span Span, Command Command, bool Background) : Node(Span);

/// <summary>How two commands of an and-or list hang together.</summary>
internal enum AndOr
{
    And,
    Or,
}

/// <summary>Anything that bash runs.</summary>
internal abstract record Command(Span Span) : Node(Span)
{
    /// <summary>Redirections written after (for simple commands: among) the command, in order.</summary>
    public ImmutableArray<Redirect> Redirects { get; init; } = [];
}

/// <summary>Assignments, a program and its arguments; Words is empty for assignments or redirections alone.</summary>
internal sealed record SimpleCommand(Span Span, ImmutableArray<Assignment> Assignments, ImmutableArray<WordNode> Words)
    : Command(Span);

/// <summary>Commands joined by pipes.</summary>
internal sealed record PipelineCommand(Span Span, ImmutableArray<PipelineStage> Stages, bool Negated, bool Timed)
    : Command(Span);

/// <summary>One command of a pipeline.</summary>
/// <param name="PipesErrors">Joined to the next one by <c>|&amp;</c>.</param>
internal sealed record PipelineStage(Command Command, bool PipesErrors);

/// <summary><c>left &amp;&amp; right</c> or <c>left || right</c>.</summary>
internal sealed record AndOrCommand(Span Span, Command Left, AndOr Operator, Command Right) : Command(Span);

/// <summary><c>( … )</c></summary>
internal sealed record SubshellCommand(Span Span, CommandList Body) : Command(Span);

/// <summary><c>{ …; }</c></summary>
internal sealed record GroupCommand(Span Span, CommandList Body) : Command(Span);

/// <summary><c>if … then … elif … else … fi</c></summary>
internal sealed record IfCommand(Span Span, ImmutableArray<IfBranch> Branches, CommandList? Else) : Command(Span);

/// <summary>A condition and what runs when it holds.</summary>
internal sealed record IfBranch(CommandList Condition, CommandList Body);

/// <summary><c>for name in words; do … done</c>; Words is null for the form without <c>in</c> (the positional
/// parameters).</summary>
internal sealed record ForCommand(
    Span Span, string Name, ImmutableArray<WordNode>? Words, CommandList Body, bool Select)
    : Command(Span);

/// <summary><c>for (( a; b; c )); do … done</c></summary>
internal sealed record ArithmeticForCommand(
    Span Span, WordNode Start, WordNode Condition, WordNode Step, CommandList Body)
    : Command(Span);

/// <summary><c>while</c> or <c>until</c>.</summary>
internal sealed record WhileCommand(Span Span, bool Until, CommandList Condition, CommandList Body) : Command(Span);

/// <summary><c>case subject in patterns) … ;; esac</c></summary>
internal sealed record CaseCommand(Span Span, WordNode Subject, ImmutableArray<CaseArm> Arms) : Command(Span);

/// <summary>One arm; Terminator is <c>;;</c>, <c>;&amp;</c> or <c>;;&amp;</c>.</summary>
internal sealed record CaseArm(ImmutableArray<WordNode> Patterns, CommandList Body, string Terminator);

/// <summary><c>name() command</c> or <c>function name command</c>.</summary>
internal sealed record FunctionCommand(Span Span, string Name, Command Body) : Command(Span);

/// <summary><c>[[ … ]]</c>: its words in order (operators are literal words); only their substitutions run.</summary>
internal sealed record ConditionalCommand(Span Span, ImmutableArray<WordNode> Words) : Command(Span);

/// <summary><c>(( … ))</c>: its text as one word, whose substitutions run.</summary>
internal sealed record ArithmeticCommand(Span Span, WordNode Expression) : Command(Span);

/// <summary><c>coproc [NAME] command</c></summary>
internal sealed record CoprocCommand(Span Span, string? Name, Command Body) : Command(Span);

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[index]=value</c>, <c>name=(…)</c>.</summary>
/// <param name="Value">Null for an array literal, whose words are Elements.</param>
internal sealed record Assignment(
    Span Span, string Name, WordNode? Index, bool Append, WordNode? Value, ImmutableArray<ArrayElement> Elements)
    : Node(Span);

/// <summary>One element of an array literal, with its <c>[index]=</c> where written.</summary>
internal sealed record ArrayElement(WordNode? Index, WordNode Value);

/// <summary>The redirection operators.</summary>
internal enum RedirectKind
{
    /// <summary><c>&lt;</c></summary>
    Input,

    /// <summary><c>&gt;</c></summary>
    Output,

    /// <summary><c>&gt;|</c></summary>
    Clobber,

    /// <summary><c>&gt;&gt;</c></summary>
    Append,

    /// <summary><c>&lt;&gt;</c></summary>
    ReadWrite,

    /// <summary><c>&amp;&gt;</c> or <c>&gt;&amp; word</c> with a word that is no descriptor.</summary>
    OutputAndErrors,

    /// <summary><c>&amp;&gt;&gt;</c></summary>
    AppendOutputAndErrors,

    /// <summary><c>&lt;&amp;</c></summary>
    DuplicateInput,

    /// <summary><c>&gt;&amp;</c> with a descriptor or <c>-</c>.</summary>
    DuplicateOutput,

    /// <summary><c>&lt;&lt;</c> or <c>&lt;&lt;-</c></summary>
    HereDocument,

    /// <summary><c>&lt;&lt;&lt;</c></summary>
    HereString,
}

/// <summary>One redirection.</summary>
/// <param name="Descriptor">The number or <c>{name}</c> before the operator; null for the operator's own.</param>
/// <param name="Target">The word after it; for a here-document its delimiter.</param>
internal sealed record Redirect(Span Span, string? Descriptor, RedirectKind Kind, WordNode Target) : Node(Span)
{
    /// <summary>The text of a here-document as a word (literal only, when the delimiter was quoted), else null.
    /// It stands after the end of the line: outside of the spans of the redirection and its parents.</summary>
    public WordNode? Body { get; private set; }

    /// <summary>The line that ends a here-document; empty when the text ended first.</summary>
    public Span Terminator { get; private set; }

    /// <summary>For the parser alone, which meets the body of a here-document only after its command.</summary>
    internal void Attach(WordNode body, Span terminator) => (Body, Terminator) = (body, terminator);
}

/// <summary>A word as written: its parts in order.</summary>
internal sealed record WordNode(Span Span, ImmutableArray<WordPart> Parts) : Node(Span);

/// <summary>A part of a word.</summary>
internal abstract record WordPart(Span Span) : Node(Span);

/// <summary>Unquoted text, as written; it may hold glob characters, braces and a leading tilde. Line continuations
/// are gone.</summary>
internal sealed record LiteralPart(Span Span, string Text) : WordPart(Span);

/// <summary>Text that quoting made literal: <c>\x</c>, <c>'…'</c>, <c>$'…'</c> (decoded).</summary>
internal sealed record QuotedPart(Span Span, string Text) : WordPart(Span);

/// <summary><c>"…"</c> or <c>$"…"</c>: literal parts are <see cref="QuotedPart"/>.</summary>
internal sealed record DoubleQuotedPart(Span Span, ImmutableArray<WordPart> Parts) : WordPart(Span);

/// <summary><c>$name</c> or <c>${…}</c>.</summary>
/// <param name="Name">Variable name, digits, or one of the special parameters <c>@ * # ? - $ ! 0 _</c>.</param>
/// <param name="Index">The index in brackets (<c>@</c> and <c>*</c> as literal words); null without.</param>
/// <param name="Operator">Empty for a plain one; else as written: <c>:-</c>, <c>-</c>, <c>:=</c>, <c>=</c>, <c>:?</c>,
/// <c>?</c>, <c>:+</c>, <c>+</c>, <c>#</c>, <c>##</c>, <c>%</c>, <c>%%</c>, <c>/</c>, <c>//</c>, <c>/#</c>, <c>/%</c>,
/// <c>:</c> (substring), <c>^</c>, <c>^^</c>, <c>,</c>, <c>,,</c>, <c>@</c> (transformation); <c>!</c>-prefixed names
/// are marked by Indirect, a leading <c>#</c> (length) by Length.</param>
/// <param name="Operand">The word after the operator; for a replacement the pattern; for a substring the
/// offset.</param>
/// <param name="Second">The replacement of a replacement, the length of a substring; null without.</param>
internal sealed record ParameterPart(
    Span Span, string Name, WordNode? Index, string Operator, WordNode? Operand, WordNode? Second)
    : WordPart(Span)
{
    public bool Indirect { get; init; }

    public bool Length { get; init; }

    /// <summary>bash will call it a bad substitution when it comes to it: <c>${}</c>, <c>${x y}</c>. Operand holds
    /// all of it.</summary>
    public bool Bad { get; init; }
}

/// <summary><c>$( … )</c>, <c>` … `</c> or <c>${ …; }</c>.</summary>
internal sealed record CommandSubstitutionPart(Span Span, CommandList Body, bool Backquoted) : WordPart(Span)
{
    /// <summary>Why bash will refuse the rest when it comes to run it; Body is what it runs before. Null: all of it was
    /// read. Only where bash itself looks no earlier: backquotes, here-documents, <c>$((</c> that is no
    /// arithmetic.</summary>
    public string? Failure { get; init; }
}

/// <summary><c>$(( … ))</c> or <c>$[ … ]</c>: its text as parts.</summary>
internal sealed record ArithmeticPart(Span Span, ImmutableArray<WordPart> Parts) : WordPart(Span);

/// <summary><c>&lt;( … )</c> or <c>&gt;( … )</c>.</summary>
internal sealed record ProcessSubstitutionPart(Span Span, CommandList Body, bool Output) : WordPart(Span);

/// <summary><c>(…)</c> of <c>declare a=(…)</c>: an array literal inside an argument.</summary>
internal sealed record ArrayLiteralPart(Span Span, ImmutableArray<ArrayElement> Elements) : WordPart(Span);

/// <summary>Text in which bash will find a mistake only when it expands it: an open <c>$(</c> in a
/// here-document.</summary>
internal sealed record BrokenPart(Span Span, string Why) : WordPart(Span);
