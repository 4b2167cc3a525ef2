namespace Holdpoint.Shell.Syntax;

/// <content>Single commands: which kind begins here; simple commands, functions, coprocesses.</content>
internal sealed partial class Parser
{
    private readonly Scratch<WordNode> _words = new();
    private Scratch<Assignment>? _assignments;
    private Scratch<Redirect>? _redirects;

    private SimpleCommand Nothing => new(Between(_pos, _pos), [], []);

    private Command ParseCommand()
    {
        if (!Enter(out int outer))
        {
            Leave(outer);
            return Nothing;
        }

        Command command = ParseCompound() is { } compound ? WithRedirects(compound) : PeekKeyword() switch
        {
            Keyword.Function => ParseFunctionKeyword(),
            Keyword.Coproc => ParseCoproc(),
            Keyword.None or Keyword.Time => ParseSimple(),
            _ => Unexpected(),
        };
        Leave(outer);
        return command;
    }

    private SimpleCommand Unexpected()
    {
        FailUnexpected();
        return Nothing;
    }

    /// <summary>A compound command without its redirections; null when none begins here.</summary>
    private Command? ParseCompound()
    {
        if (Peek() == '(')
        {
            return PeekSecond() == '(' ? ParseDoubleParenthesis() : ParseSubshell();
        }

        return PeekKeyword() switch
        {
            Keyword.OpenBrace => ParseGroup(),
            Keyword.If => ParseIf(),
            Keyword.While or Keyword.Until => ParseWhile(),
            Keyword.For => ParseFor(),
            Keyword.Select => ParseSelect(),
            Keyword.Case => ParseCase(),
            Keyword.Conditional => ParseConditional(),
            _ => null,
        };
    }

    /// <summary>Redirections after a compound command.</summary>
    private Command WithRedirects(Command command)
    {
        if (Failed)
        {
            return command;
        }

        _redirects ??= new Scratch<Redirect>();
        int mark = _redirects.Mark;
        int end = _pos;
        SkipBlanks();
        while (!Failed && TryRedirect())
        {
            end = _pos;
            SkipBlanks();
        }

        _pos = Failed ? _end : end;
        return _redirects.Mark == mark
            ? command
            : command with { Span = Span.Between(command.Span.Start, At(end)), Redirects = _redirects.Take(mark) };
    }

    /// <summary>Assignments, words and redirections in any order; or a function that its first word and <c>()</c>
    /// begin.</summary>
    private Command ParseSimple()
    {
        int start = _pos;
        int end = start;
        int words = _words.Mark;
        int assignments = _assignments?.Mark ?? 0;
        int redirects = _redirects?.Mark ?? 0;
        bool mayHoldArray = true, declares = false;
        while (!Failed)
        {
            SkipBlanks();
            char c = Peek();
            if (TryRedirect())
            {
                // A redirection may stand anywhere; bash takes an array literal only after those that begin a command.
                mayHoldArray &= (_assignments?.Mark ?? 0) == assignments;
                declares = false;
            }
            else if (Breaks(c) && !AtProcessSubstitution(c))
            {
                break;
            }
            else if (_words.Mark == words && TryAssignment(mayHoldArray))
            {
                // Kept by TryAssignment.
            }
            else if (!AddWord(declares, words == _words.Mark))
            {
                break;
            }
            else if (_words.Mark == words + 1)
            {
                WordNode first = _words.Last;
                declares = TakesAssignments(first);
                bool alone = (_assignments?.Mark ?? 0) == assignments && (_redirects?.Mark ?? 0) == redirects;
                end = _pos;
                SkipBlanks();
                if (Peek() == '(' && alone && !Failed)
                {
                    _words.Cut(words);
                    return ParseFunction(start, Raw(start, end));
                }

                _pos = Failed ? _end : end;
            }

            end = _pos;
        }

        if (end == start && !Failed)
        {
            FailUnexpected();
        }

        _pos = Failed ? _end : end;
        return new SimpleCommand(Between(start, end), _assignments?.Take(assignments) ?? [], _words.Take(words))
        {
            Redirects = _redirects?.Take(redirects) ?? [],
        };
    }

