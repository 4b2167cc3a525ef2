using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>Prints a tree compactly: what case files compare. Quoted text stands in single quotes, commands in
/// parentheses.</summary>
internal static class TreePrint
{
    public static string Of(ParseAnswer answer) => answer switch
    {
        ParseAnswer.Parsed parsed => string.Join('\n', parsed.Script.Items.Select(Item)),
        ParseAnswer.Unreadable bad => string.Join(
            '\n', bad.Before.Items.Select(i => "before " + Item(i)).Append($"unreadable {bad.Position} {bad.Why}")),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    public static string List(CommandList list) => string.Join("; ", list.Items.Select(Item));

    private static string Item(ListItem item) => Command(item.Command) + (item.Background ? " &" : "");

    public static string Command(Command command)
    {
        string body = command switch
        {
            SimpleCommand c => "(" + string.Join(' ', c.Assignments.Select(Assignment).Concat(c.Words.Select(Word)))
                + ")",
            PipelineCommand c => $"(pipe{(c.Negated ? " !" : "")}{(c.Timed ? " time" : "")}{Stages(c)})",
            AndOrCommand c => $"({(c.Operator is AndOr.And ? "and" : "or")} {Command(c.Left)} {Command(c.Right)})",
            SubshellCommand c => $"(subshell {List(c.Body)})",
            GroupCommand c => $"(group {List(c.Body)})",
            IfCommand c => "(if" + string.Concat(c.Branches.Select(b => $" [{List(b.Condition)}] [{List(b.Body)}]"))
                + (c.Else is { } other ? $" else [{List(other)}]" : "") + ")",
            ForCommand c =>
                $"({(c.Select ? "select" : "for")} {c.Name}{(c.Words is { } w ? " in" + Words(w) : "")}"
                + $" do {List(c.Body)})",
            ArithmeticForCommand c => $"(for (({Word(c.Start)};{Word(c.Condition)};{Word(c.Step)})) do {List(c.Body)})",
            WhileCommand c => $"({(c.Until ? "until" : "while")} [{List(c.Condition)}] do {List(c.Body)})",
            CaseCommand c => $"(case {Word(c.Subject)}" + string.Concat(c.Arms.Select(
                a => $" [{string.Join('|', a.Patterns.Select(Word))}) {List(a.Body)}{a.Terminator}]")) + ")",
            FunctionCommand c => $"(function {Escape(c.Name)} {Command(c.Body)})",
            ConditionalCommand c => $"([[{Words(c.Words)})",
            ArithmeticCommand c => $"(({Word(c.Expression)}))",
            CoprocCommand c => $"(coproc {(c.Name is { } n ? Escape(n) + " " : "")}{Command(c.Body)})",
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
        return body + string.Concat(command.Redirects.Select(r => " " + Redirect(r)));
    }

    private static string Stages(PipelineCommand c) =>
        string.Concat(c.Stages.Select(s => " " + Command(s.Command) + (s.PipesErrors ? " |&" : "")));

    private static string Words(ImmutableArray<WordNode> words) => string.Concat(words.Select(w => " " + Word(w)));

    private static string Assignment(Assignment a) =>
        $"{a.Name}{(a.Index is { } i ? $"[{Word(i)}]" : "")}{(a.Append ? "+=" : "=")}"
        + (a.Value is { } v && a.Elements.IsEmpty ? v.Parts.IsEmpty ? "" : Word(v) : Elements(a.Elements));

    private static string Elements(ImmutableArray<ArrayElement> elements) =>
        "(" + string.Join(' ', elements.Select(e => (e.Index is { } i ? $"[{Word(i)}]=" : "") + Word(e.Value))) + ")";

    private static string Redirect(Redirect r) => r.Kind switch
    {
        RedirectKind.HereDocument => $"<{r.Descriptor}here {Word(r.Target)} {(r.Body is { } b ? Word(b) : "no body")}>",
        _ => $"<{r.Descriptor}{r.Kind.ToString().ToLowerInvariant()} {Word(r.Target)}>",
    };

    public static string Word(WordNode word) => word.Parts.IsEmpty ? "∅" : string.Concat(word.Parts.Select(Part));

    private static string Part(WordPart part) => part switch
    {
        LiteralPart p => Escape(p.Text),
        QuotedPart p => $"'{Escape(p.Text)}'",
        DoubleQuotedPart p => $"\"{string.Concat(p.Parts.Select(Part))}\"",
        ParameterPart { Bad: true } p => $"${{bad {Operand(p.Operand)}}}",
        ParameterPart p => "${" + (p.Indirect ? "!" : "") + (p.Length ? "#" : "") + p.Name
            + (p.Index is { } i ? $"[{Word(i)}]" : "") + (p.Operator.Length > 0 ? " " + p.Operator : "")
            + (p.Operand is { } o ? " " + Word(o) : "") + (p.Second is { } s ? " " + Word(s) : "") + "}",
        CommandSubstitutionPart p =>
            $"{(p.Backquoted ? "`" : "$")}({List(p.Body)}{(p.Failure is { } f ? $" !{f}" : "")})",
        ArithmeticPart p => $"$arithmetic({string.Concat(p.Parts.Select(Part))})",
        ProcessSubstitutionPart p => $"{(p.Output ? ">" : "<")}({List(p.Body)})",
        ArrayLiteralPart p => Elements(p.Elements),
        BrokenPart p => $"!{{{p.Why}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static string Operand(WordNode? word) => word is null ? "" : Word(word);

    /// <summary>One line, whatever the text holds.</summary>
    private static string Escape(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => shown.Append("\\n"),
                '\t' => shown.Append("\\t"),
                '\r' => shown.Append("\\r"),
                '\\' => shown.Append("\\\\"),
                < ' ' or '\x7F' => shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                >= '\uD800' and <= '\uDFFF' => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => shown.Append(c),
            };
        }

        return shown.ToString();
    }
}
