using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Tools.Databases.Postgres.Live;

namespace Holdpoint.Tests.Tools.Databases;

/// <summary>Judges a command that would reach a real database, without running it.</summary>
internal static class LiveJudge
{
    public static Judgement Run(string command, LiveWorld? world = null) =>
        new Pipeline(world ?? new LiveWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(30))
            .Run(new Holdpoint.Action.ShellCommand(command, "/"));

    /// <summary>What a command would take, as one number of things and their names.</summary>
    public static (long? Count, string[] Names) Said(string command)
    {
        List<Measurement> all = [.. Run(command).Radius.Measurements];
        Assert.DoesNotContain(all, m => m.Unmeasured is not null);
        return (all.Sum(m => m.Count),
            [.. all.SelectMany(m => m.Losses).Where(l => l.HoldsData).Select(l => l.Resource.Name)
                .Order(StringComparer.Ordinal)]);
    }
}
