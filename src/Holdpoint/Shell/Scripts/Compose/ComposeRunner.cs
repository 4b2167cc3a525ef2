using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Images;
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
        if (entry.Length == 0 && project.Image(service) is { } image
            && image.File.Words([.. project.Words(service, "command")]) is { IsEmpty: false } words)
        {
            Within(name, project, service, line, launch, inner => BuiltImage.Start(
                image, session, files, inner, [.. words.Select(w => files.Word(w))], name));
            return true;
        }

        if (entry.Length == 0 && project.Starts(service) is { } program
            && project.Words(service, "command").FirstOrDefault() != program)
        {
            entry = program;
        }

        // Options alone are for a program that only the image knows.
        if (entry.Length == 0 && (command.Length == 0 || command.TrimStart('\'', '"') is ['-', ..]))
        {
            return false;
        }

        Within(name, project, service, line, launch, inner => session.Launcher.Code.RunChild(
            inner, files.Word($"{entry} {command}".Trim()), name, null, [], inner.Input));
        return true;
    }

    private void Within(
        string name, ComposeProject project, string service, ComposeLine line, Launch launch, Action<Launch> run) =>
        session.Files.Within(files.Shown(project.Path) + ":" + service, launch.Span,
            _ => Inside(name, project, service, line, launch, run));

    /// <summary>The command that the action's own words give.</summary>
    private bool Given(string name, ComposeProject project, string service, ComposeLine line, Launch launch)
    {
        string[] entry = line.Entrypoint is { } given ? [given] : [.. project.Words(service, "entrypoint")];
        BuiltImage? image = line.Verb is "exec" || entry.Length > 0 ? null : project.Image(service);
        if (image is not null)
        {
            entry = [.. image.File.Entry];
        }
        else if (entry.Length == 0 && project.Starts(service) is { } program
            && line.Command[0].Text is { } first && !first.Contains('/') && first != program
            && first is not ("sh" or "bash" or "ash"))
        {
            entry = [program];
        }

        ImmutableArray<Word> words = line.Verb is "exec" ? line.Command
            : [.. entry.Select(w => new Word(w)), .. line.Command];
        Inside(name, project, service, line, launch, inner => BuiltImage.Start(
            image, session, files, inner, words, name));
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
            .. line.GivenFiles.SelectMany(f => EnvironmentFiles.Of(files, launch, f, name)),
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
