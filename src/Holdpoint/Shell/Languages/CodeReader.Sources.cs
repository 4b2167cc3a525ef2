using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>What languages that are compiled write otherwise: types before names, methods without a keyword, lists and
/// objects that a type stands before.</summary>
internal sealed partial class CodeReader
{
    /// <summary>Tokens of a type and of the words before it.</summary>
    private const int MaxType = 24;

    /// <summary>The operand at hand stands behind <c>new</c>.</summary>
    private bool _makes;

    /// <summary>What is read are the members of an object that is made.</summary>
    private bool _initializes;

    private bool Defines(string name) => Keywords.Defines(name) || (name is "fun" && _family is Family.Kotlin);

    private bool IsPrefix(string name) => Keywords.IsPrefix(name) || (_family >= Family.Go && name is "mut" or "defer"
        or "go" or "range" or "guard" or "unsafe" or "ref" or "out" or "fixed" or "lazy" or "val" or "final" or "public"
        or "private" or "protected" or "internal" or "override" or "open" or "lateinit" or "move" or "using" or "pub"
        or "readonly" or "fileprivate" or "suspend" or "implicit");

    /// <summary>A method, <c>static void wipe(String dir) throws IOException {</c>: it is remembered and passed over.
    /// Of a variable's declaration the type is passed over.</summary>
    private bool Declares()
    {
        if (_family is Family.Go or Family.Rust or Family.Swift
            || Here.Value is "return" or "new" or "throw" or "else" or "await" or "yield" or "case" or "using"
                or "if" or "while" or "for" or "switch" or "catch" or "lock" or "do" or "try" or "import" or "foreach"
                or "package" or "in" or "is" or "as" or "goto" or "assert")
        {
            return false;
        }

        int at = _i;
        while (at < _end && at - _i < MaxType && IsOfType(_tokens[at]))
        {
            at++;
            _work++;
        }

        int name = at - 1;
        if (name <= _i || at >= _end || _tokens[name].Kind is not CodeTokenKind.Name || _tokens[name - 1].Is("."))
        {
            return false;
        }

        if (_tokens[at].Is("="))
        {
            _i = name;
            return false;
        }

        int close = _tokens[at].Is("(") ? Match(at) : -1;
        if (close < 0 || _tokens[name - 1].Is(","))
        {
            return false;
        }

        int body = close + 1;
        while (body < _end && body - close < MaxType && !_tokens[body].Is("{") && !_tokens[body].Is("=>")
            && !_tokens[body].Is(";"))
        {
            body++;
        }

        if (body >= _end || !(_tokens[body].Is("{") || _tokens[body].Is("=>")))
        {
            return false;
        }

        ImmutableArray<string> parameters = Parameters(at, close);
        int end = _tokens[body].Is("{") ? Match(body) : body;
        while (end >= 0 && end < _end && _tokens[body].Is("=>") && !_tokens[end].Is(";"))
        {
            end++;
        }

        _routines[_tokens[name].Value] = new Routine(_tokens, parameters, body + 1, end < 0 ? _end : end);
        _i = end < 0 ? _end : end;
        return true;
    }

    private static bool IsOfType(CodeToken token) => token.Kind is CodeTokenKind.Name
        || (token.Kind is CodeTokenKind.Mark && token.Value is "." or "<" or ">" or "[" or "]" or "," or "?" or "@"
        or "&");

    /// <summary>How many tokens the type between a name and its value takes: <c>: Vec&lt;String&gt; =</c>,
    /// <c>dir string =</c>; 0 where there is none.</summary>
    private int TypeLength(int at)
    {
        if (!Ahead(at).Is(":") && !(_family is Family.Go && Ahead(at).Kind is CodeTokenKind.Name or CodeTokenKind.Mark
            && (Ahead(at).Kind is CodeTokenKind.Name || Ahead(at).Is("["))))
        {
            return 0;
        }

        int length = Ahead(at).Is(":") ? 1 : 0;
        while (length < MaxType && (IsOfType(Ahead(at + length)) || Ahead(at + length).Is("*")))
        {
            length++;
            _work++;
        }

        return Ahead(at + length).Is("=") ? length : 0;
    }

