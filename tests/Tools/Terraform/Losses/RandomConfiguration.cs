using System.Text;

namespace Holdpoint.Tests.Tools.Terraform.Losses;

/// <summary>A random configuration of <c>terraform_data</c>: counts, for_each, nested modules, references of every
/// form, depends_on, locals and outputs in between. The same seed gives the same files.</summary>
internal sealed class RandomConfiguration
{
    private const int MaxModuleDepth = 2;

    /// <summary>Keys that addresses quote: dots, brackets, quotes, a template's introducer.</summary>
    private static readonly string[] Keys = ["a", "b.c", "d[0]", "e\\\"f", "g/h", "$${i}"];

    private readonly Random _random;
    private int _modules;

    public RandomConfiguration(int seed)
    {
        _random = new Random(seed);
        Module("", 0);
    }

    /// <summary>Paths relative to the root module, each with its text.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands in one module so far, and how the rest of it can refer to it.</summary>
    private sealed record Scope(List<string> Values, List<string> Blocks);

    private void Module(string folder, int depth)
    {
        var scope = new Scope(folder.Length == 0 ? [] : ["var.given"], []);
        var text = new StringBuilder(folder.Length == 0 ? "" : "variable \"given\" {\n  default = null\n}\n");
        int steps = depth == 0 ? _random.Next(4, 8) : _random.Next(1, 4);
        for (int i = 0; i < steps; i++)
        {
            switch (_random.Next(6))
            {
                case 0 or 1 when depth < MaxModuleDepth && _modules < 5:
                    Call(text, scope, folder, depth, $"m{i}");
                    break;
                case 2 when scope.Values.Count > 0:
                    text.Append($"locals {{\n  l{i} = [{References(scope, 1)}]\n}}\n");
                    scope.Values.Add($"local.l{i}");
                    break;
                default:
                    Resource(text, scope, $"r{i}");
                    break;
            }
        }

        text.Append($"output \"given\" {{\n  value = [{References(scope, 1)}]\n}}\n");
        Files[Path.Join(folder, "main.tf")] = text.ToString();
    }

    private void Call(StringBuilder text, Scope scope, string folder, int depth, string name)
    {
        string own = Path.Join(folder, $"module{_modules++}");
        text.Append($"module \"{name}\" {{\n  source = \"./{Path.GetFileName(own)}\"\n");
        string[] keys = Repetition(text);
        if (_random.Next(3) > 0)
        {
            text.Append($"  given = [{References(scope, 1)}]\n");
        }

        DependsOn(text, scope);
        text.Append("}\n");
        Offer(scope, $"module.{name}", ".given", keys);
        Module(own, depth + 1);
    }

    private void Resource(StringBuilder text, Scope scope, string name)
    {
        text.Append($"resource \"terraform_data\" \"{name}\" {{\n");
        string[] keys = Repetition(text);
        text.Append($"  input = [{References(scope, 2)}]\n");
        DependsOn(text, scope);
        if (_random.Next(4) == 0)
        {
            text.Append("  lifecycle {\n    create_before_destroy = true\n  }\n");
        }

        text.Append("}\n");
        Offer(scope, $"terraform_data.{name}", ".id", keys);
    }

    /// <summary>None, count or for_each; returns the keys as they stand in brackets.</summary>
    private string[] Repetition(StringBuilder text)
    {
        switch (_random.Next(4))
        {
            case 0:
                text.Append("  count = 2\n");
                return ["0", "1"];
            case 1:
                string one = Keys[_random.Next(Keys.Length)], other = Keys[_random.Next(Keys.Length)];
                text.Append($"  for_each = toset([\"{one}\", \"{other}\"])\n");
                return one == other ? [$"\"{one}\""] : [$"\"{one}\"", $"\"{other}\""];
            default:
                return [];
        }
    }

    private void Offer(Scope scope, string address, string attribute, string[] keys)
    {
        scope.Blocks.Add(address);
        if (keys.Length == 0)
        {
            scope.Values.Add(address + attribute);
            return;
        }

        scope.Values.Add($"{address}[{keys[_random.Next(keys.Length)]}]{attribute}");
        scope.Values.Add(keys[0][0] is '"' ? $"[for x in {address} : x{attribute}]" : $"{address}[*]{attribute}");
    }

    private string References(Scope scope, int most) => scope.Values.Count == 0
        ? ""
        : string.Join(", ", Enumerable.Range(0, _random.Next(most + 1)).Select(_ =>
            scope.Values[_random.Next(scope.Values.Count)]));

    private void DependsOn(StringBuilder text, Scope scope)
    {
        if (scope.Blocks.Count > 0 && _random.Next(5) == 0)
        {
            text.Append($"  depends_on = [{scope.Blocks[_random.Next(scope.Blocks.Count)]}]\n");
        }
    }
}
