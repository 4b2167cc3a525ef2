using System.Globalization;
using Holdpoint.Policy;
using Holdpoint.Sessions;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Sessions;

/// <summary>Random sessions over files that a person had before: whatever an agent does without a question, each of
/// their texts is still somewhere.</summary>
public sealed class SessionMemoryPropertyTests
{
    private const int Steps = 24;

    private static readonly string[] Names = ["a", "b", "s", "t", "s/a", "s/b", "s/c", "t/a", "t/s", "d/p", "d"];

    /// <summary>Nothing here writes over a file: that is the work tree's own matter, and allowed.</summary>
    private static readonly string[] Commands =
    [
        "mkdir -p {0}", "mkdir {0}", "touch {0}", "[ -e {0} ] || echo own > {0}", "mv -n {0} {1}", "mv -n {0} {1}/",
        "mv -nT {0} {1}", "cp -n {0} {1}", "cp -rn {0} {1}", "cp -al {0} {1}", "ln {0} {1}", "ln -s {0} {1}",
        "sed -i s/^/x/ {0}", "sed -i s/^/x/ {0}/*", "[ -e {1} ] || cat {0} > {1}", "gzip {0}", "gunzip {0}.gz",
        "rm {0}", "rm -f {0}/*", "rm -rf {0}", "rm -rf {0}", "rm -rf {0}", "rmdir {0}", "find {0} -delete",
        "tar cf {1}.tar {0}", "tar xkf {0}.tar -C {1}", "tar cf {1}.tar --remove-files {0}",
        "mkdir -p {1} && mv -n {0} {1}/", "rm -rf {0} && mkdir -p {0}", "mv -n {0} {1}; mv -n {1} {2}",
        "mv -n {0} {1} && rm -rf {1}", "mkdir -p {1}; mv -n {0} {1}/; rm -rf {1}/*", "mv -n {0} {1}; rm -f {1}/p",
        "X={0}; mv -n $X {1}; sed -i s/^/y/ {1}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void What_was_there_before_the_session_is_never_lost_without_a_question(int seed)
    {
        // More of them by hand: HOLDPOINT_SEEDS=1000.
        string seeds = Environment.GetEnvironmentVariable("HOLDPOINT_SEEDS") ?? "1";
        int more = int.Parse(seeds, CultureInfo.InvariantCulture);
        for (int i = 0; i < more; i++)
        {
            Session((1000 * i) + seed);
        }
    }

    private static void Session(int seed)
    {
        var random = new Random(seed);
        using var folder = new CaseFolder();
        folder.Bash("echo text-one > a; mkdir d; echo text-two > d/p; echo text-three > d/q");
        HashSet<string> texts = ["text-one", "text-two", "text-three"];
        var done = new List<string>();
        for (int step = 0; step < Steps; step++)
        {
            string command = string.Format(
                CultureInfo.InvariantCulture, Commands[random.Next(Commands.Length)],
                Names[random.Next(Names.Length)], Names[random.Next(Names.Length)], Names[random.Next(Names.Length)]);
            Decision decision = Judged(folder, command);
            bool agreed = random.Next(4) == 0;
            done.Add($"{decision} {command}");
            if (decision is Decision.Deny || (decision is Decision.Ask && !agreed))
            {
                continue;
            }

            folder.Bash($"( {command} ) 2>/dev/null || true");
            HashSet<string> left = [.. texts.Where(t => IsSomewhere(folder, t))];
            Assert.True(decision is Decision.Ask || left.Count == texts.Count,
                $"seed {seed}: {string.Join(", ", texts.Except(left))} is gone after\n{string.Join('\n', done)}");
            texts = left;
        }
    }

    private static bool IsSomewhere(CaseFolder folder, string text)
    {
        folder.Bash($"grep -rqs {text} . && echo 1 > ../found "
            + $"|| {{ find . -name '*.gz' -exec zgrep -qs {text} {{}} \\; "
            + $"-print | grep -q . || find . -name '*.tar' -exec grep -qas {text} {{}} \\; -print | grep -q .; }} "
            + "&& echo 1 > ../found || echo 0 > ../found");
        return File.ReadAllText(Path.Join(folder.Work, "../found")).Trim() == "1";
    }

    private static Decision Judged(CaseFolder folder, string command)
    {
        var pipeline = new Pipeline(
            new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60))
        {
            Traces = new TraceFile(Path.Join(folder.Home, ".local/state/holdpoint"), "test", "one"),
        };
        Judgement judged = pipeline.Run(new Holdpoint.Action.ShellCommand(command, folder.Work));
        KernelClock.Pass(folder);
        return judged.Verdict.Decision;
    }
}
