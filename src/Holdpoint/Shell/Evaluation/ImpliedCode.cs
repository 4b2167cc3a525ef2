using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Code that a shell, or a program that it starts, runs because a variable or a built-in command says
/// so.</summary>
internal static class ImpliedCode
{
    /// <summary>The variable under which a function travels to a shell below.</summary>
    private const string FunctionStart = "BASH_FUNC_";

    /// <summary>Runs what a variable's value makes somebody run, now or later.</summary>
    public static void Run(Session session, string name, Word value)
    {
        switch (name)
        {
            case "PROMPT_COMMAND":
                session.Launcher.Code.Run(value, default, name);
                break;
            case "BASH_ENV" or "ENV" or "PS0" or "PS1" or "PS2" or "PS4" when value.Text is { } text:
                session.Launcher.Code.RunSubstitutions(text, default, name);
                break;
            case "PAGER" or "MANPAGER" or "BAT_PAGER" or "DELTA_PAGER" or "SYSTEMD_PAGER" or "AWS_PAGER" or "GH_PAGER"
                or "PSQL_PAGER" or "EDITOR" or "VISUAL" or "FCEDIT" or "SUDO_EDITOR" or "SYSTEMD_EDITOR"
                or "KUBE_EDITOR" or "GH_EDITOR" or "PSQL_EDITOR" or "HGEDITOR" or "SVN_EDITOR" or "BROWSER"
                or "GH_BROWSER" or "LESSOPEN" or "LESSCLOSE" or "RSYNC_RSH" or "CVS_RSH" or "FZF_DEFAULT_COMMAND":
                RunProgram(session, name, value);
                break;
            case "LD_PRELOAD" or "LD_AUDIT" or "DYLD_INSERT_LIBRARIES" or "NODE_OPTIONS" or "PYTHONSTARTUP"
                or "PERL5OPT" or "RUBYOPT" or "JAVA_TOOL_OPTIONS" or "BUN_OPTIONS" when !session.Scope.Written.IsEmpty:
                RunLoaded(session, name, value);
                break;
        }
    }

    /// <summary>The function that a variable brings to a shell below; null when it brings none.</summary>
    public static (string Name, Function Function)? Function(string variable, Word value)
    {
        int end = variable.IndexOfAny(['%', '(']);
        if (!variable.StartsWith(FunctionStart, StringComparison.Ordinal) || end <= FunctionStart.Length
            || value.Text is not { } text)
        {
            return null;
        }

        string name = variable[FunctionStart.Length..end];
        string code = name + " " + text;
        return ShellParser.Parse(code) is ParseAnswer.Parsed({ Items: [{ Command: FunctionCommand function }, ..] })
            ? (name, new Function(function.Body, new SourceText(code, default(Span))))
            : null;
    }

    /// <summary>What the shell's own commands keep as code: completions and key bindings.</summary>
    public static void RunKept(Session session, string name, Launch launch)
    {
        for (int i = 0; i + 1 < launch.Arguments.Length; i++)
        {
            Word next = launch.Arguments[i + 1];
            switch (name, launch.Arguments[i].Text)
            {
                case ("complete" or "compgen", "-C"):
                    session.Launcher.Code.Run(next, launch.Span, name);
                    break;
                case ("bind", "-x") when next.Prefix.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon:
                    Word code = Words.Skip(next, colon + 1);
                    session.Launcher.Code.Run(
                        code.Text?.Trim() is ['"', .. var inner, '"'] ? new Word(inner) : code, launch.Span, name);
                    break;
                case ("enable", "-f"):
                    session.AddOpaque(
                        OpacityKind.RunTime, $"enable loads code into the shell from {next.Shown}",
                        session.Source.Where(launch.Span));
                    break;
            }
        }
    }

    /// <summary>Files that every program of a kind loads before it begins: one from the network is code that nobody
    /// saw.</summary>
    private static void RunLoaded(Session session, string name, Word value)
    {
        foreach (string part in value.Shown.Split([' ', '=', ':', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            Input? file = session.Launcher.Redirections.Descriptor(new Word(part), session.Scope.Descriptors);
            if (session.Launcher.Code.RunsNetwork(file, default, name))
            {
                return;
            }
        }
    }

    /// <summary>A program with arguments; a name alone does nothing that its own call would not show.</summary>
    private static void RunProgram(Session session, string name, Word value)
    {
        Word code = value.Prefix is ['|', ..] ? Words.Skip(value, value.Prefix is ['|', '-', ..] ? 2 : 1) : value;
        if (code.Prefix.Contains(' ', StringComparison.Ordinal))
        {
            session.Launcher.Code.Run(code, default, name);
        }
    }
}
