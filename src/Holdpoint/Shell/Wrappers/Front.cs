using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>The front of a wrapper's command line, up to the command that it runs.</summary>
internal sealed class Front(Session session, string name, Wrapper wrapper, Launch launch)
{
    private readonly Line _line = new(launch.Arguments);
    private Word? _operand;
    private bool _began;

    /// <summary>The launch as the wrapper's options change it.</summary>
    public Launch Launch { get; private set; } = launch;

    /// <summary>Shell code that an option gives in place of a command.</summary>
    public Word? Code { get; private set; }

    /// <summary>The program and its arguments; empty when there is none.</summary>
    public ImmutableArray<Word> Command { get; private set; } = [];

    /// <summary>The folder that the command sees as the root; null for the one that there is.</summary>
    public Word? Root { get; private set; }

    /// <summary>The command runs where the machine's first process does.</summary>
    public bool OnMachine { get; private set; }

    /// <summary>The command is code, its words joined.</summary>
    public bool Joined { get; private set; } = wrapper.JoinedUnless is not null;

    /// <summary>Reads it; false when the program is asked for something else than to run a command.</summary>
    public bool Read()
    {
        if (!Verb() || !Options())
        {
            return false;
        }

        bool user = wrapper.Code.Length > 0 && wrapper is { Operands: 0, OnlyAfter: false, Verbs: "", Package: false };
        if ((Code ??= user ? Trailing(wrapper, _line.Rest) : null) is not null)
        {
            return true;
        }

        if (name == "env" && _line.Next?.Text == "-")
        {
            Launch = Launch with { Clean = true, Assigned = [] };
            _line.Skip(1);
        }

        while (wrapper.Named.Length > 0 && _line.Next is { } word
            && (word.Text is null || Wrapper.Has(wrapper.Named, word.Text)))
        {
            _line.Skip(1);
            if (!Options())
            {
                return false;
            }
        }

        while (wrapper.Assignments && _line.Next is { } word && Assignment(word) is { } assignment)
        {
            Launch = Launch with { Assigned = Launch.Assigned.Add(assignment) };
            ImpliedCode.Run(session, assignment.Key, assignment.Value ?? Word.Empty);
            _line.Skip(1);
        }

        Operands();
        ImmutableArray<Word> rest = _line.Rest;
        Command = rest is [{ Text: "--" }, .. var after] ? after : rest;
        if (wrapper.Package && !_began)
        {
            Command = Packaged();
        }
        else if (wrapper.OnlyAfter && _line.Ended)
        {
            Command = [];
        }

        return true;
    }

    /// <summary>The verb, after options of the program as a whole.</summary>
    private bool Verb()
    {
        if (wrapper.Verbs.Length == 0)
        {
            return true;
        }

        while (_line.Option(wrapper, out string option, out _))
        {
            if (Wrapper.Has(wrapper.Query, option))
            {
                return false;
            }
        }

        if (_line.Next?.Text is not { } verb || !Wrapper.Has(wrapper.Verbs, verb))
        {
            return false;
        }

        _line.Skip(1);
        if (wrapper.Then.Length > 0)
        {
            if (_line.Next?.Text != wrapper.Then)
            {
                return false;
            }

            _line.Skip(1);
        }

        return true;
    }

    /// <summary>Every option before the command; false when one asks for something else.</summary>
    private bool Options()
    {
        while (!_began && _line.Next is { } next)
        {
            bool dashes = next.Text is "--";
            if (_line.Option(wrapper, out string option, out Word? value))
            {
                if (Wrapper.Has(wrapper.Query, option))
                {
                    return false;
                }

                Apply(option, value);
            }
            else if (!wrapper.OnlyAfter || dashes)
            {
                return true;
            }
            else
            {
                _operand ??= next;
                _line.Skip(1);
            }
        }

        return true;
    }

    private void Apply(string option, Word? value)
    {
        Joined &= !Wrapper.Has(wrapper.JoinedUnless ?? "", option);
        Joined |= Wrapper.Has(wrapper.JoinedWith, option);
        if (Wrapper.Has(wrapper.Begins, option))
        {
            // Where the option takes the program as its value, the arguments may follow "--".
            _line.Skip(value is not null && _line.Next?.Text is "--" ? 1 : 0);
            _line.Insert(value is null ? [] : [value]);
            _began = true;
        }
        else if (Wrapper.Has(wrapper.Clean, option))
        {
            Launch = Launch with { Clean = true, Assigned = [] };
        }
        else if (Wrapper.Has(wrapper.Twice, option))
        {
            _line.Skip(2);
        }
        else if (value is not null)
        {
            Apply(option, value, value.Text);
        }
    }

