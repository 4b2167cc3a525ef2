using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Native;

namespace Holdpoint.Tests.EndToEnd.Agents;

/// <summary>A machine of its own for one session of a real client: no network but loopback, every cloud program masked
/// by one that only leaves a mark, a fresh home.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class AgentScene : IDisposable
{
    /// <summary>Programs that must not run for real, whatever the client does.</summary>
    private const string Masked =
        "terraform tofu aws gcloud gsutil bq az kubectl helm docker podman psql mysql mariadb mongosh redis-cli "
        + "pg_dump dropdb ssh scp doctl heroku flyctl vercel pulumi";

    private readonly CaseFolder _folder = new();
    private readonly RealClient _client;

    public AgentScene(RealClient client)
    {
        _client = client;
        Directory.CreateDirectory(client.HasFolder ? Path.GetDirectoryName(Other) ?? "/" : Project);
        foreach ((string place, string text) in client.Files)
        {
            Write(
                Path.Join(Home, place),
                text.Replace("@TESTS@", Tests, StringComparison.Ordinal)
                    .Replace("@CALLS@", Calls, StringComparison.Ordinal));
        }

        Write(Path.Join(Root, "bin/mark"), $"#!/bin/sh\necho \"${{0##*/}} $*\" >> '{Marks}'\n");
        File.Copy(Environment.GetEnvironmentVariable("HOLDPOINT_BINARY") ?? NativeBinary.Path, Guard);
        foreach (string beside in Beside())
        {
            File.Copy(beside, Path.Join(Root, "bin", Path.GetFileName(beside)), overwrite: true);
        }
    }

    /// <summary>The script of an agent below the first.</summary>
    public JsonObject[] OfSubAgent { get; set; } = [];

    /// <summary>What the model was told by each tool, in the order of the steps.</summary>
    public string[] Told { get; private set; } = [];

    /// <summary>The masked programs that were run, with their arguments.</summary>
    public string[] Ran => File.Exists(Marks) ? File.ReadAllLines(Marks) : [];

    /// <summary>The calls that reached the server of tools.</summary>
    public string[] Called => File.Exists(Calls) ? File.ReadAllLines(Calls) : [];

    public string Project => Path.Join(Root, "project");

    /// <summary>The file in which the client's hook stands.</summary>
    public string Settings => Path.Join(Home, _client.Settings);

    /// <summary>A file in the project that would switch the hook off, or add one beside it.</summary>
    public string Other => Path.Join(Project, _client.Other);

    /// <summary>The copy of our program that the client's hook runs.</summary>
    public string Guard => Path.Join(Root, "bin/holdpoint");

    private string Root => _folder.Work;

    private string Home => Path.Join(Root, "home");

    private string Calls => Path.Join(Root, "calls.txt");

    /// <summary>The program that is model and server too.</summary>
    private static string Tests => Path.Join(AppContext.BaseDirectory, "Holdpoint.Tests");

    private string Marks => Path.Join(Root, "marks.txt");

    public void Dispose() => _folder.Dispose();

    /// <summary>Puts our hook into the client's settings, as a person does.</summary>
    public void Install() => Run($"'{Guard}' install {_client.Id}");

    /// <summary>Writes the user's policy.</summary>
    public void Policy(string text) => Write(Path.Join(Home, ".config/holdpoint/policy.yaml"), text);

    /// <summary>What a person at a terminal of their own sees who calls our program.</summary>
    public string Person(string typed, params string[] arguments) =>
        PersonAtTerminal.Run(Home, Project, typed, Guard, arguments);

    /// <summary>Lets the client play a script to its end; what it printed.</summary>
    public string Play(params JsonObject[] steps) => Play("", [], steps);

    /// <summary>The same with managed settings that hold our hook, on an /etc of the scene's own.</summary>
    public string PlayManaged(string[] options, params JsonObject[] steps) => Play(
        $"""
        mount -t tmpfs none /mnt
        mkdir /mnt/up /mnt/work
        mount -t overlay none -o lowerdir=/etc,upperdir=/mnt/up,workdir=/mnt/work /etc
        '{Guard}' install {_client.Id} --managed
        """, options, steps);

    /// <param name="before">What is done on the scene's machine first.</param>
    /// <param name="options">Options of the client beside its usual ones.</param>
    public string Play(string before, string[] options, JsonObject[] steps)
    {
        string script = Path.Join(Root, "script.json");
        string results = Path.Join(Root, "results.json");
        var written = new JsonObject
        {
            ["steps"] = new JsonArray([.. steps]), ["sub"] = new JsonArray([.. OfSubAgent]),
        };
        File.WriteAllText(script, written.ToJsonString());
        string words = string.Join(
            ' ', _client.Arguments[..^1].Concat(options).Append(_client.Arguments[^1]).Select(Quoted));
        string printed = Run($"""
            set -e
            for p in {Masked}; do
              for d in /usr/local/bin /usr/bin /bin; do
                [ ! -e "$d/$p" ] || mount --bind '{Root}/bin/mark' "$(realpath "$d/$p")"
              done
            done
            ip link set lo up
            {before}
            set +e
            '{Tests}' model '{script}' '{results}' >'{Root}/model.txt' 2>&1 &
            model=$!
            for i in $(seq 200); do (: < /dev/tcp/127.0.0.1/{ScriptedModel.Port}) 2>/dev/null && break; sleep 0.05; done
            timeout 150 '{_client.Path}' {words} </dev/null 2>&1; echo "client ended with $?"
            kill $model
            """);
        Told = File.Exists(results) ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(results)) ?? [] : [];
        return printed;
    }

    /// <summary>Runs a script on the scene's machine, with its environment and no other.</summary>
    private string Run(string script)
    {
        Directory.CreateDirectory(Home);
        var variables = new Dictionary<string, string>(_client.Variables)
        {
            ["HOME"] = Home, ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", ["TERM"] = "dumb",
            ["LANG"] = "C.UTF-8",
        };
        if (_client.Id is "opencode")
        {
            variables["XDG_CONFIG_HOME"] = Path.Join(Home, ".config");
        }

        string environment = string.Join(' ', variables.Select(v => Quoted($"{v.Key}={v.Value}")));
        File.WriteAllText(Path.Join(Root, "scene.sh"), $"set -u\ncd '{Project}'\n{script}\n");
        var start = new ProcessStartInfo(
            "unshare", ["-r", "-m", "-n", "sh", "-c", $"exec env -i {environment} bash '{Root}/scene.sh'"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("unshare did not start");
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors;
    }

    /// <summary>A program that is not native needs what lies beside it.</summary>
    private static IEnumerable<string> Beside()
    {
        string? built = Environment.GetEnvironmentVariable("HOLDPOINT_BINARY");
        return built is null ? [] : Directory.EnumerateFiles(Path.GetDirectoryName(built) ?? "/");
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
