using System.Collections.Immutable;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Shell.Scripts.Trees;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.Tools.Terraform.Protection;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Reads the checkpoint of a Pulumi stack whose backend is a folder of this machine, and tells what its
/// destruction takes.</summary>
internal static class PulumiStacks
{
    /// <summary>Checkpoints of some thousand resources.</summary>
    private const int MaxFile = 16 * 1024 * 1024;

    private const string Local = "file://";

    public static Measurement Look(Effect effect, CliLine line, Invocation invocation, IWorld world)
    {
        var words = new Measurement(effect);
        if (Project(line, invocation, world) is not (string folder, Tree settings))
        {
            return words with { Unmeasured = "no Pulumi.yaml tells the project" };
        }

        var around = new Surroundings(invocation, world);
        string home = around.Variable("PULUMI_HOME")?.Text ?? world.Home + "/.pulumi";
        string? backend = around.Variable("PULUMI_BACKEND_URL") is { } set ? set.Text
            : settings.At("backend", "url")?.Text
            ?? Json(world, $"{home}/credentials.json")?["current"]?.Text;
        if (backend is null || !backend.StartsWith(Local, StringComparison.Ordinal))
        {
            string where = backend is null ? "Pulumi's own service" : backend.Split('?')[0];
            return words with { Unmeasured = $"its state lies in {where}, which is not asked" };
        }

        string project = settings["name"]?.Text ?? "";
        string? stack = line.Value("s|stack") is { } named ? named.Text
            : around.Variable("PULUMI_STACK") is { } variable ? variable.Text
            : Selected(world, folder, project, home);
        if (stack is null)
        {
            return words with { Unmeasured = "which stack is selected cannot be told" };
        }

        string name = stack[(stack.LastIndexOf('/') + 1)..];
        string root = backend[Local.Length..] is ['~', .. var below] ? world.Home + below : backend[Local.Length..];
        string stacks = Path.GetFullPath(Path.Join(root, ".pulumi/stacks"), folder);
        foreach (string path in (IEnumerable<string>)[$"{stacks}/{project}/{name}.json", $"{stacks}/{name}.json"])
        {
            if (world.Read(path, MaxFile) is FileAnswer.Content content)
            {
                return JsonTree.Read(content.Text)?.At("checkpoint", "latest") is { } latest
                    ? OfResources(words, latest["resources"]?.Items ?? [], path)
                    : words with { Unmeasured = $"{path} cannot be read as a checkpoint" };
            }
        }

        return words with { Unmeasured = $"there is no checkpoint of {name} in {stacks}" };
    }

    private static Measurement OfResources(Measurement words, ImmutableArray<Tree> resources, string path)
    {
        ImmutableArray<StateInstance> instances =
        [
            .. resources.Where(r => r["custom"]?.Text is "true" && r["external"]?.Text is not "true"
                && r["type"]?.Text is { } type && !type.StartsWith("pulumi:", StringComparison.Ordinal))
                .Select(Instance),
        ];
        if (instances.IsEmpty)
        {
            return DestroyMeasure.Untouched(words, "the stack holds no resources");
        }

        var state = new StateSummary
        {
            Serial = 0,
            Lineage = "",
            TerraformVersion = "",
            Instances = instances,
            DataInstances = 0,
            Outputs = 0,
        };
        TerraformLosses losses = TerraformRadius.OfDestroy(state, DestroyScope.Everything, path) with { Facts = [] };
        Measurement measured = losses.Over(words);
        string[] kept = [.. resources.Where(r => r["protect"]?.Text is "true").Select(r => Name(r["urn"]?.Text ?? ""))];
        string summary = DestroyMeasure.Told(words.Effect.Summary, losses);
        return measured with
        {
            Effect = measured.Effect with
            {
                Summary = kept.Length == 0 ? summary : $"{summary}; protected, so that it stops there: "
                    + string.Join(", ", kept.Take(3)),
            },
            Facts = [.. measured.Facts, new Fact("resources in the stack", $"{instances.Length}", path)],
        };
    }

