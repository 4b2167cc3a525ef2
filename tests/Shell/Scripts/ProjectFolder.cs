using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tests.Shell.Scripts;

/// <summary>A project's files in memory, as stage 1 sees them.</summary>
internal sealed class ProjectFolder(Dictionary<string, string> files)
{
    public const string Directory = "/work/app";

    /// <summary>What a command runs there.</summary>
    public Reading Read(string command) => ShellReader.Read(command, new ShellContext(
        Directory, ImmutableDictionary<string, string>.Empty.Add("HOME", "/home/me").Add("PWD", Directory))
    {
        Inherited = static _ => null,
        Files = path => files.TryGetValue(Relative(path), out string? text)
            ? new FileText.Known(text) : FileText.Missing.Instance,
        Names = folder => [.. files.Keys.Select(f => Directory + "/" + f)
            .Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(f => f[(folder.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)],
    });

    /// <summary>The command lines that it runs, but for the runner's own.</summary>
    public IEnumerable<string> Lines(string command, string runner) => Read(command).Invocations
        .Where(i => i.Name != runner && i.Name is { Length: > 0 }).Select(i => i.Shown);

    private static string Relative(string path) =>
        path.StartsWith(Directory + "/", StringComparison.Ordinal) ? path[(Directory.Length + 1)..] : path;
}
