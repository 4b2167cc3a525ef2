using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>Loops: their variable stands for any element, so that what is done with it is done with all.</summary>
internal sealed partial class CodeReader
{
    /// <summary>Tokens looked through for the loop at the end of a comprehension.</summary>
    private const int MaxAhead = 400;

    /// <summary>Variables of one loop.</summary>
    private const int MaxNames = 8;

    /// <summary>Known values of one loop of which each has its own round.</summary>
    private const int MaxRounds = 12;

    private bool _looksAhead;
    private bool _narrows;
    private bool _negates;

    /// <summary>The head of a loop: <c>for f in E</c>, <c>for (const f of E)</c>, <c>foreach (E as $f)</c>,
    /// <c>for my $f (E)</c>; false where another one stands.</summary>
    private bool Loop()
    {
        int at = _i + 1, head = _i;
        bool bracket = at < _end && _tokens[at].Is("(");
        at += bracket ? 1 : 0;
        if (_family is Family.Php && bracket)
        {
            _i = at;
            CodeValue list = Expression();
            if (!Here.IsName("as"))
            {
                return true;
            }

            bool pair = Ahead(2).Is("=>");
            Bind([Ahead(pair ? 3 : 1).Value], list);
            _i += pair ? 4 : 2;
            return true;
        }

        List<string> names = [];
        for (; at < _end && names.Count <= MaxNames; at++)
        {
            CodeToken token = _tokens[at];
            if (token.IsName("in") || token.IsName("of") || (_family is Family.Perl && token.Is("("))
                || (_family is Family.Java or Family.Kotlin && names.Count > 0 && (token.Is(":") || token.Is("<-")))
                || (_family is Family.Go && token.Is("=") && at + 1 < _end && _tokens[at + 1].IsName("range")))
            {
                break;
            }

            if (token.Kind is CodeTokenKind.Name)
            {
                if (token.Value is not ("const" or "let" or "var" or "my" or "await"))
                {
                    names.Add(token.Value);
                }
            }
            else if (!token.Is(",") && !token.Is("(") && !token.Is(")"))
            {
                return false;
            }
        }

        if (names.Count is 0 or > MaxNames || at >= _end)
        {
            return false;
        }

        _i = at + (_family is Family.Go ? 2 : 1);
        names = _family >= Family.Go ? [names[^1]] : names;
        CodeValue all = _family is Family.Perl && Items(")").Arguments is var items
            ? items is [var one] ? one : new CodeValue.List(items)
            : Expression();
        Bind(names, all);
        if (names is [var name] && all is CodeValue.List({ Length: > 1 and <= MaxRounds } each)
            && each.All(e => e is CodeValue.Text) && _family is Family.Python or Family.JavaScript or >= Family.Go)
        {
            Rounds(name, each, head);
        }

        return true;
    }

    /// <summary>The body of a loop over values that are all known: once for each.</summary>
    private void Rounds(string name, ImmutableArray<CodeValue> values, int head)
    {
        int line = head;
        while (line > 0 && !_tokens[line - 1].Is("\n"))
        {
            line--;
        }

        int at = _i;
        while (at < _end && (_tokens[at].Is(")") || _tokens[at].Is("\n")))
        {
            at++;
        }

        // One statement without braces: its variable stands for all of the values.
        bool braces = _family is not Family.Python;
        if (braces && !(at < _end && _tokens[at].Is("{")))
        {
            return;
        }

        int end = Body(line, ref at);
        if (end <= _i || !Deeper())
        {
            return;
        }

        _depth++;
        foreach (CodeValue value in values)
        {
            _i = at;
            _variables[name] = value;
            while (!Ended && _i < end)
            {
                Statement();
            }
        }

        _depth--;
        _i = Math.Max(_i, end);
    }