    private static StateInstance Instance(Tree resource)
    {
        string name = Name(resource["urn"]?.Text ?? "");
        string type = resource["type"]?.Text ?? "";
        string known = PulumiTypes.OfTerraform(type) ?? type;
        var standing = new List<KeyValuePair<string, string>>();
        var names = new List<KeyValuePair<string, string>>();
        foreach ((string key, Tree value) in (resource["outputs"] ?? resource["inputs"])?.Entries ?? [])
        {
            if (key is "tags" or "labels")
            {
                names.AddRange(value.Entries.Where(t => t.Value.Text is not null)
                    .Select(t => KeyValuePair.Create("tags." + t.Key, t.Value.Text ?? "")));
            }
            else if (value.Text is { } text)
            {
                string snake = PulumiTypes.Snake(key);
                bool? tells = AttributesOfInterest.IsName(snake);
                (tells is true ? names : tells is false ? standing : null)?.Add(KeyValuePair.Create(snake, text));
            }
        }

        return new StateInstance
        {
            Address = $"{type}::{name}",
            ConfigAddress = $"{type}::{name}",
            Type = known,
            Name = name,
            Attributes = new AttributeSet([.. names], [.. standing]),
        };
    }

    private static string Name(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) is var at && at < 0
        ? 0 : at + 2)..];

    private static (string Folder, Tree Settings)? Project(CliLine line, Invocation invocation, IWorld world)
    {
        string? folder = invocation.Directory.Text;
        if (line.Value("C|cwd") is { } other)
        {
            folder = other.Text is { } named && folder is not null ? Path.GetFullPath(named, folder) : null;
        }

        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (string file in (IEnumerable<string>)["Pulumi.yaml", "Pulumi.yml"])
            {
                if (TerraformFolders.Settings(world, Path.Join(folder, file)) is { } text)
                {
                    return (folder, YamlTree.Read(text) ?? Tree.Table.Empty);
                }
            }
        }

        return null;
    }

    /// <summary>The stack that was selected last in this folder; the file is called by the folder's hash.</summary>
    private static string? Selected(IWorld world, string folder, string project, string home)
    {
        foreach (string file in (IEnumerable<string>)["Pulumi.yaml", "Pulumi.yml"])
        {
            string hash = Sha1.Hex(Encoding.UTF8.GetBytes(Path.Join(folder, file)));
            string path = $"{home}/workspaces/{project}-{hash}-workspace.json";
            if (Json(world, path)?["stack"]?.Text is { Length: > 0 } stack)
            {
                return stack;
            }
        }

        return null;
    }

    private static Tree? Json(IWorld world, string path) =>
        TerraformFolders.Settings(world, path) is { } text ? JsonTree.Read(text) : null;
}

/// <summary>Types of Pulumi's bridged providers as Terraform calls them, for those whose loss is known.</summary>
internal static class PulumiTypes
{
    /// <summary>The type of Terraform that a type stands for: <c>aws:rds/instance:Instance</c> is
    /// <c>aws_db_instance</c>; null for one whose loss the table does not know.</summary>
    public static string? OfTerraform(string type)
    {
        string[] parts = type.Split(':', '/');
        if (parts.Length < 3)
        {
            return null;
        }

        string provider = parts[0] switch
        {
            "gcp" => "google",
            "azure" => "azurerm",
            var other => other.Replace('-', '_'),
        };
        string module = Snake(parts[1]);
        string resource = Snake(parts[^1]);

        // Modules are Pulumi's own; where they are no part of Terraform's name, the resource alone is.
        return new[]
        {
            Renamed(provider, module, resource), $"{provider}_{module}_{resource}", $"{provider}_{resource}",
        }.FirstOrDefault(t => t.Length > 0 && ProtectionTable.Find(t) is not null);
    }

    private static string Renamed(string provider, string module, string resource) => (provider, module) switch
    {
        ("aws", "rds") when resource is "instance" => "aws_db_instance",
        ("aws", "rds") when resource is "cluster" => "aws_rds_cluster",
        ("aws", "s3") when resource.StartsWith("bucket", StringComparison.Ordinal) => "aws_s3_bucket",
        ("google", "firestore") when resource is "database" => "google_firestore_database",
        ("azurerm", "storage") when resource is "account" => "azurerm_storage_account",
        ("azurerm", "cosmosdb") when resource is "account" => "azurerm_cosmosdb_account",
        _ => "",
    };

    /// <summary><c>skipFinalSnapshot</c> is <c>skip_final_snapshot</c>.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}
