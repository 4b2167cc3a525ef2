using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Functions that are handed on, as values or by their names, and called by what gets them:
/// <c>map(os.remove, files)</c>, <c>files.forEach(fs.unlinkSync)</c>, <c>array_map("unlink", $files)</c>.</summary>
internal sealed partial class CodeReader
{
    /// <summary>Elements that a function is called with one by one; what comes after them is like them.</summary>
    private const int MaxEach = 16;

    /// <summary>A function that stands as a value; it is followed where it is called.</summary>
    private CodeValue? FunctionValue()
    {
        if (_family is Family.Go && Ahead(1).Is("("))
        {
            return DefineMethod() ? CodeValue.Nothing : null;
        }

        int at = _i;
        string name = $"\u03bb{at}";
        if (Here.Value is "fn" && _family is Family.Php && Ahead(1).Is("(") && Match(at + 1) is > 0 and var close
            && close + 1 < _end && _tokens[close + 1].Is("=>"))
        {
            int end = close + 2;
            while (end < _end && !_tokens[end].Is(",") && !_tokens[end].Is(")") && !_tokens[end].Is(";"))
            {
                int match = _tokens[end].Kind is CodeTokenKind.Mark && _tokens[end].Value is "(" or "[" or "{"
                    ? Match(end) : -1;
                end = match < 0 ? end + 1 : match + 1;
            }

            _routines[name] = new Routine(_tokens, Parameters(at + 1, close), close + 2, end);
            _i = end;
            return new CodeValue.Reference(name);
        }

        bool function = Here.Value is not ("class" or "module" or "interface" or "package");
        if (!Define(name))
        {
            return null;
        }

        _i += function && Here.Is("}") ? 1 : 0;
        return function ? new CodeValue.Reference(_defined) : CodeValue.Nothing;
    }

    /// <summary>The calls that a call makes with the function that it is given; empty where it is given none.</summary>
    private ImmutableArray<CodeCall> Applied(CodeCall call)
    {
        ImmutableArray<CodeValue> given = call.Arguments;
        switch (call.Name)
        {
            case "map" or "filter" or "imap" or "imap_unordered" or "map_async" or "starmap" or "array_map"
                when given is [var function, var elements, ..]:
                return Each(function, elements);
            case "array_walk" or "array_filter" or "each" or "eachSeries" or "eachLimit"
                when given is [var elements, .., var function]:
                return Each(function, elements);
            case "forEach" or "map" or "flatMap" or "filter" or "each" or "each_entry" or "some" or "every"
                when given is [var function] && call.Root.Length + (call.Receiver is null ? 0 : 1) > 0
                    && _family is Family.JavaScript or Family.Ruby:
                return Each(function, call.Receiver ?? new CodeValue.Reference(call.Root));
            case "apply" or "apply_async" when given is [var function, CodeValue.List(var items)]
                && _family is Family.Python:
                return One(function, items);
            case "submit" or "to_thread" or "call_soon" when given is [var function, ..]:
                return One(function, given[1..]);
            case "run_in_executor" when given is [_, var function, ..]:
                return One(function, given[2..]);
            case "Thread" or "Process" or "Timer" when call.Option("target") is { } function:
                return One(function, call.Option("args") is CodeValue.List(var args) ? args
                    : call.Option("args") is CodeValue.Text single ? [single] : []);
            default:
                return [];
        }
    }

    /// <summary>Makes the calls; what they return is known where there is one only.</summary>
    private CodeValue Apply(CodeCall call, ImmutableArray<CodeCall> applied)
    {
        CodeValue last = CodeValue.Nothing;
        foreach (CodeCall one in applied)
        {
            last = Make(one);
        }

        return applied.Length == 1 && last is CodeValue.Text ? last : new CodeValue.Returned(call);
    }

    private ImmutableArray<CodeCall> Each(CodeValue function, CodeValue elements)
    {
        ImmutableArray<CodeValue> items = elements is CodeValue.List(var all) ? all : [elements];
        ImmutableArray<CodeCall>.Builder calls = ImmutableArray.CreateBuilder<CodeCall>();
        foreach (CodeValue item in items.Take(MaxEach))
        {
            if (function is CodeValue.Text({ Text: { } method }) && _family is Family.Ruby)
            {
                // each(&:delete) calls the method of each element.
                calls.Add(new CodeCall("." + method, item, [], []));
                continue;
            }

            calls.AddRange(One(function, item is CodeValue.List(var several) ? several : [item]));
        }

        return calls.ToImmutable();
    }

    private ImmutableArray<CodeCall> One(CodeValue function, ImmutableArray<CodeValue> arguments) => function switch
    {
        CodeValue.Reference(var path) => [new CodeCall(path, null, arguments, [])],
        CodeValue.Bound(var on, var member) => [new CodeCall("." + member, on, arguments, [])],
        CodeValue.Text({ Text: { Length: > 0 } name }) when _family is Family.Php && IsCallable(name) =>
            [new CodeCall(name.TrimStart('\\').Replace("::", ".", StringComparison.Ordinal), null, arguments, [])],
        _ => [],
    };

    /// <summary>Whether a bare function is called with each element of what follows.</summary>
    private bool IsOfEach(CodeToken token, string path) => _family is Family.Perl
        && (token.IsName("for") || token.IsName("foreach")) && ForeignNames.Removes(path) is not [];

    /// <summary>What stands behind a function without parentheses: a template, or after <c>for</c> what it is called
    /// with each of.</summary>
    private CodeValue Given(CodeToken token)
    {
        _i++;
        return token.Kind is CodeTokenKind.Template ? Literal(token) : Expression();
    }

    private static bool IsCallable(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':' or '\\');
}
