using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Looks at the volumes that a composed project declares.</summary>
internal static class ComposeFiles
{
    /// <summary>Bytes of a compose file; large ones have some hundred services.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>The names that compose looks for, in its order.</summary>
    private static readonly string[] Usual =
        ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    /// <summary>Names the volumes that would go; a project whose file declares none has none but anonymous
    /// ones.</summary>
    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        if (Text(line, invocation, world) is not { } text)
        {
            return new Measurement(effect);
        }

        List<string> volumes = Volumes(text);
        string names = string.Join(", ", volumes);
        return volumes.Count == 0
            ? new Measurement(effect)
            : new Measurement(effect with
            {
                Resource = effect.Resource with { Name = names },
                Summary = $"{effect.Summary}: {names}",
            })
            {
                Count = volumes.Count,
                Unit = "volumes",
            };
    }

    /// <summary>What compose calls the project, and by which it knows its volumes; null where the words do not
    /// tell.</summary>
    public static string? Project(CliLine line, Invocation invocation, IWorld world)
    {
        if (line.Option("p project-name") is { Value: var named })
        {
            return named?.Text;
        }

        if ((invocation.Variable(NameVariable) is { } set ? set.Text : world.Variable(NameVariable))
            is { Length: > 0 } variable)
        {
            return variable;
        }

        string? own = Text(line, invocation, world)?.Split('\n')
            .FirstOrDefault(l => l.StartsWith("name:", StringComparison.Ordinal));
        string? folder = line.Value("project-directory") is { } given ? given.Text
            : line.Value("file|f")?.Text is { } file && file.LastIndexOf('/') is > 0 and var slash ? file[..slash]
            : invocation.Directory.Text;
        string name = own is not null ? own["name:".Length..].Trim().Trim('"', '\'')
            : (folder ?? "").TrimEnd('/').Split('/')[^1];
        string plain = string.Concat(name.ToLowerInvariant().Where(
            c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')).TrimStart('-', '_');

        // A name that is made of a variable is not known.
        return plain.Length == 0 || name.Contains('$') || name is "." or ".." ? null : plain;
    }

    private const string NameVariable = "COMPOSE_PROJECT_NAME";

    private static string? Text(CliLine line, Invocation invocation, IWorld world)
    {
        if (invocation.Directory.Text is not { } folder)
        {
            return null;
        }

        IEnumerable<string> files = line.Value("file|f")?.Text is { } named ? [named] : Usual;
        foreach (string file in files)
        {
            string path = file.StartsWith('/') ? file : $"{folder}/{file}";
            if (world.Read(path, MaxFile) is FileAnswer.Content content)
            {
                return content.Text;
            }
        }

        return null;
    }

    /// <summary>The keys one level below a <c>volumes:</c> at the start of a line; external ones stay.</summary>
    private static List<string> Volumes(string text)
    {
        List<string> found = [];
        bool inside = false;
        int depth = 0;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.TrimEnd();
            int indent = line.Length - line.TrimStart(' ').Length;
            if (line.Length == indent || line[indent] is '#')
            {
                continue;
            }

            if (indent == 0)
            {
                (inside, depth) = (line.StartsWith("volumes:", StringComparison.Ordinal), 0);
            }
            else if (inside && (depth == 0 || indent == depth) && line.IndexOf(':') is > 0 and var colon)
            {
                depth = indent;
                found.Add(line[indent..colon].Trim('"', '\''));
            }
            else if (inside && found.Count > 0 && line.AsSpan().Trim() is "external: true")
            {
                found.RemoveAt(found.Count - 1);
            }
        }

        return found;
    }
}
