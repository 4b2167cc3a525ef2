using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Peels programs that run other programs off a launch.</summary>
internal sealed class Peeler(Session session)
{
    private readonly Shells _shells = new(session);
    private readonly Carried _carried = new(session);
    private readonly Remotes _remotes = new(session);
    private readonly TaskRunners _tasks = new(session);

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
            case "powershell" or "pwsh":
                new PowerShellOrigins(session).Look(name, launch);
                return new WindowsShells(session).Run(name, launch);
            case "cmd" or "rd" or "rmdir" or "del" or "erase" or "move":
                return new WindowsShells(session).Run(name, launch);
            case "parallel" or "env_parallel":
                return new Parallel(session).Run(launch);
        }

        // Remove-Item and its kin begin with a capital, which nearly nothing else does.
        if (name is [>= 'A' and <= 'Z', ..] && PowerShellCode.IsCmdlet(name))
        {
            return new WindowsShells(session).Run(name, launch);
        }

        launch = _tasks.WithVariables(name, launch);
        if (_tasks.Run(name, launch))
        {
            return null;
        }

        if (Table.Find(name) is { } wrapper && (!wrapper.Bare || launch.Program.Text == name)
            && Peel(name, wrapper, launch) is { } peeled)
        {
            return peeled;
        }

        _carried.Run(name, launch);
        if (!_remotes.Run(name, launch))
        {
            Dashes.Run(session, name, launch);
        }

        return null;
    }

    private Outcome? Peel(string name, Wrapper wrapper, Launch launch)
    {
        var front = new Front(session, name, wrapper, launch);
        if (!front.Read())
        {
            return null;
        }

        (Word? root, Outside? outside) = (session.Root, session.Outside);
        launch = front.Launch;
        if (front.Root is { } folder)
        {
            session.Root = root is null ? folder : Words.Concat(root, folder);
            launch = launch with { Directory = new Word("/") };
        }

        if (front.OnMachine)
        {
            // Out of a container that shares the machine's processes; out of a pod onto its node.
            session.Outside = outside is { Kind: OutsideKind.Container } ? null
                : outside is null ? null : outside with { Kind = OutsideKind.Machine };
            launch = launch.Directory.Text is null ? launch with { Directory = new Word("/") } : launch;
        }

        Outcome? outcome = Command(name, wrapper, launch, front);
        (session.Root, session.Outside) = (root, outside);
        return outcome;
    }

    private Outcome? Command(string name, Wrapper wrapper, Launch launch, Front front)
    {
        if (front.Code is { } code)
        {
            session.Launcher.Code.RunChild(Inner(wrapper, launch), code, name, null, default, launch.Input);
            return wrapper.Kept ? null : Outcome.Unknown;
        }

        return Inside(name, wrapper, launch, front.Command, front.Joined);
    }

    /// <summary>What a wrapper that stays an invocation opens, it opens itself.</summary>
    private static Launch Inner(Wrapper wrapper, Launch launch) =>
        wrapper.Kept ? launch with { Files = [], OutputAway = true } : launch;

    private Outcome? Inside(string name, Wrapper wrapper, Launch launch, ImmutableArray<Word> rest, bool joined)
    {
        if (rest is not [var program, .. var arguments])
        {
            return name == "exec" ? Exec(launch)
                : name is "sudo" or "doas" or "su" or "runuser" or "chroot" or "unshare" or "nsenter" or "newgrp"
                    && session.Launcher.Code.RunInput(launch, launch.Input, name, null, []) ? Outcome.Unknown
                : null;
        }

        launch = Inner(wrapper, launch);
        if (wrapper.EachIsCode)
        {
            foreach (Word code in rest)
            {
                session.Launcher.Code.RunChild(launch, code, name, null, [], launch.Input);
            }

            return wrapper.Kept ? null : Outcome.Unknown;
        }

        if (joined || (wrapper.OneIsCode && rest.Length == 1))
        {
            session.Launcher.Code.RunChild(launch, Words.JoinWith(rest, " "), name, null, [], launch.Input);
            return wrapper.Kept ? null : Outcome.Unknown;
        }

        Launch inner = launch.Then(program, arguments, name);
        inner = wrapper.InEach is { } each ? inner with { Directory = Word.Unknown(each) } : inner;
        Outcome outcome = session.Launcher.Start(wrapper.InShell ? inner with { External = launch.External } : inner);
        if (name == "exec")
        {
            session.Scope = session.Scope with { Ending = Ending.Shell };
        }

        return wrapper.Kept ? null : outcome;
    }

    /// <summary><c>exec</c> without a command: its redirections stay.</summary>
    private Outcome Exec(Launch launch)
    {
        session.Launcher.EmitFiles(launch.Files, launch.Span);
        session.Scope = session.Scope with
        {
            Descriptors = launch.Descriptors,
            Input = launch.Input,
            Sink = launch.OutputAway ? launch.Sink(session.Scope) : session.Scope.Sink,
        };
        return Outcome.Success;
    }
}