    /// <summary>Whether the name at an index is not yet the parameter's: its type or its label.</summary>
    private bool IsTyped(int index, int close)
    {
        if (_family is Family.Swift)
        {
            return _tokens[index + 1].Kind is CodeTokenKind.Name;
        }

        if (_family is not (Family.Java or Family.CSharp))
        {
            return false;
        }

        for (int i = index + 1; i < close && i - index < MaxType && !_tokens[i].Is(",") && !_tokens[i].Is("="); i++)
        {
            if (_tokens[i].Kind is CodeTokenKind.Name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>func (s *Store) Wipe() {</c> is defined; <c>func() {</c> begins to run here, unless it is kept for
    /// later.</summary>
    private bool DefineMethod()
    {
        int close = Match(_i + 1);
        bool method = close >= 0 && close + 2 < _end && _tokens[close + 1].Kind is CodeTokenKind.Name
            && _tokens[close + 2].Is("(");
        if (method)
        {
            _i = close;
            return Define();
        }

        int body = close;
        while (body >= 0 && body < _end && !_tokens[body].Is("{") && !_tokens[body].Is("\n"))
        {
            body++;
        }

        int end = body >= 0 && body < _end && _tokens[body].Is("{") ? Match(body) : -1;
        _i = end < 0 ? _i + 1 : _initializes ? end + 1 : body;
        return true;
    }

    /// <summary>The end of a function that is one expression, <c>fun f() = …</c>, or that has its body by its
    /// indentation; null where braces hold it.</summary>
    private int? Short(ref int at)
    {
        int to = at;
        while (to < _end && !_tokens[to].Is("{") && !_tokens[to].Is("=") && !_tokens[to].Is("\n"))
        {
            to++;
        }

        if (to >= _end || !_tokens[to].Is("=") || _tokens[to + 1].Is("{") || _tokens[to + 1].Is("\n"))
        {
            return null;
        }

        at = to + 1;
        int end = at;
        while (end < _end && !_tokens[end].Is("\n"))
        {
            int close = _tokens[end].Kind is CodeTokenKind.Mark && _tokens[end].Value is "(" or "[" or "{"
                ? Match(end) : -1;
            end = close < 0 ? end + 1 : close + 1;
        }

        return Math.Min(end, _end);
    }

    /// <summary><c>[]string{"a", "b"}</c>, <c>vec!["a"]</c>, <c>format!("{}", x)</c>, <c>new[] { "a" }</c>; null where
    /// something else stands.</summary>
    private CodeValue? SourcePrimary()
    {
        if (_family is Family.Rust && Here.Kind is CodeTokenKind.Name && Ahead(1).Is("!")
            && (Ahead(2).Is("(") || Ahead(2).Is("[")))
        {
            string name = Here.Value;
            string close = Ahead(2).Is("(") ? ")" : "]";
            _i += 3;
            (ImmutableArray<CodeValue> items, ImmutableArray<KeyValuePair<string, CodeValue>> named) = Items(close);
            return name is "vec" ? new CodeValue.List(items) : Make(new CodeCall(name, null, items, named));
        }

        if (!Here.Is("[") || _family is not (Family.Go or Family.CSharp))
        {
            return null;
        }

        int at = _i;
        while (at < _end && at - _i < MaxType && !_tokens[at].Is("{") && !_tokens[at].Is(",") && !_tokens[at].Is("\n")
            && (IsOfType(_tokens[at]) || _tokens[at].Is("*") || _tokens[at].Kind is CodeTokenKind.Number
                || _tokens[at].Is("...")))
        {
            at++;
        }

        if (at <= _i + 1 || at >= _end || !_tokens[at].Is("{"))
        {
            return null;
        }

        _i = at;
        return Elements();
    }

    /// <summary>The elements between braces.</summary>
    private CodeValue.List Elements()
    {
        _i++;
        return new CodeValue.List(Items("}").Arguments);
    }

    /// <summary>What stands behind a value in these languages only; false where nothing of the kind does.</summary>
    private bool SourceMember(ref CodeValue value, bool makes)
    {
        CodeToken token = Here;
        if (token.Is(".") && Ahead(1).IsName("await") && _family is Family.Rust)
        {
            _i += 2;
            return true;
        }

        if (token.Is("!") && _family is Family.Kotlin && Ahead(1).Is("!"))
        {
            _i += 2;
            return true;
        }

        if (token.Is(".") && Ahead(1).Is("!") && _family is Family.Kotlin)
        {
            // "rm -rf x".! runs it.
            _i += Ahead(2).Is("!") ? 3 : 2;
            value = Make(new CodeCall(".execute", value, [], []));
            return true;
        }

        if (!token.Is("{") || _i == 0)
        {
            return false;
        }

        if (_tokens[_i - 1].Is("]") && _family is Family.Java or Family.CSharp)
        {
            value = Elements();
            return true;
        }

        bool made = _family is Family.CSharp ? makes
            : _family is Family.Go && !token.Spaced && _tokens[_i - 1].Kind is CodeTokenKind.Name;
        if (!made)
        {
            return false;
        }

        _i++;
        bool outer = _initializes;
        _initializes = true;
        ImmutableArray<KeyValuePair<string, CodeValue>> members = Items("}").Named;
        _initializes = outer;
        value = value switch
        {
            CodeValue.Returned(var call) => new CodeValue.Returned(call with { Named = call.Named.AddRange(members) }),
            CodeValue.Reference(var path) => new CodeValue.Returned(new CodeCall(path, null, [], members)),
            _ => value,
        };
        return true;
    }

    /// <summary><c>start.Arguments = "…"</c>: it counts among what the object was made with.</summary>
    private void BelongsTo(string target, CodeValue value)
    {
        int dot = target.IndexOf('.', StringComparison.Ordinal);
        if (_family >= Family.Go && dot > 0
            && _variables.TryGetValue(target[..dot], out CodeValue? on) && on is CodeValue.Returned(var made)
            && made.Named.Length < MaxType)
        {
            string member = target[(target.LastIndexOf('.') + 1)..];
            _variables[target[..dot]] = new CodeValue.Returned(
                made with { Named = made.Named.Add(KeyValuePair.Create(member, value)) });
        }
    }

    /// <summary>A call that adds to what it is called on, <c>command.arg("-rf")</c>: so does the variable that holds
    /// it.</summary>
    private void Grows(string owner, CodeValue? receiver, CodeValue value)
    {
        if (_family >= Family.Go && receiver is CodeValue.Returned(var before) && value is CodeValue.Returned(var after)
            && before.Path == after.Path && !ReferenceEquals(before, after)
            && _variables.ContainsKey(owner))
        {
            _variables[owner] = value;
        }
    }
}
