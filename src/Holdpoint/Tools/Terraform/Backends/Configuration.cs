using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Holdpoint.Environments;
using Holdpoint.World;

namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>What the configuration of a root module says of its backend and its providers. Modules below it are not
/// followed.</summary>
/// <param name="Exists">There is at least one file of configuration.</param>
/// <param name="Backend">The backend block in force, overrides laid over; null when there is none.</param>
/// <param name="Signs">Regions, projects, accounts and profiles of provider blocks.</param>
internal sealed record Configuration(bool Exists, BackendSettings? Backend, ImmutableArray<Sign> Signs)
{
    /// <summary>Configurations are written by hand: larger files and more of them are generated, and hold no
    /// backend.</summary>
    private const long MaxFileBytes = 2 * 1024 * 1024;

    private const int MaxFiles = 1000;

    private const string MovedBlock = "moved";

    public static Configuration Read(IWorld world, string directory)
    {
        List<string> files = [.. (world.List(directory) ?? [])
            .Where(e => e.Kind is EntryKind.File or EntryKind.Link && IsConfiguration(e.Path))
            .Select(e => e.Path)
            .OrderBy(IsOverride)
            .ThenBy(p => p, StringComparer.Ordinal)
            .Take(MaxFiles)];
        BackendSettings? backend = null;
        bool moves = false;
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        foreach (string file in files)
        {
            if (world.Read(file, MaxFileBytes) is FileAnswer.Content content)
            {
                string name = Path.GetFileName(file);
                bool json = file.EndsWith(".json", StringComparison.Ordinal);
                moves |= MovesIn(content.Text, json);
                backend = (json ? BackendOfJson(content.Bytes, name) : BackendOf(content.Text, name, signs)) ?? backend;
            }
        }

        return new Configuration(files.Count > 0, backend, signs.ToImmutable()) { Moves = moves };
    }

    /// <summary>It has a <c>moved</c> block: objects go by other addresses than in the state.</summary>
    public bool Moves { get; private init; }

    private static bool MovesIn(string text, bool json)
    {
        if (json || !text.Contains(MovedBlock, StringComparison.Ordinal))
        {
            return json && text.Contains($"\"{MovedBlock}\"", StringComparison.Ordinal);
        }

        bool found = false;
        HclBlocks.Walk(text, (path, _, _) => found |= path is [MovedBlock, ..]);
        return found;
    }

    public static bool IsConfiguration(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal)
        || path.EndsWith(".tofu", StringComparison.Ordinal) || path.EndsWith(".tofu.json", StringComparison.Ordinal);

    /// <summary>Files that Terraform lays over the others.</summary>
    public static bool IsOverride(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string stem = dot < 0 ? name : name[..dot];
        return IsConfiguration(name) && (stem is "override" || stem.EndsWith("_override", StringComparison.Ordinal));
    }

    /// <summary>The backend that a file's text names; null when it has none.</summary>
    public static BackendSettings? BackendOf(string text, string source, ICollection<Sign>? signs = null)
    {
        string? type = null;
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        HclBlocks.Walk(text, (path, name, value) =>
        {
            if (path is ["terraform", var block, ..]
                && (block.StartsWith("backend ", StringComparison.Ordinal) || block is "cloud"))
            {
                type = block is "cloud" ? block : block["backend ".Length..];
                if (name is not null && value is not null && BackendSettings.NamesPlace(name))
                {
                    settings[name] = value;
                }
            }
            else if (path is [var provider, ..] && provider.StartsWith("provider ", StringComparison.Ordinal)
                && name is not null && value is { Length: > 0 } && SignOf(name) is { } kind)
            {
                signs?.Add(new Sign(kind, value, $"{provider} in {source}"));
            }
        });
        return type is null ? null : new BackendSettings(type, settings.ToImmutable(), source);
    }

    /// <summary>The backend that a JSON file names; null when it has none or is no JSON.</summary>
    public static BackendSettings? BackendOfJson(ReadOnlyMemory<byte> bytes, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            foreach (JsonElement terraform in Blocks(document.RootElement, "terraform"))
            {
                foreach (JsonElement cloud in Blocks(terraform, "cloud"))
                {
                    return new BackendSettings("cloud", BackendRecord.Settings(cloud), source);
                }

                foreach (JsonElement backend in Blocks(terraform, "backend"))
                {
                    foreach (JsonProperty one in backend.ValueKind is JsonValueKind.Object
                        ? [.. backend.EnumerateObject()] : Array.Empty<JsonProperty>())
                    {
                        return new BackendSettings(one.Name, BackendRecord.Settings(one.Value), source);
                    }
                }
            }
        }
        catch (JsonException)
        {
            // Terraform refuses the file, too.
        }

        return null;
    }

    /// <summary>The backend that a file would name with this content; null when it has none.</summary>
    public static BackendSettings? BackendOfFile(string path, string content) =>
        path.EndsWith(".json", StringComparison.Ordinal)
        ? BackendOfJson(Encoding.UTF8.GetBytes(content), Path.GetFileName(path))
        : BackendOf(content, Path.GetFileName(path), signs: null);

    /// <summary>A block in JSON is an object, or a list of them.</summary>
    private static IEnumerable<JsonElement> Blocks(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Array ? parent.EnumerateArray().SelectMany(p => Blocks(p, name))
        : parent.ValueKind is not JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement found) ? []
        : found.ValueKind is JsonValueKind.Array ? found.EnumerateArray()
        : [found];

    private static SignKind? SignOf(string setting) => setting switch
    {
        "region" or "location" => SignKind.Region,
        "project" or "project_id" or "subscription_id" or "account_id" or "tenant_id" => SignKind.Account,
        "profile" or "config_context" => SignKind.Context,
        "host" => SignKind.Host,
        "role_arn" or "url" or "endpoint" => SignKind.Url,
        _ => null,
    };
}
