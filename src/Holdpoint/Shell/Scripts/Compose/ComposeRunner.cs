using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Compose;

/// <summary>docker compose: runs what the services of its files run, each in its container, with what is mounted into
/// it and with its variables.</summary>
internal sealed class ComposeRunner(Session session, TaskFiles files)
{
    /// <summary>Services of one project that are looked at: the largest that people keep have some fifty.</summary>
    private const int MaxServices = 200;

    /// <summary>Runs the commands of a launch's services; false when it starts none, or no file is there.</summary>
    public bool Run(string name, Launch launch)
    {
        if (session.Stopped || ComposeLine.Read(name, launch.Arguments) is not { } line
            || ComposeProject.Load(session, files, line, launch) is not { } project)
        {
            return false;
        }

        bool any = false;
        foreach (string service in project.Services(line, MaxServices))
        {
            any |= line.Command.IsEmpty || service != line.Names.FirstOrDefault()
                ? Own(name, project, service, line, launch)
                : Given(name, project, service, line, launch);
        }

        return any;
    }

    /// <summary>The command that the file gives; false when its image decides.</summary>
    private bool Own(string name, ComposeProject project, string service, ComposeLine line, Launch launch)
    {
        string entry = line.Entrypoint ?? project.Code(service, "entrypoint");
        string command = line.Entrypoint is null ? project.Code(service, "command") : "";

        // Options alone are for a program that only the image knows.
        if (entry.Length == 0 && (command.Length == 0 || command.TrimStart('\'', '"') is ['-', ..]))
        {
            return false;
        }

        string shown = files.Shown(project.Path) + ":" + service;
        session.Files.Within(shown, launch.Span, _ => Inside(name, project, service, line, launch, inner =>
            session.Launcher.Code.RunChild(inner, files.Word($"{entry} {command}".Trim()), name, null, [],
                inner.Input)));
        return true;
    }

    /// <summary>The command that the action's own words give.</summary>
    private bool Given(string name, ComposeProject project, string service, ComposeLine line, Launch launch)
    {
        ImmutableArray<Word> words = line.Verb is "exec" ? line.Command
            : [.. (line.Entrypoint is { } entry ? [entry] : project.Words(service, "entrypoint"))
                .Select(w => new Word(w)), .. line.Command];
        Inside(name, project, service, line, launch, inner => session.Launcher.Start(
            inner with { Program = words[0], Arguments = words[1..], Direct = true, External = true }));
        return true;
    }

    private void Inside(
        string name, ComposeProject project, string service, ComposeLine line, Launch launch, Action<Launch> run)
    {
        // The files of variables are this machine's: they are read before anything runs elsewhere.
        ImmutableArray<KeyValuePair<string, Word?>> variables =
        [
            .. project.Environment(service, launch)
                .Select(v => KeyValuePair.Create(v.Key, (Word?)files.Word(v.Value))),
            .. line.Variables.Select(v => (Word: v, At: v.Prefix.IndexOf('=', StringComparison.Ordinal)))
                .Where(v => v.At > 0)
                .Select(v => KeyValuePair.Create(v.Word.Prefix[..v.At], (Word?)Words.Skip(v.Word, v.At + 1))),
        ];
        Outside? before = session.Outside;
        ImmutableArray<Word> given = [.. project.Given(service).Select(w => files.Word(w))];

        // The command's own options are none of compose's: psql -c is no context.
        Launch runner = launch with { Arguments = [.. launch.Arguments[..^line.Command.Length], .. given] };
        session.Outside = new Outside(OutsideKind.Container, session.Launcher.Made(runner, name), new Word(service));
        run(launch.Elsewhere(name, variables));
        session.Outside = before;
    }
}
