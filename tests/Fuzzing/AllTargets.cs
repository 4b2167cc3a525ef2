using Holdpoint.Tests.Fuzzing.Targets;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>Every target, with the share of a run's inputs that it gets.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<(FuzzTarget Target, int Share)> Shares { get; } =
    [
        (new SyntaxTarget(), 35),
        (new ShellTarget(), 12),
        (new SqlTarget(), 22),
        (new GraphQlTarget(), 15),
        (new PayloadTarget(), 6),
        (new CodeTarget(), 4),
        (new WindowsTarget(), 2),
        (new TerraformTarget(), 1),
        (new PolicyTarget(), 1),
        (new EditTarget(), 1),
        (new RecordTarget(), 1),
        (new DisguiseTarget(), 2),
        .. FileTarget.All.Select(t => (t, 1)),
    ];

    public static IEnumerable<string> Names => Shares.Select(s => s.Target.Name);

    public static FuzzTarget? Find(string name) => Shares.Select(s => s.Target).FirstOrDefault(t => t.Name == name);
}
