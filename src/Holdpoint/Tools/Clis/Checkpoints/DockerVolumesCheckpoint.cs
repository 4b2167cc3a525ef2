using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Clis.Live;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Checkpoints;

/// <summary>Volumes of a docker engine: packed by a container of an image that is already there, without a network;
/// proved by unpacking them into a scratch volume and listing both.</summary>
internal sealed class DockerVolumesCheckpoint : CheckpointKind
{
    public const string KindId = "docker-volumes";

    private const string Type = "docker.volume";

    /// <summary>Our own volumes, with the process that made them.</summary>
    private const string ScratchLabel = "holdpoint.scratch";

    /// <summary>Images looked at for the few programs that are needed.</summary>
    private const int MaxImages = 12;

    /// <summary>A volume of a million files lists 150 MB, which nobody waits for.</summary>
    private const long MaxList = 64L * 1024 * 1024;

    /// <summary>Every file with its digest, every entry with its rights, owner and link, in an order of its
    /// own.</summary>
    private const string List = "cd /v && { find . -type f -exec sha256sum {} + ; "
        + "find . ! -type d -exec stat -c '%a %u %g %N' {} + ; find . -type d -exec stat -c '%a %u %g %n' {} + ; } "
        + "| LC_ALL=C sort";

    private const string Pack = "tar -C /v -cf - .";

    private const string Unpack = "find /v -mindepth 1 -delete && tar -C /v -xpf -";

