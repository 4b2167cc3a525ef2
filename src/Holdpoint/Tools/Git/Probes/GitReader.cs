using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What one read-only git call answered.</summary>
/// <param name="Exit">Its exit code; -1 where it gave none.</param>
internal readonly record struct GitAnswer(int Exit, string Text, string Problem)
{
    public bool Ok => Exit == 0;

    /// <summary>The records of a <c>-z</c> answer.</summary>
    public string[] Records => Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string FirstLine => Text.AsSpan().Trim() is var t && t.IndexOf('\n') is >= 0 and var end
        ? t[..end].ToString() : t.ToString();
}

/// <summary>Asks the repository of a call by git commands that only read.</summary>
/// <remarks>
/// The configuration may have been written by the agent, so nothing that it names may run: no hook, no file system
/// monitor, no pager, no external diff or textconv (only raw formats are asked for), no transport (a missing object of
/// a partial clone is not fetched), no filter. A filter is the hard one, since <c>status</c> runs the clean filter of a
/// file whose time stamp differs: every filter that the configuration defines is emptied by name, and where a name
/// cannot be said on the command line we do not ask.
/// </remarks>
internal sealed class GitReader
{
    /// <summary>A repository of 100,000 files answers within a second; ten are for a cold disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>100,000 changed paths of 200 characters are 20 MB.</summary>
    private const long MaxAnswerBytes = 64L * 1024 * 1024;

    /// <summary>Git LFS is one filter; a configuration with more than this is not an honest one.</summary>
    private const int MaxFilters = 64;

    private readonly GitPlace _place;
    private readonly IWorld _world;
    private readonly MeasureBudget _budget;
    private readonly string _git;
    private ILookup<string, string>? _settings;
    private ImmutableArray<string> _filtersOff = [];

    private GitReader(GitPlace place, IWorld world, MeasureBudget budget, string git) =>
        (_place, _world, _budget, _git) = (place, world, budget, git);

    /// <summary>The root of the work tree; null in a bare repository or inside <c>.git</c>.</summary>
    public string? Top { get; private set; }

    public string GitDirectory { get; private set; } = "";

    public IWorld World => _world;

    public string Folder => _place.Folder;

    /// <summary>Opens the repository of a place; null, with the reason, where there is none.</summary>
    public static GitReader? Open(GitPlace place, IWorld world, MeasureBudget budget, out string problem)
    {
        problem = place.Unknown ?? "";
        if (place.Unknown is not null || place.Directory is null)
        {
            return null;
        }

        if (FindGit(world) is not { } git)
        {
            problem = "git is not on PATH";
            return null;
        }

        var reader = new GitReader(place, world, budget, git);
        GitAnswer answer = reader.Run("rev-parse", "--absolute-git-dir", "--show-toplevel");
        if (answer.Lines is not [var gitDirectory, .. var rest] || !gitDirectory.StartsWith('/'))
        {
            problem = answer.Exit < 0 ? answer.Problem : $"{place.Folder} is not in a git repository";
            return null;
        }

        reader.GitDirectory = gitDirectory;
        reader.Top = rest is [var top, ..] ? top : null;
        return reader;
    }

    /// <summary>Asks for settings alone, which git tells outside a repository too; null where the directory is not
    /// known.</summary>
    public static GitReader? Anywhere(GitPlace place, IWorld world, MeasureBudget budget) =>
        place.Unknown is null && FindGit(world) is { } git ? new GitReader(place, world, budget, git) : null;

    /// <summary>The values of a setting, in order; the key's section and name are lower-case.</summary>
    public IEnumerable<string> Settings(string key) => (_settings ??= ReadSettings())[key];

    public string? Setting(string key) => Settings(key).LastOrDefault();

    /// <summary>The configuration defines filters, which are off whenever we ask.</summary>
    public bool HasFilters
    {
        get
        {
            _settings ??= ReadSettings();
            return !_filtersOff.IsEmpty || _settings.Contains(Unsafe);
        }
    }

    /// <summary>Runs a command that only reads.</summary>
    public GitAnswer Run(params ReadOnlySpan<string> arguments)
    {
        DateTimeOffset soon = _world.Clock.GetUtcNow() + Patience;
        return Answer(_world.Run(Request(
            soon < _budget.Deadline ? soon : _budget.Deadline, Math.Min(MaxAnswerBytes, _budget.MaxBytes),
            arguments)));
    }

