using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Scratch;

/// <summary>A folder for a server that is thrown away, and the account under which it runs.</summary>
/// <remarks>The outer folder stays ours, so that whoever sweeps knows it; the server has the inner one.</remarks>
internal sealed class ScratchHome
{
    /// <summary>A program that only prepares takes no longer; so does a server that is going to start.</summary>
    public static readonly TimeSpan Starting = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the end of its input, which is the end of whoever started it.</summary>
    private const string Watch =
        """
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        echo started
        while read -r _ <&3; do :; done
        kill -$HOLDPOINT_SIGNAL $server 2>/dev/null
        wait $server
        rm -rf -- "$HOLDPOINT_SCRATCH"
        """;

    private readonly Bench _bench;
    private readonly string _folder;
    private readonly ImmutableArray<string> _account;
    private readonly ImmutableDictionary<string, string?> _variables;

    private ScratchHome(
        Bench bench, string folder, string? account, ImmutableDictionary<string, string?> variables)
    {
        _bench = bench;
        _folder = folder;
        _account = account is null ? []
            : ["setpriv", $"--reuid={account}", $"--regid={account}", "--init-groups", "--"];
        _variables = variables.SetItem("LC_ALL", "C");
    }

    /// <summary>What the server has: its files and its socket.</summary>
    public string Path => System.IO.Path.Join(_folder, "server");

    /// <summary>Makes a folder; or says why it cannot be.</summary>
    /// <param name="account">Whose the server is where this process is root's; null where it may be root.</param>
    /// <param name="variables">Set, or with null taken away, for all that runs here.</param>
    public static (ScratchHome? Home, string Problem) Make(
        Bench bench, string? account, ImmutableDictionary<string, string?> variables)
    {
        string folder = bench.Workshop.NewScratchPath();
        var home = new ScratchHome(bench, folder, bench.Workshop.IsRoot ? account : null, variables);
        if (bench.Workshop.MakeFolder(home.Path) is { } problem)
        {
            return (null, problem);
        }

        if (!home._account.IsEmpty && (home.RunHere("chmod", ["711", folder])
            ?? home.RunHere("chown", [account ?? "", home.Path])) is { } chown)
        {
            home.Remove();
            return (null, $"a server cannot run as root, and the account {account} cannot have its folder: {chown}");
        }

        return (home, "");
    }

    /// <summary>Runs a program under the server's account; null, or what it complained about.</summary>
    public string? Run(string program, ImmutableArray<string> arguments) => _account.IsEmpty
        ? RunHere(program, arguments)
        : RunHere(_account[0], [.. _account.AsSpan()[1..], program, .. arguments]);

    /// <summary>Starts a server, which a shell watches: when the pipe to this process closes, however we end, it stops
    /// the server and removes the folder.</summary>
    /// <param name="signal">What ends it at once.</param>
    /// <param name="ready">Whether it answers; asked again until it does.</param>
    public (WatchedServer? Server, string Problem) Serve(
        ImmutableArray<string> server, string signal, Func<bool> ready, TimeSpan patience)
    {
        (Conversation? watch, string why) = _bench.Workshop.Start(new RunRequest(
            "/bin/sh", ["-c", Watch, "sh", .. _account, .. server], "/",
            _variables.SetItem("HOLDPOINT_SCRATCH", _folder).SetItem("HOLDPOINT_SIGNAL", signal),
            _bench.World.Clock.GetUtcNow() + _bench.Patience, 0));
        if (watch is null)
        {
            Remove();
            return (null, why);
        }

        var watched = new WatchedServer(watch, this);
        if (watch.Hear(Starting) is "started" && IsReady(ready, patience))
        {
            return (watched, "");
        }

        string said = watch.Finish(TimeSpan.FromSeconds(5)) is RunAnswer.Ended ended ? ended.Errors.Trim() : "";
        watched.Dispose();
        return (null, $"the scratch server did not start: {said}");
    }

    public void Remove() => _bench.Workshop.Remove(_folder);

    private bool IsReady(Func<bool> ready, TimeSpan patience)
    {
        DateTimeOffset end = _bench.World.Clock.GetUtcNow() + patience;
        while (_bench.World.Clock.GetUtcNow() < end)
        {
            if (ready())
            {
                return true;
            }

            RunHere("sleep", ["0.05"]);
        }

        return false;
    }

    private string? RunHere(string program, ImmutableArray<string> arguments) =>
        _bench.Workshop.Run(new RunRequest(
            program, arguments, "/", _variables, _bench.World.Clock.GetUtcNow() + Starting, 1024 * 1024))
            .Complaint(ended => ended.Errors.Trim() is { Length: > 0 } errors ? errors : ended.Text.Trim());
}

/// <summary>A server that is thrown away when this is disposed.</summary>
internal sealed class WatchedServer(Conversation watch, ScratchHome home) : IDisposable
{
    public void Dispose()
    {
        // The watching shell stops it and clears up; where it cannot, we do.
        watch.Finish(TimeSpan.FromSeconds(30));
        watch.Dispose();
        home.Remove();
    }
}
