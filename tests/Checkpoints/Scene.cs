using System.Collections.Immutable;
using System.Diagnostics;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Policy;
using Holdpoint.Tests.Native;
using Holdpoint.World;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>A home of its own, in which commands are executed, and a person who answers as the test says.</summary>
internal sealed class Scene : IDisposable
{
    /// <summary>Judged as an ordinary place, which a temporary folder and a build's output are not.</summary>
    private static readonly string Root = Path.Join(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "holdpoint-test-scenes");

    private readonly Machine _machine = new();

    public Scene(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        Folder = Path.Join(Root, Guid.NewGuid().ToString("n")[..8]);
        Directory.CreateDirectory(Path.Join(Folder, "home"));
        Directory.CreateDirectory(Path.Join(Folder, "work"));
        World = new SceneWorld(_machine, Path.Join(Folder, "home"), variables);
    }

    public string Folder { get; }

    public string Work => Path.Join(Folder, "work");

    public SceneWorld World { get; }

    public IWorkshop Workshop { get; init; } = new Workshop();

    public ScriptedPerson Person { get; } = new();

    public CheckpointStore Store => new(World, Workshop);

    /// <summary>The policy of the scene, YAML; none by default.</summary>
    public void Policy(string yaml)
    {
        Directory.CreateDirectory(Path.Join(World.Home, ".config/holdpoint"));
        File.WriteAllText(Path.Join(World.Home, ".config/holdpoint/policy.yaml"), yaml);
    }

    public Pipeline Pipeline => new(World, d => PolicyLoader.Load(World, d), null, TimeSpan.FromSeconds(30));

    /// <summary>Executes a command line through bash, as <c>holdpoint exec</c> does.</summary>
    public Outcome Execute(string line) =>
        new Executor(Pipeline, Store, World, Workshop, Person).Run(
            new Action.ShellCommand(line, Work),
            new ThroughRequest("/bin/bash", ["-c", line + " >/dev/null 2>&1"], Work, World.Changed));

    /// <summary>Executes what must be run, and returns how it ended.</summary>
    public int Ran(string line) => ExitCode(Execute(line));

    /// <summary>Undoes what must be undone, and returns how that ended.</summary>
    public int Undone(Manifest manifest) => ExitCode(Undo(manifest));

    private int ExitCode(Outcome outcome) => outcome is Outcome.Ran ran
        ? ran.ExitCode
        : throw new Xunit.Sdk.XunitException($"{outcome}: {string.Join('\n', Person.Told)}");

    /// <summary>What sqlite3 prints for a command on <c>app.db</c> of the work folder.</summary>
    public string Sqlite(string command)
    {
        string database = Path.Join(Work, "app.db");
        using Process process = Process.Start(new ProcessStartInfo("sqlite3", [database, command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("sqlite3 did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    public Outcome Undo(Manifest manifest) =>
        new Undoing(Pipeline, Store, World, Workshop, Person).Run(manifest);

    /// <summary>The only checkpoint that there is.</summary>
    public Manifest Only => Assert.IsType<ManifestAnswer.Read>(Assert.Single(Store.All())).Manifest;

    /// <summary>The newest one.</summary>
    public Manifest Newest => Assert.IsType<ManifestAnswer.Read>(Store.All()[0]).Manifest;

    public Bench Bench => new(World, Workshop, _ => { });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>The machine with a home and variables of its own.</summary>
internal sealed class SceneWorld(
    Machine machine, string home, ReadOnlySpan<(string Name, string Value)> variables) : IWorld
{
    private readonly Dictionary<string, string> _variables =
        variables.ToArray().ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    /// <summary>What a program that is run gets on top of the tests' own environment.</summary>
    public ImmutableDictionary<string, string?> Changed =>
        _variables.ToImmutableDictionary(v => v.Key, v => (string?)v.Value).SetItem("HOME", home);

    public TimeProvider Clock => machine.Clock;

    public string Home => home;

    public string? LiveProgram => LiveBinary.Path;

    /// <summary>The program that judges; null where the scene has none.</summary>
    public string? OwnProgram { get; set; }

    public string? Variable(string name) =>
        _variables.TryGetValue(name, out string? value) ? value
        : name is "PATH" or "USER" or "LOGNAME" ? machine.Variable(name) : null;

    public Entry Look(string path) => machine.Look(path);

    public FileAges? AgesOf(string path) => machine.AgesOf(path);

    public FileIdentity? IdentityOf(string path) => machine.IdentityOf(path);

    public FileTraits? TraitsOf(string path) => machine.TraitsOf(path);

    public string? RealPath(string path) => machine.RealPath(path);

    public FileAnswer Read(string path, long maxBytes) => machine.Read(path, maxBytes);

    public IEnumerable<Entry>? List(string path) => machine.List(path);

    public RunAnswer Run(RunRequest request) =>
        machine.Run(_variables.TryGetValue("PATH", out string? path) && !request.Environment.ContainsKey("PATH")
            ? request with { Environment = request.Environment.SetItem("PATH", path) }
            : request);

    public IPrivateFolder MakePrivateFolder() => machine.MakePrivateFolder();
}

/// <summary>A person who says the same each time, and remembers what was told.</summary>
internal sealed class ScriptedPerson : IPerson
{
    public Answer Says { get; set; } = new Answer.Nobody("nobody is there");

    public List<string> Told { get; } = [];

    /// <summary>What was asked about, in order.</summary>
    public List<Judgement> Questions { get; } = [];

    /// <summary>Something that happens while the person thinks.</summary>
    public System.Action? Meanwhile { get; set; }

    public void Tell(string line, Weight weight = Weight.Plain) => Told.Add(line);

    public bool Agrees(string question)
    {
        Told.Add(question);
        return Says is Answer.Yes;
    }

    public Answer Asked(Judgement judgement, Manifest? saved)
    {
        Questions.Add(judgement);
        Meanwhile?.Invoke();
        return judgement.Verdict.Decision is Decision.Deny ? new Answer.No() : Says;
    }
}
