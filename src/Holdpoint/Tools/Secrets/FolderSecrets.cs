using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Shell.Evaluation;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Secrets;

/// <summary>A folder, a pattern or a list of names that is sent.</summary>
/// <param name="Path">As it is written.</param>
/// <param name="Directory">What it begins from.</param>
/// <param name="IsList">The names stand in that file.</param>
/// <param name="Left">Patterns of what is left out.</param>
internal sealed record Heap(Word Path, Word Directory, bool IsList, ImmutableArray<string> Left);

/// <summary>Looks whether a known secret lies in what is sent as a whole.</summary>
internal sealed record FolderSecrets(ImmutableArray<Heap> Heaps) : Probe
{
    /// <summary>Entries looked at: a project without what it downloads has some thousand.</summary>
    private const int MaxEntries = 20_000;

    /// <summary>Names of one list.</summary>
    private const int MaxNames = 1000;

    /// <summary>Bytes of a file of settings or a key; larger ones are no such thing.</summary>
    private const int MaxFile = 256 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        Found(effect, world) ?? new Measurement(effect with
        {
            Kind = EffectKind.Read,
            Recovery = new Recovery.Trivial("no secret that is known lies in it"),
        });

    /// <summary>Nothing where no secret is found: sending files is what the command is for.</summary>
    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget) =>
        Found(effect, world) is { } found ? [found] : [];

    private Measurement? Found(Effect effect, IWorld world)
    {
        int entries = 0;
        foreach (Heap heap in Heaps)
        {
            foreach (string root in Roots(heap, world))
            {
                if (Within(root, heap.Left, world, ref entries) is { } secret)
                {
                    return new Measurement(effect with
                    {
                        Resource = effect.Resource with { Name = secret.Path },
                        Summary = $"{effect.Summary}, and in it {secret.What} ({secret.Path})",
                    });
                }
            }
        }

        return entries > MaxEntries
            ? new Measurement(effect) { Unmeasured = $"of more than {MaxEntries} files the rest was not looked at" }
            : null;
    }

    private static IEnumerable<string> Roots(Heap heap, IWorld world)
    {
        if (heap.Directory.Text is not { } directory || PathText.Absolute(heap.Path, heap.Directory) is not { } path)
        {
            return [];
        }

        if (!heap.IsList)
        {
            return Globs.Expand(path, world) ?? [];
        }

        return world.Read(path, MaxFile) is FileAnswer.Content list
            ? list.Text.Split('\n', MaxNames).Select(l => l.Trim()).Where(l => l.Length > 0)
                .Select(l => Path.GetFullPath(l, directory))
            : [];
    }

    private static Secret? Within(string root, ImmutableArray<string> left, IWorld world, ref int entries)
    {
        var waiting = new Stack<string>([world.RealPath(root) ?? root]);
        while (waiting.TryPop(out string? path) && ++entries <= MaxEntries)
        {
            Entry entry = world.Look(path);
            if (entry.Kind is EntryKind.Folder)
            {
                foreach (Entry inner in world.List(path) ?? [])
                {
                    if (Path.GetFileName(inner.Path) is not ".git" && !IsLeft(inner.Path, left))
                    {
                        waiting.Push(inner.Path);
                    }
                }
            }
            else if (entry.Kind is EntryKind.File && Known(path, world) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    private static bool IsLeft(string path, ImmutableArray<string> left)
    {
        foreach (string pattern in left)
        {
            string bare = pattern.TrimEnd('/').TrimStart('.', '/') is { Length: > 0 } rest && pattern.StartsWith("./",
                StringComparison.Ordinal) ? rest : pattern.Trim('/');
            if (Patterns.Matches(bare, Path.GetFileName(path)) || Patterns.Matches("*/" + bare, path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A secret by its place, of which the content says that it is one as far as it is known how it
    /// looks.</summary>
    private static Secret? Known(string path, IWorld world)
    {
        if (SecretPlaces.Find(path, null, false) is not { } secret)
        {
            return null;
        }

        bool settings = secret.What == SecretPlaces.Settings;
        if ((settings || secret.What == SecretPlaces.PrivateKey)
            && world.Read(path, MaxFile) is FileAnswer.Content content)
        {
            return settings ? HoldsValues(content.Text) ? secret : null
                : content.Text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? secret : null;
        }

        return secret;
    }

    /// <summary>Whether a file of variables gives one a value that is a secret by its name, or a URL with a
    /// password.</summary>
    private static bool HoldsValues(string text)
    {
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            line = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].Trim() : line;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string value = equals < 1 || line[0] == '#' ? "" : line[(equals + 1)..].Trim('"', '\'', ' ');
            if (value.Length > 0 && value[0] is not ('<' or '$')
                && (Redaction.IsSecretName(line.AsSpan(0, equals)) || Redaction.Redact(value) != value))
            {
                return true;
            }
        }

        return false;
    }
}
