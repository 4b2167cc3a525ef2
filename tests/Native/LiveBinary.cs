using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Native;

/// <summary>The program that asks databases: the published one; in a quick build the one just built, so that no test
/// waits for a native build, or runs an old one.</summary>
internal static class LiveBinary
{
    private const string Name = "holdpoint-live";

#if DEBUG
    public static string Path { get; } = System.IO.Path.Join(AppContext.BaseDirectory, Name);
#else
    public static string Path { get; } = System.IO.Path.Join(System.IO.Path.GetDirectoryName(NativeBinary.Path), Name);
#endif
}
