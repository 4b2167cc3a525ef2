namespace Holdpoint.Bench;

/// <summary>The radius of a generated state; written by the reader's author.</summary>
internal static class StateRadius
{
    public static void Run(Report report) => report.Section("The radius of a generated state");
}