    private void Apply(string option, Word value, string? text)
    {
        if (Wrapper.Has(wrapper.Unset, option))
        {
            Launch = text is null ? Launch : Launch with { Assigned = Launch.Assigned.Add(new(text, null)) };
        }
        else if (Wrapper.Has(wrapper.Directory, option))
        {
            Launch = Launch with { Directory = Words.Resolve(Launch.Directory, Words.Quoted(value)) };
        }
        else if (Wrapper.Has(wrapper.Root, option))
        {
            Root = Words.Resolve(Launch.Directory, Words.Quoted(value));
        }
        else if (Wrapper.Has(wrapper.Process, option))
        {
            OnMachine = text is "1";
        }
        else if (Wrapper.Has(wrapper.Split, option))
        {
            _line.Insert(SplitString(value));
        }
        else if (Wrapper.Has(wrapper.Code, option))
        {
            Code = value;
        }
        else if (Wrapper.Has(wrapper.Beside, option))
        {
            Launch inner = Launch with { Files = [], OutputAway = true };
            session.Launcher.Code.RunChild(inner, value, name, null, default, Input.Inherited.Instance);
        }
    }

    private void Operands()
    {
        if (wrapper.Sets is { } variable && _line.Next is { } first)
        {
            Launch = Launch with { Assigned = Launch.Assigned.Add(new(variable, first)) };
        }

        if (wrapper.RootFirst && _line.Next is { } root)
        {
            Root = Words.Resolve(Launch.Directory, Words.Quoted(root));
        }

        _line.Skip(wrapper.Operands);
        while (wrapper is { Operands: > 0, OnlyAfter: false }
            && _line.Option(wrapper, out string option, out Word? value))
        {
            Apply(option, value);
        }
    }

    /// <summary>The program of a package, without version and place: <c>nixpkgs#hello</c>, <c>rimraf@5</c>.</summary>
    private ImmutableArray<Word> Packaged()
    {
        ImmutableArray<Word> words = _operand is null ? Command : [_operand, .. Command];
        if (words is not [{ Text: { Length: > 0 } package }, .. var arguments])
        {
            return words;
        }

        int version = package.LastIndexOf('@');
        string program = version > 0 ? package[..version] : package;
        program = ProgramNames.OfPackage(program[(program.LastIndexOf('#') + 1)..]);
        return [new Word(program), .. arguments is [{ Text: "--" }, .. var rest] ? rest : arguments];
    }

    /// <summary>Code given by an option after an operand: <c>su root -c …</c>.</summary>
    private static Word? Trailing(Wrapper wrapper, ImmutableArray<Word> rest)
    {
        for (int i = 0; wrapper.Code.Length > 0 && i < rest.Length; i++)
        {
            if (rest[i].Prefix is ['-', '-', ..] joined
                && joined.IndexOf('=', StringComparison.Ordinal) is > 2 and var equals
                && Wrapper.Has(wrapper.Code, joined[2..equals]))
            {
                return Words.Skip(rest[i], equals + 1);
            }

            if (
                rest[i].Text is ['-', not '-', ..] or ['-', '-', _, ..]
                && i + 1 < rest.Length
                && Wrapper.Has(wrapper.Code, rest[i].Shown.TrimStart('-'))
            )
            {
                return rest[i + 1];
            }
        }

        return null;
    }

    private static KeyValuePair<string, Word?>? Assignment(Word word)
    {
        string prefix = word.Prefix;
        int equals = prefix.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new(prefix[..equals], Words.Skip(word, equals + 1)) : null;
    }

    /// <summary>env's own splitting: blanks part words, quotes and backslashes hold them together.</summary>
    private static ImmutableArray<Word> SplitString(Word value)
    {
        if (value.Text is not { } text)
        {
            return [value];
        }

        ImmutableArray<Word>.Builder words = ImmutableArray.CreateBuilder<Word>();
        var word = new StringBuilder();
        bool open = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && i + 1 < text.Length && quote != '\'')
            {
                word.Append(
                    text[++i] switch
                    {
                        '_' => ' ',
                        'n' => '\n',
                        't' => '\t',
                        var other => other,
                    }
                );
                open = true;
            }
            else if (quote == '\0' && c is ' ' or '\t' or '\n')
            {
                Flush();
            }
            else if (quote == c && quote != '\0')
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                (quote, open) = (c, true);
            }
            else
            {
                word.Append(c);
                open = true;
            }
        }

        Flush();
        return words.ToImmutable();

        void Flush()
        {
            if (open)
            {
                words.Add(new Word(word.ToString()));
                word.Clear();
                open = false;
            }
        }
    }
}
