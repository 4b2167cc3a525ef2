using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Functions of the code's own, and names from elsewhere.</summary>
internal sealed partial class CodeReader
{
    /// <summary>Functions without a name among the arguments at hand are kept for later.</summary>
    private bool _keepsForLater;

    /// <summary>What the function is called that was passed over last.</summary>
    private string _defined = "";

    /// <summary>Calls that keep a function for later, when something happens: what it does is not done by running
    /// this.</summary>
    private static bool KeepsForLater(string path) => path[(path.LastIndexOf('.') + 1)..] is "get" or "post"
        or "put" or "delete" or "patch"
        or "all" or "use" or "route" or "on" or "once" or "addEventListener" or "createServer" or "serve" or "schedule"
        or "action" or "process" or "handle" or "handler" or "addListener" or "subscribe" or "consume" or "test"
        or "it"
        or "beforeEach" or "afterEach" or "beforeAll" or "afterAll" or "describe" or "namespace" or "task"
        or "register"
        or "HandleFunc" or "Handle" or "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "MapGet" or "MapPost"
        or "MapPut" or "MapDelete" or "AfterFunc" or "Run"
        or "middleware" or "command" or "Worker" or "createHandler" or "procedure" or "mutation" or "query"
        or "resolver";

    /// <summary>Passes over a function and remembers it; false where none is defined.</summary>
    /// <param name="otherwise">What it is called where it has no name; empty for one that cannot be called.</param>
    private bool Define(string otherwise = "")
    {
        if (Here.Value is "class" or "module" or "interface" or "package")
        {
            _i++;
            return true;
        }

        if (_family is Family.Go && Ahead(1).Is("("))
        {
            return DefineMethod();
        }

        int line = _i;
        while (line > 0 && !_tokens[line - 1].Is("\n"))
        {
            line--;
        }

        int at = _i + 1;
        at += at < _end && _tokens[at].Is("*") ? 1 : 0;
        string name = "";
        while (at < _end && (_tokens[at].Kind is CodeTokenKind.Name || _tokens[at].Is(".")))
        {
            name = _tokens[at].Kind is CodeTokenKind.Name ? _tokens[at].Value : name;
            at++;
        }

        ImmutableArray<string> parameters = [];
        if (at < _end && _tokens[at].Is("("))
        {
            int close = Match(at);
            if (close < 0)
            {
                return false;
            }

            parameters = Parameters(at, close);
            at = close + 1;
        }

        int end = Body(line, ref at);
        _defined = name.Length > 0 ? name : otherwise;
        if (_defined.Length > 0)
        {
            _routines[_defined] = new Routine(_tokens, parameters, at, end);
        }

        _i = end;
        return true;
    }

    private ImmutableArray<string> Parameters(int open, int close)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        bool first = true;
        int depth = 0;
        for (int i = open + 1; i < close; i++)
        {
            CodeToken token = _tokens[i];
            if (token.Kind is CodeTokenKind.Mark)
            {
                depth += token.Value is "(" or "[" or "{" ? 1 : token.Value is ")" or "]" or "}" ? -1 : 0;
                first |= token.Value == "," && depth == 0;
            }
            else if (first && token.Kind is CodeTokenKind.Name && token.Value is not ("self" or "cls" or "this")
                && !IsTyped(i, close))
            {
                names.Add(token.Value);
                first = false;
            }
            else if (token.Kind is CodeTokenKind.Name && token.Value is "self" or "cls")
            {
                first = false;
            }
        }