    /// <summary>Gives the variables of a comprehension their values before its body is read, which stands first:
    /// <c>[remove(f) for f in E if f.endswith(".x")]</c>.</summary>
    private void Comprehension()
    {
        if (_family is not Family.Python || _looksAhead)
        {
            return;
        }

        int depth = 0;
        for (int i = _i; i < _end && i - _i < MaxAhead; i++)
        {
            CodeToken token = _tokens[i];
            if (token.Kind is CodeTokenKind.Mark)
            {
                depth += token.Value is "(" or "[" or "{" ? 1 : token.Value is ")" or "]" or "}" ? -1 : 0;
                if (depth < 0)
                {
                    return;
                }
            }
            else if (depth == 0 && token.IsName("for"))
            {
                int back = _i;
                (_looksAhead, _i) = (true, i);
                if (Loop() && Here.IsName("if"))
                {
                    _i++;
                    _narrows = true;
                    Expression();
                    _narrows = false;
                }

                (_looksAhead, _i) = (false, back);
                return;
            }
        }
    }

    /// <summary>The variable of a block, before it is read: <c>E.each { |f| … }</c>, <c>E.forEach(f =&gt;
    /// …)</c>.</summary>
    private void Block(string member, CodeValue? on)
    {
        if (on is null || member is not ("each" or "forEach" or "map" or "each_with_index" or "each_entry"))
        {
            return;
        }

        if (_family is Family.Ruby && (Here.Is("{") || Here.IsName("do")) && Ahead(1).Is("|")
            && Ahead(2).Kind is CodeTokenKind.Name)
        {
            Bind([Ahead(2).Value], on);
        }
        else if (_family is Family.JavaScript && Here.Is("("))
        {
            int name = Ahead(1).Is("(") ? 2 : 1;
            name += Ahead(name).IsName("async") ? 1 : 0;
            if (Ahead(name).Kind is CodeTokenKind.Name
                && (Ahead(name + 1).Is("=>") || Ahead(name + 2).Is("=>") || Ahead(name + 1).Is(",")))
            {
                Bind([Ahead(name).Value], on);
            }
        }
    }

    private void Bind(List<string> names, CodeValue list)
    {
        bool walks = list is CodeValue.Returned({ Name: "walk" });
        for (int i = 0; i < names.Count; i++)
        {
            CodeValue? element = walks ? Walked((CodeValue.Returned)list, i == names.Count - 1 && i > 0)
                : names.Count == 1 ? Element(list) : null;
            if (element is null)
            {
                _variables.Remove(names[i]);
            }
            else
            {
                _variables[names[i]] = element;
            }
        }
    }

    /// <summary>What stands for any element; null where nothing does.</summary>
    private static CodeValue? Element(CodeValue list) => list switch
    {
        CodeValue.Text({ HasGlob: true }) => list,
        CodeValue.List([var only]) => only,
        CodeValue.List(var items) when items.All(i => i is CodeValue.Text) => list,
        _ => null,
    };

    /// <summary>A folder, or the name of a file, of those that <c>os.walk</c> comes through.</summary>
    private static CodeValue.Text? Walked(CodeValue.Returned walk, bool file)
    {
        CodeValue start = walk.Call.Receiver as CodeValue.Text ?? walk.Call.Argument(0);
        return file ? new CodeValue.Text(Texts.Glob(new Word("*")))
            : start is CodeValue.Text(var folder)
                ? new CodeValue.Text(Texts.Glob(Texts.Path([folder, new Word("**")])))
            : null;
    }

    /// <summary>A condition of a comprehension on the end of a name: fewer files are meant.</summary>
    private void Narrow(CodeCall call)
    {
        if (_narrows && !_negates && call.Name is "endswith" && _variables.ContainsKey(call.Root)
            && call.Receiver is CodeValue.Text({ HasGlob: true } all)
            && all.Pieces is [.., { Kind: PieceKind.Glob }] && call.Argument(0).Known is { } end)
        {
            _variables[call.Root] = new CodeValue.Text(Evaluation.Words.Concat(all, new Word(end)));
        }
    }
}
