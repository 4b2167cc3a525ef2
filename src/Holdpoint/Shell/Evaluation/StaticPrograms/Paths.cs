namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>basename and dirname of one path.</summary>
internal static class Paths
{
    public static string? BaseName(string[] arguments)
    {
        if (arguments is ["--", .. var rest])
        {
            arguments = rest;
        }

        if (arguments is not ([_] or [_, _]) || arguments[0] is ['-', _, ..])
        {
            return null;
        }

        string path = arguments[0].TrimEnd('/');
        if (path.Length == 0)
        {
            return arguments[0].Length > 0 ? "/" : "";
        }

        string name = path[(path.LastIndexOf('/') + 1)..];
        return arguments is [_, var suffix] && name != suffix && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name[..^suffix.Length]
            : name;
    }

    public static string? DirectoryName(string[] arguments)
    {
        if (arguments is ["--", .. var rest])
        {
            arguments = rest;
        }

        if (arguments is not [var path] || path is ['-', _, ..])
        {
            return null;
        }

        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash < 0
            ? trimmed.Length == 0 && path.Length > 0
                ? "/"
                : "."
            : trimmed[..slash].TrimEnd('/') is { Length: > 0 } folder
                ? folder
                : "/";
    }
}
