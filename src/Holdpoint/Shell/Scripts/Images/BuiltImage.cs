using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Shell.Scripts.Compose;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Shell.Scripts.Images;

/// <summary>An image that is built out of a folder of this machine.</summary>
/// <param name="Context">The folder, absolute.</param>
internal sealed record BuiltImage(ImageFile File, string Context)
{
    /// <summary>Scripts of the context that it starts: the path in the image, the path here, the text.</summary>
    public ImmutableArray<(string Program, string Path, string Text)> Scripts { get; private init; } = [];

    private static readonly Wrapper Building = new()
    {
        Valued = "tfmoc",
        LongValued = "tag file target build-arg platform label output cache-from cache-to network progress secret ssh "
            + "iidfile metadata-file build-context builder memory shm-size ulimit add-host",
    };

    /// <summary>The image of a compose service's <c>build</c>; null where none is built, or its file is not
    /// there.</summary>
    public static BuiltImage? Of(Tree build, string folder, TaskFiles files, Launch launch)
    {
        string context = TaskFiles.Join(folder, build.Text ?? build["context"]?.Text ?? ".");
        string? text = build["dockerfile_inline"]?.Text
            ?? files.Text(TaskFiles.Join(context, build["dockerfile"]?.Text ?? "Dockerfile"), launch.Span, "docker");
        return text is null ? null : Made(ImageFile.Read(text, build["target"]?.Text), context, files, launch);
    }

    /// <summary>The image of a name that this very action built, or that a compose file of the folder builds; null
    /// where nobody here knows.</summary>
    public static BuiltImage? Named(Word place, Session session, TaskFiles files, Launch launch)
    {
        if (place.Text is not { } image)
        {
            // docker run $(docker build -q .)
            return place.Pieces is [{ Producer: { } producer }] ? OfBuild(null, producer, files, launch) : null;
        }

        foreach (Invocation built in session.Found)
        {
            if (built.Name is "docker" or "podman" or "nerdctl" or "buildah" && OfBuild(image, built, files, launch)
                is { } found)
            {
                return found;
            }
        }

        return launch.Directory.Text is not { } folder || !ComposeProject.IsIn(folder, files, launch) ? null
            : ComposeProject.Load(session, files, ComposeLine.Nothing, launch)?.Built(image);
    }

    private static BuiltImage? OfBuild(string? image, Invocation built, TaskFiles files, Launch launch)
    {
        int verb = 0;
        while (verb < built.Arguments.Length && built.Arguments[verb].Text is not ("build" or "bud"))
        {
            verb++;
        }

        if (verb >= built.Arguments.Length || built.Directory.Text is not { } folder)
        {
            return null;
        }

        var line = new Line(built.Arguments[(verb + 1)..]);
        string? file = null, target = null, context = null;
        bool named = image is null;
        while (!line.Ended)
        {
            if (line.Option(Building, out string option, out Word? value))
            {
                named |= option is "t" or "tag" && image is not null && Same(value?.Text, image);
                file = option is "f" or "file" ? value?.Text : file;
                target = option is "target" ? value?.Text : target;
            }
            else if (line.Next is { } word)
            {
                context = word.Text;
                line.Skip(1);
            }
        }

        return named && context is not null && files.Text(
            TaskFiles.Join(folder, file ?? context.TrimEnd('/') + "/Dockerfile"), launch.Span, "docker") is { } text
            ? Made(ImageFile.Read(text, target), TaskFiles.Join(folder, context), files, launch) : null;
    }

    /// <summary>Two names of an image; one without a tag is the latest.</summary>
    public static bool Same(string? one, string other) => one is not null && Whole(one) == Whole(other);

    private static string Whole(string name) =>
        name.IndexOf(':', name.LastIndexOf('/') + 1) < 0 ? name + ":latest" : name;

    /// <summary>Runs what a container of the image starts: a script out of its context is read.</summary>
    public static void Start(
        BuiltImage? image, Session session, TaskFiles files, Launch inner, ImmutableArray<Word> words, string by)
    {
        foreach ((string program, string path, string text) in image?.Scripts ?? [])
        {
            if (words[0].Text == program)
            {
                session.Files.Within(files.Shown(path), inner.Span, s => s.Launcher.Code.RunChild(
                    inner, new Word(text), by, words[0], words[1..], inner.Input));
                return;
            }
        }

        session.Launcher.Start(inner with
        {
            Program = words[0], Arguments = words[1..], Direct = true, External = true,
        });
    }

    /// <summary>The image with the scripts that it starts, which are this machine's: they are read before anything
    /// runs elsewhere.</summary>
    private static BuiltImage Made(ImageFile file, string context, TaskFiles files, Launch launch)
    {
        var scripts = ImmutableArray.CreateBuilder<(string, string, string)>();
        foreach (string program in file.Entry.Take(1).Concat(file.Command.Take(1)))
        {
            string name = program[(program.LastIndexOf('/') + 1)..];
            foreach ((string from, string to) in file.Copies)
            {
                // What is copied as a whole keeps its names.
                string? copied = to[(to.LastIndexOf('/') + 1)..] == name ? from
                    : from is "." or "./" && program.Contains('/', StringComparison.Ordinal) ? name : null;
                string path = TaskFiles.Join(context, copied ?? "");
                if (copied is not null && files.Text(path, launch.Span, "docker") is { } text
                    && ScriptRunner.Interpreter(text) is [var interpreter, ..]
                    && ProgramNames.Of(interpreter) is "sh" or "bash" or "dash" or "ash" or "env")
                {
                    scripts.Add((program, path, text));
                    break;
                }
            }
        }

        return new BuiltImage(file, context) { Scripts = scripts.ToImmutable() };
    }
}