        return names.ToImmutable();
    }

    /// <summary>Where the body of a function begins and ends: by its brackets, or by its indentation.</summary>
    private int Body(int line, ref int at)
    {
        if (_family is Family.Kotlin && Short(ref at) is { } last)
        {
            return last;
        }

        if (_family is Family.JavaScript or Family.Php or Family.Perl or Family.R or >= Family.Go)
        {
            int open = at;
            while (open < _end && !_tokens[open].Is("{") && !_tokens[open].Is(";"))
            {
                open++;
            }

            int close = open < _end && _tokens[open].Is("{") ? Match(open) : -1;
            at = Math.Min(open + 1, _end);
            return close < 0 ? at : close;
        }

        int column = _tokens[line].Column;
        int end = at;
        while (end < _end && !(_tokens[end].Is("\n") && !_tokens[end + 1].Is("\n") && end + 1 < _end
            && _tokens[end + 1].Column <= column))
        {
            end++;
        }

        return end;
    }

    /// <summary><c>run = (command) =&gt; …</c>, <c>run = lambda command: …</c>; false where no function
    /// stands.</summary>
    private bool Arrow(string target)
    {
        int at = _i;
        at += at < _end && _tokens[at].IsName("async") ? 1 : 0;
        ImmutableArray<string> parameters = [];
        if (at >= _end)
        {
            return false;
        }

        if (_tokens[at].IsName("lambda") && _family is Family.Python)
        {
            int colon = at;
            while (colon < _end && !_tokens[colon].Is(":") && !_tokens[colon].Is("\n"))
            {
                colon++;
            }

            parameters = Parameters(at, colon);
            at = colon;
        }
        else if (_tokens[at].IsName("function"))
        {
            int open = at + 1;
            while (open < _end && _tokens[open].Kind is CodeTokenKind.Name)
            {
                open++;
            }

            int close = open < _end && _tokens[open].Is("(") ? Match(open) : -1;
            if (close < 0)
            {
                return false;
            }

            parameters = Parameters(open, close);
            at = close;
        }
        else
        {
            int close = _tokens[at].Is("(") ? Match(at) : at;
            int arrow = close;
            while (close >= 0 && arrow < Math.Min(close + 8, _end) && !_tokens[arrow].Is("=>")
                && !_tokens[arrow].Is("\n"))
            {
                arrow++;
            }

            if (close < 0 || arrow >= _end || !_tokens[arrow].Is("=>")
                || (close == at && _tokens[at].Kind is not CodeTokenKind.Name))
            {
                return false;
            }

            parameters = close == at ? [_tokens[at].Value] : Parameters(at, close);
            at = arrow;
        }

        Keep(target, parameters, at + 1);
        return true;
    }

    private void Keep(string target, ImmutableArray<string> parameters, int at)
    {
        int end = at < _end && _tokens[at].Is("{") ? Match(at) : -1;
        if (end < 0)
        {
            for (end = at; end < _end && !_tokens[end].Is("\n") && !_tokens[end].Is(";"); end++)
            {
                int close = _tokens[end].Kind is CodeTokenKind.Mark && _tokens[end].Value is "(" or "[" or "{"
                    ? Match(end) : -1;
                end = close < 0 ? end : close;
            }
        }

        _routines[target] = new Routine(_tokens, parameters, at, end);
        _i = Math.Min(end, _end);
    }

    /// <summary>Follows a call into a function of the code's own.</summary>
    private CodeValue? Follow(string name, Routine routine, CodeCall call)
    {
        if (!Deeper() || !_following.Add(name))
        {
            return CodeValue.Nothing;
        }

        _followed.Add(name);

        (List<CodeToken> tokens, int at, int end, int parentheses) = (_tokens, _i, _end, _parentheses);
        List<(string Name, CodeValue? Before)> bound = [];
        for (int i = 0; i < routine.Parameters.Length; i++)
        {
            string parameter = routine.Parameters[i];
            bound.Add((parameter, _variables.GetValueOrDefault(parameter)));
            _variables[parameter] = i < call.Arguments.Length ? call.Arguments[i]
                : call.Option(parameter) ?? new CodeValue.Unknown(parameter);
        }

        (_tokens, _i, _end, _parentheses) = (routine.Tokens, routine.From, routine.To, 0);
        _depth++;
        CodeValue? returned = null;
        while (!Ended)
        {
            if (Here.IsName("return"))
            {
                _i++;
                CodeValue value = Expression();
                returned ??= value;
            }
            else
            {
                Statement();
            }
        }

        _depth--;
        _following.Remove(name);
        (_tokens, _i, _end, _parentheses) = (tokens, at, end, parentheses);
        foreach ((string parameter, CodeValue? before) in bound)
        {
            if (before is null)
            {
                _variables.Remove(parameter);
            }
            else
            {
                _variables[parameter] = before;
            }
        }

        return returned ?? CodeValue.Nothing;
    }

    /// <summary><c>import x as y</c>, <c>from x import y</c>, <c>import { a as b } from "x"</c>.</summary>
    private bool Import()
    {
        if (_family is Family.JavaScript)
        {
            return ImportScript();
        }

        if (_family is not Family.Python)
        {
            return false;
        }

        bool from = Here.Value == "from";
        _i++;
        string module = Dotted();
        if (from)
        {
            if (!Here.IsName("import"))
            {
                return true;
            }

            _i++;
        }
        else
        {
            Name(module, Here.IsName("as") ? Ahead(1).Value : module.Split('.')[0], Here.IsName("as") ? module
                : module.Split('.')[0]);
        }

        while (!Ended && (!Here.Is("\n") || _tokens[_i - 1].Is(",") || _tokens[_i - 1].Is("(")) && !Here.Is(";"))
        {
            if (Here.Kind is not CodeTokenKind.Name || Here.Value == "as")
            {
                _i += Here.IsName("as") ? 2 : 1;
                continue;
            }

            string name = Dotted();
            if (name.Length == 0)
            {
                // A keyword where a name should be: nothing that Python runs.
                _i++;
                continue;
            }

            string local = Here.IsName("as") ? Ahead(1).Value : from ? name : name.Split('.')[0];
            Name(module, local, from ? module + "." + name : Here.IsName("as") ? name : name.Split('.')[0]);
        }

        return true;
    }

    private string Dotted()
    {
        string name = "";
        while (Here.Is(".") || Here.Is("...") || Here.Is("..") || (Here.Kind is CodeTokenKind.Name
            && (name.Length == 0 || name[^1] == '.')
            && Here.Value is not ("import" or "as")))
        {
            name += Here.Value;
            _i++;
        }

        return name;
    }

    private bool ImportScript()
    {
        List<(string From, string To)> names = [];
        int at = _i + 1;
        for (; at < _end && _tokens[at].Kind is not CodeTokenKind.Text && !_tokens[at].Is("(") && at - _i < 400; at++)
        {
            CodeToken token = _tokens[at];
            if (token.Kind is CodeTokenKind.Name && token.Value is not ("from" or "as" or "type"))
            {
                bool renamed = _tokens[at + 1].IsName("as");
                string local = renamed ? _tokens[at + 2].Value : token.Value;
                names.Add((token.Value, local));
                at += renamed ? 2 : 0;
            }
            else if (token.Is("*") && _tokens[at + 1].IsName("as"))
            {
                names.Add(("", _tokens[at + 2].Value));
                at += 2;
            }
            else if (token.Is("{"))
            {
                names.Add(("{", ""));
            }
        }

        if (at >= _end || _tokens[at].Word?.Text is not { } module)
        {
            return false;
        }

        bool braces = false;
        foreach ((string from, string to) in names)
        {
            braces |= from == "{";
            if (to.Length > 0)
            {
                Name(module, to, Module(module) + (braces && from.Length > 0 ? "." + from : ""));
            }
        }

        _i = at + 1;
        return true;
    }

    private void Name(string module, string local, string path)
    {
        Imports[local] = module;
        _variables[local] = new CodeValue.Reference(path);
    }

    /// <summary>A module's name as paths of calls begin: <c>node:fs</c> is <c>fs</c>.</summary>
    private static string Module(string module) =>
        module.StartsWith("node:", StringComparison.Ordinal) ? module["node:".Length..] : module;
}
