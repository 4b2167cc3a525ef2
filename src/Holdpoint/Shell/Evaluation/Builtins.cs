using System.Collections.Immutable;

namespace Holdpoint.Shell.Evaluation;

/// <summary>The shell's own commands that change what it knows.</summary>
internal sealed class Builtins(Session session, Assignments assignments)
{
    private readonly Declarations _declarations = new(session, assignments);
    private readonly Readers _readers = new(session, assignments);
    private readonly Directories _directories = new(session);

    /// <summary>Runs a built-in command; null when the name is none of these.</summary>
    public Outcome? Run(string name, Launch launch)
    {
        if (name is "test" or "[" or "printf" or "read" or "unset" or "declare" or "export" or "local" or "typeset"
            or "readonly" or "mapfile" or "readarray" or "wait" or "getopts")
        {
            RunIndices(launch);
        }

        switch (name)
        {
            case "cd" or "pushd" or "popd":
                session.Launcher.Emit(launch, name);
                return _directories.Run(name, launch);
            case "export" or "declare" or "typeset" or "local" or "readonly" or "unset":
                session.Launcher.Emit(launch, name);
                return _declarations.Run(name, launch.Arguments);
            case "read" or "mapfile" or "readarray" or "getopts":
                session.Launcher.Emit(launch, name);
                return _readers.Run(name, launch);
            case "printf" when launch.Arguments is [{ Text: "-v" }, { Text: { } variable }, .. var format]:
                Word? text = StaticOutput.Of("printf", launch with { Arguments = format }, session);
                assignments.Set(session.Expander.Parameters.Target(variable), text ?? Word.Unknown("$" + variable));
                return Outcome.Success;
            case "eval":
                return Eval(launch);
            case "source" or ".":
                return Source(launch, name);
            case "trap":
                return Trap(launch);
            case "exit" or "return" or "break" or "continue":
                return Leave(name, launch);
            case "set":
                return Set(launch);
            case "shift":
                return Shift(launch.Arguments);
            case "shopt":
                return Shopt(launch.Arguments);
            case "alias" or "unalias" or "hash":
                session.Launcher.Emit(launch, name);
                return Alias(name, launch.Arguments);
            case "let":
                return Let(launch);
            case "complete" or "compgen" or "bind" or "enable":
                ImpliedCode.RunKept(session, name, launch);
                return null;
            default:
                return null;
        }
    }

    /// <summary>A name with an index is arithmetic, which is expanded once more: <c>test -v 'a[$(rm x)]'</c>.</summary>
    private void RunIndices(Launch launch)
    {
        foreach (Word word in launch.Arguments)
        {
            if (word.Text is { } text
                && (text.Contains("[$(", StringComparison.Ordinal) || text.Contains("[`", StringComparison.Ordinal)))
            {
                session.Launcher.Code.RunSubstitutions(text, launch.Span, "an index");
            }
        }
    }

    private Outcome Eval(Launch launch)
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        ImmutableArray<Word> arguments = launch.Arguments is [{ Text: "--" }, .. var rest] ? rest : launch.Arguments;
        if (arguments.IsEmpty)
        {
            return Outcome.Success;
        }

        Scope before = session.Scope;
        foreach ((string variable, Word? value) in launch.Assigned)
        {
            session.Scope = session.Scope.Assign(variable, value is null ? Holding.Unset : Holding.Scalar(value));
        }

        session.Scope = session.Scope with
        {
            Input = launch.Input,
            Output = launch.OutputAway ? default : before.Output,
            Sink = launch.Sink(before),
        };
        Outcome outcome = session.Launcher.Code.Run(Words.JoinWith(arguments, " "), launch.Span, "eval");
        foreach ((string variable, _) in launch.Assigned)
        {
            session.Scope = session.Scope with { Variables = before.Variables.TryGetValue(variable, out Variable? old)
                ? session.Scope.Variables.SetItem(variable, old)
                : session.Scope.Variables.Remove(variable) };
        }

