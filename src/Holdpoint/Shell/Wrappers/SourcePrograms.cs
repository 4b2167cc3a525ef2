using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Languages;
using Holdpoint.Shell.Scripts;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A program that compiles source and runs it at once: how it is told which.</summary>
/// <param name="Extensions">Ends of the names of its sources, with their dot.</param>
/// <param name="Verbs">Words of which one must come first; empty where the file comes first.</param>
internal sealed record SourceProgram(Family Family, string Extensions, string Verbs)
{
    /// <summary>Short options that take a value, and long ones.</summary>
    public Wrapper Options { get; init; } = new();

    /// <summary>Without a file, the sources of the folder at hand, or of these below it, are meant.</summary>
    public string Folders { get; init; } = "";

    /// <summary>Options that name the package's folder, or a file in it.</summary>
    public string Package { get; init; } = "";

    /// <summary>A folder may be named in place of a file.</summary>
    public bool TakesFolder { get; init; }
}

/// <summary>Source that is compiled and run by one command, <c>go run .</c>, <c>java Wipe.java</c>: it is read like a
/// script. Of a project's libraries only what lies beside is read.</summary>
internal sealed class SourcePrograms(Session session)
{
    /// <summary>Files of one program; a package of more is read as far as that.</summary>
    private const int MaxFiles = 40;

    /// <summary>Characters of one program's sources: what the reader of code takes.</summary>
    private const int MaxText = 250 * 1024;

    /// <summary>The program of a name; null when it is none.</summary>
    public static SourceProgram? Find(string name) => name switch
    {
        "go" => new(Family.Go, ".go", "run")
        {
            Options = new()
            {
                OneDash = true,
                LongValued = "exec tags ldflags gcflags asmflags mod modfile overlay p C toolexec buildmode compiler",
            },
            TakesFolder = true,
            Folders = ".",
        },
        "java" => new(Family.Java, ".java", "") { Options = Jvm },
        "jbang" => new(Family.Java, ".java .kt .jsh .groovy", "") { Options = Jvm },
        "kotlin" or "kotlinc" => new(Family.Kotlin, ".kts .kt", "") { Options = Jvm },
        "scala" or "scala-cli" or "amm" => new(Family.Kotlin, ".scala .sc", "")
        {
            Options = Jvm,
            TakesFolder = true,
        },
        "cargo" => new(Family.Rust, ".rs", "run r")
        {
            Options = new() { Valued = "pFjZ", LongValued = "package bin example features manifest-path target profile "
                + "target-dir jobs color config message-format" },
            Folders = "src",
            Package = "manifest-path p package",
        },
        "dotnet" => new(Family.CSharp, ".cs .csx", "run script")
        {
            Options = new() { Valued = "cfrpav", LongValued = "project configuration framework runtime launch-profile "
                + "arch os verbosity property file" },
            Folders = ".",
            Package = "project",
        },
        "dotnet-script" or "csharprepl" => new(Family.CSharp, ".cs .csx", "") { Options = Jvm },
        "swift" => new(Family.Swift, ".swift", "")
        {
            Options = new() { Valued = "cI", LongValued = "configuration package-path" },
        },
        "mix" => new(Family.Ruby, ".exs .ex", "run")
        {
            Options = new() { Valued = "er", LongValued = "eval require", Code = "e eval" },
        },
        _ => null,
    };

    private static Wrapper Jvm => new()
    {
        OneDash = true,
        LongValued = "cp classpath class-path p module-path add-modules add-exports add-opens source howtorun language",
    };

    /// <summary>Reads the sources that a launch compiles and runs.</summary>
    public void Run(string name, SourceProgram program, Launch launch)
    {
        var line = new Line(launch.Arguments);
        string package = "", binary = "";
        List<Word> codes = [];
        Options(program, line, ref package, ref binary, codes);
        if (program.Verbs.Length > 0)
        {
            if (line.Next?.Text is not { } verb || !Wrapper.Has(program.Verbs, verb))
            {
                return;
            }

            line.Skip(1);
            Options(program, line, ref package, ref binary, codes);
        }

        if (codes.Count > 0)
        {
            Code(name, program, launch, Words.JoinWith(codes, "\n").Shown, line.Rest, inline: true);
        }
        else if (launch.Directory.Text is { } folder)
        {
            List<string> files = Files(program, line, folder, package, binary);
            if (files.Count > 0)
            {
                Read(name, program, launch, files, line.Rest);
            }
        }
    }

