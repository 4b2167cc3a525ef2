using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Expressions: their values as far as they can be known, and every call in them.</summary>
internal sealed partial class CodeReader
{
    private CodeValue Expression()
    {
        if (!Deeper())
        {
            _i++;
            return CodeValue.Nothing;
        }

        _depth++;
        CodeValue value = Operand();
        while (!Ended)
        {
            Lines();
            CodeToken mark = Here;
            if (mark.Kind is CodeTokenKind.Name && mark.Value is "or" or "if" && _family is Family.Python
                && !(_looksAhead && mark.Value is "if"))
            {
                _i++;
                value = Otherwise(value, Operand());
                continue;
            }

            if (mark.Kind is not CodeTokenKind.Mark || !IsBinary(mark.Value))
            {
                break;
            }

            _i++;
            SkipLines();
            value = Combine(mark.Value, value, Operand());
        }

        _depth--;
        return value;
    }

    private static bool IsBinary(string mark) => mark is "+" or "%" or "/" or "||" or "??" or "&&" or "==" or "!="
        or "===" or "!==" or "?" or "-" or "*" or "<" or ">" or "<=" or ">=" or "=~" or "!~" or "|" or "&" or "**"
        or ".." or "..." or "<=>" or "|>";

    private CodeValue Combine(string mark, CodeValue one, CodeValue other) => mark switch
    {
        "+" => CodeValue.Join(one, other),
        "%" when one is CodeValue.Text(var format) => new CodeValue.Text(Texts.Format(format, other)),
        "/" when _family is Family.Python && one is CodeValue.Text && other is CodeValue.Text =>
            new CodeValue.Text(Texts.Path([one.AsWord(), other.AsWord()])),
        "||" or "??" => Otherwise(one, other),
        "<<" => one,
        _ => new CodeValue.Unknown(mark),
    };

    /// <summary>The first value, unless nothing is known of it.</summary>
    private static CodeValue Otherwise(CodeValue one, CodeValue other) =>
        one is CodeValue.Unknown or CodeValue.Reference or CodeValue.Returned ? other : one;

    /// <summary>Inside of brackets the end of a line says nothing; before a point it never does.</summary>
    private void Lines()
    {
        int at = _i;
        while (at < _end && _tokens[at].Is("\n"))
        {
            at++;
        }

        if (at > _i && at < _end && (_parentheses > 0 || _tokens[at].Is(".")
            || (_family is Family.Php or Family.Perl && _tokens[at].Is("+"))))
        {
            _i = at;
        }
    }

    private void SkipLines()
    {
        while (!Ended && Here.Is("\n"))
        {
            _i++;
        }
    }

    private CodeValue Operand()
    {
        Lines();
        bool negates = false;
        _makes = false;
        for (int prefixes = 0; prefixes < 8 && !Ended; prefixes++)
        {
            bool prefix = Here.Kind is CodeTokenKind.Name ? IsPrefix(Here.Value) && !IsCalled()
                : Here.Kind is CodeTokenKind.Mark && Here.Value is "!" or "-" or "~" or "*" or "**" or "&" or "\\"
                or "..."
                    or "@" or "+" or "++" or "--";
            if (!prefix)
            {
                break;
            }

            negates |= Here.Value is "not" or "!";
            _makes = Here.Value is "new";
            _i++;
        }

        _work++;
        bool outer = _negates;
        _negates = negates;
        CodeValue value = Members(_family >= Family.Go && SourcePrimary() is { } own ? own : Primary());
        _negates = outer;
        return value;
    }

    /// <summary>Names such as <c>delete</c>, <c>set</c> and <c>p</c> are keywords in one language and functions in
    /// another.</summary>
    private bool IsCalled() => Ahead(1).Is("(") && Here.Value is "delete" or "print" or "set" or "p" or "do" or "with"
        or "catch" or "local" or "then" or "in" or "of" or "is"
        || Ahead(1).Is(".") || Ahead(1).Is("=") || Ahead(1).Is(":");

