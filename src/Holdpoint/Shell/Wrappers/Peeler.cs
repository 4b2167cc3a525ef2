using System.Collections.Immutable;
using System.Text;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Peels programs that run other programs off a launch.</summary>
internal sealed class Peeler(Session session)
{
    private readonly Shells _shells = new(session);
    private readonly Carried _carried = new(session);

    /// <summary>Peels one layer and goes on with what is inside; null when the program is no wrapper.</summary>
    public Outcome? Run(string name, Launch launch)
    {
        switch (name)
        {
            case "sh"
            or "bash"
            or "dash"
            or "zsh"
            or "ksh"
            or "mksh"
            or "ash"
            or "rbash"
            or "ksh93"
            or "pdksh"
            or "yash"
            or "fish"
            or "csh"
            or "tcsh":
                return _shells.Run(name, launch);
            case "xargs" or "gxargs":
                return new Xargs(session).Run(launch);
            case "find" or "gfind":
                return new FindExec(session).Run(launch);
            case "parallel":
                return new Parallel(session).Run(launch);
        }

        if (Table.Find(name) is { } wrapper)
        {
            return Peel(name, wrapper, launch);
        }

        _carried.Run(name, launch);
        return null;
    }

    private Outcome? Peel(string name, Wrapper wrapper, Launch launch)
    {
        var line = new Line(launch.Arguments);
        bool joined = wrapper.JoinedUnless is not null;
        Word? code = null;
        while (line.Option(wrapper, out string option, out Word? value))
        {
            joined &= !Wrapper.Has(wrapper.JoinedUnless ?? "", option);
            if (Wrapper.Has(wrapper.Query, option))
            {
                return null;
            }

            if (Wrapper.Has(wrapper.Clean, option))
            {
                launch = launch with { Clean = true, Assigned = [] };
            }
            else if (value is not null && Wrapper.Has(wrapper.Unset, option))
            {
                launch = value.Text is { } unset
                    ? launch with
                    {
                        Assigned = launch.Assigned.Add(new(unset, null)),
                    }
                    : launch;
            }
            else if (value is not null && Wrapper.Has(wrapper.Directory, option))
            {
                launch = launch with { Directory = Words.Resolve(launch.Directory, Words.Quoted(value)) };
            }
            else if (value is not null && Wrapper.Has(wrapper.Split, option))
            {
                line.Insert(SplitString(value));
            }
            else if (value is not null && Wrapper.Has(wrapper.Code, option))
            {
                code = value;
            }
        }

        if ((code ?? Trailing(wrapper, line.Rest)) is { } given)
        {
            code = given;
            return session.Launcher.Code.RunChild(launch, code, name, null, default, launch.Input);
        }

        if (name == "env" && line.Next?.Text == "-")
        {
            launch = launch with { Clean = true, Assigned = [] };
            line.Skip(1);
        }

        while (wrapper.Assignments && line.Next is { } word && Assignment(word) is { } assignment)
        {
            launch = launch with { Assigned = launch.Assigned.Add(assignment) };
            line.Skip(1);
        }

        line.Skip(wrapper.Operands);
        ImmutableArray<Word> rest = line.Rest;
        if (rest is [{ Text: "--" }, .. var after])
        {
            rest = after;
        }

        return Inside(name, wrapper, launch, rest, joined);
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

    private Outcome? Inside(string name, Wrapper wrapper, Launch launch, ImmutableArray<Word> rest, bool joined)
    {
        if (rest is not [var program, .. var arguments])
        {
            return name == "exec" ? Exec(launch)
                : name is "sudo" or "doas" or "su" or "runuser" or "chroot" or "unshare" or "nsenter"
                    && session.Launcher.Code.RunInput(launch, launch.Input, name, null, []) ? Outcome.Unknown
                : null;
        }

        if (joined)
        {
            return session.Launcher.Code.RunChild(launch, Words.JoinWith(rest, " "), name, null, [], launch.Input);
        }

        Launch inner = launch.Then(program, arguments, name);
        Outcome outcome = session.Launcher.Start(wrapper.InShell ? inner with { External = launch.External } : inner);
        if (name == "exec")
        {
            session.Scope = session.Scope with { Ending = Ending.Shell };
        }

        return outcome;
    }

    /// <summary><c>exec</c> without a command: its redirections stay.</summary>
    private Outcome Exec(Launch launch)
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        session.Scope = session.Scope with { Descriptors = launch.Descriptors, Input = launch.Input };
        return Outcome.Success;
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
