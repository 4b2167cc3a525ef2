using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>The manifests that a command of kubectl names: files, folders, patterns, what kustomizations put together,
/// and what another program writes into it.</summary>
/// <remarks>
/// As kubectl's reference has it: a folder of <c>-f</c> is read for <c>.json</c>, <c>.yaml</c> and <c>.yml</c>, what
/// is below it only with <c>-R</c>; values are parted by commas, and a pattern is matched by kubectl itself; <c>-k</c>
/// takes the kustomization of a folder. As Kustomize's reference has it: <c>resources</c>, <c>bases</c> and
/// <c>components</c> name files and folders with a kustomization of their own; what is remote, and charts, nobody here
/// can read.
/// </remarks>
internal sealed class ManifestFiles
{
    /// <summary>Bytes of a manifest; an operator's with all its types has about one million.</summary>
    private const int MaxFile = 4 * 1024 * 1024;

    /// <summary>Files read of one command.</summary>
    private const int MaxFiles = 64;

    /// <summary>Entries looked at in the folders of one command.</summary>
    private const int MaxEntries = 1000;

    /// <summary>Kustomizations in kustomizations, and folders in folders.</summary>
    private const int MaxDepth = 8;

    private static readonly string[] Kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private readonly Invocation _invocation;
    private readonly IWorld _world;
    private readonly List<string> _texts = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _entries;

    private ManifestFiles(Invocation invocation, IWorld world)
    {
        _invocation = invocation;
        _world = world;
    }

    /// <summary>The texts that could be read.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Everything that the command names was read.</summary>
    public bool All { get; private set; } = true;

    /// <summary>The namespace that a kustomization puts everything into; null for none.</summary>
    public string? Namespace { get; private set; }

    public static ManifestFiles Of(CliLine line, Invocation invocation, IWorld world)
    {
        var files = new ManifestFiles(invocation, world);
        bool deep = line.Has("recursive R");
        foreach (Word word in line.Values("filename f"))
        {
            foreach (string path in word.Text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
                files.Add(path, deep);
            }

            files.All &= word.Text is not null;
        }

        foreach (Word word in line.Values("kustomize k"))
        {
            files.AddKustomization(word.Text is { } folder ? files.Absolute(folder) : null, 0);
        }

        return files;
    }

    private string? Absolute(string path) => path.StartsWith('/') ? PathText.Normal(path)
        : _invocation.Directory.Text is { } folder ? PathText.Normal(folder + "/" + path) : null;

    private void Add(string path, bool deep)
    {
        if (path is "-")
        {
            AddInput(_invocation.Input);
        }
        else if (path.Contains("://", StringComparison.Ordinal) || Absolute(path) is not { } absolute)
        {
            All = false;
        }
        else if (path.Contains('*', StringComparison.Ordinal))
        {
            foreach (Entry entry in Entries(PathText.Parent(absolute)).Where(e =>
                Policy.Files.Glob.Matches(PathText.Name(absolute), PathText.Name(e.Path), ignoreCase: false)))
            {
                AddFile(entry.Path);
            }
        }
        else if (_world.Look(absolute).Kind is EntryKind.Folder)
        {
            AddFolder(absolute, deep, 0);
        }
        else
        {
            AddFile(absolute);
        }
    }

    private void AddFolder(string folder, bool deep, int depth)
    {
        foreach (Entry entry in Entries(folder))
        {
            if (entry.Kind is EntryKind.Folder)
            {
                if (deep && depth < MaxDepth)
                {
                    AddFolder(entry.Path, deep, depth + 1);
                }
            }
            else if (entry.Path.EndsWith(".yaml", StringComparison.Ordinal)
                || entry.Path.EndsWith(".yml", StringComparison.Ordinal)
                || entry.Path.EndsWith(".json", StringComparison.Ordinal))
            {
                AddFile(entry.Path);
            }
        }
    }

    /// <summary>The entries of a folder, by name.</summary>
    private Entry[] Entries(string folder)
    {
        Entry[] all = [.. (_world.List(folder) ?? []).Take(MaxEntries - _entries)];
        _entries += all.Length;
        All &= _entries < MaxEntries;
        Array.Sort(all, (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return all;
    }

    private void AddFile(string path)
    {
        if (!_seen.Add(path))
        {
            return;
        }

        if (_texts.Count < MaxFiles && Text(path) is { } text)
        {
            _texts.Add(text);
        }
        else
        {
            All = false;
        }
    }

    private string? Text(string path) => _invocation.Written.TryGetValue(path, out Word? written) ? written.Text
        : _world.Read(path, MaxFile) is FileAnswer.Content content ? content.Text : null;

    private void AddKustomization(string? folder, int depth)
    {
        string? path = folder is null || depth > MaxDepth ? null
            : Array.Find([.. Kustomizations.Select(k => PathText.Join(folder, k))], p => Text(p) is not null);
        if (folder is null || path is null || Text(path) is not { } text || YamlTree.Read(text) is not { } tree)
        {
            All = false;
            return;
        }

        if (!_seen.Add(path))
        {
            return;
        }

        Namespace ??= tree["namespace"]?.Text;
        All &= tree["helmCharts"] is null && tree["generators"] is null;
        foreach (string key in (ReadOnlySpan<string>)["resources", "bases", "components"])
        {
            foreach (string named in tree[key]?.Texts ?? [])
            {
                string below = PathText.Normal(folder + "/" + named);
                switch (_world.Look(below).Kind)
                {
                    case EntryKind.Folder:
                        AddKustomization(below, depth + 1);
                        break;
                    case EntryKind.Missing when !_invocation.Written.ContainsKey(below):
                        // Of a repository elsewhere, most often.
                        All = false;
                        break;
                    default:
                        AddFile(below);
                        break;
                }
            }
        }
    }

    /// <summary>What is written into the command: files that are printed, a kustomization that is built.</summary>
    private void AddInput(Input input)
    {
        switch (input)
        {
            case Input.Given({ Text: { } text }):
                _texts.Add(text);
                break;
            case Input.Given(var word) when word.Pieces.Any(p => p.Producer is not null):
                foreach (Piece piece in word.Pieces.Where(p => p.Producer is not null))
                {
                    AddInput(new Input.Piped(piece.Producer ?? _invocation));
                }

                break;
            case Input.FromFile({ Text: { } path }) when Absolute(path) is { } absolute:
                AddFile(absolute);
                break;
            case Input.Piped({ Name: "kustomize" or "kubectl" or "oc" } producer)
                when producer.Arguments is [{ Text: "build" or "kustomize" }, .. var rest]:
                AddKustomization(Absolute(rest.FirstOrDefault(w => w.Prefix is not ['-', ..])?.Text ?? "."), 0);
                break;
            case Input.Piped({ Name: "cat" } producer):
                foreach (Word file in producer.Arguments.Where(w => w.Prefix is not ['-', ..]))
                {
                    Add(file.Text ?? "", deep: false);
                }

                break;
            case Input.Piped({ Name: "envsubst" or "sed" or "yq" } producer):
                // What is changed on the way is still what the file names; the first operand is the script.
                foreach (Word file in producer.Arguments.Where(w => w.Prefix is not ['-', ..]).Skip(1))
                {
                    Add(file.Text ?? "", deep: false);
                }

                if (producer.Input is not Input.Piped { Producer.Name: "envsubst" or "sed" or "yq" })
                {
                    AddInput(producer.Input);
                }

                All = false;
                break;
            default:
                All = false;
                break;
        }
    }
}