    private CodeValue Primary()
    {
        CodeToken token = Here;
        switch (token.Kind)
        {
            case CodeTokenKind.Text:
                _i++;
                CodeValue.Text text = Literal(token);
                while (_family is Family.Python && (Here.Kind is CodeTokenKind.Text
                    || (_parentheses > 0 && Here.Is("\n") && Ahead(1).Kind is CodeTokenKind.Text)))
                {
                    _i += Here.Is("\n") ? 1 : 0;
                    text = new CodeValue.Text(Evaluation.Words.Concat(text.Word, Literal(Here).Word));
                    _i++;
                }

                return text;
            case CodeTokenKind.Template:
                _i++;
                return Literal(token);
            case CodeTokenKind.Number:
                _i++;
                return token.Value == "/" ? new CodeValue.Unknown("/") : new CodeValue.Text(new Word(token.Value));
            case CodeTokenKind.Words:
                _i++;
                return new CodeValue.List([.. token.Split.Select(w => new CodeValue.Text(new Word(w)))]);
            case CodeTokenKind.Command:
                _i++;
                return Make(new CodeCall("`", null, [Literal(token)], []));
            case CodeTokenKind.Name:
                if (Defines(token.Value) && Ahead(1).Kind is CodeTokenKind.Name or CodeTokenKind.Mark
                    && (Ahead(1).Is("(") || Ahead(1).Is("{") || Ahead(2).Is("(")) && FunctionValue() is { } function)
                {
                    return function;
                }

                _i++;
                return Value(token.Value);
            case CodeTokenKind.Mark when token.Value == "[":
                _i++;
                return new CodeValue.List(Items("]").Arguments);
            case CodeTokenKind.Mark when token.Value == "(":
                _i++;
                ImmutableArray<CodeValue> items = Items(")").Arguments;
                return items is [var one] ? one : new CodeValue.List(items);
            case CodeTokenKind.Mark when token.Value == "{":
                return Braces();
            case CodeTokenKind.Mark when token.Value is not (")" or "]" or "}" or "," or ";" or "\n"):
                _i++;
                return new CodeValue.Unknown(token.Value);
            default:
                return CodeValue.Nothing;
        }
    }

    private CodeValue Value(string name) =>
        _variables.TryGetValue(name, out CodeValue? value) ? value : new CodeValue.Reference(name);

    /// <summary>What follows a value: members, indices, calls.</summary>
    private CodeValue Members(CodeValue value)
    {
        string path = value is CodeValue.Reference(var reference) ? reference : "";
        string name = _i > 0 && _tokens[_i - 1].Kind is CodeTokenKind.Name ? _tokens[_i - 1].Value : path;
        string owner = name;
        bool makes = _makes;
        CodeValue? receiver = null;
        while (!Ended)
        {
            Unbind(ref value, ref path, ref name, ref receiver);
            CodeToken token = Here;
            if (_family >= Family.Go && SourceMember(ref value, makes))
            {
                continue;
            }

            if (token.Is(".") && Ahead(1).Kind is CodeTokenKind.Name)
            {
                Point(ref value, ref path, ref name, ref receiver);
            }
            else if (token.Is("[") && (!token.Spaced || _family is Family.JavaScript or Family.Php)
                || (token.Is("{") && !token.Spaced && _family is Family.Perl && name.StartsWith('$')))
            {
                string close = token.Value == "[" ? "]" : "}";
                _i++;
                ImmutableArray<CodeValue> index = Items(close).Arguments;
                (value, path, receiver) = Index(value, path, index is [var one] ? one : CodeValue.Nothing, receiver);
                name = path;
            }
            else if (token.Is("(") && (_i == 0 || !_tokens[_i - 1].Is("\n")))
            {
                value = WithArguments(path, name, receiver, owner);
                path = value is CodeValue.Reference(var returned) ? returned : "";
                (name, receiver) = (path, null);
            }
            else if (token.Kind is CodeTokenKind.Template || IsOfEach(token, path))
            {
                value = Make(Call(path, name, receiver, [Given(token)], []));
                (path, name, receiver) = ("", "", null);
            }
            else if (IsCommand(token, path, name))
            {
                (ImmutableArray<CodeValue> arguments, ImmutableArray<KeyValuePair<string,
                    CodeValue>> named) = Items("\n");
                value = Make(Call(path, name, receiver, arguments, named));
                (path, name, receiver) = ("", "", null);
            }
            else
            {
                break;
            }
        }

        return value;
    }

