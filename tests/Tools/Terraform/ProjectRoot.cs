namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Where the project and the shared reference data lie.</summary>
internal static class ProjectRoot
{
    public static string Path { get; } = Find();

    /// <summary>All recorded plans and states, beside the project on the machines that it is built on; null elsewhere.</summary>
    public static string? Reference { get; } =
        Directory.Exists(System.IO.Path.Join(Path, "../shared/reference/terraform")) ? System.IO.Path.Join(Path, "../shared/reference/terraform")
        : Directory.Exists(System.IO.Path.Join(Path, "../../shared/reference/terraform")) ? System.IO.Path.Join(Path, "../../shared/reference/terraform")
        : null;

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(System.IO.Path.Join(at, "Holdpoint.slnx")))
        {
            at = System.IO.Path.GetDirectoryName(at);
        }

        return at ?? throw new InvalidOperationException("Holdpoint.slnx is not above " + AppContext.BaseDirectory);
    }
}
