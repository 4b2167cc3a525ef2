using System.Collections.Immutable;
using System.Text.Json;

namespace Holdpoint.Shell.Scripts.Images;

/// <summary>What a Dockerfile says that a container of its image starts. Pure.</summary>
/// <remarks>
/// As Docker's reference of Dockerfiles has it: of a stage only the last ENTRYPOINT and the last CMD count; a stage
/// <c>FROM</c> another one has that one's; setting ENTRYPOINT empties a CMD that came with the base; in shell form
/// ENTRYPOINT takes no arguments, and either runs as <c>/bin/sh -c</c>; words after the image stand in CMD's place.
/// </remarks>
internal sealed record ImageFile
{
    /// <summary>Instructions of one file; the longest that people keep have some hundred.</summary>
    private const int MaxInstructions = 2000;

    /// <summary>The words of ENTRYPOINT; empty for none.</summary>
    public ImmutableArray<string> Entry { get; private init; } = [];

    /// <summary>The words of CMD; empty for none.</summary>
    public ImmutableArray<string> Command { get; private init; } = [];

    /// <summary>ENTRYPOINT is code for a shell, which takes no words.</summary>
    private bool OfShell { get; init; }

    /// <summary>Variables of ENV, as far as they are plain.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Variables { get; private init; } = [];

    /// <summary>What is copied out of the context: from, to.</summary>
    public ImmutableArray<(string From, string To)> Copies { get; private init; } = [];

    /// <summary>What runs when these words stand after the image, or none; empty where its base says it.</summary>
    public ImmutableArray<string> Words(ImmutableArray<string> given) =>
        OfShell ? Entry : given.IsEmpty ? [.. Entry, .. Command] : [.. Entry, .. given];

    /// <summary>Reads a file.</summary>
    /// <param name="target">The stage that is built; null for the last.</param>
    public static ImageFile Read(string text, string? target)
    {
        var stages = new Dictionary<string, ImageFile>(StringComparer.OrdinalIgnoreCase);
        var stage = new ImageFile();
        string name = "";
        foreach (string instruction in Instructions(text).Take(MaxInstructions))
        {
            string[] parts = instruction.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
            string rest = parts.Length > 1 ? parts[1].Trim() : "";
            if (parts[0].Equals("FROM", StringComparison.OrdinalIgnoreCase))
            {
                if (target is not null && target.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return stage;
                }

                stages[name] = stage;
                string[] words = [.. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(w => !w.StartsWith("--", StringComparison.Ordinal))];
                stage = words.Length > 0 && stages.TryGetValue(words[0], out ImageFile? known)
                    ? known with { } : new ImageFile();
                name = words is [_, _, var own, ..] ? own : "";
            }
            else
            {
                stage = stage.After(parts[0].ToUpperInvariant(), rest);
            }
        }

        return stage;
    }

    private ImageFile After(string instruction, string rest) => instruction switch
    {
        "ENTRYPOINT" => this with { Entry = Form(rest, out bool shell), OfShell = shell, Command = [] },
        "CMD" => this with { Command = Form(rest, out _) },
        "ENV" => this with { Variables = [.. Variables, .. Assigned(rest)] },
        "COPY" or "ADD" when !rest.StartsWith("--from", StringComparison.OrdinalIgnoreCase)
            && rest.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words =>
            this with { Copies = [.. Copies, .. Copied([.. words.Where(w => w is not ['-', '-', ..])])] },
        _ => this,
    };

    /// <summary>The words of a form: a JSON list, or code for a shell.</summary>
    private static ImmutableArray<string> Form(string text, out bool shell)
    {
        shell = false;
        if (text.StartsWith('['))
        {
            try
            {
                using JsonDocument list = JsonDocument.Parse(text);
                return [.. list.RootElement.EnumerateArray().Select(w => w.GetString() ?? "")];
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // What is no list is code, says the reference.
            }
        }

        shell = text.Length > 0;
        return shell ? ["/bin/sh", "-c", text] : [];
    }

    /// <summary><c>NAME=value OTHER="a b"</c>, or <c>NAME value</c>.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Assigned(string text)
    {
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (blank > 0 && (equals < 0 || blank < equals))
        {
            yield return new(text[..blank], text[(blank + 1)..].Trim());
            yield break;
        }

        foreach ((string key, string value) in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1].Trim('"', '\''))))
        {
            yield return new(key, value);
        }
    }

    private static IEnumerable<(string, string)> Copied(string[] words)
    {
        for (int i = 0; i + 1 < words.Length; i++)
        {
            string from = words[i].Trim('[', ']', '"', ',');
            string to = words[^1].Trim('[', ']', '"');
            bool folder = words.Length > 2 || to.EndsWith('/') || to is "." or "./";
            yield return (from, folder ? $"{to.TrimEnd('/')}/{from[(from.LastIndexOf('/') + 1)..]}" : to);
        }
    }

    /// <summary>Every instruction on one line, without comments and without the texts that they bring along.</summary>
    private static IEnumerable<string> Instructions(string text)
    {
        string open = "";
        string? until = null;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            if (until is not null)
            {
                until = line == until ? null : until;
                continue;
            }

            if (line.Length == 0 || line[0] is '#')
            {
                continue;
            }

            if (line[^1] is '\\' or '`')
            {
                open += line[..^1] + " ";
                continue;
            }

            string whole = open + line;
            open = "";
            until = whole.IndexOf("<<", StringComparison.Ordinal) is > 0 and var at
                ? Marker(whole[(at + 2)..]) : null;
            yield return whole;
        }

        if (open.Length > 0)
        {
            yield return open;
        }
    }

    /// <summary>The word that ends a text: <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-"EOF"</c>; null for none.</summary>
    private static string? Marker(string text)
    {
        string word = text.TrimStart('-').Split(' ', 2)[0].Trim('"', '\'');
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') ? word : null;
    }
}
