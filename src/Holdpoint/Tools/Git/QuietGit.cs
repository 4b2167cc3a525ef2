using System.Collections.Immutable;

namespace Holdpoint.Tools.Git;

/// <summary>How git is asked for an answer so that it runs nothing that a configuration names, and changes
/// nothing.</summary>
internal static class QuietGit
{
    /// <summary>No pager, no lock, no file system monitor, no hook; names as they are.</summary>
    public static readonly ImmutableArray<string> Options =
    [
        "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
        "-c", "core.quotePath=false", "-c", "log.showSignature=false",
    ];

    /// <summary>No question to a person, no transport, no trace file, no program in git's place.</summary>
    public static readonly ImmutableDictionary<string, string?> Variables =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["GIT_PAGER"] = "cat",
            ["GIT_TRACE"] = "0",
            ["GIT_TRACE2"] = "0",
            ["GIT_TRACE2_EVENT"] = "0",
            ["GIT_TRACE2_PERF"] = "0",
            ["LC_ALL"] = "C",
            ["GIT_EXTERNAL_DIFF"] = null,
            ["GIT_ASKPASS"] = null,
            ["GIT_EXEC_PATH"] = null,
        }.ToImmutableDictionary();
}
