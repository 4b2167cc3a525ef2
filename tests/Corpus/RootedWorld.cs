using System.Collections.Immutable;
using System.Text;
using Holdpoint.Tests.Cases;
using Holdpoint.World;

namespace Holdpoint.Tests.Corpus;

/// <summary>A machine whose root is a folder of ours: <c>/etc/passwd</c> is <c>ROOT/etc/passwd</c>, and git answers as
/// though it ran there. Devices and the process table are those of the real machine.</summary>
internal sealed class RootedWorld(string root, string home) : IWorld
{
    private readonly Machine _machine = new();

    public TimeProvider Clock => TimeProvider.System;

    public string Home => home;

    public string? Variable(string name) => name switch
    {
        "HOME" => home,
        "USER" or "LOGNAME" => Path.GetFileName(home),
        "PATH" => Environment.GetEnvironmentVariable("PATH"),
        _ => null,
    };

    public Entry Look(string path) => _machine.Look(Real(path)) with { Path = path };

    public FileAges? AgesOf(string path) => _machine.AgesOf(Real(path));

    public string? RealPath(string path) => _machine.RealPath(Real(path)) is { } real ? Seen(real) : null;

    public FileAnswer Read(string path, long maxBytes) => _machine.Read(Real(path), maxBytes);

    public FileAnswer ReadHead(string path, int bytes) => _machine.ReadHead(Real(path), bytes);

    public IEnumerable<Entry>? List(string path) =>
        _machine.List(Real(path))?.Select(e => e with { Path = Seen(e.Path) });

    public RunAnswer Run(RunRequest request)
    {
        // Clients of clouds are not in the scene.
        if (request.Program is "aws" or "gcloud" or "az" or "kubectl" or "helm" or "docker")
        {
            return new RunAnswer.Failed($"{request.Program} was not found on PATH");
        }

        var variables = request.Environment.Select(v => KeyValuePair.Create(v.Key, v.Value is { } value
            ? Inside(value)
            : null));
        RunAnswer answer = _machine.Run(request with
        {
            Arguments = [.. request.Arguments.Select(Inside)],
            Directory = Real(request.Directory),
            Environment = ImmutableDictionary.CreateRange(variables).SetItem("HOME", Real(home))
                .SetItem("GIT_CONFIG_NOSYSTEM", "1").SetItem("GIT_CEILING_DIRECTORIES", root),
        });
        return answer is RunAnswer.Ended ended
            ? new RunAnswer.Ended(
                ended.ExitCode, Encoding.UTF8.GetBytes(Outside(ended.Text)), Outside(ended.Errors))
            : answer;
    }

    public IPrivateFolder MakePrivateFolder() => _machine.MakePrivateFolder();

    /// <summary>Programs that are asked are the real machine's.</summary>
    private static readonly string[] Asked = ["/git", "/find"];

    public string Real(string path) =>
        (Array.Exists(Asked, p => path.EndsWith("bin" + p, StringComparison.Ordinal)) && File.Exists(path))
        || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)
        || path is "/dev" or "/proc" || !path.StartsWith('/')
            ? path
            : path is "/" ? root : root + path;

    private string Seen(string path) => path == root ? "/" : path.StartsWith(root + "/", StringComparison.Ordinal)
        ? path[root.Length..]
        : path;

    /// <summary>A path, or an option's path: <c>--git-dir=/srv/x.git</c>.</summary>
    private string Inside(string argument)
    {
        if (argument.StartsWith('/'))
        {
            return Real(argument);
        }

        int at = argument.IndexOf("=/", StringComparison.Ordinal);
        return at > 0 ? argument[..(at + 1)] + Real(argument[(at + 1)..]) : argument;
    }

    private string Outside(string text) => text.Replace(root + "/", "/", StringComparison.Ordinal);
}