    /// <summary>A member behind a point; of some languages it is called at once.</summary>
    private void Point(ref CodeValue value, ref string path, ref string name, ref CodeValue? receiver)
    {
        receiver = value is CodeValue.Reference ? null : value;
        string member = Ahead(1).Value;
        path = (receiver is null || path.Length > 0 ? path : name) + "." + member;
        string whole = name + "." + member;
        _work += 1 + (path.Length + whole.Length) / CharactersOfWork;
        _i += 2;
        value = Texts.Environment(path[..^(member.Length + 1)], member, _listener)
            ?? Member(value, member, whole, path);
        name = whole;
        Block(member, receiver);
        path = value is CodeValue.Reference(var aliased) && receiver is null ? aliased : path;
        if (_family is Family.Ruby && ForeignNames.CallsBare(member) && !Here.Is("("))
        {
            value = Make(Call(path, name, receiver, [], []));
            (path, name, receiver) = ("", "", null);
        }
    }

    /// <summary>A member that was kept for later is called now, on what it belongs to.</summary>
    private void Unbind(ref CodeValue value, ref string path, ref string name, ref CodeValue? receiver)
    {
        Lines();
        if (value is CodeValue.Bound(var on, var member) && Here.Is("("))
        {
            (receiver, value, path) = (on, new CodeValue.Reference("." + member), "." + member);
            name = path;
        }
    }

    /// <summary>A member of a value; a file that a loop stands at is its own path.</summary>
    private CodeValue Member(CodeValue value, string member, string whole, string path) =>
        _variables.TryGetValue(whole, out CodeValue? known) ? known
        : value[member] ?? (member is "path" && value is CodeValue.Text({ HasGlob: true }) ? value
            : new CodeValue.Reference(path));

    /// <summary>Whether arguments follow without parentheses: <c>system "rm x"</c>.</summary>
    private bool IsCommand(CodeToken token, string path, string name)
    {
        if (!token.Spaced || name.Length == 0 || name[0] is '$' or '@' || _i == 0
            || _tokens[_i - 1].Kind is not CodeTokenKind.Name
            || _family is not (Family.Ruby or Family.Perl or Family.Lua or Family.AppleScript or Family.Php))
        {
            return false;
        }

        if (token.Kind is CodeTokenKind.Text or CodeTokenKind.Words or CodeTokenKind.Command)
        {
            return true;
        }

        bool value = (token.Kind is CodeTokenKind.Name && !Keywords.IsPrefix(token.Value)
            && !Keywords.Defines(token.Value))
            || token.Is("[") || token.Is("\\");
        return value && _family is Family.Ruby or Family.Perl && ForeignNames.TakesWords(path.Length > 0 ? path
            : name);
    }

    private (CodeValue Value, string Path, CodeValue? Receiver) Index(
        CodeValue value, string path, CodeValue index, CodeValue? receiver)
    {
        if (Texts.Arguments(path, index, _listener) is { } argument)
        {
            return (argument, "", null);
        }

        if (index.Known is { } key)
        {
            if (Texts.Environment(path, key, _listener) is { } variable)
            {
                return (variable, "", null);
            }

            if (value[key] is { } entry)
            {
                return (entry, "", null);
            }

            if (value is CodeValue.List(var items) && int.TryParse(key, out int at) && at >= 0 && at < items.Length)
            {
                return (items[at], "", null);
            }

            // fs["rmSync"] is fs.rmSync.
            string member = path + "." + key;
            return (new CodeValue.Reference(member), member, value is CodeValue.Reference ? null : value);
        }

        return (new CodeValue.Unknown(path + "[…]"), path + "[]", receiver);
    }
}