    private static void Options(
        SourceProgram program, Line line, ref string package, ref string binary, List<Word> codes)
    {
        while (line.Next?.Text is not "--" && line.Option(program.Options, out string option, out Word? value))
        {
            if (value is null)
            {
                continue;
            }

            if (Wrapper.Has(program.Options.Code, option))
            {
                codes.Add(value);
            }

            package = Wrapper.Has(program.Package, option) ? value.Text ?? "" : package;
            binary = option is "bin" or "example" ? option + "/" + value.Text : binary;
        }
    }

    /// <summary>The sources by their absolute paths; the line then stands at the program's own arguments.</summary>
    private List<string> Files(SourceProgram program, Line line, string folder, string package, string binary)
    {
        List<string> files = [];
        while (line.Next?.Text is { } word && IsSource(program, word))
        {
            files.Add(TaskFiles.Join(folder, word));
            line.Skip(1);
            if (program.Family is not Family.Go)
            {
                return files;
            }
        }

        if (files.Count > 0)
        {
            return files;
        }

        if (program.TakesFolder && line.Next?.Text is { Length: > 0 } place
            && (place is "." or ".." || place.StartsWith("./", StringComparison.Ordinal)
                || place.StartsWith("../", StringComparison.Ordinal) || place[0] == '/'))
        {
            line.Skip(1);
            return Sources(program, TaskFiles.Join(folder, place));
        }

        if (program.Folders.Length == 0 || program.TakesFolder)
        {
            return files;
        }

        if (package.Length > 0)
        {
            string named = package.EndsWith(".toml", StringComparison.Ordinal) || package.EndsWith("proj",
                StringComparison.Ordinal) ? TaskFiles.Folder(TaskFiles.Join(folder, package))
                : TaskFiles.Join(folder, package);
            folder = session.Context.Names(named).IsEmpty ? TaskFiles.Join(folder, "crates/" + package) : named;
        }

        return program.Family is Family.Rust ? Crate(program, folder, binary)
            : Sources(program, TaskFiles.Join(folder, program.Folders));
    }

    /// <summary>The main file of a crate, and the modules beside it.</summary>
    private List<string> Crate(SourceProgram program, string folder, string binary)
    {
        string[] mains = binary.Split('/') is [var kind, var name]
            ? kind is "bin" ? [$"src/bin/{name}.rs", $"src/bin/{name}/main.rs", "src/main.rs"]
                : [$"examples/{name}.rs", $"examples/{name}/main.rs"]
            : ["src/main.rs"];
        foreach (string main in mains)
        {
            string path = TaskFiles.Join(folder, main);
            if (Names(TaskFiles.Folder(path)).Contains(path[(path.LastIndexOf('/') + 1)..]))
            {
                return [path, .. Sources(program, TaskFiles.Join(folder, program.Folders)).Where(f => f != path)];
            }
        }

        return [];
    }

    private List<string> Sources(SourceProgram program, string folder) =>
    [
        .. Names(folder)
            .Where(n => IsSource(program, n) && !n.EndsWith("_test.go", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Take(MaxFiles).Select(n => TaskFiles.Join(folder, n)),
    ];

    /// <summary>The names in a folder, with those that the action itself wrote there before.</summary>
    private IEnumerable<string> Names(string folder) => session.Context.Names(folder)
        .Concat(session.Scope.Written.Keys.Where(p => TaskFiles.Folder(p) == folder).Select(Launcher.NameOf))
        .Distinct();

    private static bool IsSource(SourceProgram program, string name) =>
        name.LastIndexOf('.') is > 0 and var dot && Wrapper.Has(program.Extensions, name[dot..]);

    private void Read(
        string name, SourceProgram program, Launch launch, List<string> files, ImmutableArray<Word> arguments)
    {
        string whole = "";
        bool own = false;
        foreach (string path in files)
        {
            switch (session.Files.Read(launch.Directory, new Word(path)))
            {
                case FileText.Known(var text) when whole.Length + text.Length <= MaxText:
                    whole += text + "\n";
                    own |= session.Scope.Written.ContainsKey(path);
                    break;
                case FileText.Refused refused:
                    session.Files.Refuse(refused, launch.Span, name);
                    break;
            }
        }

        if (whole.Length > 0)
        {
            session.Files.Within(files[0], launch.Span, s =>
                new CodeProgram(s, name, program.Family, launch, arguments, own).Run(whole));
        }
    }

    private void Code(
        string name, SourceProgram program, Launch launch, string code, ImmutableArray<Word> arguments, bool inline) =>
        new CodeProgram(session, name, program.Family, launch, arguments, inline).Run(code);
}
