using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Lists of values between brackets, and blocks between braces.</summary>
internal sealed partial class CodeReader
{
    /// <summary>Items of one list; more are passed over.</summary>
    private const int MaxItems = 2000;

    /// <summary>Reads values parted by commas up to a bracket, or, without one, up to the end of the
    /// statement.</summary>
    private (ImmutableArray<CodeValue> Arguments, ImmutableArray<KeyValuePair<string,
        CodeValue>> Named) Items(string close)
    {
        ImmutableArray<CodeValue>.Builder items = ImmutableArray.CreateBuilder<CodeValue>();
        ImmutableArray<KeyValuePair<string, CodeValue>>.Builder named =
            ImmutableArray.CreateBuilder<KeyValuePair<string, CodeValue>>();
        bool bracket = close != "\n";
        _parentheses += bracket ? 1 : 0;
        Comprehension();
        while (!Ended && items.Count < MaxItems)
        {
            if (bracket)
            {
                SkipLines();
            }

            if (Here.Is(close) || (!bracket && Stops()))
            {
                break;
            }

            if (Here.Is(","))
            {
                _i++;
                continue;
            }

            Item(close, items, named);
        }

        _i += bracket && Here.Is(close) ? 1 : 0;
        _parentheses -= bracket ? 1 : 0;
        return (items.ToImmutable(), named.ToImmutable());
    }

    private void Item(
        string close,
        ImmutableArray<CodeValue>.Builder items,
        ImmutableArray<KeyValuePair<string, CodeValue>>.Builder named)
    {
        int from = _i;
        string? key = Key(braces: false);
        bool function = key is null && IsFunction();
        if (function && _keepsForLater)
        {
            SkipItem(close);
            items.Add(CodeValue.Nothing);
            return;
        }

        CodeValue value = Expression();
        bool whole = true;
        while (!Ended && !Here.Is(",") && !Here.Is(close) && !(close == "\n" && Stops()))
        {
            if (Here.Is("\n"))
            {
                _i++;
                continue;
            }

            // What follows belongs to the item, but its value is nobody's guess: a condition, a function's body.
            whole = false;
            int before = _i;
            if (Here.Kind is CodeTokenKind.Mark && Here.Value is ")" or "]" or "}")
            {
                // A bracket that nothing opened here ends the list.
                break;
            }

            Statement();
            _i = _i <= before ? before + 1 : _i;
        }

        if (Here.Kind is CodeTokenKind.Mark && Here.Value is ")" or "]" or "}" && !Here.Is(close))
        {
            _i += _i == from ? 1 : 0;
        }

        value = whole ? value : CodeValue.Nothing;
        if (key is null)
        {
            items.Add(value);
        }
        else
        {
            named.Add(KeyValuePair.Create(key, value));
        }
    }

    /// <summary>Whether a statement without brackets ends here.</summary>
    private bool Stops() => Here.Kind is CodeTokenKind.End
        || (Here.Is("\n") && !(_i > 0 && _tokens[_i - 1].Is(",")))
        || (Here.Kind is CodeTokenKind.Mark && Here.Value is ";" or "}" or ")" or "]" or "||" or "&&")
        || (Here.Kind is CodeTokenKind.Name && Here.Value is "if" or "unless" or "or" or "and" or "do" or "end"
        or "while"
            or "for" or "foreach" or "with");

    /// <summary>The name of what follows: <c>shell=</c>, <c>method:</c>, <c>"a" =&gt;</c>; null where it has
    /// none.</summary>
    private string? Key(bool braces)
    {
        CodeToken token = Here;
        if (token.Kind is not (CodeTokenKind.Name or CodeTokenKind.Text) || (token.Word?.HasUnknown ?? false))
        {
            return null;
        }

        string name = token.Word?.Text ?? token.Value;
        CodeToken next = Ahead(1);
        bool assigns = next.Is("=") && token.Kind is CodeTokenKind.Name && !braces
            && _family is Family.Python or Family.R or Family.Julia or Family.Kotlin;
        assigns |= _initializes && next.Is("=") && _family is Family.CSharp;
        bool colon = next.Is(":") && (braces || _initializes
            || _family is Family.Ruby or Family.Php or Family.Swift or Family.CSharp);
        if (!assigns && !colon && !(next.Is("=>") && _family is Family.Ruby or Family.Php or Family.Perl)
            && !(next.Is("=") && _family is Family.Lua && braces))
        {
            return null;
        }

        _i += 2;
        return name;
    }

    /// <summary>An object, or a block of statements: what stands between braces tells which.</summary>
    private CodeValue.Map Braces()
    {
        _i++;
        ImmutableArray<KeyValuePair<string, CodeValue>>.Builder entries =
            ImmutableArray.CreateBuilder<KeyValuePair<string, CodeValue>>();
        int outer = _parentheses;
        bool keeps = _keepsForLater;
        (_parentheses, _keepsForLater) = (0, false);
        while (!Ended && !Here.Is("}"))
        {
            if (Here.Is("\n") || Here.Is(",") || Here.Is(";"))
            {
                _i++;
                continue;
            }

            if (_family is Family.JavaScript && Here.Kind is CodeTokenKind.Name && (Ahead(1).Is(",")
                || Ahead(1).Is("}")))
            {
                entries.Add(KeyValuePair.Create(Here.Value, Value(Here.Value)));
                _i++;
                continue;
            }

            string? key = Key(braces: true);
            if (key is null)
            {
                if (Here.Kind is CodeTokenKind.Mark && Here.Value is ")" or "]")
                {
                    _i++;
                    continue;
                }

                int from = _i;
                Statement();
                _i = _i <= from ? from + 1 : _i;
                continue;
            }

            SkipLines();
            if (_family is Family.JavaScript && Arrow(key))
            {
                continue;
            }

            if (_family >= Family.Go)
            {
                // A label, the case of a switch.
                continue;
            }

            entries.Add(KeyValuePair.Create(key, Expression()));
        }

        _i += Here.Is("}") ? 1 : 0;
        (_parentheses, _keepsForLater) = (outer, keeps);
        return new CodeValue.Map(entries.ToImmutable());
    }

    /// <summary>Whether a function without a name begins here.</summary>
    private bool IsFunction()
    {
        int at = _i;
        at += at < _end && _tokens[at].IsName("async") ? 1 : 0;
        if (at >= _end)
        {
            return false;
        }

        if (_tokens[at].IsName("function") || _tokens[at].IsName("fn")
            || (_family is Family.Go && _tokens[at].IsName("func")))
        {
            return true;
        }

        int close = _tokens[at].Is("(") ? Match(at) : _tokens[at].Kind is CodeTokenKind.Name ? at : -1;
        return close >= 0 && close + 1 < _end && _tokens[close + 1].Is("=>")
            && _family is Family.JavaScript or Family.CSharp;
    }

    private void SkipItem(string close)
    {
        while (!Ended && !Here.Is(",") && !Here.Is(close))
        {
            int match = Here.Kind is CodeTokenKind.Mark && Here.Value is "(" or "[" or "{" ? Match(_i) : -1;
            _i = match < 0 ? _i + 1 : match + 1;
        }
    }
}