    /// <summary>The text as it stands there, without line continuations.</summary>
    private string Raw(int start, int end) =>
        _text[start..end].Replace("\\\n", "", StringComparison.Ordinal);

    private bool AddWord(bool mayHoldArray, bool first)
    {
        int before = _pos;
        _words.Add(ParseWord(mayHoldArray ? WordKind.Declaration : first ? WordKind.Command : WordKind.Plain));
        return _pos > before;
    }

    /// <summary>After these words bash takes array literals in arguments.</summary>
    private static bool TakesAssignments(WordNode word) => word.Parts is [LiteralPart
    {
        Text: "declare" or "typeset" or "local" or "export" or "readonly" or "alias" or "eval" or "let",
    }];

    /// <summary>Here stands the <c>(</c> after the name.</summary>
    private Command ParseFunction(int start, string name)
    {
        _pos++;
        SkipBlanks();
        if (!Take(')'))
        {
            FailUnexpected();
            return Nothing;
        }

        return FunctionBody(start, name);
    }

    private Command ParseFunctionKeyword()
    {
        int start = _pos;
        TakeKeyword();
        SkipBlanks();
        int at = _pos;
        WordNode name = ParseWord(WordKind.Plain);
        if (name.Parts.IsEmpty)
        {
            FailUnexpected();
            return Nothing;
        }

        string text = Raw(at, _pos);
        SkipBlanks();
        if (Peek() == '(' && PeekSecond() != '(')
        {
            int open = _pos++;
            SkipBlanks();
            if (!Take(')'))
            {
                // A subshell is a body too.
                _pos = open;
            }
        }

        return FunctionBody(start, text);
    }

    private Command FunctionBody(int start, string name)
    {
        SkipNewlines();
        Command? body = ParseCompound();
        if (body is null)
        {
            FailUnexpected();
            return Nothing;
        }

        body = WithRedirects(body);
        return new FunctionCommand(Between(start, _pos), name, body);
    }

    private CoprocCommand ParseCoproc()
    {
        int start = _pos;
        TakeKeyword();
        SkipBlanks();
        if (ParseCompound() is { } unnamed)
        {
            unnamed = WithRedirects(unnamed);
            return new CoprocCommand(Between(start, _pos), null, unnamed);
        }

        int at = _pos;
        int documents = _pendingDocuments?.Count ?? 0;
        if (!Breaks(Peek()) && PeekKeyword() is Keyword.None)
        {
            ParseWord(WordKind.Command);

            // No name runs: a here-document in it ends with it.
            Forget(documents);
            int end = _pos;
            SkipBlanks();
            if (ParseCompound() is { } named)
            {
                named = WithRedirects(named);
                return new CoprocCommand(Between(start, _pos), Raw(at, end), named);
            }

            _pos = Failed ? _end : at;
        }

        if (PeekKeyword() is not (Keyword.None or Keyword.Time))
        {
            FailUnexpected();
        }

        Command simple = ParseSimple();
        return new CoprocCommand(Between(start, _pos), null, simple);
    }

    /// <summary>Remembers a <c>shopt -s extglob</c>, which changes how later lines read.</summary>
    private void NoteExtendedGlobs(Command command)
    {
        if (command is SimpleCommand
            {
                Words:
                [
                    { Parts: [LiteralPart { Text: "shopt" }] },
                    { Parts: [LiteralPart { Text: var flag }] },
                    ..,
                ] names,
            })
        {
            foreach (WordNode word in names)
            {
                if (word.Parts is [LiteralPart { Text: "extglob" }])
                {
                    _extendedGlobs = flag == "-s" || (flag != "-u" && _extendedGlobs);
                }
            }
        }
    }
}
