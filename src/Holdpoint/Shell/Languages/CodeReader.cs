using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Holdpoint.Shell.Languages;

/// <summary>What wants to know of the calls in foreign code.</summary>
internal interface ICodeListener
{
    /// <summary>A call is made; the value that it returns, where that is known.</summary>
    CodeValue? Called(CodeCall call);

    /// <summary>A variable of the environment.</summary>
    Word Variable(string name);

    /// <summary>An argument of the program, from 1 on; null for all of them.</summary>
    CodeValue Argument(int? index);
}

/// <summary>Follows code of another language from its start: values of names, functions of its own, calls.</summary>
/// <remarks>No grammar of any of the languages: expressions, assignments, functions and calls are alike in all of
/// them,
/// and what is not understood is passed over. Branches count as taken, loops run once.</remarks>
internal sealed partial class CodeReader
{
    /// <summary>Nesting of brackets and of functions that are followed.</summary>
    private const int MaxDepth = 60;

    /// <summary>Tokens looked at, functions followed included: less than a tenth of a second, on some 150 KB of
    /// code.</summary>
    private const int MaxWork = 100_000;

    /// <summary>So many characters of a name that grows cost as much as a token.</summary>
    private const int CharactersOfWork = 8;

    private readonly Family _family;
    private ICodeListener _listener;
    private readonly Dictionary<string, CodeValue> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Routine> _routines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _following = new(StringComparer.Ordinal);
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);
    private List<CodeToken> _tokens;
    private int _i;
    private int _end;
    private int _depth;
    private int _parentheses;
    private int _work;
    private bool _tooDeep;

    /// <summary>A function of the code's own: where its parameters and its body stand.</summary>
    private sealed record Routine(List<CodeToken> Tokens, ImmutableArray<string> Parameters, int From, int To);

    public CodeReader(string text, Family family, ICodeListener listener)
    {
        _family = family;
        _listener = listener;
        _tokens = CodeLexer.Read(text, family);
        _end = _tokens.Count - 1;
    }

    /// <summary>Names that the code imports from elsewhere, with where they are from.</summary>
    public Dictionary<string, string> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>What a name stands for; null where nothing in the code gives it a value.</summary>
    public CodeValue? Holds(string name) => _variables.GetValueOrDefault(name);

    private CodeToken Here => _i < _end ? _tokens[_i] : _tokens[^1];

    private CodeToken Ahead(int tokens) => _i + tokens < _end ? _tokens[_i + tokens] : _tokens[^1];

    /// <summary>Not all of it was read.</summary>
    public bool GaveUp => _work > MaxWork || _tooDeep;

    private bool Ended => _i >= _end || _work > MaxWork;

    /// <summary>Reads all of it.</summary>
    public void Run()
    {
        while (!Ended)
        {
            Statement();
        }
    }

    /// <summary>From here on another one is told of the calls.</summary>
    public void Speak(ICodeListener listener) => _listener = listener;

    /// <summary>Follows a call from another file; false where the function is not here.</summary>
    public bool Calls(string routine, CodeCall call) =>
        _routines.TryGetValue(routine, out Routine? found) && Follow(routine, found, call) is not null;

    /// <summary>Runs a function by its name, as a command line says it: <c>reset-db</c>.</summary>
    /// <param name="once">Only if nothing called it.</param>
    public void RunNamed(string word, bool once = false)
    {
        string name = word.Replace('-', '_');
        if (!(once && _followed.Contains(name)) && _routines.TryGetValue(name, out Routine? routine))
        {
            Follow(name, routine, new CodeCall(name, null, [], []));
        }
    }

    private void Statement()
    {
        int from = _i;
        _work++;
        CodeToken token = Here;
        if (token.Kind is CodeTokenKind.Name)
        {
            if (_family is Family.Kotlin && token.Value is "def" && Ahead(2).Is("="))
            {
                // Groovy's variables.
                token = Ahead(1);
                _i++;
            }

            if (Defines(token.Value) && Define())
            {
                return;
            }

            if (token.Value is "import" or "from" && Import())
            {
                return;
            }

            if (token.Value is "for" or "foreach" && Loop())
            {
                return;
            }

            if (_family >= Family.Go && Declares())
            {
                return;
            }

            if (Target(out string target, out bool adds))
            {
                Assign(target, adds);
                return;
            }
        }

        if (_family is Family.JavaScript
            && (token.Is("{") || (token.Kind is CodeTokenKind.Name && Keywords.IsPrefix(token.Value)
            && Ahead(1).Is("{")))
            && Destructure(token.Is("{") ? _i : _i + 1))
        {
            return;
        }

        if (token.Kind is CodeTokenKind.Mark && token.Value is not ("(" or "[" or "{"))
        {
            _i++;
            return;
        }

        Expression();
        if (_i <= from)
        {
            _i = from + 1;
        }
    }

    /// <summary>Whether a name stands here that gets a value: <c>x =</c>, <c>self.x =</c>, <c>x: str =</c>.</summary>
    private bool Target(out string target, out bool adds)
    {
        int at = 0;
        while (Ahead(at).Kind is CodeTokenKind.Name && IsPrefix(Ahead(at).Value))
        {
            at++;
            _work++;
        }

        target = Ahead(at).Value;
        adds = false;
        if (Ahead(at++).Kind is not CodeTokenKind.Name)
        {
            return false;
        }

        while (Ahead(at).Is(".") && Ahead(at + 1).Kind is CodeTokenKind.Name)
        {
            target += "." + Ahead(at + 1).Value;
            _work += 1 + target.Length / CharactersOfWork;
            at += 2;
        }

        if (Ahead(at).Is(":") && Ahead(at + 1).Kind is CodeTokenKind.Name && Ahead(at + 2).Is("="))
        {
            at += 2;
        }

        while (_family is Family.Go && Ahead(at).Is(",") && Ahead(at + 1).Kind is CodeTokenKind.Name)
        {
            // db, err := sql.Open(…): the first one is what was made.
            at += 2;
            _work++;
        }

        at += _family >= Family.Go ? TypeLength(at) : 0;
        adds = Ahead(at).Is("+=");
        if (!adds && !Ahead(at).Is("="))
        {
            return false;
        }

        _i += at + 1;
        return true;
    }

    private void Assign(string target, bool adds)
    {
        if (Arrow(target))
        {
            return;
        }

        CodeValue value = Here.Is("{") && _family is Family.Java ? Elements() : Expression();
        if (_family is Family.Python && Here.Is(",") && _parentheses == 0)
        {
            value = CodeValue.Nothing;
        }

        _variables[target] = adds && _variables.TryGetValue(target, out CodeValue? before)
            ? CodeValue.Join(before, value)
            : value;
        BelongsTo(target, value);
    }

    /// <summary><c>const { execSync: run, rmSync } = require("fs")</c></summary>
    private bool Destructure(int open)
    {
        int close = Match(open);
        if (close < 0 || !(_tokens[close + 1].Is("=") && close + 1 < _end))
        {
            return false;
        }

        List<(string From, string To)> names = [];
        for (int i = open + 1; i < close; i++)
        {
            if (_tokens[i].Kind is CodeTokenKind.Name)
            {
                bool renamed = _tokens[i + 1].Is(":") && _tokens[i + 2].Kind is CodeTokenKind.Name;
                names.Add((_tokens[i].Value, renamed ? _tokens[i + 2].Value : _tokens[i].Value));
                i += renamed ? 2 : 0;
            }
        }

        _i = close + 2;
        CodeValue value = Expression();
        foreach ((string from, string to) in names)
        {
            _variables[to] = value is CodeValue.Reference(var path) ? new CodeValue.Reference(path + "." + from)
                : value[from] ?? CodeValue.Nothing;
        }

        return true;
    }

    /// <summary>The index of the bracket that closes the one at an index; negative where none does.</summary>
    private int Match(int open)
    {
        int depth = 0;
        for (int i = open; i < _end && _work <= MaxWork; i++)
        {
            _work++;
            if (_tokens[i].Kind is CodeTokenKind.Mark)
            {
                depth += _tokens[i].Value is "(" or "[" or "{" ? 1 : _tokens[i].Value is ")" or "]" or "}" ? -1 : 0;
                if (depth == 0)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private bool Deeper()
    {
        _tooDeep |= _depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        return !_tooDeep && _work <= MaxWork;
    }

    /// <summary>The value of source inside of a text: <c>{name}</c>.</summary>
    private CodeValue Inner(string source)
    {
        if (source.Length > 400 || !Deeper())
        {
            return new CodeValue.Unknown("…");
        }

        (List<CodeToken> tokens, int at, int end, int parentheses) = (_tokens, _i, _end, _parentheses);
        (_tokens, _i, _parentheses) = (CodeLexer.Read(source, _family), 0, 1);
        _end = _tokens.Count - 1;
        _depth++;
        CodeValue value = Expression();
        bool whole = _i >= _end;
        _depth--;
        (_tokens, _i, _end, _parentheses) = (tokens, at, end, parentheses);
        return whole ? value : new CodeValue.Unknown(source);
    }

    /// <summary>The text of a literal with what is put into it.</summary>
    private CodeValue.Text Literal(CodeToken token)
    {
        if (token.Word is not { HasUnknown: true } word)
        {
            return new CodeValue.Text(token.Word ?? Word.Empty);
        }

        Word text = Word.Empty;
        foreach (Piece piece in word.Pieces)
        {
            text = Evaluation.Words.Concat(
                text, piece.Kind is PieceKind.Unknown ? Inner(piece.Value).AsWord() : new Word([piece]));
        }

        return new CodeValue.Text(text);
    }
}
