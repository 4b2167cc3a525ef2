using Holdpoint.Shell.Scripts.Trees;

namespace Holdpoint.Shell.Scripts.Node;

/// <summary>Which packages of a workspace an option names: by name, pattern or path.</summary>
internal static class Filters
{
    /// <summary>Whether a package is meant; what depends on a package is taken as all that there is.</summary>
    /// <param name="root">The folder of the workspace.</param>
    /// <param name="start">The folder in which the command runs.</param>
    public static bool Match(string filter, PackageFile package, string root, string start)
    {
        if (filter.Contains("...", StringComparison.Ordinal) || filter.Contains('[', StringComparison.Ordinal))
        {
            return true;
        }

        if (filter.StartsWith('!'))
        {
            return !Match(filter[1..], package, root, start);
        }

        string name = filter.Trim('{', '}');
        if (name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal)
            || name is "." || name.StartsWith('/') || filter.StartsWith('{'))
        {
            return Under(TaskFiles.Join(root, name.TrimEnd('*', '/')), package)
                || Under(TaskFiles.Join(start, name.TrimEnd('*', '/')), package);
        }

        return package.Name.Length > 0 && TaskFiles.Matches(name, package.Name)
            || package.Name.EndsWith("/" + name, StringComparison.Ordinal)
            || package.Folder == TaskFiles.Join(root, name)
            || package.Folder == TaskFiles.Join(start, name);
    }

    private static bool Under(string folder, PackageFile package) =>
        package.Folder == folder || package.Folder.StartsWith(folder + "/", StringComparison.Ordinal);
}
