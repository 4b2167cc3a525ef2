using System.Buffers;
using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>A backend and those of its settings that say where the state lies; never a secret.</summary>
/// <param name="Type">"local", "s3", "http", "cloud" …</param>
/// <param name="Settings">Sorted by name.</param>
/// <param name="Source">Where it was read.</param>
internal sealed record BackendSettings(string Type, ImmutableSortedDictionary<string, string> Settings, string Source)
{
    public const string LocalType = "local";

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n,%");

    /// <summary>What Terraform takes when nothing else is configured.</summary>
    public static readonly BackendSettings Local =
        new(LocalType, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            "no backend is configured");

    public bool IsLocal => Type is LocalType;

    /// <summary>The settings of all backends that name a place. All others (keys, tokens, connection strings) are
    /// left out.</summary>
    public static bool NamesPlace(string setting) => setting is
        "path" or "workspace_dir" or "bucket" or "key" or "prefix" or "region" or "workspace_key_prefix" or "address"
        or "container_name" or "storage_account_name" or "resource_group_name" or "subscription_id" or "organization"
            or "hostname"
        or "name" or "project" or "workspaces" or "schema_name" or "namespace" or "secret_suffix" or "endpoint"
            or "account_id"
        or "tablestore_table" or "profile" or "role_arn";

    /// <summary>The state's place in one line without blanks, the same on every computer:
    /// <c>s3:bucket=acme,key=prod.tfstate</c>. Regions, profiles and roles say how to reach it, not where it
    /// is.</summary>
    public string Key => $"{Type}:" + string.Join(',', Settings
        .Where(s => s.Key is not ("region" or "profile" or "role_arn" or "workspace_dir") && s.Value.Length > 0)
        .Select(s => $"{s.Key}={Plain(s.Value)}"));

    /// <summary>A value without what may be a secret (a URL's user and query) and without blanks.</summary>
    private static string Plain(string value)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Host.Length > 0)
        {
            value = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        }

        return value.AsSpan().ContainsAny(Separators)
            ? string.Concat(value.Select(c =>
                c is ' ' or '\t' or '\r' or '\n' or ',' or '%' ? $"%{(int)c:x2}" : c.ToString()))
            : value;
    }
}