    /// <summary>A command over this repository that runs nothing which a configuration names.</summary>
    public RunRequest Request(DateTimeOffset deadline, long maxBytes, params ReadOnlySpan<string> arguments) => new(
        _git, [.. _place.Locators, .. QuietGit.Options, .. _filtersOff, .. arguments], _place.Directory ?? "/",
        QuietGit.Variables.SetItems(_place.Variables), deadline, maxBytes);

    /// <summary>What a run of git answered.</summary>
    public static GitAnswer Answer(RunAnswer answer) => answer switch
    {
        RunAnswer.Ended { ExitCode: var exit } ended => new GitAnswer(exit, ended.Text, First(ended.Errors)),
        RunAnswer.Failed failed => new GitAnswer(-1, "", failed.Why),
        _ => new GitAnswer(-1, "", "git gave no answer"),
    };

    /// <summary>Runs a command that compares files, and so would run the filters of the configuration.</summary>
    public GitAnswer RunOverFiles(params ReadOnlySpan<string> arguments)
    {
        _settings ??= ReadSettings();
        if (_settings.Contains(Unsafe))
        {
            return new GitAnswer(-1, "", "the configuration defines filters that cannot be switched off");
        }

        return Run(arguments);
    }

    /// <summary>How many days the reflog keeps what nothing else reaches; 0 where there is none.</summary>
    public int ReflogDays()
    {
        if (Setting("core.logallrefupdates") is "false" or "no" or "0" or "off")
        {
            return 0;
        }

        string? text = Setting("gc.reflogexpireunreachable");
        if (text is null or "never" or "false" || text.Length == 0)
        {
            return GitEffects.DefaultReflogDays;
        }

        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is < 0 ? text.Length
            : text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        int number = int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? Math.Min(n, 1000) : 0;
        return text.Contains("week", StringComparison.Ordinal) ? number * 7
            : text.Contains("month", StringComparison.Ordinal) ? number * 30
            : text.Contains("year", StringComparison.Ordinal) ? number * 365
            : text.Contains("day", StringComparison.Ordinal) ? number
            : 0;
    }

    /// <summary>A key under which <see cref="ReadSettings"/> notes that it met what it cannot switch off.</summary>
    private const string Unsafe = "holdpoint.unsafe";

    private ILookup<string, string> ReadSettings()
    {
        GitAnswer answer = Run("config", "--list", "-z");
        List<(string Key, string Value)> settings = answer.Ok ? [] : [(Unsafe, "")];
        var filters = new HashSet<string>(StringComparer.Ordinal);
        foreach (string record in answer.Records)
        {
            int line = record.IndexOf('\n', StringComparison.Ordinal);
            string key = line < 0 ? record : record[..line];
            settings.Add((key, line < 0 ? "true" : record[(line + 1)..]));
            if (key.StartsWith("filter.", StringComparison.Ordinal) && key.LastIndexOf('.') is > 7 and var dot)
            {
                filters.Add(key[7..dot]);
            }
        }

        if (filters.Count > MaxFilters || filters.Any(f => f.Contains('=') || f.Contains('\n')))
        {
            settings.Add((Unsafe, ""));
        }

        _filtersOff = [.. filters.Take(MaxFilters).SelectMany(f => (string[])
            ["-c", $"filter.{f}.clean=", "-c", $"filter.{f}.process=", "-c", $"filter.{f}.smudge=", "-c",
                $"filter.{f}.required=false"])];
        return settings.ToLookup(s => s.Key, s => s.Value, StringComparer.Ordinal);
    }

    /// <summary>git by its absolute path: a program of this name in the current directory is not git.</summary>
    private static string? FindGit(IWorld world)
    {
        foreach (string folder in (world.Variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':'))
        {
            if (folder.StartsWith('/') && world.RealPath(Path.Join(folder, "git")) is { } real
                && world.Look(real).Kind is EntryKind.File)
            {
                return Path.Join(folder, "git");
            }
        }

        return null;
    }

    private static string First(string errors) =>
        errors.AsSpan().Trim() is var t && t.IndexOf('\n') is >= 0 and var end ? t[..end].ToString() : t.ToString();
}
