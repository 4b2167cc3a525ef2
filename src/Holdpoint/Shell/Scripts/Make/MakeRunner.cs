using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>make: reads the makefiles as it does, and runs the recipes of the goals and what they need.</summary>
/// <remarks>A target that is up to date is judged as if it were made: what is there may be gone when it runs.</remarks>
internal sealed class MakeRunner(Session session, TaskFiles files)
{
    private static readonly string[] Names = ["GNUmakefile", "makefile", "Makefile"];

    /// <summary>Runs the goals of a launch; false when there is no makefile.</summary>
    public bool Run(Launch launch)
    {
        string? flags = TaskEnvironment.Value(session, launch, "MAKEFLAGS")?.Text;
        var line = MakeLine.Read(launch.Arguments, flags);
        Word directory = line.Folders.Aggregate(launch.Directory, Words.Resolve);
        if (line.Answers || directory.Text is not { } folder || session.Stopped)
        {
            return false;
        }

        launch = launch with { Directory = directory, Files = [], OutputAway = true };
        List<string> paths = [];
        foreach (Word makefile in line.Makefiles)
        {
            if (makefile.Text is "-" && launch.Input is Input.Given(var text))
            {
                line.Texts.Add(session.Holes.Code(text) ?? "");
            }
            else if (makefile.Text is { } name)
            {
                paths.Add(TaskFiles.Join(folder, name));
            }
            else
            {
                files.Refuse("which file it is, is known only at run time", makefile.Shown, launch.Span, "make");
            }
        }

        if (line.Makefiles.Count == 0
            && Array.Find(Names, n => files.Text(TaskFiles.Join(folder, n), launch.Span, "make") is not null)
                is { } found)
        {
            paths.Add(TaskFiles.Join(folder, found));
        }

        if (paths.Count == 0 && line.Texts.Count == 0)
        {
            return false;
        }

        string shown = (paths.Count > 0 ? files.Shown(paths[0]) : "makefile") + ":"
            + string.Join(' ', line.Goals.Concat(line.Variables.Select(v => $"{v.Key}={v.Value.Shown}")));
        session.Files.Within(shown.TrimEnd(':'), launch.Span, _ =>
            new MakeRun(session, files, launch, line).Run(folder, paths));
        return true;
    }
}