        session.Scope = session.Scope with
        {
            Input = before.Input,
            Output = launch.OutputAway ? before.Output : session.Scope.Output,
            Sink = before.Sink,
        };
        return outcome;
    }

    /// <summary>A sourced file is code where the script holds it; another one is a plain invocation.</summary>
    private Outcome Source(Launch launch, string name)
    {
        ImmutableArray<Word> arguments = launch.Arguments is [{ Text: "--" }, .. var rest] ? rest : launch.Arguments;
        if (
            arguments is [var file, .. var positional]
            && session.Launcher.Redirections.Descriptor(file, launch.Descriptors, launch.Input) is { } input
        )
        {
            switch (input)
            {
                case Input.Given(var text):
                    Scope before = session.Scope;
                    session.Scope = before with { Positional = positional.IsEmpty ? before.Positional : positional };
                    Outcome outcome = session.Launcher.Code.Run(text, launch.Span, name);
                    session.Scope = session.Scope with { Positional = before.Positional };
                    return outcome;
                case Input.Piped(var producer):
                    session.Launcher.Code.AddOpaque(Session.OutputOf(producer), launch.Span, name);
                    return Outcome.Unknown;
                case Input.FromFile when session.Launcher.Code.RunsNetwork(input, launch.Span, name):
                    return Outcome.Unknown;
            }
        }

        session.Launcher.Emit(launch, name);
        if (arguments is [var unread, ..] && !SourceFile(launch, name, arguments)
            && Launcher.NameOf(unread.Shown) is not "activate")
        {
            session.Scope = session.Scope.Doubt();
        }

        return Outcome.Unknown;
    }

    /// <summary>Runs a sourced file of this machine; false where there is no text to read.</summary>
    private bool SourceFile(Launch launch, string name, ImmutableArray<Word> arguments)
    {
        Word file = arguments[0];
        switch (session.Files.Read(launch.Directory, file))
        {
            case FileText.Known(var text):
                Scope before = session.Scope;
                session.Scope = before with
                {
                    Positional = arguments.Length > 1 ? arguments[1..] : before.Positional,
                    Wrappers = before.Wrappers.Add($"{name} {file.Shown}"),
                };
                session.Files.Within(file.Shown, launch.Span, s =>
                    s.Launcher.Code.Run(new Word(text), launch.Span, file.Shown));
                session.Scope = session.Scope with { Positional = before.Positional, Wrappers = before.Wrappers };
                return true;
            case FileText.Refused refused:
                session.Files.Refuse(refused, launch.Span, $"{name} {file.Shown}");
                return false;
            default:
                return false;
        }
    }

    private Outcome Trap(Launch launch)
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        ImmutableArray<Word> arguments = launch.Arguments is [{ Text: "--" }, .. var rest] ? rest : launch.Arguments;
        if (arguments is not [var code, _, ..] || code.Text is "-" or "" or "-p" or "-l")
        {
            return Outcome.Success;
        }

        session.Scope = session.Scope with { Traps = session.Scope.Traps.Add(new Trap(code, launch.Span)) };
        return Outcome.Success;
    }

    private Outcome Leave(string name, Launch launch)
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        session.Jobs.Exit();
        switch (name)
        {
            case "exit":
                session.Scope = session.Scope with { Ending = Ending.Shell };
                break;
            case "return":
                session.Walker.Returns?.Add(session.Scope);
                session.Scope = session.Scope with
                {
                    Ending = session.Walker.Returns is null ? Ending.Running : Ending.Function,
                };
                break;
            default:
                if (session.Walker.Loops.Running)
                {
                    session.Walker.Loops.Exit();
                }

                break;
        }

        return Outcome.Unknown;
    }

    private Outcome Set(Launch launch)
    {
        ImmutableArray<Word> arguments = launch.Arguments;
        for (int i = 0; i < arguments.Length; i++)
        {
            string? option = arguments[i].Text;
            if (option is "--" or "-")
            {
                return Positional(arguments[(i + 1)..], option == "--");
            }

            if (option is not ['-' or '+', _, ..])
            {
                return Positional(arguments[i..], true);
            }

            bool on = option[0] == '-';
            string letters = option[1..];
            if (letters.EndsWith('o') && i + 1 < arguments.Length)
            {
                // set -euo pipefail: the last letter takes the next word.
                letters += arguments[++i].Text switch
                {
                    "allexport" => "a",
                    "noglob" => "f",
                    _ => "",
                };
            }

            session.Scope = session.Scope with
            {
                ExportsAll = letters.Contains('a', StringComparison.Ordinal) ? on : session.Scope.ExportsAll,
                NoGlob = letters.Contains('f', StringComparison.Ordinal) ? on : session.Scope.NoGlob,
            };
        }

        return Outcome.Success;
    }

    private Outcome Positional(ImmutableArray<Word> words, bool always)
    {
        if (always || !words.IsEmpty)
        {
            session.Scope = session.Scope with { Positional = words.Any(w => w.MaySplit) ? default : words };
        }

        return Outcome.Success;
    }

    private Outcome Shift(ImmutableArray<Word> arguments)
    {
        ImmutableArray<Word> positional = session.Scope.Positional;
        if (!positional.IsDefault)
        {
            bool known = int.TryParse(arguments.IsEmpty ? "1" : arguments[0].Text, out int count);
            session.Scope = session.Scope with
            {
                Positional =
                    !known || count < 0 ? default
                    : count <= positional.Length ? positional[count..]
                    : positional,
            };
        }

        return Outcome.Unknown;
    }

    private Outcome Shopt(ImmutableArray<Word> arguments)
    {
        if (arguments is [{ Text: "-s" or "-u" } how, .. var options])
        {
            foreach (Word option in options)
            {
                session.Scope = option.Text switch
                {
                    "expand_aliases" => session.Scope with { ExpandsAliases = how.Text == "-s" },
                    "lastpipe" => session.Scope with { LastPipe = how.Text == "-s" },
                    _ => session.Scope,
                };
            }
        }

        return Outcome.Success;
    }

    /// <summary>Aliases; <c>hash -p PATH NAME</c> is one that every shell honours.</summary>
    private Outcome Alias(string name, ImmutableArray<Word> arguments)
    {
        if (name == "hash")
        {
            if (arguments is [{ Text: "-p" }, { Text: { } path }, { Text: { } hashed }])
            {
                session.Scope = session.Scope with { Aliases = session.Scope.Aliases.SetItem(hashed, path) };
            }

            return Outcome.Success;
        }

        foreach (Word word in arguments)
        {
            if (word.Text is not { } text)
            {
                continue;
            }

            int equals = text.IndexOf('=', StringComparison.Ordinal);
            ImmutableDictionary<string, string> aliases = session.Scope.Aliases;
            session.Scope = session.Scope with
            {
                Aliases =
                    name == "unalias" ? (text == "-a" ? aliases.Clear() : aliases.Remove(text))
                    : equals > 0 ? aliases.SetItem(text[..equals], text[(equals + 1)..])
                    : aliases,
            };
        }

        return Outcome.Success;
    }

    private Outcome Let(Launch launch)
    {
        foreach (Word expression in launch.Arguments)
        {
            if (expression.Text is { } text)
            {
                new Arithmetic(session, text).Value();
            }
        }

        return Outcome.Unknown;
    }
}
