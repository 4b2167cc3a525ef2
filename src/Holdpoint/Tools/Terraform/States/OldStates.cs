using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Reads the addresses out of a state of format 3 (Terraform 0.8 to 0.11) and its forerunners.</summary>
internal static class OldStates
{
    /// <summary><c>modules: [{path: ["root", "a"], resources: {"aws_x.y": {…}, "data.aws_z.w": {…}}}]</c></summary>
    public static void ReadModules(ref JsonCursor json, List<string> addresses)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is JsonTokenType.StartObject)
            {
                ReadModule(ref json, addresses);
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>The state as far as its addresses tell it: types and names, without attributes and
    /// dependencies.</summary>
    public static StateSummary Summary(StateReading.Unsupported old) => new()
    {
        Serial = old.Serial ?? 0,
        Lineage = old.Lineage ?? "",
        TerraformVersion = "",
        Instances = [.. old.Addresses.Select(Instance)],
        DataInstances = 0,
        Outputs = 0,
    };

    private static StateInstance Instance(string address)
    {
        string bare = Addresses.WithoutKeys(address);
        string[] steps = bare.Split('.');
        string own = string.Join('.', steps.TakeLast(2));
        (string? module, string? key) = Addresses.Split(address, own);
        return new StateInstance
        {
            Address = address,
            ConfigAddress = bare,
            Module = module,
            Key = key,
            Type = steps.Length < 2 ? bare : steps[^2],
            Name = steps[^1],
            Provider = "",
        };
    }

    private static void ReadModule(ref JsonCursor json, List<string> addresses)
    {
        string prefix = "";
        List<string> names = [];
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            bool isPath = json.ValueTextEquals("path"u8);
            bool isResources = json.ValueTextEquals("resources"u8);
            json.Read();
            if (isPath && json.TokenType is JsonTokenType.StartArray)
            {
                prefix = Prefix(ref json);
            }
            else if (isResources && json.TokenType is JsonTokenType.StartObject)
            {
                while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
                {
                    names.Add(json.GetString());
                    json.Skip();
                }
            }
            else
            {
                json.Skip();
            }
        }

        addresses.AddRange(names.Where(n => !n.StartsWith("data.", StringComparison.Ordinal)).Select(n =>
            prefix + Indexed(n)));
    }

    private static string Prefix(ref JsonCursor json)
    {
        var prefix = new System.Text.StringBuilder();
        bool first = true;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is JsonTokenType.String && !first)
            {
                prefix.Append("module.").Append(json.GetString()).Append('.');
            }

            json.Skip();
            first = false;
        }

        return prefix.ToString();
    }

    /// <summary><c>aws_x.y.0</c> was the key of what is <c>aws_x.y[0]</c> today.</summary>
    private static string Indexed(string key)
    {
        string[] parts = key.Split('.');
        return parts.Length == 3 && int.TryParse(parts[2], out int index) ? $"{parts[0]}.{parts[1]}[{index}]" : key;
    }
}
