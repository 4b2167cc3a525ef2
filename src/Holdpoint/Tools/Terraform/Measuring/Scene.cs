using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Backends;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>Where and how one command would act, located in the world: directory, workspace, backend, place of the
/// state.</summary>
internal sealed record Scene
{
    private const long MaxRecordBytes = 1024 * 1024;

    /// <summary>The command line with what the world's environment adds.</summary>
    public required CommandLine Line { get; init; }

    public required Surroundings Surroundings { get; init; }

    /// <summary>The directory of the configuration, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary><c>.terraform</c>, or what <c>TF_DATA_DIR</c> names; absolute.</summary>
    public required string DataDirectory { get; init; }

    public required Configuration Configuration { get; init; }

    /// <summary>The backend that <c>init</c> left; null when there was none.</summary>
    public BackendSettings? Initialised { get; init; }

    public required StatePlace Place { get; init; }

    /// <summary>The workspace is one that the same action selects before; the world does not say it yet.</summary>
    public bool SelectedBefore { get; init; }

    /// <summary>Neither configuration nor a state nor anything of Terraform's is here.</summary>
    public required bool Bare { get; init; }

    /// <summary>Why a bare scene is not measured.</summary>
    public string WhyBare => $"{Directory} holds neither configuration nor a state: "
        + "whether it is the folder that is meant cannot be told";

    /// <summary>Locates a command; null when it cannot be located, and then why.</summary>
    public static Scene? Locate(Invocation invocation, Forerunners before, IWorld world, out string why)
    {
        var surroundings = new Surroundings(invocation, world);
        CommandLine line = CommandLineReader.Read(invocation.Arguments, surroundings.Variable);
        Word directoryWord = WordTarget.Directory(invocation, line);
        Word? ofVariable = surroundings.Variable("TF_WORKSPACE") is { Pieces.Length: > 0 } set ? set : null;
        Word workspaceWord = ofVariable ?? before.Workspace ?? Word.Empty; // The variable wins over any choice.
        Word dataWord = surroundings.Variable("TF_DATA_DIR") is { Pieces.Length: > 0 } data ? data
            : new Word(".terraform");
        why = directoryWord.Text is null ? $"the directory is {directoryWord.Shown}, which cannot be known"
            : workspaceWord.Text is null ? $"the workspace is {workspaceWord.Shown}, which cannot be known"
            : dataWord.Text is null ? $"TF_DATA_DIR is {dataWord.Shown}, which cannot be known"
            : "";
        if (directoryWord.Text is not { } directory || workspaceWord.Text is not { } workspace
            || dataWord.Text is not { } dataName)
        {
            return null;
        }

        if (!Path.IsPathRooted(directory)
            || world.Look(world.RealPath(directory) ?? directory).Kind is not EntryKind.Folder)
        {
            why = $"there is no directory {directory}";
            return null;
        }

        string dataDirectory = Path.GetFullPath(dataName, directory);
        Configuration configuration = Configuration.Read(world, directory);
        BackendSettings? initialised =
            world.Read(Path.Join(dataDirectory, "terraform.tfstate"), MaxRecordBytes) is FileAnswer.Content record
            ? BackendRecord.Read(record.Bytes, $"{dataName}/terraform.tfstate")
            : null;
        workspace = workspace.Length > 0 ? workspace : Chosen(world, dataDirectory);

        // Before the first init the state lies where it does without any backend; init is what takes it from there.
        BackendSettings backend = initialised ?? (line.Subcommand is "init" ? null : configuration.Backend)
            ?? BackendSettings.Local;
        StatePlace place = StatePlace.Find(world, line, directory, backend, workspace);
        return new Scene
        {
            Line = line,
            Surroundings = surroundings,
            Directory = directory,
            DataDirectory = dataDirectory,
            Configuration = configuration,
            Initialised = initialised,
            Place = place,
            SelectedBefore = ofVariable is null && before.Workspace is not null,
            Bare = !configuration.Exists && initialised is null
                && (place.File is null || !world.Look(place.File).Exists),
        };
    }

    /// <summary>The target with what the world tells of it: the place first, then what the words told.</summary>
    public Target Target(Target words, ImmutableArray<Sign> ofState) => new(
        words.Kind,
        Place.Shown,
        [.. Place.Signs.Concat(ofState).Concat(Configuration.Signs).Concat(words.Signs).DistinctBy(s =>
            (s.Kind, s.Value))]);

    private static string Chosen(IWorld world, string dataDirectory) =>
        world.Read(Path.Join(dataDirectory, "environment"), MaxRecordBytes) is FileAnswer.Content chosen
        && chosen.Text.Trim() is { Length: > 0 } name
            ? name
            : StatePlace.DefaultWorkspace;
}
