using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Trees;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>nx: targets of project.json that run commands, and scripts of package.json.</summary>
internal sealed class NxRunner(TaskFiles files, PackageRunner manager)
{
    /// <summary>Folders in which projects stand that are no packages.</summary>
    private static readonly string[] Places = ["apps/*", "libs/*", "packages/*", "apps/*/*", "libs/*/*", "."];

    /// <summary><c>nx run app:deploy</c>, <c>nx deploy app</c>, <c>nx run-many -t deploy</c>.</summary>
    public bool Run(
        ImmutableArray<PackageFile> packages, List<string> words, string? target, List<string> projects, Launch launch)
    {
        switch (words)
        {
            case ["run", var whole, ..] when whole.Split(':') is [var project, var part, ..]:
                (target, projects) = (part, [project]);
                break;
            case ["run-many" or "affected", ..]:
                break;
            case [var task, ..] when task is not ("graph" or "reset" or "migrate" or "list" or "report" or "show"
                or "g" or "generate" or "format" or "init" or "exec" or "run" or "repair" or "daemon" or "connect"):
                target = task;
                projects = words is [_, { } named, ..] ? [named] : projects;
                break;
        }

        bool any = false;
        foreach (string one in target?.Split(',') ?? [])
        {
            any |= RunTarget(packages, one, projects, launch);
        }

        return any;
    }

    private bool RunTarget(ImmutableArray<PackageFile> packages, string target, List<string> projects, Launch launch)
    {
        string root = packages[0].Folder;
        string by = "nx run " + target;
        bool any = false;
        foreach (PackageFile package in packages.Where(p => Wanted(projects, p.Name, p.Folder)))
        {
            any |= manager.RunAround(package, target, launch, [], by, around: false);
        }

        foreach (string folder in Places.SelectMany(p => files.Match(root, p)).Distinct(StringComparer.Ordinal))
        {
            string path = TaskFiles.Join(folder, "project.json");
            if (files.Tree(path, launch.Span, by) is { } project
                && Wanted(projects, project["name"]?.Text ?? "", folder)
                && project.At("targets", target) is { } entry)
            {
                Commands(entry, path, target, launch with { Directory = new Word(root) });
                any = true;
            }
        }

        return any;
    }

    private void Commands(Tree entry, string path, string target, Launch launch)
    {
        Tree? options = entry["options"];
        if (options?["cwd"]?.Text is { } folder && launch.Directory.Text is { } root)
        {
            launch = launch with { Directory = new Word(TaskFiles.Join(root, folder)) };
        }

        IEnumerable<string?> commands = [entry["command"]?.Text, options?["command"]?.Text,
            .. (options?["commands"]?.Items ?? []).Select(c => c.Text ?? c["command"]?.Text)];
        int number = 0;
        foreach (string command in commands.OfType<string>())
        {
            files.Run(launch, path, $"{target} {++number}", "nx run " + target, new Word(command));
        }
    }

    private static bool Wanted(List<string> projects, string name, string folder) =>
        projects.Count == 0
        || projects.Exists(p => TaskFiles.Matches(p, name) || Launcher.NameOf(folder) == p
            || name.EndsWith("/" + p, StringComparison.Ordinal));
}
