using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>A repository that is saved or brought back: questions, and the few commands that write, none of which runs
/// a hook, a filter or anything else that a configuration names.</summary>
internal sealed class GitAtWork
{
    /// <summary>A list of two million objects is 130 MB.</summary>
    private const long MaxAnswer = 256L * 1024 * 1024;

    private readonly Bench _bench;

    private GitAtWork(GitReader reader, Bench bench)
    {
        (Reader, _bench) = (reader, bench);
        string[] places = reader.Run("rev-parse", "--git-common-dir", "--git-path", "objects", "--git-path", "index",
            "--git-path", "logs").Lines;
        string[] whole = [.. places.Select(p => Path.GetFullPath(p, reader.Folder))];
        (CommonDirectory, Objects, Index, Logs) = whole is [var common, var objects, var index, var logs]
            ? (common, objects, index, logs)
            : (reader.GitDirectory, Path.Join(reader.GitDirectory, "objects"),
                Path.Join(reader.GitDirectory, "index"), Path.Join(reader.GitDirectory, "logs"));
    }

    public GitReader Reader { get; }

    /// <summary>What all work trees of the repository share.</summary>
    public string CommonDirectory { get; }

    public string Objects { get; }

    /// <summary>The file of the index.</summary>
    public string Index { get; }

    /// <summary>The folder of the reflogs.</summary>
    public string Logs { get; }

    /// <summary>Reflogs are files; in the newer form (reftable) they are not.</summary>
    public bool HasLogFiles => Reader.Setting("extensions.refstorage") is null or "files";

    public static GitAtWork? Open(GitPlace place, Bench bench, out string problem) =>
        GitReader.Open(place, bench.World, new MeasureBudget(bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer),
            out problem) is { } reader
            ? new GitAtWork(reader, bench)
            : null;

    /// <summary>Runs a command to its end, however long that takes.</summary>
    /// <param name="variables">Beside those that choose the repository.</param>
    public GitAnswer Run(
        string input, ImmutableArray<string> arguments, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        RunRequest request = Reader.Request(
            _bench.World.Clock.GetUtcNow() + _bench.Patience, MaxAnswer, arguments.AsSpan());
        ImmutableDictionary<string, string?> environment = request.Environment;
        foreach ((string name, string value) in variables)
        {
            environment = environment.SetItem(name, value);
        }

        return GitReader.Answer(_bench.Workshop.Run(request with { Environment = environment, Input = input }));
    }

    /// <summary>Which of some objects the repository does not have.</summary>
    public HashSet<string> Missing(
        IEnumerable<string> objects, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        string[] asked = [.. objects];
        const string Lacks = " missing";
        return asked.Length == 0 ? []
            : [.. Run(Lines(asked), ["cat-file", "--batch-check=%(objectname)"], variables).Lines
                .Where(l => l.EndsWith(Lacks, StringComparison.Ordinal)).Select(l => l[..^Lacks.Length])];
    }

    /// <summary>Every entry of the index with its flags and stages, and what was resolved in it; null where git gives
    /// no answer.</summary>
    /// <param name="file">Another file of an index; null for the repository's own.</param>
    public string? Listed(string? file = null)
    {
        (string, string)[] other = file is null ? [] : [("GIT_INDEX_FILE", file)];
        GitAnswer entries = Run("", ["ls-files", "-s", "-v", "-z", "--full-name", ":/"], other);
        GitAnswer resolved = Run("", ["ls-files", "--resolve-undo", "-z", "--full-name", ":/"], other);
        return entries.Ok && resolved.Ok ? entries.Text + "\n" + resolved.Text : null;
    }

    /// <summary>The objects that an index names; submodules' commits are not among them.</summary>
    public static IEnumerable<string> ObjectsOf(string listed) => listed.Split('\0', '\n')
        .Select(r => r.IndexOf('\t') is > 0 and var tab ? r[..tab].Split(' ') : [])
        .Where(w => w.Length >= 3 && w[^3] is not "160000")
        .Select(w => w[^2]).Where(IsHash).Distinct();

    public static bool IsHash(string text) =>
        text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower) && text.AsSpan().ContainsAnyExcept('0');

    public static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));
}
