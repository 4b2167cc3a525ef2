using System.Diagnostics;

namespace Holdpoint.Tests.Tools.Clis.Checkpoints;

/// <summary>A program named docker whose volumes are folders: it answers in the engine's documented formats, and what a
/// container would run is run on the folder. There is no engine here.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class FakeDocker : IDisposable
{
    private const string Script = """
        #!/bin/bash
        all="$*"; echo "$all" >> "$STATE/asked"
        gone() { echo "Error response from daemon: get $1: no such volume" >&2; exit 1; }
        case "$1 $2" in
        "volume inspect") shift 2; sep='['
          for v in "$@"; do [ -d "$STATE/volumes/$v" ] || gone "$v"; echo "$sep"; cat "$STATE/meta/$v"; sep=,; done
          echo ']' ;;
        "volume ls")
          case "$*" in
          *compose.project=*) grep -l "compose.project\": \"${all##*compose.project=}\"" "$STATE"/meta/* \
            | while read -r f; do basename "$f"; done ;;
          *label=*) grep -l holdpoint.scratch "$STATE"/meta/* 2>/dev/null | while read -r f; do
            echo "$(basename "$f") $(sed -n 's/.*holdpoint.scratch": "\([0-9]*\)".*/\1/p' "$f")"; done ;;
          *) ls "$STATE/volumes" ;;
          esac ;;
        "volume create") shift 2; labels=
          while [ $# -gt 1 ]; do
            [ "$1" = --label ] && labels="$labels${labels:+,}\"${2%%=*}\": \"${2#*=}\""; shift 2; done
          mkdir "$STATE/volumes/$1" && printf \
            '{"Name": "%s", "Driver": "local", "Labels": {%s}, "Options": null, "Mountpoint": "/x", "Scope": "local"}' \
            "$1" "$labels" > "$STATE/meta/$1"; echo "$1" ;;
        "volume rm") shift 2; for v in "$@"; do
          [ -d "$STATE/volumes/$v" ] || gone "$v"; rm -r "$STATE/volumes/$v" "$STATE/meta/$v"; echo "$v"; done ;;
        "image ls") echo shop/app:3; echo busybox:1.36 ;;
        "system df") echo '{"Volumes": []}' ;;
        "compose down") for v in $(grep -l "compose.project\": \"shop\"" "$STATE"/meta/*); do
          v=$(basename "$v"); rm -r "$STATE/volumes/$v" "$STATE/meta/$v"; done ;;
        "ps --filter"|"ps --all") cat "$STATE/running" 2>/dev/null || true ;;
        "run --rm")
          while [ "$1" != --entrypoint ]; do [ "$1" = --volume ] && volume="${2%%:*}"; shift; done
          [ "$3" = busybox:1.36 ] || { echo "exec: \"sh\": executable file not found in \$PATH" >&2; exit 127; }
          [ -z "$volume" ] || [ -d "$STATE/volumes/$volume" ] || gone "$volume"
          script="$5"; exec sh -c "${script//\/v /$STATE/volumes/$volume }" ;;
        *) echo "unknown: $*" >&2; exit 125 ;;
        esac
        """;

    private readonly string _folder = Path.Join(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "holdpoint-test-scenes",
        "docker-" + Guid.NewGuid().ToString("n")[..8]);

    public FakeDocker()
    {
        Directory.CreateDirectory(Path.Join(_folder, "volumes"));
        Directory.CreateDirectory(Path.Join(_folder, "meta"));
        Directory.CreateDirectory(Bin);
        File.WriteAllText(
            Path.Join(Bin, "docker"), Script.Replace("$STATE", _folder, StringComparison.Ordinal));
        File.SetUnixFileMode(Path.Join(Bin, "docker"), (UnixFileMode)0x1ED);
    }

    public string Bin => Path.Join(_folder, "bin");

    /// <summary>What it was asked, in order.</summary>
    public string[] Asked => File.ReadAllLines(Path.Join(_folder, "asked"));

    public string Volume(string name) => Path.Join(_folder, "volumes", name);

    /// <summary>Containers that run, a line each as <c>ps</c> shows them.</summary>
    public void Running(string lines) => File.WriteAllText(Path.Join(_folder, "running"), lines);

    public void Run(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path.Join(Bin, "docker"), words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("docker did not start");
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>All volumes with all that is in them.</summary>
    public string Everything() => string.Join('\n', new[] { "volumes", "meta" }.SelectMany(f => Directory
        .EnumerateFileSystemEntries(Path.Join(_folder, f), "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Select(p => new FileInfo(p) is { LinkTarget: { } link } ? $"{p} -> {link}"
            : $"{p} {File.GetUnixFileMode(p)} " + (File.Exists(p) ? File.ReadAllText(p) : "")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
