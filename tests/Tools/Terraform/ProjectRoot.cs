using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Where the project and the shared reference data lie.</summary>
internal static class ProjectRoot
{
    public static string Path => Repository.Root;

    /// <summary>All recorded plans and states, beside the project on the machines that it is built on; null
    /// elsewhere.</summary>
    public static string? Reference { get; } = new[] { "../shared", "../../shared" }
        .Select(p => System.IO.Path.GetFullPath(System.IO.Path.Join(Repository.Root, p, "reference/terraform")))
        .FirstOrDefault(Directory.Exists);
}
