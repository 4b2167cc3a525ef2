using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Tools.Live;

/// <summary>A program of a cloud that answers recorded questions with recorded answers, and keeps what it was asked.
/// </summary>
internal sealed class FakeCloud : IDisposable
{
    private readonly CaseFolder _folder = new();

    public FakeCloud(string program)
    {
        Directory.CreateDirectory(Bin);
        string path = Path.Join(Bin, program);

        // The arguments choose the answer: a file called by their beginning, the longest first.
        File.WriteAllText(path, $$"""
            #!/bin/sh
            printf '%s\n' "$*" >> "{{Asked}}"
            all="$*"
            for name in $(ls "{{Bin}}"/answers 2>/dev/null | awk '{ print length, $0 }' | sort -rn | cut -d' ' -f2-); do
              key=$(printf '%s' "$name" | tr '+' ' ')
              case "$all" in
                "$key"*)
                  if [ -f "{{Bin}}/codes/$name" ]; then
                    cat "{{Bin}}/answers/$name" >&2; exit "$(cat "{{Bin}}/codes/$name")"
                  fi
                  cat "{{Bin}}/answers/$name"; exit 0;;
              esac
            done
            echo "no answer was recorded for: $all" >&2; exit 9
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Bin => Path.Join(_folder.Home, "bin");

    public string Work => _folder.Work;

    public CaseFolder Folder => _folder;

    private string Asked => Path.Join(_folder.Home, "asked.txt");

    /// <summary>What it was asked, in order.</summary>
    public string[] Questions => File.Exists(Asked) ? File.ReadAllLines(Asked) : [];

    public void Dispose() => _folder.Dispose();

    /// <summary>Answers questions that begin so.</summary>
    public FakeCloud On(string question, string answer, int? exit = null)
    {
        string name = question.Replace(' ', '+');
        Directory.CreateDirectory(Path.Join(Bin, "answers"));
        Directory.CreateDirectory(Path.Join(Bin, "codes"));
        File.WriteAllText(Path.Join(Bin, "answers", name), answer);
        if (exit is { } code)
        {
            File.WriteAllText(Path.Join(Bin, "codes", name), $"{code}");
        }

        return this;
    }
}