    private const string Programs = "command -v tar && command -v find && command -v stat && command -v sha256sum "
        + "&& command -v sort";

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) =>
        measured is { Unmeasured: null, Effect: { Resource.Type: Type, Invocation: { } invocation } effect }
        && effect.Probe is CliProbe { Line: { Operands: [{ Text: "volume" or "compose" }, ..] } line }
        && LiveHand.Of(LiveClient.Docker, invocation, DockerEvidence.Globals(line)) is { } docker
        && !measured.Losses.IsEmpty && measured.Count == measured.Losses.Length && measured.Losses.All(IsQuiet)
            ? new DockerSource(docker, [.. measured.Losses.Select(l => l.Resource.Name)], measured.Bytes)
            : null;

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var volumes = (DockerSource)source;
        LiveHand docker = volumes.Docker;
        Sweep(docker, bench);
        (string described, string problem) = docker.Run(bench, ["volume", "inspect", .. volumes.Names]);
        string image = "";
        problem = problem.Length > 0 ? problem
            : Image(docker, bench, out image) ?? bench.Workshop.Write(
                Path.Join(folder, "volumes.json"), System.Text.Encoding.UTF8.GetBytes(described)) ?? "";
        foreach ((int number, string name) in volumes.Names.Index())
        {
            if (problem.Length == 0)
            {
                bench.Say($"saving volume {name}");
                problem = Save(docker, name, image, Path.Join(folder, $"{number}"), bench) ?? "";
            }
        }

        return problem.Length > 0 ? new PartAnswer.Failed(problem) : new PartAnswer.Saved(new SavedPart
        {
            Kind = KindId,
            Place = volumes.Place,
            What = $"{Policy.Words.Counted(volumes.Names.Length, "volumes")}: {string.Join(", ", volumes.Names)}",
            Folder = "",
            Settings = docker.Settings.Add("image", image).Add("names", string.Join('\n', volumes.Names)),
        });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        LiveHand docker = LiveHand.Of(LiveClient.Docker, part);
        string image = part.Settings.GetValueOrDefault("image") ?? "";
        int count = 0;
        foreach ((int number, string name) in Names(part).Index())
        {
            string scratch = $"holdpoint-scratch-{Guid.NewGuid():n}";
            string own = $"{ScratchLabel}={Environment.ProcessId}";
            if (docker.Run(bench, "volume", "create", "--label", own, scratch).Problem is { Length: > 0 } unmade)
            {
                return new ProofAnswer.Untried(unmade);
            }

            try
            {
                string saved = Path.Join(folder, $"{number}");
                if (docker.Read(bench, saved + ".tar", Container(scratch, image, Unpack, "-i")) is { } unpacked)
                {
                    return new ProofAnswer.Broken(unpacked);
                }

                (string list, string problem) = docker.Run(bench, Container(scratch + ":/v:ro", image, List));
                if (problem.Length > 0 || Text(saved + ".list", bench) != list)
                {
                    return new ProofAnswer.Broken(problem.Length > 0 ? problem
                        : $"what was unpacked is not what volume {name} held");
                }

                count += Files(list);
            }
            finally
            {
                _ = docker.Run(bench, "volume", "rm", scratch);
            }
        }

        return new ProofAnswer.Equal($"unpacked into a scratch volume: {Policy.Words.Counted(count, "files")}, equal");
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        LiveHand docker = LiveHand.Of(LiveClient.Docker, part);
        (string there, string problem) = docker.Run(bench, "volume", "ls", "--quiet");
        if (problem.Length > 0)
        {
            return new DifferenceAnswer.Failed(problem);
        }

        HashSet<string> now = [.. there.Split('\n', StringSplitOptions.TrimEntries)];
        var found = ImmutableArray.CreateBuilder<Difference>();
        foreach ((int number, string name) in Names(part).Index())
        {
            string saved = Text(Path.Join(folder, $"{number}.list"), bench) ?? "";
            (string list, string unlisted) = !now.Contains(name) ? ("", "") : docker.Run(
                bench, Container(name + ":/v:ro", part.Settings.GetValueOrDefault("image") ?? "", List));
            if (unlisted.Length > 0)
            {
                return new DifferenceAnswer.Failed(unlisted);
            }

            if (!now.Contains(name) || list != saved)
            {
                found.Add(new Difference(name, $"volume {name}: {Policy.Words.Counted(Files(saved), "files")} saved, "
                    + (now.Contains(name) ? $"{Files(list)} now, and not the same" : "it is missing now"))
                {
                    IsData = true,
                    IsMissing = !now.Contains(name),
                    Gone = now.Contains(name) ? Math.Max(0, Files(saved) - Files(list)) : 1,
                });
            }
        }

        return new DifferenceAnswer.Found(found.ToImmutable());
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        ImmutableArray<string> there = Compare(part, folder, bench) is DifferenceAnswer.Found found
            ? [.. found.Differences.Where(d => !d.IsMissing).Select(d => d.Name)]
            : [];
        return there.IsEmpty ? null : new DockerSource(LiveHand.Of(LiveClient.Docker, part), there, null);
    }

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        LiveHand docker = LiveHand.Of(LiveClient.Docker, part);
        if (Compare(part, folder, bench) is not DifferenceAnswer.Found found)
        {
            return "the engine does not answer";
        }

        JsonElement? described = LiveJson.Parse(Text(Path.Join(folder, "volumes.json"), bench) ?? "");
        foreach (Difference difference in found.Differences)
        {
            string name = difference.Name;
            string? problem = difference.IsMissing ? Made(docker, name, described, bench) : Busy(docker, name, bench);
            problem ??= docker.Read(
                bench, Path.Join(folder, $"{Names(part).IndexOf(name)}.tar"),
                Container(name, part.Settings.GetValueOrDefault("image") ?? "", Unpack, "-i"));
            if (problem is not null)
            {
                return $"volume {name}: {problem}";
            }
        }

        return Compare(part, folder, bench) is DifferenceAnswer.Found { Differences: [] } ? null
            : "it was unpacked, but something differs";
    }

    private static string? Save(LiveHand docker, string name, string image, string saved, Bench bench)
    {
        if (Busy(docker, name, bench) is { } busy)
        {
            return busy;
        }

        ImmutableArray<string> listing = Container(name + ":/v:ro", image, List);
        (string before, string problem) = docker.Run(bench, listing);
        return problem.Length > 0 ? problem
            : docker.Write(bench, saved + ".tar", Container(name + ":/v:ro", image, Pack))
                ?? (docker.Run(bench, listing).Text != before ? $"volume {name} changed while it was saved"
                    : bench.Workshop.Write(saved + ".list", System.Text.Encoding.UTF8.GetBytes(before)));
    }

    /// <summary>What runs and may write to a volume; null where nothing does.</summary>
    private static string? Busy(LiveHand docker, string name, Bench bench)
    {
        (string users, string problem) = docker.Run(
            bench, "ps", "--filter", $"volume={name}", "--format", "{{.Names}}");
        string[] names = Lines(users);
        return problem.Length > 0 ? problem : names.Length == 0 ? null
            : $"container {names[0]} runs and may write to volume {name}: docker stop {names[0]} first";
    }

    /// <summary>Makes a volume again as it was described; null, or why not.</summary>
    private static string? Made(LiveHand docker, string name, JsonElement? described, Bench bench)
    {
        JsonElement? volume = described.Items().FirstOrDefault(v => v.Text("Name") == name);
        (_, string problem) = docker.Run(
            bench,
            [
                "volume", "create", "--driver", volume.Text("Driver") ?? "local",
                .. Pairs(volume.At("Options")).SelectMany(o => (string[])["--opt", o]),
                .. Pairs(volume.At("Labels")).SelectMany(l => (string[])["--label", l]), name,
            ]);
        return problem.Length > 0 ? problem : null;
    }

    private static IEnumerable<string> Pairs(JsonElement? pairs) =>
        pairs is { ValueKind: JsonValueKind.Object } all
            ? all.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}")
            : [];

    /// <summary>Finds an image that is here and has what is needed; null, or that there is none.</summary>
    private static string? Image(LiveHand docker, Bench bench, out string image)
    {
        image = "";
        (string listed, string problem) = docker.Run(
            bench, "image", "ls", "--filter", "dangling=false", "--format", "{{.Repository}}:{{.Tag}}");
        string[] images = [.. Lines(listed).OrderBy(Rank).Take(MaxImages)];
        foreach (string candidate in problem.Length > 0 ? [] : images)
        {
            if (docker.Run(bench, Container(null, candidate, Programs)).Problem.Length == 0)
            {
                image = candidate;
                return null;
            }
        }

        return problem.Length > 0 ? problem
            : "no image here has sh, tar, find, stat and sha256sum: docker pull busybox, then again";
    }

    /// <summary>Small images with all programs first.</summary>
    private static int Rank(string image) => Path.GetFileName(image).Split(':')[0] switch
    {
        "busybox" => 0,
        "alpine" => 1,
        "debian" or "ubuntu" => 2,
        _ => 3,
    };

    /// <summary>A container that reaches nothing but a volume, of an image that is not looked for elsewhere.</summary>
    /// <param name="volume">Mounted at <c>/v</c> where it does not say how.</param>
    private static ImmutableArray<string> Container(
        string? volume, string image, string script, params ImmutableArray<string> options) =>
    [
        "run", "--rm", "--pull", "never", "--network", "none", "--user", "0:0", .. options,
        .. volume is null ? (ReadOnlySpan<string>)[] : ["--volume", volume.Contains(':') ? volume : volume + ":/v"],
        "--entrypoint", "sh", image, "-c", script,
    ];

    /// <summary>Removes scratch volumes whose maker is gone.</summary>
    private static void Sweep(LiveHand docker, Bench bench)
    {
        (string left, _) = docker.Run(
            bench, "volume", "ls", "--filter", $"label={ScratchLabel}", "--format",
            "{{.Name}} {{.Label \"" + ScratchLabel + "\"}}");
        foreach (string line in Lines(left))
        {
            if (line.Split(' ') is [['h', 'o', 'l', 'd', 'p', 'o', 'i', 'n', 't', '-', ..] name, var maker]
                && !bench.World.Look($"/proc/{maker}").Exists && bench.World.Look("/proc/self").Exists)
            {
                _ = docker.Run(bench, "volume", "rm", name);
            }
        }
    }

    /// <summary>A volume of the engine's own driver that no container writes to now.</summary>
    private static bool IsQuiet(Loss loss) => loss.Resource.Type == Type && loss.Details.Contains("driver local")
        && !loss.Dependents.Any(d => d.EndsWith("(running)", StringComparison.Ordinal));

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Files(string list) => list.Split('\n').Count(l => l.Length > 66 && l[64] == ' ');

    private static string? Text(string file, Bench bench) =>
        bench.World.Read(file, MaxList) is FileAnswer.Content content ? content.Text : null;

    private static ImmutableArray<string> Names(SavedPart part) =>
        [.. (part.Settings.GetValueOrDefault("names") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Volumes of an engine.</summary>
internal sealed record DockerSource(LiveHand Docker, ImmutableArray<string> Names, long? Size)
    : CheckpointSource(
        DockerVolumesCheckpoint.KindId, "docker:" + string.Join(' ', Docker.Globals) + " volumes", Size)
{
    public override CheckpointSource With(CheckpointSource other) => other is DockerSource volumes
        ? this with
        {
            Names = [.. Names.Union(volumes.Names)],
            Size = Size is { } a && volumes.Size is { } b ? a + b : null,
        }
        : this;
}
