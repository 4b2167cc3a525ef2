using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Native;

/// <summary>The program as its own project builds it, in the configuration of these tests.</summary>
/// <remarks>The copy beside the tests lacks what their newer framework brings itself, and does not start.</remarks>
internal static class BuiltBinary
{
    public static string Path { get; } = Directory.EnumerateFiles(
        System.IO.Path.Join(Repository.Root, "src/Holdpoint.Cli/bin", Configuration), "holdpoint",
        SearchOption.AllDirectories)
        .Where(p => File.Exists(p + ".dll")).MaxBy(File.GetLastWriteTimeUtc)
        ?? throw new InvalidOperationException("the program was not built");

    /// <summary>"Debug" or "Release": the folder above that of the framework.</summary>
    private static string Configuration => AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2];
}
